"""Training steps of Hugging Face PEFT and adapters beside Graft's: time, peak memory and the time to load.

    python bench/peers/step_peer.py --packages FOLDER [--graft-bench PATH] [--methods lora,full] [--rounds 3]

Every round runs, for each shape and method, one fresh process of each side, one after the other. Prints a
Markdown table of medians and the median time to load the model, and writes every sample to --out.
"""
import argparse
import json
import statistics
import sys
import time
from pathlib import Path

import peer

METHODS = ["full", "lora", "prefix", "bitfit", "prompt", "seq_bn", "mam"]
SHAPES = {"16x128": 5, "tweets": 3}  # classes
BATCH, LENGTH, BATCHES, WARM_UP = 16, 128, 8, 2


def batches(packages, shape):
    rows = peer.bbc(packages)[0] if shape == "16x128" else peer.airline_tweets(packages)
    rows = peer.encode(packages, rows[:BATCH * BATCHES], LENGTH)
    out = [peer.pad(rows[i:i + BATCH]) for i in range(0, len(rows), BATCH)]
    assert shape != "16x128" or all(b["input_ids"].shape == (BATCH, LENGTH) for b in out)
    return out, sum(len(ids) for ids, _ in rows)


def worker(args):
    """One side's process: takes what Graft's binary takes, prints the line that Graft's binary prints."""
    import torch
    torch.set_num_threads(args.threads)
    data, tokens = batches(args.packages, args.shape)
    model = peer.build(args.packages, args.method, SHAPES[args.shape], seed=0).to(getattr(torch, args.dtype))
    optimizer = torch.optim.AdamW(peer.trained(model), lr=1e-4)
    model.train()
    times = []
    for i in range(WARM_UP + args.steps):
        start = time.perf_counter()
        model(**data[i % len(data)]).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps({"method": args.method, "shape": args.shape, "dtype": args.dtype,
                      "step_ms": [round(t, 3) for t in times[WARM_UP:]], "peak_mib": round(peer.peak_mib(), 1),
                      "load_ms": round(peer.LOAD_MS[0], 1),
                      "trained": sum(p.numel() for p in peer.trained(model)), "tokens": tokens}))


def commands(args, shape, method):
    """side -> command line. Both sides take the same flags."""
    flags = [f"--method={method}", f"--shape={shape}", f"--dtype={args.dtype}", f"--steps={args.steps}",
             f"--threads={args.threads}"]
    out = {"hf": [sys.executable, "-W", "ignore", __file__, "--worker", f"--packages={args.packages}"] + flags}
    if args.graft_bench:
        out["graft"] = [args.graft_bench] + flags
    return out


def summarise(samples):
    """(shape, method) -> side -> medians over every step of every round."""
    out = {}
    for s in samples:
        side = out.setdefault((s["shape"], s["method"]), {}).setdefault(s["side"], {"ms": [], "mib": []})
        side["ms"] += s["step_ms"]
        side["mib"].append(s["peak_mib"])
        side["tokens"] = s.get("tokens")
    for sides in out.values():
        for side in sides.values():
            side["rounds"], side["min_ms"] = len(side["mib"]), min(side["ms"])
            side["ms"], side["mib"] = statistics.median(side["ms"]), statistics.median(side["mib"])
    return out


def report(summary):
    header = ["shape, method", "HF ms", "(min)", "Graft ms", "(min)", "HF / Graft", "HF MiB", "Graft MiB",
              "Graft / HF"]
    rows = []
    for (shape, method), sides in summary.items():
        hf, graft = sides.get("hf"), sides.get("graft")
        cells = [f"{shape} {method}"]
        for side in (hf, graft):
            cells += [f"{side['ms']:.0f}", f"{side['min_ms']:.0f}"] if side else ["", ""]
        cells.append(f"{hf['ms'] / graft['ms']:.2f}" if hf and graft else "")
        cells += [f"{side['mib']:.0f}" if side else "" for side in (hf, graft)]
        cells.append(f"{graft['mib'] / hf['mib']:.2f}" if hf and graft else "")
        rows.append(cells)
        if hf and graft and graft["tokens"] not in (None, hf["tokens"]):
            print(f"{shape}: the sides see different texts, {hf['tokens']} and {graft['tokens']} tokens", file=sys.stderr)
    return peer.table(header, rows)


def compare(args):
    result = {"machine": peer.machine(), "threads": args.threads, "dtype": args.dtype, "steps": args.steps,
              "samples": []}
    for number in range(args.rounds):
        for shape in args.shapes.split(","):
            for method in args.methods.split(","):
                for side, command in commands(args, shape, method).items():
                    sample = peer.run_json(command)
                    if sample is None:
                        continue
                    result["samples"].append({"side": side, "round": number, **sample})
                    print(f"round {number} {side:5s} {shape} {method}: {statistics.median(sample['step_ms']):.0f} ms, "
                          f"{sample['peak_mib']:.0f} MiB", file=sys.stderr, flush=True)
                    args.out.parent.mkdir(parents=True, exist_ok=True)
                    args.out.write_text(json.dumps(result, indent=1) + "\n")
    print(report(summarise(result["samples"])))
    for side in ("hf", "graft"):
        loads = [s["load_ms"] for s in result["samples"] if s["side"] == side]
        if loads:
            print(f"{side}: the model is loaded in {statistics.median(loads):.0f} ms")
    return 0 if result["samples"] else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", required=True, help="folder with the three wheels")
    parser.add_argument("--graft-bench", help="Graft's step_bench; without it the table shows Hugging Face alone")
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--shapes", default=",".join(SHAPES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=5, help="timed steps of a process, after 2 that are not")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--dtype", default="float32", choices=["float32", "bfloat16"])
    parser.add_argument("--out", type=Path, default=Path("results/step_peer.json"))
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--method", choices=METHODS, help=argparse.SUPPRESS)
    parser.add_argument("--shape", choices=list(SHAPES), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        return worker(args)
    unknown = [m for m in args.methods.split(",") if m not in METHODS]
    unknown += [s for s in args.shapes.split(",") if s not in SHAPES]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; methods are {', '.join(METHODS)}; shapes {', '.join(SHAPES)}")
    return compare(args)


sys.exit(main())
