"""The algorithms of DomainBed that have golden values: which hyper-parameters differ from its defaults, and why.

Part of domainbed_golden.py. A variant (`MTL_mended`) shows another setting, or the algorithm with a defect of
the released code mended.
"""
import contextlib
import dataclasses
import functools
from collections.abc import Callable
from unittest import mock

import torch

import domainbed_run as run
from exact import formula_weight, put_summary


@dataclasses.dataclass
class Case:
    algorithm: str
    hparams: dict = dataclasses.field(default_factory=dict)
    note: str = ""
    shape: tuple = (run.INPUTS,)
    domains: int = run.DOMAINS
    steps: int = run.STEPS
    # State that the algorithm keeps in plain lists: (name, tensor) pairs.
    listed: Callable = lambda algorithm: []
    # The initial value of a parameter, by its name and shape.
    weight: Callable = run.exact_weight
    # After the weights are set.
    prepare: Callable = lambda algorithm: None
    # A context in which the algorithm is made and run, of `algorithms` and `networks`.
    patches: Callable = lambda algorithms, networks: contextlib.nullcontext()
    # What draws random numbers.
    draws: tuple = run.DRAWS
    # How a tensor of the state or a gradient is written.
    keep: Callable = dict.__setitem__


# --- state outside of state_dict -----------------------------------------------------------------


def averages(fishr):
    return [(f"ema.{domain}.{name}", tensor) for domain, average in enumerate(fishr.ema_per_domain)
            for name, tensor in average.ema_data.items()]


def domain_classifiers(trm):
    heads = [(f"clist.{i}.{name}", p) for i, head in enumerate(trm.clist[:-1]) for name, p in head.named_parameters()]
    return [*heads, ("alpha", trm.alpha)]


# --- after the weights are set -------------------------------------------------------------------


def average_starts_early(ermpp):
    ermpp.network_sma.load_state_dict(ermpp.network.state_dict())
    ermpp.sma_start_iter = 3


def adversary_is_classifier(transfer):
    transfer.adv_classifier.load_state_dict(transfer.classifier.state_dict())


def train_everything(algorithm):
    algorithm.optimizer = torch.optim.Adam(algorithm.parameters(), lr=algorithm.hparams["lr"])


# --- changes of the released code ----------------------------------------------------------------


def lars_takes_foreach(algorithms, _):
    lars = algorithms.LARS
    return mock.patch.object(algorithms, "LARS", lambda params, foreach, **kwargs: lars(params, **kwargs))


def narrow_discriminator(*_):
    """URM's hidden layers have 100 units, whatever the hyper-parameters say: here 5."""
    linear = torch.nn.Linear
    return mock.patch.object(torch.nn, "Linear", lambda *sizes: linear(*[5 if size == 100 else size for size in sizes]))


def no_noise(*_):
    return mock.patch.object(torch.Tensor, "normal_", lambda self: self)


def feature_dim_is_known(algorithms, _):
    return mock.patch.object(algorithms, "feature_dim", run.SIZES["mlp_width"], create=True)


@contextlib.contextmanager
def nothing_is_shared(*_):
    """v -= ... makes a new tensor, and what is detached is a copy."""
    detach = torch.Tensor.detach
    with (mock.patch.object(torch.Tensor, "__isub__", torch.Tensor.__sub__),
          mock.patch.object(torch.Tensor, "detach", lambda self: detach(self).clone())):
        yield


@contextlib.contextmanager
def rows_of_the_class(*_):
    """The permutation is one of the rows that torch.where found last."""
    where, randperm, found = torch.where, torch.randperm, []

    def remembered(condition, *others):
        rows = where(condition, *others)
        if not others:
            found[:] = rows
        return rows

    with (mock.patch.object(torch, "where", remembered),
          mock.patch.object(torch, "randperm", lambda n: found[0][randperm(n)])):
        yield


def stable_sort(*_):
    """The order of rows of one class is the CPU's otherwise, and the draws are positions in it."""
    return mock.patch.object(torch, "sort", functools.partial(torch.sort, stable=True))


def mnist_cnn_for_any_size(_, networks):
    return mock.patch.object(networks, "Featurizer", lambda shape, hparams: networks.MNIST_CNN(shape))


def keep_summary(out, name, tensor):
    if tensor.numel() > 100:
        put_summary(out, name, tensor)
    else:
        out[name] = tensor


ANNEAL = 2  # two updates before, two after
ADVERSARY = {"grad_penalty": 0.5, "lambda": 0.7}
TRANSFER_RISK = {"iters": ANNEAL, "cos_lambda": 0.1}
IMAGES = {"batch_size": 4}
arm = functools.partial(Case, "ARM", IMAGES, shape=(1, 8, 8), weight=formula_weight, patches=mnist_cnn_for_any_size,
                        keep=keep_summary)
transfer = functools.partial(Case, "Transfer", prepare=adversary_is_classifier)

