#!/usr/bin/env -S python3 -B
"""Checks the source tree against the rules named on the command line, or all of them.

  ./bazelw test //tools/lint:all        each rule is a test
  tools/lint/lint.py stems layers       the same by hand
"""

import sys
from pathlib import Path

import code_rules
import doc_rules
import problem_rules
import text_rules
from tree import Tree

RULES = {
    "build": code_rules.check_build,
    "cards": doc_rules.check_cards,
    "format": text_rules.check_format,
    "layers": code_rules.check_layers,
    "papers": doc_rules.check_papers,
    "problems": problem_rules.check_problems,
    "registered": doc_rules.check_registered,
    "sizes": text_rules.check_sizes,
    "stems": code_rules.check_stems,
    "torch": code_rules.check_torch,
    "words": text_rules.check_words,
}
NOTES = {"sizes": text_rules.long_functions}


def main(names):
    unknown = [name for name in names if name not in RULES]
    if unknown:
        sys.exit(f"no rule {', '.join(unknown)}; there are: {', '.join(RULES)}")
    # Bazel runs this file through links; where it really lies is the tree to check.
    tree = Tree(Path(__file__).resolve().parents[2])
    if "WORKSPACE" not in tree.files:
        sys.exit(f"{tree.root} is not the source tree")
    broken = 0
    for name in names or RULES:
        found = list(RULES[name](tree))
        broken += len(found)
        print(f"{name}: {RULES[name].__doc__} {len(found)} found.")
        for line in found:
            print("  " + line)
        for line in NOTES.get(name, lambda _: [])(tree):
            print("  note: " + line)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
