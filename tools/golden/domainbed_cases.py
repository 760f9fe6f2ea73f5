"""The algorithms of DomainBed that have golden values: which hyper-parameters differ from its defaults, and why.

Part of domainbed_golden.py. A variant (`MTL_mended`) shows another setting, or the algorithm with a defect of
the released code mended.
"""
import contextlib
import dataclasses
from collections.abc import Callable

import torch

import domainbed_run as run


@dataclasses.dataclass
class Case:
    algorithm: str
    hparams: dict = dataclasses.field(default_factory=dict)
    note: str = ""
    shape: tuple = (run.INPUTS,)
    domains: int = run.DOMAINS
    steps: int = run.STEPS
    # State that the algorithm keeps in plain lists: name -> tensor.
    listed: Callable = lambda algorithm: {}
    # After the exact weights are set.
    prepare: Callable = lambda algorithm: None
    # A context in which the algorithm is made and run.
    patches: Callable = lambda modules: contextlib.nullcontext()
    # How a tensor of the state or a gradient is written.
    keep: Callable = dict.__setitem__


ANNEAL = 2  # two updates before, two after

CASES = {
    "ERM": Case("ERM"),
    "IRM": Case("IRM", {"irm_penalty_anneal_iters": ANNEAL}),
    "VREx": Case("VREx", {"vrex_penalty_anneal_iters": ANNEAL}),
    "GroupDRO": Case("GroupDRO"),
    "CORAL": Case("CORAL"),
    "MMD": Case("MMD"),
    "Mixup": Case("Mixup"),
    "MLDG": Case("MLDG"),
    "MLDG_one": Case("MLDG", {"n_meta_test": 1}),
    "MLDG_nothing": Case("MLDG", note="as many meta-test domains as there are: no pair is left, the weights stay",
                         domains=2),
    "DANN": Case("DANN", {"grad_penalty": 0.5, "lambda": 0.7}),
    "Fish": Case("Fish"),
}
