"""The golden values of tests/golden/dg, computed again by DomainBed itself.

Part of check.py. Tensors must be the same ones and agree to 1e-10: a bias before a batch normalisation has no gradient
but rounding, of which Adam makes steps of 1e-12.
"""
import json

import torch
from safetensors import safe_open

import domainbed_run
from domainbed_cases import CASES

TOLERANCE = 1e-10


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
    for name, case in CASES.items():
        stored, described = load(folder / f"{name}.safetensors")
        again, metadata = domainbed_run.golden(case, modules)
        same = json.loads(described["golden"])["hparams"] == json.loads(metadata["golden"])["hparams"]
        yield f"dg {name}", distance(again, stored) if same else float("inf"), TOLERANCE
