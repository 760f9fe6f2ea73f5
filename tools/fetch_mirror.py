#!/usr/bin/env python3
"""Fetches the data that papers released into a folder, for GRAFT_DATA_MIRROR.

    python3 tools/fetch_mirror.py FOLDER [PREFIX]

Takes each file of third_party/mirror.tsv (those whose path begins with PREFIX) from its repository at its
commit, checks the SHA-256 of what was released, converts it where the list says so (pickle to JSON Lines) and
checks the SHA-256 of the contents. Files that are there and right are left alone.
"""
import argparse
import csv
import gzip
import hashlib
import io
import json
import pickle
import sys
import urllib.request
import zlib
from pathlib import Path

LIST = Path(__file__).resolve().parents[1] / "third_party/mirror.tsv"
SOURCE = "https://raw.githubusercontent.com/{repository}/{commit}/{source_path}"


class PlainUnpickler(pickle.Unpickler):
    """Reads lists, tuples, strings and numbers; whatever names a class is an error."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"the file names the class {module}.{name}; expected plain data")


def as_json_lines(pickled):
    """([text…], [label…]) or ([(premise, hypothesis)…], [label…]), pickled, as one JSON object a line."""
    inputs, labels = PlainUnpickler(io.BytesIO(pickled)).load()
    texts = [{"text": i} if isinstance(i, str) else {"premise": i[0], "hypothesis": i[1]} for i in inputs]
    rows = [text | {"label": label} for text, label in zip(texts, labels)]
    return "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in rows).encode()


def check(what, contents, expected):
    found = hashlib.sha256(contents).hexdigest()
    if found != expected:
        sys.exit(f"{what}: sha256 is {found}, expected {expected}")


def released(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read()
    except OSError as error:
        sys.exit(f"{url}: {error}")


def contents_of(file, source):
    check(file["source_path"], source, file["source_sha256"])
    converted = source if file["source_sha256"] == file["sha256"] else as_json_lines(source)
    check(file["path"], converted, file["sha256"])
    return converted


def is_right(path, sha256):
    try:
        found = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error):
        return False
    return hashlib.sha256(found).hexdigest() == sha256


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("prefix", nargs="?", default="")
    options = parser.parse_args()
    with open(LIST, newline="") as lines:
        files = [f for f in csv.DictReader(lines, delimiter="\t") if f["path"].startswith(options.prefix)]
    for number, file in enumerate(files, 1):
        path = options.folder / file["path"]
        if not is_right(path, file["sha256"]):
            contents = contents_of(file, released(SOURCE.format(**file)))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(gzip.compress(contents, mtime=0) if path.suffix == ".gz" else contents)
        print(f"{number}/{len(files)} {path}")
    print(f"export GRAFT_DATA_MIRROR={options.folder.resolve()}")


if __name__ == "__main__":
    main()
