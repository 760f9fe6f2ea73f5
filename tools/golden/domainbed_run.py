"""Runs one of DomainBed's algorithms for a few updates and records all that another program needs to repeat them.

Part of domainbed_golden.py. Weights and inputs are exact() numbers, so that nothing hangs on PyTorch's
initial values. All in float64: what DomainBed makes float32 or moves to a GPU by hand stays float64 on the CPU.
"""
import contextlib
import io
import json
import sys
import types
import warnings
from unittest import mock

import numpy as np
import torch
from torch.optim.optimizer import register_optimizer_step_pre_hook

from exact import exact

COMMIT = "b93c22a"
INPUTS, CLASSES, DOMAINS, ROWS, STEPS = 6, 3, 3, 8, 4
CLASS_COUNTS = ((4, 2, 2), (2, 3, 3), (3, 4, 1))  # of each domain
SIZES = {"mlp_width": 5, "mlp_depth": 3, "mlp_dropout": 0.0, "batch_size": ROWS}
# What may draw random numbers within an update.
DRAWS = ((np.random, "beta"), (np.random, "randint"), (torch, "randperm"), (torch, "rand"), (torch.Tensor, "normal_"))
# The featurizer and the classifier start with the same values whatever an algorithm calls them.
ALIASES = (("network.net.0.", "featurizer."), ("network.net.1.", "classifier."), ("network_f.", "featurizer."),
           ("network_c.", "classifier."), ("featurizer_label.", "featurizer."))


def load(folder):
    """DomainBed's modules, from a checkout.

    timm is only for backbones that no golden file has; what PyTorch 2 lacks, backpack imports for convolutions only.
    """
    sys.path.insert(0, str(folder))
    sys.modules.setdefault("timm", types.ModuleType("timm"))
    torch.nn.grad._grad_input_padding = None
    warnings.filterwarnings("ignore", module="torch")  # of hooks and graphs that backpack uses as it must
    from domainbed import algorithms, hparams_registry, networks
    return algorithms, hparams_registry, networks


def float64_of(to):
    def replaced(self, *args, **kwargs):
        return to(self, *[torch.float64 if a is torch.float32 else a for a in args], **kwargs)
    return replaced


@contextlib.contextmanager
def on_cpu_in_float64():
    with contextlib.ExitStack() as patches:
        for owner in (torch.Tensor, torch.nn.Module):
            patches.enter_context(mock.patch.object(owner, "cuda", lambda self: self))
        patches.enter_context(mock.patch.object(torch.Tensor, "float", torch.Tensor.double))
        patches.enter_context(mock.patch.object(torch.Tensor, "to", float64_of(torch.Tensor.to)))
        patches.enter_context(contextlib.redirect_stdout(io.StringIO()))
        yield


@contextlib.contextmanager
def recorded_draws(out, prefix, functions=DRAWS):
    """Writes the k-th draw made meanwhile to out["draw.<prefix>.<k>.<function>"]."""
    count = 0

    def recorder(function, name):
        def drawn(*args, **kwargs):
            nonlocal count
            value = function(*args, **kwargs)
            out[f"draw.{prefix}.{count}.{name}"] = torch.as_tensor(value).detach().clone()
            count += 1
            return value
        return drawn

    with contextlib.ExitStack() as patches:
        for owner, name in functions:
            patches.enter_context(mock.patch.object(owner, name, recorder(getattr(owner, name), name)))
        yield


@contextlib.contextmanager
def recorded_gradients(out, step, names):
    """Writes what the n-th optimizer step of an update is given to out["grad.<step>.<n>.<parameter>"].

    Steps of optimizers that hold no named parameter (those of clones) are not counted.
    """
    count = 0

    def before(optimizer, *_):
        nonlocal count
        held = [p for group in optimizer.param_groups for p in group["params"] if id(p) in names]
        for p in held:
            if p.grad is not None:
                out[f"grad.{step}.{count}.{names[id(p)]}"] = p.grad.detach().clone()
        count += bool(held)

    handle = register_optimizer_step_pre_hook(before)
    try:
        yield
    finally:
        handle.remove()


