"""The golden values of tests/golden/dg, computed again by DomainBed itself.

Part of check.py. Tensors must be the same ones and agree to 1e-10: a bias before a batch normalisation has no gradient
but rounding, of which Adam makes steps of 1e-12.
"""
import json

import torch
from safetensors import safe_open

import domainbed_run
from domainbed_cases import CASES
from domainbed_networks import NETWORKS, network_golden, registry_golden

TOLERANCE = 1e-10
FILES = {f"{name}.safetensors" for name in [*CASES, *NETWORKS]} | {"hparams.json"}


def load(path):
    with safe_open(path, "pt") as file:
        return {key: file.get_tensor(key) for key in file.keys()}, file.metadata()


def distance(a, b):
    """The largest difference of two dicts of tensors, relative to values above 1."""
    if a.keys() != b.keys() or any(a[k].shape != b[k].shape or a[k].dtype != b[k].dtype for k in a):
        return float("inf")
    scale = {k: b[k].abs().clamp(min=1) for k in b}
    return max(((a[k] - b[k]).abs() / scale[k]).max().item() for k in a if a[k].numel())


def check_all(folder, domainbed):
    torch.set_default_dtype(torch.float64)
    modules = domainbed_run.load(domainbed)
    algorithms, registry, networks = modules
    for name in [*CASES, *NETWORKS]:
        stored, described = load(folder / f"{name}.safetensors")
        again, metadata = domainbed_run.golden(CASES[name], modules) if name in CASES else network_golden(name, networks)
        same = json.loads(described["golden"]) == json.loads(metadata["golden"])
        yield f"dg {name}", distance(again, stored) if same else float("inf"), TOLERANCE
    stored = json.loads((folder / "hparams.json").read_text())
    yield "dg hparams", 0.0 if registry_golden(algorithms, registry) == stored else float("inf"), 0.0
