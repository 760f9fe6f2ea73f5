"""DomainBed's networks for images, and ARM, in plain tensor operations with weights by the formula.

Part of check.py.
"""
import torch
from torch.nn.functional import batch_norm, conv2d, cross_entropy, group_norm, linear, max_pool2d, relu

from check_dg_replay import Adam
from exact import formula, formula_weight, summary


def weights(layout):
    """Weights by the formula; `layout` has pairs of name and shape."""
    found = {name: formula_weight(name, shape) for name, shape in layout if not name.endswith("tracked")}
    for name, tensor in found.items():
        tensor.requires_grad_(not name.endswith(("running_mean", "running_var")))
    return found


def conv(x, w, name, **kwargs):
    return conv2d(x, w[name + ".weight"], w.get(name + ".bias"), padding=w[name + ".weight"].shape[-1] // 2, **kwargs)


def norm(x, w, name, training):
    """Batch normalisation; in training the running statistics move by a tenth, with the unbiased variance."""
    return batch_norm(x, w[name + ".running_mean"], w[name + ".running_var"], w[name + ".weight"], w[name + ".bias"],
                      training)


def mnist_cnn(x, w, training=False):
    for i in range(4):
        x = relu(conv(x, w, f"conv{i + 1}", stride=2 if i == 1 else 1))
        x = group_norm(x, 8, w[f"bn{i}.weight"], w[f"bn{i}.bias"])
    return x.mean((2, 3))


def context_net(x, w, training):
    for i in (0, 3):
        x = relu(norm(conv(x, w, f"context_net.{i}"), w, f"context_net.{i + 1}", training))
    return conv(x, w, "context_net.6")


def resnet18(x, w, training):
    x = max_pool2d(relu(norm(conv(x, w, "conv1", stride=2), w, "bn1", training)), 3, 2, 1)
    for stage in range(1, 5):
        for block in range(2):
            root, stride = f"layer{stage}.{block}.", 2 if stage > 1 and block == 0 else 1
            y = relu(norm(conv(x, w, root + "conv1", stride=stride), w, root + "bn1", training))
            y = norm(conv(y, w, root + "conv2"), w, root + "bn2", training)
            if stride == 2:
                x = norm(conv(x, w, root + "downsample.0", stride=2), w, root + "downsample.1", training)
            x = relu(x + y)
    return x.mean((2, 3))


RUNS = {  # key: (input, is the normalisation by the batch)
    "mnist_cnn": (mnist_cnn, {"size14": ((3, 2, 14, 14), False), "size28": ((3, 1, 28, 28), False)}),
    "context_net": (context_net, {"eval8": ((3, 1, 8, 8), False), "train8": ((3, 1, 8, 8), True),
                                  "eval14": ((3, 2, 14, 14), False), "train14": ((3, 2, 14, 14), True)}),
    "resnet18": (resnet18, {"eval": ((2, 3, 64, 64), False), "frozen": ((2, 3, 64, 64), False),
                            "two_channels": ((2, 2, 64, 64), False), "train": ((2, 3, 64, 64), True)}),
}


def gap(value, stored):
    """The largest difference, relative to the largest number."""
    return ((value.detach() - stored).abs().max() / stored.abs().max().clamp(min=1)).item()


def summary_gap(tensor, golden, key):
    """Of sum, norm and entries; the indices are the file's, for rounding may decide which entries are zero."""
    flat, index = tensor.detach().flatten(), golden[key + ".index"]
    return gap(torch.cat([flat.sum()[None], flat.norm()[None], flat[index]]), golden[key + ".value"])


def network_gap(name, golden, described):
    """The largest difference of any output, gradient or statistic of a network."""
    network, runs = RUNS[name]
    gaps = [0.0]
    for key, (shape, training) in runs.items():
        x, w = formula(f"{key}.x", shape, 1.0).requires_grad_(), weights(described["layout"])
        first = next(iter(w))
        if w[first].shape[1] != shape[1]:  # made for other channels than the layout's
            many = (w[first].shape[0], shape[1], *w[first].shape[2:])
            w[first] = (w[first][:, :shape[1]].detach() if name == "resnet18" else formula_weight(first, many))
            w[first].requires_grad_()
        y = network(x, w, training)
        loss = (y * formula(f"{key}.c", y.shape, 1.0)).sum()
        names = [n for n, tensor in w.items() if tensor.requires_grad]
        slopes = torch.autograd.grad(loss, [x, *[w[n] for n in names]])
        gaps += [gap(y, golden[f"{key}.out"]), gap(loss, golden[f"{key}.loss"])]
        gaps += [summary_gap(g, golden, f"{key}.grad.{n}") for n, g in zip(["x", *names], slopes)]
        gaps += [summary_gap(w[n], golden, f"{key}.after.{n}") for n in w if f"{key}.after.{n}.index" in golden]
    return torch.tensor(gaps).max().item()


def arm_weights():
    """MNIST_CNN of two channels, ContextNet of one, the classifier; running statistics as PyTorch begins."""
    layout = [("classifier.weight", (3, 128)), ("classifier.bias", (3,))]
    for i, (outputs, inputs) in enumerate(((64, 2), (128, 64), (128, 128), (128, 128))):
        conv, gains = f"featurizer.conv{i + 1}.", f"featurizer.bn{i}."
        layout += [(conv + "weight", (outputs, inputs, 3, 3)), (conv + "bias", (outputs,)),
                   (gains + "weight", (outputs,)), (gains + "bias", (outputs,))]
    context = "context_net.context_net."
    for i, outputs, inputs in ((0, 64, 1), (3, 64, 64), (6, 1, 64)):
        layout += [(f"{context}{i}.weight", (outputs, inputs, 5, 5)), (f"{context}{i}.bias", (outputs,))]
    layout += [(f"{context}{i}.{part}", (64,)) for i in (1, 4) for part in ("weight", "bias")]
    statistics = {f"{context}{i}.{part}": torch.full((64,), value) for i in (1, 4)
                  for part, value in (("running_mean", 0.0), ("running_var", 1.0))}
    return weights(layout) | statistics


def arm_gap(golden, described, mended):
    """ARM: the mean context of a domain's rows is one more channel. Released: context_net is not trained."""
    rows, w, gaps, adam = described["hparams"]["batch_size"], arm_weights(), [0.0], Adam()

    def part(root):
        return {name.removeprefix(root): tensor for name, tensor in w.items() if name.startswith(root)}

    def whole(tensor, key):
        return summary_gap(tensor, golden, key) if key + ".index" in golden else gap(tensor, golden[key])

    for step in range(described["steps"]):
        x = torch.cat([golden[f"x.{step}.{e}"] for e in range(described["domains"])])
        y = torch.cat([golden[f"y.{step}.{e}"] for e in range(described["domains"])])
        seen = context_net(x, part("context_net."), True).unflatten(0, (-1, rows)).mean(1).repeat_interleave(rows, 0)
        z = mnist_cnn(torch.cat([x, seen], 1), part("featurizer."))
        loss = cross_entropy(linear(z, w["classifier.weight"], w["classifier.bias"]), y)
        names = [name for name, tensor in w.items() if tensor.requires_grad
                 and (mended or not name.startswith("context_net."))]
        slopes = torch.autograd.grad(loss, [w[name] for name in names])
        gaps.append(gap(loss, golden[f"scalar.{step}.loss"]))
        for name, g in zip(names, slopes):
            gaps.append(whole(g, f"grad.{step}.0.{name}"))
            w[name] = (w[name] - adam.step(name, w[name], g, described["hparams"]["lr"], (0.9, 0.999))).detach()
            w[name].requires_grad_()
        gaps += [whole(tensor, f"after.{step}.{name}") for name, tensor in w.items()]
    return torch.tensor(gaps).max().item()
