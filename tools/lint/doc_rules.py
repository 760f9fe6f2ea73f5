"""Rules on what is written for the reader: cards, README rows, the form of a paper's README."""

import re

from tree import PROGRAMS, defines_nothing, whole_of

METHOD = ["Idea", "Paper", "Symbols", "Computes", "Init", "Cost", "Errors", "Differs",
          "Not for", "Tested"]
ALGORITHM = ["Source", "Idea", "Contract", "Invariant", "Time", "Space", "Overflow", "Pitfall",
             "Tested"]

PAPER_FILES = ("README.md", "reproduce.cc")
SHARED = "common"  # papers/common is no paper but what they share
PAPER_HEADINGS = ["Claim", "Equations", "Run", "Differences", "Results", "Not reproduced",
                  "Status"]

_REGISTERED = re.compile(r'^\s*(?:GRAFT_)?REGISTER_[A-Z_]+\(\s*[\w:]+,\s*"([^"]+)"', re.M)


def _fields(tree, path):
    """The fields that the card of this header must have, in order."""
    if path.startswith(PROGRAMS):
        return []
    if path.startswith("algorithms/"):
        return ALGORITHM
    source = tree.text(path.removesuffix(".h") + ".cc")
    if path.startswith(("dg/", "peft/")) and _REGISTERED.search(source):
        return METHOD
    return []


def _card(text):
    """The comment that a header begins with, without its slashes."""
    card = re.match(r"(?://[^\n]*\n)*", text)[0]
    return re.sub(r"^// ?", "", card, flags=re.M)


def check_cards(tree):
    """A header begins with its name and one sentence; a registered method's with the whole card."""
    for path in tree.cpp(".h"):
        text = tree.text(path)
        card = _card(text)
        if whole_of(path, tree.files) or defines_nothing(text):
            if not card:
                yield f"{path}:1: a header begins with a comment that says what it is for"
        elif not re.match(r"(?:Copyright[^\n]*\n)?[A-Za-z][^:\n]{0,60}: \S", card):
            yield f"{path}:1: a header begins with '// <Name>: <one sentence>'"
        yield from _check_fields(tree, path, card)


def _check_fields(tree, path, card):
    fields, ends, at = _fields(tree, path), [], 0
    for field in fields:
        found = re.compile(rf"(?:^|(?<=  )){field}: *", re.M).search(card, at)
        if not found:
            yield f"{path}: the card lacks '{field}:', or has it in another place"
            return
        ends.append(found)
        at = found.end()
    for field, this, after in zip(fields, ends, ends[1:] + [None]):
        if not card[this.end():after.start() if after else None].strip():
            yield f"{path}: '{field}:' is empty: write 'none'"


def check_registered(tree):
    """What registers itself has a row in its area's README."""
    for area in ("peft", "dg"):
        rows = [line for _, line in tree.lines(f"{area}/README.md") if line.startswith("|")]
        for path in tree.cpp(".cc"):
            if path.startswith(area + "/"):
                for slug in _REGISTERED.findall(tree.text(path)):
                    if not any(f"`{slug}`" in row for row in rows):
                        yield f"{path}: `{slug}` has no row in {area}/README.md"


def check_papers(tree):
    """papers/<slug>/ has its program, its test, its row, and a README of the fixed form."""
    files = set(tree.files)
    for slug in sorted({path.split("/")[1] for path in files
                        if path.startswith("papers/") and path.count("/") > 1} - {SHARED}):
        needed = [f"papers/{slug}/{name}" for name in PAPER_FILES]
        for name in needed + [f"tests/papers/{slug}_test.cc"]:
            if name not in files:
                yield f"papers/{slug}: lacks {name}"
        if slug not in tree.text("papers/README.md"):
            yield f"papers/{slug}: has no row in papers/README.md"
        headings = re.findall(r"^## (.+?)\s*$", tree.text(needed[0]), re.M)
        if [name for name in headings if name in PAPER_HEADINGS] != PAPER_HEADINGS:
            yield f"papers/{slug}/README.md: needs '## ' {', '.join(PAPER_HEADINGS)}, in order"