def inputs(step, domain, shape=(INPUTS,), rows=ROWS):
    """A batch: [rows,*shape] about 0.3 * domain, and labels with the domain's own class counts, shuffled."""
    x = exact(f"x.{step}.{domain}", (rows, *shape), 1.0, 0.3 * domain).double()
    counts = CLASS_COUNTS[domain] if rows == ROWS else (rows - 2, 1, 1)
    y = np.random.Generator(np.random.PCG64([step, domain])).permutation(np.repeat(range(CLASSES), counts))
    return x, torch.from_numpy(y)


def named_once(named):
    """Without the second names of tensors that have two, as network.0.* has in DomainBed."""
    seen = set()
    for name, tensor in named:
        if tensor.numel() == 0 or tensor.data_ptr() not in seen:
            seen.add(tensor.data_ptr())
            yield name, tensor


def exact_weight(name, shape):
    """Weights about 0, gains of normalisations about 1, biases above 0, so that few ReLUs are dead."""
    for alias, usual in ALIASES:
        name = name.replace(alias, usual)
    mean = 0.0 if len(shape) > 1 else 1.0 if name.endswith("weight") else 0.3
    return exact(name, shape, 0.5 if len(shape) > 1 else 0.2, mean)


class Run:
    """One algorithm with its state by name; `case` is one of domainbed_cases.py's."""

    def __init__(self, case, modules):
        algorithms, registry, _ = modules
        self.case, self.out = case, {}
        self.hparams = registry.default_hparams(case.algorithm, "RotatedMNIST") | SIZES | case.hparams
        self.algorithm = getattr(algorithms, case.algorithm)(case.shape, CLASSES, case.domains, dict(self.hparams))
        self.set_weights()
        case.prepare(self.algorithm)
        self.names = {id(p): name for name, p in self.algorithm.named_parameters()}

    def set_weights(self):
        with torch.no_grad():
            for name, tensor in named_once([*self.algorithm.named_parameters(), *self.case.listed(self.algorithm)]):
                if isinstance(tensor, torch.nn.Parameter):
                    tensor.copy_(self.case.weight(name, tensor.shape))

    def state(self):
        return dict(named_once([*self.algorithm.state_dict().items(), *self.case.listed(self.algorithm)]))

    def keep(self, key, tensors):
        for name, tensor in tensors.items():
            self.case.keep(self.out, f"{key}.{name}", tensor.detach().clone())

    def record(self):
        batches = [[inputs(s, e, self.case.shape, self.hparams["batch_size"]) for e in range(self.case.domains)]
                   for s in range(self.case.steps)]
        self.keep("init", self.state())
        self.algorithm.eval()
        with recorded_draws(self.out, "predict", self.case.draws), torch.no_grad():
            self.out["predict"] = self.algorithm.predict(batches[0][0][0])
        self.algorithm.train()
        for step, minibatches in enumerate(batches):
            for e, (x, y) in enumerate(minibatches):
                self.out[f"x.{step}.{e}"], self.out[f"y.{step}.{e}"] = x, y
            gradients = {}
            with (recorded_draws(self.out, step, self.case.draws),
                  recorded_gradients(gradients, step, self.names)):
                scalars = self.algorithm.update(minibatches)
            for name, tensor in gradients.items():
                self.case.keep(self.out, name, tensor)
            for name, value in scalars.items():
                self.out[f"scalar.{step}.{name}"] = torch.tensor(float(value))
            self.keep(f"after.{step}", self.state())
        return self.out

    def metadata(self):
        described = {"algorithm": self.case.algorithm, "note": self.case.note, "input_shape": list(self.case.shape),
                     "classes": CLASSES, "domains": self.case.domains, "steps": self.case.steps,
                     "hparams": self.hparams,
                     "made_with": f"DomainBed {COMMIT}, torch {torch.__version__.split('+')[0]}"}
        return {"golden": json.dumps(described, sort_keys=True)}


def golden(case, modules):
    """(tensors, metadata) of one case."""
    np.random.seed(1)
    torch.manual_seed(1)
    algorithms, _, networks = modules
    with on_cpu_in_float64(), case.patches(algorithms, networks):
        run = Run(case, modules)
        return run.record(), run.metadata()
