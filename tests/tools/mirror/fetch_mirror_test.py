#!/usr/bin/env -S python3 -B
"""tools/fetch_mirror.py: what it converts, what it refuses, and that its list is well formed."""

import csv
import gzip
import hashlib
import os
import pickle
import re
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))

import fetch_mirror


def sha256(contents):
    return hashlib.sha256(contents).hexdigest()


class Attack:
    def __reduce__(self):
        return os.system, ("false",)


class FetchMirror(unittest.TestCase):
    def test_converts_pairs_to_json_lines(self):
        pickled = pickle.dumps(([("a \"b\"", "é"), ("c", "d")], [2, 0]), protocol=4)
        lines = '{"premise":"a \\"b\\"","hypothesis":"é","label":2}\n{"premise":"c","hypothesis":"d","label":0}\n'
        file = {"path": "p", "source_path": "s", "source_sha256": sha256(pickled), "sha256": sha256(lines.encode())}
        self.assertEqual(fetch_mirror.contents_of(file, pickled), lines.encode())

    def test_converts_texts_to_json_lines(self):
        pickled = pickle.dumps((["a\nb", "é"], [1, 0]), protocol=4)
        self.assertEqual(fetch_mirror.as_json_lines(pickled).decode(),
                         '{"text":"a\\nb","label":1}\n{"text":"é","label":0}\n')

    def test_keeps_what_needs_no_conversion(self):
        file = {"path": "p", "source_path": "s", "source_sha256": sha256(b"abc"), "sha256": sha256(b"abc")}
        self.assertEqual(fetch_mirror.contents_of(file, b"abc"), b"abc")

    def test_refuses_other_bytes_than_were_released(self):
        file = {"path": "p", "source_path": "data/s", "source_sha256": sha256(b"abc"), "sha256": sha256(b"abc")}
        with self.assertRaisesRegex(SystemExit, "data/s: sha256 is .*, expected ba7816bf"):
            fetch_mirror.contents_of(file, b"abd")

    def test_refuses_pickles_that_name_a_class(self):
        with self.assertRaisesRegex(pickle.UnpicklingError, "names the class"):
            fetch_mirror.as_json_lines(pickle.dumps(Attack()))

    def test_leaves_alone_what_is_there_and_right(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.gz"
            self.assertFalse(fetch_mirror.is_right(path, sha256(b"abc")))
            path.write_bytes(gzip.compress(b"abc"))
            self.assertTrue(fetch_mirror.is_right(path, sha256(b"abc")))
            path.write_bytes(b"no gzip")
            self.assertFalse(fetch_mirror.is_right(path, sha256(b"abc")))

    def test_takes_any_flipped_byte_for_wrong(self):
        text = b"to be or not to be"
        packed = gzip.compress(text, mtime=0)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.gz"
            for at in range(10, len(packed)):  # the ten before say when and where it was packed
                path.write_bytes(packed[:at] + bytes([packed[at] ^ 0xFF]) + packed[at + 1 :])
                self.assertFalse(fetch_mirror.is_right(path, sha256(text)), at)

    def test_its_list_is_well_formed(self):
        with open(fetch_mirror.LIST, newline="") as lines:
            files = list(csv.DictReader(lines, delimiter="\t"))
        self.assertEqual(len({f["path"] for f in files}), len(files))
        for f in files:
            self.assertRegex(f["sha256"] + f["source_sha256"], re.compile("[0-9a-f]{128}$"))
            self.assertRegex(f["commit"], re.compile("[0-9a-f]{40}$"))


if __name__ == "__main__":
    unittest.main()
