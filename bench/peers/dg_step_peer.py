"""Training steps of DomainBed's algorithms beside Graft's objectives: time and peak memory.

    python bench/peers/dg_step_peer.py --domainbed FOLDER --graft-bench PATH [--objectives ERM,IRM] [--rounds 3]

FOLDER is a checkout of facebookresearch/DomainBed at commit b93c22a. Every round runs, for each objective, one fresh
process of each side, one after the other. Prints a Markdown table of medians, and writes every sample to --out.
"""
import argparse
import contextlib
import io
import json
import statistics
import sys
import time
from pathlib import Path
from unittest import mock

import peer

CHANNELS, SIZE, CLASSES, WARM_UP = 2, 28, 2, 2


def begun(hparams):
    """Phases that begin late have begun, as in Graft's binary."""
    return hparams | {name: 0 for name in hparams
                      if name == "iters" or name.endswith("_iters") or name == "linear_steps"}


def on_cpu():
    """Some of the algorithms ask for CUDA."""
    import torch
    patches = contextlib.ExitStack()
    for owner in (torch.Tensor, torch.nn.Module):
        patches.enter_context(mock.patch.object(owner, "cuda", lambda self: self))
    return patches


def worker(args):
    """One side's process: takes what Graft's binary takes, prints the line that Graft's binary prints."""
    import torch
    sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "golden"))
    import domainbed_run
    algorithms, registry, _ = domainbed_run.load(args.domainbed)
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    hparams = begun(registry.default_hparams(args.objective, "ColoredMNIST"))
    if "n_meta_test" in hparams:  # of two domains the default leaves none to train on
        hparams["n_meta_test"] = min(hparams["n_meta_test"], args.domains - 1)
    shape = (CHANNELS, SIZE, SIZE)
    with on_cpu(), contextlib.redirect_stdout(io.StringIO()):
        algorithm = algorithms.get_algorithm_class(args.objective)(shape, CLASSES, args.domains, hparams)
        algorithm.train()
        times = []
        for _ in range(WARM_UP + args.steps):
            batches = [(torch.rand(args.batch, *shape), torch.arange(args.batch) % CLASSES)
                       for _ in range(args.domains)]
            start = time.perf_counter()
            with torch.autocast("cpu", torch.bfloat16, enabled=args.dtype == "bfloat16"):
                algorithm.update(batches, None)
            times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps({"objective": args.objective, "dtype": args.dtype,
                      "step_ms": [round(t, 3) for t in times[WARM_UP:]], "peak_mib": round(peer.peak_mib(), 1)}))


def commands(args, objective):
    """side -> command line. DomainBed's side is float32: it has nothing else."""
    flags = [f"--objective={objective}", f"--steps={args.steps}", f"--threads={args.threads}",
             f"--domains={args.domains}", f"--batch={args.batch}"]
    out = {"DomainBed": [sys.executable, "-W", "ignore", __file__, "--worker", f"--domainbed={args.domainbed}",
                         f"--dtype={args.peer_dtype}"] + flags}
    for dtype in args.dtypes.split(","):
        out[dtype] = [args.graft_bench, f"--dtype={dtype}"] + flags
    return out


def known(args):
    """The objectives of both sides, by DomainBed's list and Graft's answer to a name that there is not."""
    import subprocess
    sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "golden"))
    import domainbed_run
    theirs = domainbed_run.load(args.domainbed)[0].ALGORITHMS
    answer = subprocess.run([args.graft_bench, "--objective=?", "--dtype=float32"], capture_output=True, text=True).stderr
    ours = answer.split("there are ")[-1].strip().split(", ")
    return [name for name in theirs if name in ours]


def report(samples, dtypes):
    header = ["objective", "DomainBed ms", "(min)"]
    for dtype in dtypes:
        header += [f"{dtype} ms", "(min)", "faster", "memory"]
    rows = []
    for objective in dict.fromkeys(s["objective"] for s in samples):
        def of(side):
            mine = [s for s in samples if s["objective"] == objective and s["side"] == side]
            ms = [t for s in mine for t in s["step_ms"]]
            return (statistics.median(ms), min(ms), statistics.median(s["peak_mib"] for s in mine)) if mine else None
        theirs = of("DomainBed")
        row = [objective] + ([f"{theirs[0]:.0f}", f"{theirs[1]:.0f}"] if theirs else ["", ""])
        for dtype in dtypes:
            ours = of(dtype)
            row += [f"{ours[0]:.0f}", f"{ours[1]:.0f}"] if ours else ["", ""]
            row += [f"{theirs[0] / ours[0]:.2f}", f"{ours[2] / theirs[2]:.2f}"] if ours and theirs else ["", ""]
        rows.append(row)
    return peer.table(header, rows)


def compare(args):
    objectives = args.objectives.split(",") if args.objectives else known(args)
    result = {"machine": peer.machine(), "threads": args.threads, "domains": args.domains, "batch": args.batch,
              "samples": []}
    for number in range(args.rounds):
        for objective in objectives:
            for side, command in commands(args, objective).items():
                sample = peer.run_json(command)
                if sample is None:
                    continue
                result["samples"].append({"side": side, "round": number, **sample})
                print(f"round {number} {side:9s} {objective}: {statistics.median(sample['step_ms']):.0f} ms, "
                      f"{sample['peak_mib']:.0f} MiB", file=sys.stderr, flush=True)
                args.out.parent.mkdir(parents=True, exist_ok=True)
                args.out.write_text(json.dumps(result, indent=1) + "\n")
    print(report(result["samples"], args.dtypes.split(",")))
    return 0 if result["samples"] else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--domainbed", required=True, type=Path, help="checkout of DomainBed")
    parser.add_argument("--graft-bench", help="Graft's //bench/dg:step_bench")
    parser.add_argument("--objectives", default="", help="those of both sides unless told")
    parser.add_argument("--dtypes", default="float32,bfloat16", help="of Graft's convolutions")
    parser.add_argument("--peer-dtype", default="float32", choices=["float32", "bfloat16"],
                        help="bfloat16: DomainBed under autocast, which its own program never is")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--steps", type=int, default=4, help="timed steps of a process, after 2 that are not")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--domains", type=int, default=2)
    parser.add_argument("--batch", type=int, default=64, help="images a domain")
    parser.add_argument("--out", type=Path, default=Path("results/dg_step_peer.json"))
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--objective", help=argparse.SUPPRESS)
    parser.add_argument("--dtype", default="float32", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.worker:
        return worker(args)
    if not args.graft_bench:
        parser.error("--graft-bench is needed")
    return compare(args)


sys.exit(main())
