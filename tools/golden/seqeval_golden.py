#!/usr/bin/env python3
"""Golden scores of seqeval 1.2.2 for entity_spans_test: random tags, most of them not valid IOB2.

    V/bin/pip install -r tools/golden/requirements.txt
    V/bin/python tools/golden/seqeval_golden.py tests/common/train/testdata/seqeval.json
"""
import json
import random
import sys

from seqeval.metrics import f1_score, precision_score, recall_score

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


def sentence(random_):
    return [random_.randrange(len(LABELS)) for _ in range(random_.randrange(1, 9))]


def noisy(random_, tags):
    return [tag if random_.random() < 0.7 else random_.randrange(len(LABELS)) for tag in tags]


def case(random_):
    truth = [sentence(random_) for _ in range(random_.randrange(1, 4))]
    predicted = [noisy(random_, tags) for tags in truth]
    names = [[[LABELS[t] for t in tags] for tags in side] for side in (truth, predicted)]
    scores = {"precision": precision_score, "recall": recall_score, "f1": f1_score}
    return {"truth": truth, "predicted": predicted} | {
        name: float(score(*names, zero_division=0)) for name, score in scores.items()}


def main():
    random_ = random.Random(1)
    golden = {"labels": LABELS, "cases": [case(random_) for _ in range(60)]}
    with open(sys.argv[1], "w") as out:
        json.dump(golden, out, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
