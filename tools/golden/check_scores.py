"""SQuAD's metric and CoNLL's F1 by their definitions. Part of check.py."""
import json
import re
import string

TOLERANCE = 1e-12


def normal(text):
    """Lower case, without ASCII punctuation and articles, blanks made single."""
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())


def exact(truth, answer):
    return int(normal(truth) == normal(answer))


def f1(truth, answer):
    """2 common / (tokens of both), common counted as in bags; where one has no tokens, whether neither has."""
    truth, answer = normal(truth).split(), normal(answer).split()
    if not truth or not answer:
        return int(truth == answer)
    common = sum(min(truth.count(token), answer.count(token)) for token in set(truth))
    return 2 * common / (len(truth) + len(answer))


def question(truths, answer):
    """The best of the answers that are not empty when normal; no such answer is the empty one."""
    truths = [t for t in truths if normal(t)] or [""]
    return [max(score(t, answer) for t in truths) for score in (exact, f1)]


def check_squad(path):
    golden = json.loads(path.read_text())
    worst = 0.0
    for case in golden["cases"]:
        assert normal(case["answer"]) == case["normal"], case
        assert exact(case["truth"], case["answer"]) == case["exact"], case
        worst = max(worst, abs(f1(case["truth"], case["answer"]) - case["f1"]))
    scores = [(bool(q["truths"]), question(q["truths"], q["answer"])) for q in golden["questions"]]
    for prefix, kind in (("", (True, False)), ("HasAns_", (True,)), ("NoAns_", (False,))):
        chosen = [both for has, both in scores if has in kind]
        for i, name in enumerate(("exact", "f1")):
            mean = 100 * sum(both[i] for both in chosen) / len(chosen)
            worst = max(worst, abs(mean - golden["total"][prefix + name]))
    yield "SQuAD's metric", worst, TOLERANCE


def entities(tags):
    """{(kind, first, behind the last)}: B- begins one, and so does an I- of another kind than the tag before."""
    found, kind, first = set(), None, 0
    for i, tag in enumerate(tags + ["O"]):
        here = None if tag == "O" else tag[2:]
        if kind and (here != kind or tag[0] == "B"):
            found.add((kind, first, i))
            kind = None
        if here and kind is None:
            kind, first = here, i
    return found


def check_seqeval(path):
    golden = json.loads(path.read_text())
    worst = 0.0
    for case in golden["cases"]:
        truth, predicted = ({(i, *e) for i, tags in enumerate(case[side]) for e in entities([golden["labels"][t] for t in tags])}
                            for side in ("truth", "predicted"))
        share = lambda all: len(truth & predicted) / all if all else 0.0
        found = {"precision": share(len(predicted)), "recall": share(len(truth)),
                 "f1": 2 * share(len(truth) + len(predicted))}
        worst = max([worst] + [abs(found[k] - case[k]) for k in found])
    yield "seqeval", worst, TOLERANCE
