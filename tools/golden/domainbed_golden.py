"""What DomainBed's algorithms and networks compute on small inputs, for tests/golden/dg.

    python tools/golden/domainbed_golden.py --domainbed FOLDER --out tests/golden/dg [NAME...]

FOLDER is a checkout of DomainBed at commit b93c22a. The formats are in tests/golden/README.md.
"""
import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

import domainbed_run
from domainbed_cases import CASES
from domainbed_networks import NETWORKS, network_golden, registry_golden


def save(path, tensors, metadata):
    save_file({k: v.contiguous() for k, v in tensors.items()}, path, metadata)
    path.chmod(0o644)
    print(f"{path.stat().st_size / 1024:8.1f} KiB  {path}")


def save_registry(path, registry):
    """One hyper-parameter a line."""
    def lines(entry, depth):
        if depth == 3:
            return json.dumps(entry)
        indent = "  " * depth
        inner = ",\n".join(f"{indent}  {json.dumps(key)}: {lines(value, depth + 1)}" for key, value in entry.items())
        return f"{{\n{inner}\n{indent}}}" if entry else "{}"
    path.write_text(lines(registry, 0) + "\n")
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
    algorithms, registry, networks = modules
    for name in args.names or [*CASES, *NETWORKS, "hparams"]:
        path = args.out / f"{name}.safetensors"
        if name in CASES:
            save(path, *domainbed_run.golden(CASES[name], modules))
        elif name in NETWORKS:
            save(path, *network_golden(name, networks))
        else:
            save_registry(args.out / "hparams.json", registry_golden(algorithms, registry))


if __name__ == "__main__":
    main()
