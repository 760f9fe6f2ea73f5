"""The golden values of tests/golden/dg: replayed by formulas, and, given DomainBed, computed by it again.

Part of check.py. Tensors must agree to 1e-10: a bias before a batch normalisation has no gradient but rounding, of
which Adam makes steps of 1e-12. Of hparams.json there is no formula.
"""
import json

import torch
from safetensors import safe_open

import check_dg_losses
import check_dg_players
import domainbed_run
from check_dg_networks import arm_gap, network_gap
from check_dg_replay import Replay
from domainbed_cases import CASES
from domainbed_networks import NETWORKS, network_golden, registry_golden

TOLERANCE = 1e-10
FILES = {f"{name}.safetensors" for name in [*CASES, *NETWORKS]} | {"hparams.json"}
UPDATES = check_dg_losses.UPDATES | check_dg_players.UPDATES


def load(path):
    with safe_open(path, "pt") as file:
        return {key: file.get_tensor(key) for key in file.keys()}, json.loads(file.metadata()["golden"])


def distance(a, b):
    """The largest difference of two dicts of tensors, relative to values above 1."""
    if a.keys() != b.keys() or any(a[k].shape != b[k].shape or a[k].dtype != b[k].dtype for k in a):
        return float("inf")
    scale = {k: b[k].abs().clamp(min=1) for k in b}
    return max(((a[k] - b[k]).abs() / scale[k]).max().item() for k in a if a[k].numel())


def by_formulas(folder):
    for name in [*CASES, *NETWORKS]:
        golden, described = load(folder / f"{name}.safetensors")
        if name in NETWORKS:
            far = network_gap(name, golden, described)
        elif name.startswith("ARM"):
            far = arm_gap(golden, described, mended=name == "ARM_mended")
        else:
            far = Replay(golden, described).run(UPDATES[name])
        yield f"dg {name}", far, TOLERANCE


def by_domainbed(folder, domainbed):
    modules = domainbed_run.load(domainbed)
    algorithms, registry, networks = modules
    for name in [*CASES, *NETWORKS]:
        stored, described = load(folder / f"{name}.safetensors")
        again, metadata = (domainbed_run.golden(CASES[name], modules) if name in CASES
                           else network_golden(name, networks))
        same = described == json.loads(metadata["golden"])
        yield f"dg {name}, DomainBed", distance(again, stored) if same else float("inf"), TOLERANCE
    stored = json.loads((folder / "hparams.json").read_text())
    yield "dg hparams, DomainBed", 0.0 if registry_golden(algorithms, registry) == stored else float("inf"), 0.0


def check_all(folder, domainbed):
    torch.set_default_dtype(torch.float64)
    yield from by_formulas(folder)
    if domainbed:
        yield from by_domainbed(folder, domainbed)
