"""Rules on the text of a file: format, size, words."""

import re
import subprocess

from tree import bare_code

MAX_LINES = {".h": 250, ".cc": 500, ".cu": 500, ".py": 400, ".sh": 200, ".bzl": 250}
MAX_FUNCTION = 60  # lines; above SOFT_FUNCTION it is named, but passes
SOFT_FUNCTION = 40
MAX_BYTES = 1 << 20
ACCESS = ("public", "protected", "private")

# Written so that no pattern matches itself.
WORDS = {
    r"\b(?:[T]ODO|[F]IXME|[X]XX)\b": "unfinished work belongs in an issue",
    r"[p]ypi\.org|[p]ythonhosted\.org|[n]pmjs\.|[a]rtifactory": "a package registry's host",
    r"(?<![\w.-])/(?:[w]ork|[r]oot|[h]ome/\w+|[t]mp/w)(?:/|\b)": "a path of one machine",
}


def check_format(tree):
    """C++ is as clang-format 14 writes it."""
    paths = tree.cpp()
    if not paths:
        return
    found = subprocess.run(
        ["clang-format-14", "--style=file", "--dry-run", "-Werror", *paths],
        cwd=tree.root, capture_output=True, text=True, check=False)
    first = {}
    for path, line in re.findall(r"^(\S+?):(\d+):\d+: error", found.stderr, re.M):
        first.setdefault(path, line)
    for path, line in first.items():
        yield f"{path}:{line}: clang-format-14 -i would change this file"
    if found.returncode and not first:
        yield f"clang-format-14 failed: {found.stderr.strip()}"


def check_sizes(tree):
    """Files and functions that fit a reader's head; no data in the repository."""
    for path in tree.files:
        limit = MAX_LINES.get("." + path.rpartition(".")[2])
        lines = tree.text(path).count("\n")
        if limit and lines > limit:
            yield f"{path}: {lines} lines, at most {limit}"
        size = (tree.root / path).stat().st_size
        if size >= MAX_BYTES:
            yield f"{path}: {size} bytes; fetch and hash what is larger than 1 MiB"
    for path, line, lines in _functions(tree):
        if lines > MAX_FUNCTION:
            yield f"{path}:{line}: a function of {lines} lines, at most {MAX_FUNCTION}"


def long_functions(tree):
    """What check_sizes lets pass but a reviewer should look at."""
    return [f"{path}:{line}: a function of {lines} lines; aim at {SOFT_FUNCTION}"
            for path, line, lines in _functions(tree)
            if SOFT_FUNCTION < lines <= MAX_FUNCTION]


def _functions(tree):
    for path in tree.cpp():
        for line, lines in functions(tree.text(path)):
            yield path, line, lines


def functions(text):
    """(first line, number of lines) of each function of clang-formatted C++."""
    code = re.sub(r"^[ \t]*#(?:.*\\\n)*.*", _blank_lines, bare_code(text), flags=re.M)
    open_braces, line, start, head = [], 1, 1, ""
    for i, char in enumerate(code):
        if char == "\n":
            line += 1
        elif char == "{":
            kind = _kind(code[i - 1], head, [kind for kind, _ in open_braces])
            open_braces.append((kind, start))
            head = head + char if kind == "value" else ""
        elif char == "}" and open_braces:
            kind, first = open_braces.pop()
            if kind == "body":
                yield first, line - first + 1
            head = head + char if kind == "value" else ""
        elif char == ";" or char == ":" and head.strip() in ACCESS:
            head, char = "", ";"
        if not head.strip():
            start = line
        if char not in "{};":
            head += char


def _kind(before, head, around):
    """What a brace opens: a function's body, a value, or a scope (class, namespace, block)."""
    if "body" in around:
        return "block"
    if "value" in around[-1:] or before.isalnum() or before in "_>(,=" or head.rstrip().endswith(("=", ",", "(")):
        return "value"
    if re.search(r"\b(?:namespace|class|struct|enum|union|extern)\b[^()]*$", head):
        return "scope"
    return "body" if "(" in head else "scope"


def _blank_lines(match):
    return "\n" * match[0].count("\n")


def check_words(tree):
    """No unfinished work, no host of a registry, no path of one machine."""
    for path in tree.files:
        for number, line in tree.lines(path):
            for pattern, why in WORDS.items():
                found = re.search(pattern, line)
                if found:
                    yield f"{path}:{number}: '{found[0]}': {why}"
