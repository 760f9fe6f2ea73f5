"""What DomainBed's algorithms compute on small inputs, for tests/golden/dg.

    python tools/golden/domainbed_golden.py --domainbed FOLDER --out tests/golden/dg [NAME...]

FOLDER is a checkout of DomainBed at commit b93c22a. The formats are in tests/golden/README.md.
"""
import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file

import domainbed_run
from domainbed_cases import CASES


def save(path, tensors, metadata):
    save_file({k: v.contiguous() for k, v in tensors.items()}, path, metadata)
    path.chmod(0o644)
    print(f"{path.stat().st_size / 1024:8.1f} KiB  {path}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--domainbed", required=True, type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[2] / "tests/golden/dg")
    parser.add_argument("names", nargs="*", help="only these; all if none is given")
    return parser.parse_args()


def main():
    args = arguments()
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    modules = domainbed_run.load(args.domainbed)
    for name in args.names or CASES:
        save(args.out / f"{name}.safetensors", *domainbed_run.golden(CASES[name], modules))


if __name__ == "__main__":
    main()
