"""Golden values of extractive question answering: SQuAD's metric, and windows, from HF transformers.

    python3 tools/golden/squad.py --tokenizer tests/common/text/testdata/byte_bpe --out tests/common/train/testdata

Needs transformers==4.57.6. The windows are what run_qa.py makes with the tokenizer's truncation "only_second", the
answer's tokens found by its rule: the last token that begins no later than the answer, the first that ends no earlier.
"""
import argparse
import json
from pathlib import Path
from types import SimpleNamespace

import transformers
from transformers import RobertaTokenizerFast
from transformers.data.metrics.squad_metrics import compute_exact, compute_f1, normalize_answer, squad_evaluate

PAIRS = [
    ("The cat", "cat"), ("the cat sat", "A cat sat."), ("cat sat on", "on the cat"), ("a b c d", "c d e"), ("", ""), ("", "x"), ("the", ""), ("x", "a an the"),
    ("U.S.A.", "usa"), ("don't", "dont"), ("a-b", "b"), ("well-known", "well known"), ("1,000", "1000"), ("theatre", "the atre"), ("the_cat", "thecat"), ("_a_", "a"),
    ("b b b c", "b b d"), ("  the\tcat\n sat ", "cat\u00a0sat"), ("cat\u3000sat", "cat sat"), ("x\x1cy", "x y"), ("\u00c9COLE", "\u00e9cole"), ("\u0130stanbul", "i\u0307stanbul"),
    ("\u03a3\u039f\u03a6\u039f\u03a3", "\u03c3\u03bf\u03c6\u03bf\u03c2"), ("a\u0301", "\u0301"), ("\u4e2d\u6587 the \u4e2d", "\u4e2d\u6587 \u4e2d"), ("\u201cquoted\u201d", "quoted"), ("\u00bd a", "\u00bd"), ("\u00aathe", "the"), ("an apple a day", "apple day"), ("A", "a"),
    ("the 1990s", "1990s"), ("Stra\u00dfe", "STRASSE"), ("a.a", "aa"), ("x\u00b2", "x"), ("$ 5", "5"), ("\U0001f600 the", "\U0001f600"),
]
QUESTIONS = [  # true answers, given answer
    (["Denver Broncos", "the Broncos"], "Broncos"), (["1895", "in 1895"], "in the year 1895"), ([], ""), ([], "guess"), (["the"], ""), (["the", "Nile"], "nile river"),
]
CONTEXT = ("The Brown corpus was compiled in the 1960s at Brown University, in Providence; its authors, Henry Ku\u010dera and W. Nelson "
           "Francis, took 500 samples of 2,000 words each. \u4e2d\u6587 \U0001f600  They tagged  it by hand\u2014a task of years. The end")
ASKED = [("Who compiled it?", "Henry Ku\u010dera"), ("  When?", "the 1960s"), ("How many samples were taken?", "500"), ("First word?", "The"),
         ("Which characters?", "\u4e2d\u6587 \U0001f600"), ("How long did it take?", "a task of years"), ("No answer?", None), ("All?", CONTEXT)]


def metric():
    cases = [{"truth": t, "answer": a, "normal": normalize_answer(a), "exact": compute_exact(t, a), "f1": compute_f1(t, a)} for t, a in PAIRS]
    examples = [SimpleNamespace(qas_id=str(i), answers=[{"text": t} for t in truths]) for i, (truths, _) in enumerate(QUESTIONS)]
    total = squad_evaluate(examples, {str(i): answer for i, (_, answer) in enumerate(QUESTIONS)})
    return {"cases": cases, "questions": [{"truths": t, "answer": a} for t, a in QUESTIONS],
            "total": {k: total[k] for k in ("exact", "f1", "HasAns_exact", "HasAns_f1", "NoAns_exact", "NoAns_f1")}}


def wanted(offsets, begin, size, start, end):
    """Token places of an answer of characters [start, end), or (0, 0) where the window does not hold it whole."""
    context = offsets[begin:begin + size]
    if start is None or not context or context[0][0] > start or context[-1][1] < end:
        return 0, 0
    return (begin + max(i for i, (b, _) in enumerate(context) if b <= start),
            begin + min(i for i, (_, e) in enumerate(context) if e >= end))


def windows(folder):
    tokenizer = RobertaTokenizerFast.from_pretrained(folder)
    out = []
    for max_length, stride in ((40, 8), (48, 0), (64, 20), (400, 100)):
        for index, (question, answer) in enumerate(ASKED):
            start = CONTEXT.index(answer) if answer is not None else None
            batch = tokenizer(question.lstrip(), CONTEXT, truncation="only_second", max_length=max_length, stride=stride, return_overflowing_tokens=True)
            for encoding in batch.encodings:
                places = [i for i, s in enumerate(encoding.sequence_ids) if s == 1]
                begin, size = places[0], len(places)
                assert places == list(range(begin, begin + size))
                first, last = wanted(encoding.offsets, begin, size, start, None if answer is None else start + len(answer))
                out.append({"max_length": max_length, "stride": stride, "question": index, "ids": encoding.ids, "context_begin": begin,
                            "offsets": [x for pair in encoding.offsets[begin:begin + size] for x in pair], "start": first, "end": last})
    return {"context": CONTEXT, "asked": [[q, a] for q, a in ASKED], "windows": out}


def save(path, value):
    path.write_text(json.dumps(value, separators=(",", ":")) + "\n")


def main():
    assert transformers.__version__ == "4.57.6"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    save(args.out / "squad_metric.json", metric())
    save(args.out / "question_windows.json", windows(args.tokenizer))


main()
