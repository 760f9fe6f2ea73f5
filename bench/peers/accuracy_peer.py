"""Test accuracy on BBC News: Hugging Face PEFT and adapters beside Graft, one recipe, several seeds.

    python bench/peers/accuracy_peer.py --packages FOLDER [--graft PATH] [--methods lora,full] [--seeds 0,1,2]

Runs that --out holds already are not repeated. Learning rates were fixed beforehand, not tuned. Besides the
defaults --methods takes mam and prompt, and ia3 for Hugging Face's side alone: Graft has no IA3 yet.
"""
import argparse
import json
import math
import statistics
import sys
import time
from pathlib import Path

import peer

RATES = {"full": 1e-4, "lora": 2e-3, "prefix": 1e-2, "ia3": 1e-2, "seq_bn": 2e-3, "mam": 2e-3, "bitfit": 3e-3,
         "prompt": 2e-2}
DEFAULT = [method for method in RATES if method not in ("mam", "prompt", "ia3")]
LENGTH, EPOCHS, BATCH, WEIGHT_DECAY, CLIP, CLASSES = 64, 3, 16, 0.01, 1.0, 5
# Two-sided 95 % of Student's t for 1, 2, 3... degrees of freedom.
STUDENT = [12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23]


def train(model, rows, rate, seed):
    import torch
    from transformers import get_linear_schedule_with_warmup
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    optimizer = torch.optim.AdamW(peer.trained(model), lr=rate, weight_decay=WEIGHT_DECAY)
    schedule = get_linear_schedule_with_warmup(optimizer, steps // 10, steps)
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    model.train()
    for _ in range(EPOCHS):
        order = torch.randperm(len(rows), generator=generator).tolist()
        for i in range(0, len(order), BATCH):
            model(**peer.pad([rows[j] for j in order[i:i + BATCH]])).loss.backward()
            torch.nn.utils.clip_grad_norm_(peer.trained(model), CLIP)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()


def accuracy(model, rows):
    import torch
    model.eval()
    right, rows = 0, sorted(rows, key=lambda r: len(r[0]))
    with torch.no_grad():
        for i in range(0, len(rows), 32):
            batch = peer.pad(rows[i:i + 32])
            labels = batch.pop("labels")
            right += (model(**batch).logits.argmax(-1) == labels).sum().item()
    return right / len(rows)


def worker(args):
    """Hugging Face's side: takes the flags of Graft's binary and prints its line."""
    import torch
    torch.set_num_threads(args.threads)
    start = time.time()
    train_rows, _, test_rows = peer.bbc(args.packages)
    model = peer.build(args.packages, args.method, CLASSES, args.seed)
    train(model, peer.encode(args.packages, train_rows, LENGTH), RATES[args.method], args.seed)
    print(json.dumps({"accuracy": accuracy(model, peer.encode(args.packages, test_rows, LENGTH)),
                      "seconds": round(time.time() - start, 1)}))


def references(packages):
    """What needs no tuning: logistic regression on TF-IDF of the whole texts, and on frozen mean-pooled MiniLM."""
    import numpy
    import torch
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from transformers import BertModel
    torch.set_num_threads(1)
    train_rows, _, test_rows = peer.bbc(packages)
    model = BertModel.from_pretrained(peer.minilm(packages)).eval()

    def embed(rows):
        out = []
        with torch.no_grad():
            for ids, _ in peer.encode(packages, rows, LENGTH):
                mean = model(torch.tensor([ids])).last_hidden_state[0].mean(0)
                out.append(torch.nn.functional.normalize(mean, dim=0))
        return torch.stack(out).numpy()

    def score(train_x, test_x):
        guess = LogisticRegression(C=10, max_iter=2000).fit(train_x, [y for _, y in train_rows]).predict(test_x)
        return float(numpy.mean(guess == numpy.array([y for _, y in test_rows])))

    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2)
    return {"TF-IDF, logistic regression": score(words.fit_transform([t for t, _ in train_rows]),
                                                 words.transform([t for t, _ in test_rows])),
            "frozen mean-pooled MiniLM, logistic regression": score(embed(train_rows), embed(test_rows))}