CASES = {
    "ERM": Case("ERM"),
    "ERMPlusPlus": Case("ERMPlusPlus", {"linear_steps": 1}, "the average starts at global_iter 3, not 600",
                        prepare=average_starts_early),
    "ERMPlusPlus_lars": Case("ERMPlusPlus", {"linear_steps": 1, "lars": True, "weight_decay": 0.01, "lr": 0.1},
                             "LARS takes no foreach: mended; the average starts at global_iter 3, not 600",
                             prepare=average_starts_early, patches=lars_takes_foreach),
    "Fish": Case("Fish"),
    "IRM": Case("IRM", {"irm_penalty_anneal_iters": ANNEAL}),
    "GroupDRO": Case("GroupDRO"),
    "Mixup": Case("Mixup"),
    "MLDG": Case("MLDG"),
    "MLDG_one": Case("MLDG", {"n_meta_test": 1}),
    "MLDG_nothing": Case("MLDG", note="as many meta-test domains as there are: no pair is left, the weights stay",
                         domains=2),
    "CORAL": Case("CORAL"),
    "MMD": Case("MMD"),
    "DANN": Case("DANN", ADVERSARY),
    "CDANN": Case("CDANN", ADVERSARY),
    "MTL": Case("MTL", {"mtl_ema": 0.9}, "as released: noise takes the place of the embedding"),
    "MTL_mended": Case("MTL", {"mtl_ema": 0.9}, "without the noise", patches=no_noise, draws=()),
    "SagNet": Case("SagNet"),
    "ARM": arm(note="as released: context_net is not trained; large tensors as .index and .value"),
    "ARM_mended": arm(note="context_net is trained too; large tensors as .index and .value", prepare=train_everything),
    "VREx": Case("VREx", {"vrex_penalty_anneal_iters": ANNEAL}),
    "RSC": Case("RSC"),
    "SD": Case("SD"),
    "ANDMask": Case("ANDMask"),
    "SANDMask": Case("SANDMask", {"tau": 0.5, "k": 0.01}, "the default tau, 1, masks everything"),
    "IGA": Case("IGA"),
    "SelfReg": Case("SelfReg", note="as released: cdpl is not trained; a stable sort", patches=stable_sort),
    "SelfReg_mended": Case("SelfReg", note="cdpl is trained too; a stable sort", prepare=train_everything,
                           patches=stable_sort),
    "Fishr": Case("Fishr", {"penalty_anneal_iters": ANNEAL}, listed=averages),
    "TRM": Case("TRM", TRANSFER_RISK,
                "as released: the Neumann series counts its second term twice and its first not at all, and the "
                "gradient is weighed by alpha of after its update", listed=domain_classifiers),
    "TRM_mended": Case("TRM", TRANSFER_RISK, "the series is whole, and alpha is that of the loss",
                       listed=domain_classifiers, patches=nothing_is_shared),
    "IB_ERM": Case("IB_ERM", {"ib_penalty_anneal_iters": ANNEAL}),
    "IB_IRM": Case("IB_IRM", {"irm_penalty_anneal_iters": 1, "ib_penalty_anneal_iters": ANNEAL}),
    "CAD": Case("CAD"),
    "CAD_project": Case("CAD", {"is_project": True, "is_normalized": True, "is_flipped": False},
                        "feature_dim, which is_project lacks, is the featurizer's width", patches=feature_dim_is_known),
    "CondCAD": Case("CondCAD"),
    "CondCAD_project": Case("CondCAD", {"is_project": True, "is_normalized": True, "is_flipped": False},
                            "feature_dim, which is_project lacks, is the featurizer's width",
                            patches=feature_dim_is_known),
    "Transfer": transfer({"lr_d": 0.02, "delta": 0.05}),
    "Transfer_gda": transfer({"lr_d": 0.02, "delta": 0.05, "gda": True}, "as released: the featurizer is not trained"),
    "CausIRL_CORAL": Case("CausIRL_CORAL"),
    "CausIRL_MMD": Case("CausIRL_MMD"),
    "EQRM": Case("EQRM", {"eqrm_burnin_iters": ANNEAL, "eqrm_lr": 5e-4}),
    "RDM": Case("RDM", {"rdm_penalty_anneal_iters": ANNEAL, "rdm_lr": 5e-4}),
    "ADRMX": Case("ADRMX", {"mlp_width": 8, "d_steps_per_g_step": 1},
                  "as released: the remix takes the first rows of the batch, whatever their class"),
    "ADRMX_mended": Case("ADRMX", {"mlp_width": 8, "d_steps_per_g_step": 1},
                         "the remix takes rows of the class, which the draws name", patches=rows_of_the_class),
    "URM": Case("URM", note="the discriminator's layers have 5 units, not 100", patches=narrow_discriminator),
    "URM_relu": Case("URM", {"urm_generator_output": "relu", "urm_discriminator_label_smoothing": 0.2,
                             "urm_discriminator_optimizer": "sgd", "urm_discriminator_hidden_layers": 2},
                     "the discriminator's layers have 5 units, not 100", patches=narrow_discriminator),
}
