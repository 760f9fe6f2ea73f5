"""Byte-level BPE, and the windows of long contexts, by their definitions. Part of check.py.

A text is cut into words by GPT-2's pattern; a word's UTF-8 bytes stand for symbols, which are joined by the rank of
their pair in merges.txt until none is listed. A token's offsets are its bytes' characters, without the blanks (U+0020
alone) at its ends.
"""
import functools
import hashlib
import json
import re
import sys
import unicodedata

SPECIAL = re.compile(r"<s>|<pad>|</s>|<unk>|\s*<mask>")


def pattern(classes):
    """GPT-2's, with the classes that the golden file lists."""
    def members(name):
        flat = classes[name]
        return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in zip(flat[::2], flat[1::2]))

    letter, number, space = (members(n) for n in ("letter", "number", "space"))
    return re.compile(f"'s|'t|'re|'ve|'m|'ll|'d| ?[{letter}]+| ?[{number}]+| ?[^{space}{letter}{number}]+"
                      f"|[{space}]+(?![^{space}])|[{space}]+")


def byte_letters():
    """The letter that stands for each byte: itself where it can be seen, else the next one from U+0100 on."""
    seen = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [b for b in range(256) if b not in seen]
    return {b: chr(b) for b in seen} | {b: chr(256 + i) for i, b in enumerate(hidden)}


class ByteBpe:
    def __init__(self, folder):
        self.ids = json.loads((folder / "vocab.json").read_text())
        merges = [line.split(" ") for line in (folder / "merges.txt").read_text().splitlines()[1:]]
        self.ranks = {tuple(pair): i for i, pair in enumerate(merges)}
        self.words = pattern(json.loads((folder.parent / "gpt2_classes.json").read_text()))
        self.letters = byte_letters()
        model = json.loads((folder / "tokenizer.json").read_text())["model"]
        assert model["vocab"] == self.ids
        assert [m if isinstance(m, list) else m.split(" ") for m in model["merges"]] == merges

    @functools.cache
    def word(self, letters):
        symbols = list(letters)
        while len(symbols) > 1:
            pairs = list(zip(symbols, symbols[1:]))
            best = min(pairs, key=lambda pair: self.ranks.get(pair, sys.maxsize))
            if best not in self.ranks:
                break
            joined, i = [], 0
            while i < len(symbols):
                both = i + 1 < len(symbols) and (symbols[i], symbols[i + 1]) == best
                joined.append("".join(symbols[i : i + 1 + both]))
                i += 1 + both
            symbols = joined
        return symbols

    def piece(self, text, at, prefix):
        """(letters, first character, behind the last) of text without special tokens, which begins at `at`."""
        added = prefix and not text.startswith(" ")  # a blank, which lies where the first character does
        for found in self.words.finditer(" " * added + text):
            place = [i for i, c in enumerate(found[0], found.start() - added) for _ in c.encode()]
            begin = 0
            for symbol in self.word("".join(self.letters[b] for b in found[0].encode())):
                end = begin + len(symbol)
                yield symbol, at + max(place[begin], 0), at + max(place[end - 1], 0) + 1
                begin = end

    def pieces(self, text, prefix):
        begin = 0
        for found in [*SPECIAL.finditer(text), None]:
            end = found.start() if found else len(text)
            if end > begin:
                yield from self.piece(text[begin:end], begin, prefix)
            if found:
                name = found[0].strip()
                yield name, found.end() - len(name), found.end()
                begin = found.end()

    def tokens(self, text, prefix):
        """(id, first, behind the last), without the blanks at the ends, but for a single one at the begin if blanks are added."""
        blank = self.letters[0x20]
        for i, (symbol, first, last) in enumerate(self.pieces(text, prefix)):
            before, behind = (len(symbol) - len(s) for s in (symbol.lstrip(blank), symbol.rstrip(blank)))
            if prefix and before == 1 and (i == 0 or first == 0):
                before = 0
            first = min(first + before, last)
            yield self.ids[symbol], first, max(last - behind, first)

    def framed(self, ids, pair=None):
        return [0, *ids, 2] + ([2, *pair, 2] if pair is not None else [])


def shorten(a, b, room):
    """longest_first: one token after another from the longer one, where they are equal from what was not longer."""
    first_longer = len(a) > len(b)
    for _ in range(max(len(a) + len(b) - room, 0)):
        (a if len(a) > len(b) or len(a) == len(b) and not first_longer else b).pop()


