#!/usr/bin/env -S python3 -B
"""Rules on algorithms/: what a problem needs beside its header; the index in its README.

  tools/lint/problem_rules.py           writes the index anew, from the cards
"""

import re
from pathlib import Path

from tree import PROGRAMS, Tree, split

README = "algorithms/README.md"
FOLDERS = {  # in the order of the index: folder -> heading
    "": "Shared by all",
    "text": "Text",
    "search": "Searching sorted data",
    "answers": "Binary search: an index, or the answer itself",
    "trees": "Trees: nodes, text, pictures, shapes",
    "trees/traversal": "Trees: walks",
    "trees/level_order": "Trees: level by level",
    "trees/properties": "Trees: properties and changes",
    "trees/paths": "Trees: paths and ancestors",
    "trees/build": "Trees: building and writing",
    "trees/bst": "Search trees: problems",
    "trees/ordered": "Search trees: ordered sets and maps",
}
BEGIN, END = "<!-- index: written by tools/lint/problem_rules.py -->", "<!-- end of index -->"

_FIELD = re.compile(r"^// (\w+): +(.*(?:\n//  +.*)*)", re.M)
_PROBLEM = re.compile(r'LeetCode ([\w ]+?) "([^"]+)",? ?([^;\n]*)')
_REGISTERED = re.compile(
    r'MakeProblem\(\s*((?:"[^"]+"\s*)+),\s*((?:R"\((?:.|\n)*?\)"|"(?:\\.|[^"\\])*"|\s)+)')


def _headers(tree):
    for path in tree.cpp(".h"):
        if path.startswith("algorithms/") and not path.startswith(PROGRAMS):
            yield path


def _card(tree, path):
    """{field: its text in one line} of a header's card."""
    card = re.match(r"(?://[^\n]*\n)*", tree.text(path))[0]
    return {name: re.sub(r"\s*\n// +", " ", text).strip()
            for name, text in _FIELD.findall(card)}


def _registered(tree):
    """{path below algorithms/, without .h: source} of what //algorithms:play runs."""
    found = {}
    for path in tree.cpp(".cc"):
        if path.startswith(PROGRAMS):
            for name, source in _REGISTERED.findall(tree.text(path)):
                name = re.sub(r'["\s]', "", name)
                parts = re.findall(r'R"\(((?:.|\n)*?)\)"|"((?:\\.|[^"\\])*)"', source)
                found[name] = "".join(raw or plain for raw, plain in parts)
    return found


def _problems(source):
    """(number, English title, Chinese title) of each problem that a Source names."""
    for number, english, chinese in _PROBLEM.findall(source):
        yield number, english, chinese.strip()


def _row(tree, path):
    card, (folder, stem) = _card(tree, path), split(path)
    problems = list(_problems(card.get("Source", "")))
    numbers = ", ".join(number for number, _, _ in problems)
    titles = "<br>".join(f"{english} · {chinese}".rstrip(" ·") for _, english, chinese in problems)
    link = f"[{stem}]({path.removeprefix('algorithms/')})"
    cells = [numbers, link, titles or _first_line(tree, path), card.get("Idea", ""),
             card.get("Invariant", ""), card.get("Time", ""),
             card.get("Space", "")]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _first_line(tree, path):
    return tree.text(path).partition("\n")[0].partition(": ")[2].rstrip(".")


def index(tree):
    """The tables of all headers, folder by folder, as Markdown."""
    lines = []
    for folder, heading in FOLDERS.items():
        rows = [_row(tree, path) for path in _headers(tree)
                if split(path)[0] == f"algorithms/{folder}".rstrip("/")]
        if rows:
            lines += [f"### {heading}", "",
                      "| LeetCode | file | what | idea | invariant | time | space |",
                      "| --- | --- | --- | --- | --- | --- | --- |", *rows, ""]
    return "\n".join(lines)


def _with_index(tree):
    before, _, rest = tree.text(README).partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{index(tree)}\n{END}{after}"


def check_problems(tree):
    """A problem is registered for //algorithms:play, has cases, and the index is complete."""
    registered, files = _registered(tree), set(tree.files)
    for path in _headers(tree):
        name = path.removeprefix("algorithms/").removesuffix(".h")
        source = _card(tree, path).get("Source", "")
        if split(path)[0].removeprefix("algorithms").lstrip("/") not in FOLDERS:
            yield f"{path}: its folder has no heading in tools/lint/problem_rules.py"
        if _PROBLEM.match(source) and name not in registered:
            yield f"{path}: is not registered in algorithms/play/*_problems.cc"
    for name, source in registered.items():
        header = f"algorithms/{name}.h"
        cases = f"tests/algorithms/cases/{name.rpartition('/')[2]}.txt"
        if header not in files:
            yield f"algorithms/play: registers {name}, but there is no {header}"
        elif source not in _card(tree, header).get("Source", ""):
            yield f"{header}: the card's Source lacks: {source}"
        if cases not in files:
            yield f"algorithms/play: {name} has no cases {cases}"
    stems = {name.rpartition("/")[2] for name in registered}
    for path in tree.files:
        if path.startswith("tests/algorithms/cases/") and split(path)[1] not in stems:
            yield f"{path}: no problem of this name is registered"
    if (README in files or registered) and tree.text(README) != _with_index(tree):
        yield f"{README}: the index is not that of the cards: run tools/lint/problem_rules.py"


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    Path(root, README).write_text(_with_index(Tree(root)), encoding="utf-8")