def interval(a, b):
    """Half of the 95 % interval of mean(b) - mean(a), Welch; None with one seed."""
    if min(len(a), len(b)) < 2:
        return None
    va, vb = statistics.variance(a) / len(a), statistics.variance(b) / len(b)
    if va + vb == 0:
        return 0.0
    freedom = (va + vb) ** 2 / (va ** 2 / (len(a) - 1) + vb ** 2 / (len(b) - 1))
    return STUDENT[min(max(int(freedom), 1), len(STUDENT)) - 1] * math.sqrt(va + vb)


def show(values):
    if not values:
        return ""
    spread = f" ± {statistics.stdev(values):.4f}" if len(values) > 1 else ""
    return f"{statistics.mean(values):.4f}{spread}"


def report(runs, methods):
    rows = []
    for method in methods:
        hf, graft = ([r["accuracy"] for r in runs if (r["method"], r["side"]) == (method, side)] for side in
                     ("hf", "graft"))
        cells = [method, show(hf), show(graft), "", "", ""]
        if hf and graft:
            difference, half = statistics.mean(graft) - statistics.mean(hf), interval(hf, graft)
            cells[3] = f"{difference:+.4f}"
            if half is not None:
                cells[4] = f"± {half:.4f}"
                cells[5] = "below" if difference < -half else "above" if difference > half else "tie"
        rows.append(cells)
    rows += [[r["method"], show([r["accuracy"]]), "", "", "", ""] for r in runs if r["side"] == "reference"]
    return peer.table(["method", "HF", "Graft", "Graft - HF", "95 %", "verdict"], rows)


def compare(args):
    runs = [json.loads(line) for line in args.out.read_text().splitlines()] if args.out.exists() else []
    args.out.parent.mkdir(parents=True, exist_ok=True)
    done = {(r["side"], r["method"], r["seed"]) for r in runs}

    def record(side, method, seed, answer):
        runs.append({"side": side, "method": method, "seed": seed, **answer})
        with open(args.out, "a") as file:
            file.write(json.dumps(runs[-1]) + "\n")
        print(f"{side} {method} seed {seed}: {answer['accuracy']:.4f}", file=sys.stderr, flush=True)

    methods, seeds = args.methods.split(","), [int(s) for s in args.seeds.split(",")]
    for seed in seeds:
        for method in methods:
            flags = [f"--method={method}", f"--seed={seed}"]
            sides = {"hf": [sys.executable, "-W", "ignore", __file__, "--worker", f"--packages={args.packages}",
                            f"--threads={args.threads}"] + flags}
            if args.graft:
                sides["graft"] = [args.graft] + flags
            for side, command in sides.items():
                if (side, method, seed) not in done:
                    answer = peer.run_json(command)
                    if answer is not None:
                        record(side, method, seed, answer)
    if args.references and not any(r["side"] == "reference" for r in runs):
        for name, value in references(args.packages).items():
            record("reference", name, 0, {"accuracy": value})
    print(report([r for r in runs if r["side"] == "reference" or r["seed"] in seeds], methods))
    return 0 if runs else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", required=True, help="folder with the three wheels")
    parser.add_argument("--graft", help="Graft's program; without it the table shows Hugging Face alone")
    parser.add_argument("--methods", default=",".join(DEFAULT))
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--references", action="store_true", help="also run the two references")
    parser.add_argument("--out", type=Path, default=Path("results/accuracy_peer.jsonl"))
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--method", choices=list(RATES), help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        return worker(args)
    unknown = [m for m in args.methods.split(",") if m not in RATES]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; methods are {', '.join(RATES)}")
    return compare(args)


sys.exit(main())