def offsets(tokens):
    """Of the framed tokens of one text or two."""
    between = [[(0, 0, 0)]] if len(tokens) == 1 else [[(0, 0, 0)] * 2, [(0, 0, 0)]]
    framed = [(0, 0, 0)] + [t for side, end in zip(tokens, between) for t in side + end]
    return [x for t in framed for x in t[1:]]


def check_byte_bpe(folder):
    bpe = ByteBpe(folder / "byte_bpe")
    wrong, offsets_wrong = 0, 0
    for case in json.loads((folder / "byte_bpe.json").read_text()):
        texts = [bytes.fromhex(case[k]).decode("utf-8", "replace") for k in ("hex", "pair") if k in case]
        tokens = [list(bpe.tokens(text, case["prefix"])) for text in texts]
        limit = case.get("max_length")
        if limit and len(tokens) == 1:
            del tokens[0][limit - 2:]
        elif limit:
            shorten(*tokens, limit - 4)
        ids = bpe.framed(*([t[0] for t in side] for side in tokens))
        if "ids" in case:
            wrong += ids != case["ids"]
            offsets_wrong += offsets(tokens) != case["offsets"]
        else:
            wrong += len(ids) != case["size"]
            frame = [(0, 0, 0), *tokens[0], (2, 0, 0)]
            text = "".join(f"{i}:{begin}:{end} " for i, begin, end in frame)
            offsets_wrong += hashlib.sha256(text.encode()).hexdigest() != case["sha256"]
    yield "byte BPE, ids", wrong, 0
    yield "byte BPE, offsets", offsets_wrong, 0
    wrong = 0
    for case in json.loads((folder / "byte_bpe_words.json").read_text()):
        tokens = [(t[0], i) for i, word in enumerate(case["sentence"]) for t in bpe.tokens(word, True)]
        tokens = tokens[: case["max_length"] - 2]
        wrong += [-1, *(i for _, i in tokens), -1] != case["words"]
        wrong += bpe.framed(t for t, _ in tokens) != case["ids"]
    yield "byte BPE, words", wrong, 0


def check_classes(path):
    """Against Python's Unicode, where it has the character."""
    classes = json.loads(path.read_text())
    wrong = 0
    for name, initial in (("letter", "L"), ("number", "N")):
        flat = classes[name]
        members = {c for a, b in zip(flat[::2], flat[1::2]) for c in range(a, b + 1)}
        for c in range(0x110000):
            category = unicodedata.category(chr(c))
            wrong += category not in ("Cn", "Cs") and (category[0] == initial) != (c in members)
    flat = classes["space"]
    members = {c for a, b in zip(flat[::2], flat[1::2]) for c in range(a, b + 1)}
    wrong += sum(chr(c).isspace() != (c in members) for c in range(0x110000) if not 0x1C <= c <= 0x1F)
    yield "GPT-2's classes", wrong, 0


def check_windows(path, folder):
    """Windows of a context: what is left of max_length, each begins `stride` tokens before the end of the last."""
    bpe, golden = ByteBpe(folder), json.loads(path.read_text())
    context = list(bpe.tokens(golden["context"], False))
    found = []
    for max_length, stride in dict.fromkeys((w["max_length"], w["stride"]) for w in golden["windows"]):
        for number, (question, answer) in enumerate(golden["asked"]):
            asked = [t[0] for t in bpe.tokens(question.lstrip(), False)]
            room = max_length - 4 - len(asked)
            start = golden["context"].index(answer) if answer is not None else None
            at = 0
            while True:
                part = context[at : at + room]
                begin = len(asked) + 3
                first = last = 0
                if start is not None and part[0][1] <= start and part[-1][2] >= start + len(answer):
                    first = begin + max(i for i, t in enumerate(part) if t[1] <= start)
                    last = begin + min(i for i, t in enumerate(part) if t[2] >= start + len(answer))
                found.append({"max_length": max_length, "stride": stride, "question": number,
                              "ids": bpe.framed(asked, [t[0] for t in part]), "context_begin": begin,
                              "offsets": [x for t in part for x in t[1:]], "start": first, "end": last})
                if at + room >= len(context):
                    break
                at += room - stride
    wrong = sum(a != b for a, b in zip(found, golden["windows"])) + abs(len(found) - len(golden["windows"]))
    yield "windows of questions", wrong, 0
