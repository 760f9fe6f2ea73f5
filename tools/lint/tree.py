"""The source tree as the rules see it: paths relative to the root, texts read on demand."""

import os
import re
from pathlib import Path

CPP = (".h", ".cc", ".cu")
AREAS = ("algorithms", "common", "dg", "peft")  # every stem in them has its test
PROGRAMS = ("algorithms/play/",)  # save in these, which are tested as a whole

_COMMENT_OR_TEXT = re.compile(
    r'R"(?P<d>[^(\s]*)\((?:.|\n)*?\)(?P=d)"'  # raw string
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"
    r"|//[^\n]*|/\*(?:.|\n)*?\*/"
)


class Tree:
    """All files below `root`, save Git's, Bazel's and the results of runs."""

    def __init__(self, root):
        self.root = Path(root)
        self.files = sorted(self._walk())
        self._texts = {}

    def _walk(self):
        for folder, folders, files in os.walk(self.root):
            top = Path(folder) == self.root
            folders[:] = [
                name for name in folders
                if (not name.startswith(".") or name == ".ci") and name != "__pycache__"
                and not (top and (name.startswith("bazel-") or name == "results"))
            ]
            for name in files:
                path = Path(folder, name)
                if top and name == ".git":  # a worktree's, where the repository is
                    continue
                if not path.is_symlink():
                    yield path.relative_to(self.root).as_posix()

    def cpp(self, *suffixes):
        return [path for path in self.files if path.endswith(suffixes or CPP)]

    def text(self, path):
        """The file's text; "" for one that is missing or is not UTF-8."""
        if path not in self._texts:
            try:
                self._texts[path] = (self.root / path).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                self._texts[path] = ""
        return self._texts[path]

    def lines(self, path):
        return enumerate(self.text(path).splitlines(), 1)


def bare_code(text):
    """C++ with comments and the insides of strings blanked; lines keep their numbers."""
    def blank(match):
        kept = '""' if match[0][0] in "R\"'" else " "
        return kept + "\n" * match[0].count("\n")
    return _COMMENT_OR_TEXT.sub(blank, text)


def defines_nothing(text):
    """Whether a header only includes, declares forward and renames: there is nothing to test."""
    code = re.sub(r"^\s*#\s*(?:include|pragma|undef).*", "", bare_code(text), flags=re.M)
    code = re.sub(r"\b(?:class|struct|using)\s[^;{]*;|\bnamespace\b[^{]*\{|\}", "", code)
    return not code.strip()


def whole_of(path, files):
    """The header of which `path` is the inside: x.h for x_rows.h; None for an ordinary one."""
    whole = re.sub(r"_(?:rows|internal)\.h$", ".h", path)
    return whole if whole != path and whole in files else None


def split(path):
    """'peft/lora/lora.h' -> ('peft/lora', 'lora')."""
    folder, _, name = path.rpartition("/")
    return folder, name.rpartition(".")[0]
