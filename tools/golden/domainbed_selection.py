"""What DomainBed's three rules select in a sweep full of ties, for tests/golden/dg/selection.json.

    python tools/golden/domainbed_selection.py --domainbed FOLDER [--out FILE]

FOLDER is a checkout of DomainBed at commit b93c22a. The sweep's accuracies are a formula (tests/golden/README.md); in
the run with targets [0, 2] of the second algorithm's third draw the last checkpoint is missing.
"""
import argparse
import itertools
import json
import sys
from pathlib import Path

ALGORITHMS, TRIALS, DRAWS, DOMAINS, STEPS = ("ERM", "IRM"), 3, 5, 4, (0, 300, 600, 900)


def fnv1a(text):
    h = 0x811C9DC5
    for byte in text.encode():
        h = (h ^ byte) * 0x01000193 % (1 << 32)
    return h


def accuracy(name, levels):
    """One of 0, 1/levels … 1 - 1/levels."""
    return (fnv1a(name) >> 8) % levels / levels


def record(algorithm, trial, draw, test_envs, step):
    line = {"args": {"algorithm": algorithm, "dataset": "VLCS", "test_envs": test_envs, "trial_seed": trial,
                     "hparams_seed": draw, "seed": 0}, "hparams": {}, "step": step}
    for env in range(DOMAINS):
        name = f"{algorithm}/{trial}/{draw}/{test_envs}/{step}/{env}"
        # Many ties in what is compared, none in what is reported.
        line[f"env{env}_in_acc"] = accuracy(name + "/in", 4096 if len(test_envs) == 1 else 3)
        line[f"env{env}_out_acc"] = accuracy(name + "/out", 3)
    return line


def sweep():
    targets = [[env] for env in range(DOMAINS)] + [list(pair) for pair in itertools.combinations(range(DOMAINS), 2)]
    for algorithm, trial, draw, test_envs, step in itertools.product(ALGORITHMS, range(TRIALS), range(DRAWS), targets, STEPS):
        if (algorithm, draw, test_envs, step) != ("IRM", 2, [0, 2], STEPS[-1]):
            yield record(algorithm, trial, draw, test_envs, step)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--domainbed", required=True, type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[2] / "tests/golden/dg/selection.json")
    args = parser.parse_args()
    sys.path.insert(0, str(args.domainbed))
    from domainbed import model_selection
    from domainbed.lib import reporting

    groups = list(reporting.get_grouped_records(sweep()))
    rules = {"training": model_selection.IIDAccuracySelectionMethod, "leave_one_out": model_selection.LeaveOneOutSelectionMethod,
             "oracle": model_selection.OracleSelectionMethod}
    golden = {}
    for name, rule in rules.items():
        for group in sorted(groups, key=lambda g: (g["algorithm"], g["trial_seed"], g["test_env"])):
            trials = golden.setdefault(name, {}).setdefault(group["algorithm"], [[] for _ in range(TRIALS)])
            trials[group["trial_seed"]].append(rule.sweep_acc(group["records"]))
    rows = (f'  {json.dumps(name)}: {json.dumps(golden[name])}' for name in golden)
    args.out.write_text("{\n" + ",\n".join(rows) + "\n}\n")
    print(f"{args.out.stat().st_size / 1024:8.1f} KiB  {args.out}")


main()
