"""What DomainBed's networks compute, and its hyper-parameters: their defaults and the ranges of random ones.

Part of domainbed_golden.py. Weights, inputs and what the outputs are weighed by come from formula(): any program can
make them again. The loss is the sum of weights `c` times outputs.
"""
import json
from unittest import mock

import torch

from domainbed_run import COMMIT
from exact import formula, formula_weight, put_summary

BACKBONE = {"resnet18": True, "resnet50_augmix": False, "resnet_dropout": 0.0}


def set_by_formula(network):
    with torch.no_grad():
        for name, tensor in network.state_dict().items():
            if tensor.is_floating_point():
                tensor.copy_(formula_weight(name, tensor.shape))
    return network


def put_run(out, key, network, shape, training=False):
    """Forward and backward of a batch: `out`, `loss`, and the gradients of parameters and input, summarised."""
    network.train(training)
    x = formula(f"{key}.x", shape, 1.0).requires_grad_()
    y = network(x)
    loss = (y * formula(f"{key}.c", y.shape, 1.0)).sum()
    network.zero_grad()
    loss.backward()
    out[f"{key}.out"], out[f"{key}.loss"] = y.detach(), loss.detach()
    put_summary(out, f"{key}.grad.x", x.grad)
    for name, parameter in network.named_parameters():
        put_summary(out, f"{key}.grad.{name.removeprefix('network.')}", parameter.grad)


def put_statistics(out, key, network):
    for name, tensor in network.named_buffers():
        if tensor.is_floating_point():
            put_summary(out, f"{key}.after.{name.removeprefix('network.')}", tensor)


def mnist_cnn(networks):
    out = {}
    for channels, size in ((2, 14), (1, 28)):
        network = set_by_formula(networks.MNIST_CNN((channels, size, size)))
        put_run(out, f"size{size}", network, (3, channels, size, size))
    return out, network


def context_net(networks):
    out = {}
    for channels, size in ((1, 8), (2, 14)):
        network = set_by_formula(networks.ContextNet((channels, size, size)))
        put_run(out, f"eval{size}", network, (3, channels, size, size))
        put_run(out, f"train{size}", network, (3, channels, size, size), training=True)
        put_statistics(out, f"train{size}", network)
    return out, network


def resnet18(networks):
    """torchvision's, as DomainBed changes it: without `fc`, for 2 channels too, batch normalisation frozen or not."""
    import torchvision
    made = torchvision.models.resnet18
    with mock.patch.object(torchvision.models, "resnet18", lambda pretrained: set_by_formula(made())):
        thawed = networks.ResNet((3, 64, 64), BACKBONE | {"freeze_bn": False})
        frozen = networks.ResNet((3, 64, 64), BACKBONE | {"freeze_bn": True})
        two_channels = networks.ResNet((2, 64, 64), BACKBONE | {"freeze_bn": False})
    out = {}
    put_run(out, "eval", thawed, (2, 3, 64, 64))
    put_run(out, "frozen", frozen, (2, 3, 64, 64), training=True)
    put_statistics(out, "frozen", frozen)
    put_run(out, "two_channels", two_channels, (2, 2, 64, 64))
    put_run(out, "train", thawed, (2, 3, 64, 64), training=True)
    put_statistics(out, "train", thawed)
    return out, thawed


NETWORKS = {"mnist_cnn": mnist_cnn, "context_net": context_net, "resnet18": resnet18}


def network_golden(name, networks):
    """(tensors, metadata); the layout has the names and shapes of the state, in its order."""
    tensors, network = NETWORKS[name](networks)
    layout = [[key.removeprefix("network."), list(tensor.shape)] for key, tensor in network.state_dict().items()]
    made_with = f"DomainBed {COMMIT}, torch {torch.__version__.split('+')[0]}"
    return tensors, {"golden": json.dumps({"layout": layout, "made_with": made_with})}


# --- hyper-parameters ----------------------------------------------------------------------------

DATASETS, DRAWS = ("ColoredMNIST", "PACS"), 200


def plain(value):
    return value.item() if hasattr(value, "item") else value


def described(default, draws):
    """Default and type, and what 200 random draws span: their type, least, largest and middle one, or the texts."""
    draws = [plain(draw) for draw in draws]
    entry = {"default": default, "type": type(default).__name__, "random_type": type(draws[0]).__name__}
    if isinstance(draws[0], str):
        return entry | {"values": sorted(set(draws))}
    return entry | {"min": min(draws), "max": max(draws), "median": sorted(draws)[len(draws) // 2]}


def registry_golden(algorithms, registry):
    """{data set: {algorithm: {name: ...}}}; of an algorithm other than ERM only what ERM has not the same."""
    golden = {}
    for dataset in DATASETS:
        golden[dataset] = {}
        for algorithm in algorithms.ALGORITHMS:
            drawn = [registry.random_hparams(algorithm, dataset, seed) for seed in range(DRAWS)]
            entries = {name: described(default, [draw[name] for draw in drawn])
                       for name, default in registry.default_hparams(algorithm, dataset).items()}
            shared = golden[dataset].get("ERM", {})
            golden[dataset][algorithm] = {k: v for k, v in entries.items() if shared.get(k) != v}
    return golden
