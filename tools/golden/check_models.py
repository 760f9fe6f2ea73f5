"""The formulas of tests/golden/README.md for the models and their methods, in plain tensor operations.

Part of check.py. Logits, loss, gradients and ten steps of training must agree to 1e-11.
"""
import json
import math
import re

import torch
from safetensors.torch import load_file
from torch.nn.functional import cross_entropy, gelu, layer_norm, linear, silu

TOLERANCE = 1e-11


def dense(x, w, name):
    return linear(x, w[name + ".weight"], w[name + ".bias"])


class Model:
    """A config and its weights by names without the root, `bert.` or `roberta.`, in float64."""

    def __init__(self, folder):
        config = json.loads((folder / "config.json").read_text())
        self.root = config["model_type"] + "."
        self.layers, self.heads = config["num_hidden_layers"], config["num_attention_heads"]
        self.hidden, self.eps = config["hidden_size"], config["layer_norm_eps"]
        self.first = config["pad_token_id"] + 1 if self.root == "roberta." else 0
        self.stored = {k: v.double() for k, v in load_file(folder / "model.safetensors").items() if v.is_floating_point()}
        self.weights = {k.removeprefix(self.root): v for k, v in self.stored.items()}

    def norm(self, x, w, name):
        return layer_norm(x, (self.hidden,), w[name + ".weight"], w[name + ".bias"], self.eps)


class Tuning:
    """What a method changes; the base class changes nothing. `a` holds the adapter's tensors by their names on disk."""

    position_offset = 0

    def __init__(self, model, a, config={}):
        self.model, self.a, self.config = model, a, config
        self.weights = model.weights | {ours: a[theirs] for theirs in a if (ours := self.replaced(theirs)) is not None}

    def replaced(self, name):
        """The trunk's tensor that stands trained in the file, or None."""
        name = name.removeprefix("base_model.model.").removeprefix("base_model.").removeprefix(self.model.root)
        name = name.replace(".base_layer.bias", ".bias").replace(".ln_tuning_layers.", ".")
        return name if name in self.model.weights else None

    def project(self, x, w, name):  # query, key, value and the three others
        return dense(x, w, name)

    def prefix(self, layer):  # (K, V), each [P, C], or None
        return None

    def prompt(self):  # [P, C] or None
        return None

    def add_norm(self, h, residual, w, name):  # the end of both sub-layers
        return self.model.norm(h + residual, w, name + ".LayerNorm")

    def slots(self, kv):
        return kv.view(len(kv), 2 * self.model.layers, self.model.hidden)


class Lora(Tuning):
    def value(self, pattern, name, usual):
        for key, value in (self.config.get(pattern) or {}).items():
            if re.match(rf"(.*\.)?({key})$", self.model.root + name):
                return value
        return usual

    def project(self, x, w, name):
        y = dense(x, w, name)
        key = f"base_model.model.{self.model.root}{name}.lora_"
        if key + "A.weight" not in self.a:
            return y
        r = self.value("rank_pattern", name, self.config["r"])
        assert len(self.a[key + "A.weight"]) == r, key
        scale = self.value("alpha_pattern", name, self.config["lora_alpha"])
        scale /= math.sqrt(r) if self.config["use_rslora"] else r
        return y + scale * linear(linear(x, self.a[key + "A.weight"]), self.a[key + "B.weight"])


class Ia3(Tuning):
    def project(self, x, w, name):
        scale = self.a.get(f"base_model.model.{self.model.root}{name}.ia3_l")
        if scale is None:
            return dense(x, w, name)
        if name.endswith("output.dense"):
            return dense(x * scale.flatten(), w, name)
        return dense(x, w, name) * scale.flatten()


class PeftPrefix(Tuning):
    position_offset = 4

    def prefix(self, layer):
        kv = self.slots(self.a["prompt_embeddings"])
        return kv[:, 2 * layer], kv[:, 2 * layer + 1]


class Prompt(Tuning):
    def prompt(self):
        return self.a["prompt_embeddings"]


def lstm(x, a, name):
    """One direction over the rows of x; gates in the order i, f, g, o."""
    parts = [a[name.format(part)] for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
    h = c = torch.zeros(parts[1].shape[1], dtype=x.dtype)
    out = []
    for row in x:
        i, f, g, o = (linear(row, parts[0], parts[2]) + linear(h, parts[1], parts[3])).chunk(4)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        out.append(h)
    return torch.stack(out)


class PTuning(Tuning):
    def prompt(self):
        encoder = "prompt_encoder."
        x = self.a[encoder + "embedding.weight"]
        for layer in range(2):
            name = encoder + "lstm_head.{}_l" + str(layer)
            if name.format("weight_ih") in self.a:
                back = lstm(x.flip(0), self.a, name + "_reverse").flip(0)
                x = torch.cat([lstm(x, self.a, name), back], 1)
        maps = sorted({k.rsplit(".", 1)[0] for k in self.a if k.startswith(encoder + "mlp_head.")})
        for i, name in enumerate(maps):
            x = dense(torch.relu(x) if i else x, self.a, name)
        return x


class Given(Tuning):
    """Keys and values as a cache of the model holds them, [2·layers, H, P, D]."""

    position_offset = 4

    def prefix(self, layer):
        return (kv.transpose(0, 1).flatten(1) for kv in self.a["prefix"][2 * layer : 2 * layer + 2])


class Bottleneck(Tuning):
    act = staticmethod(torch.relu)

    def branch(self, x, name):
        key = self.model.root + name + ".adapters.task.adapter_"
        up = dense(self.act(dense(x, self.a, key + "down.0")), self.a, key + "up")
        return up * self.a.get(self.model.root + name + ".adapters.task.scaling", self.scale)

    def here(self, name):
        return self.model.root + name + ".adapters.task.adapter_up.weight" in self.a

    scale = 1.0


class SeqBn(Bottleneck):
    def add_norm(self, h, residual, w, name):
        if self.here(name):
            h = h + self.branch(self.model.norm(h + residual, w, name + ".LayerNorm"), name)
        return self.model.norm(h + residual, w, name + ".LayerNorm")


class DoubleSeqBn(Bottleneck):
    act = staticmethod(silu)

    def add_norm(self, h, residual, w, name):
        return self.model.norm(h + self.branch(h, name) + residual, w, name + ".LayerNorm")


class ParBn(Bottleneck):
    scale = 4.0

    def add_norm(self, h, residual, w, name):
        if self.here(name):
            h = h + self.branch(residual, name)
        return self.model.norm(h + residual, w, name + ".LayerNorm")

    def prefix(self, layer):
        if "prefix.wte.weight" not in self.a:
            return None
        kv = self.slots(dense(torch.tanh(dense(self.a["prefix.wte.weight"], self.a, "prefix.control_trans.0")), self.a,
                              "prefix.control_trans.2"))
        return kv[:, 2 * layer], kv[:, 2 * layer + 1]


def attention(x, mask, w, name, tuning, layer):
    b, heads = len(x), tuning.model.heads
    q, k, v = (tuning.project(x, w, f"{name}.self.{p}") for p in ("query", "key", "value"))
    prefix = tuning.prefix(layer)
    if prefix is not None:
        k, v = (torch.cat([p.expand(b, -1, -1), t], 1) for p, t in zip(prefix, (k, v)))
        mask = torch.cat([torch.ones(b, k.shape[1] - mask.shape[1], dtype=mask.dtype), mask], 1)
    q, k, v = (t.reshape(b, -1, heads, x.shape[2] // heads).transpose(1, 2) for t in (q, k, v))
    scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[3])
    scores = scores.masked_fill(mask[:, None, None] == 0, -math.inf)
    context = (scores.softmax(-1) @ v).transpose(1, 2).reshape(x.shape)
    return tuning.add_norm(tuning.project(context, w, name + ".output.dense"), x, w, name + ".output")


def states(batch, tuning):
    """The embeddings and every layer's output."""
    model, w = tuning.model, tuning.weights
    types, mask, prompt = batch["token_type_ids"], batch["attention_mask"], tuning.prompt()
    x = w["embeddings.word_embeddings.weight"][batch["input_ids"]]
    if prompt is not None:
        b = len(x)
        x = torch.cat([prompt.expand(b, -1, -1), x], 1)
        types, mask = (torch.cat([torch.full((b, len(prompt)), fill), t], 1) for fill, t in ((0, types), (1, mask)))
    positions = (torch.arange(x.shape[1]) + model.first + tuning.position_offset).expand(x.shape[:2])
    if model.first:  # RoBERTa's padding has a position of its own
        positions = positions.where(mask == 1, torch.tensor(model.first - 1))
    x = x + w["embeddings.token_type_embeddings.weight"][types] + w["embeddings.position_embeddings.weight"][positions]
    all = [model.norm(x, w, "embeddings.LayerNorm")]
    for i in range(model.layers):
        name = f"encoder.layer.{i}"
        x = attention(all[-1], mask, w, name + ".attention", tuning, i)
        h = tuning.project(gelu(tuning.project(x, w, name + ".intermediate.dense")), w, name + ".output.dense")
        all.append(tuning.add_norm(h, x, w, name + ".output"))
    return all


def pool(x, tuning):
    return torch.tanh(tuning.project(x[:, 0], tuning.weights, "pooler.dense"))


def scores(x, tuning, a):
    """The head on the last states: the pooler's, RoBERTa's own, or an AdapterModel's."""
    head = {k[k.index("classifier"):]: v for k, v in a.items() if "classifier" in k}
    if "heads.task.1.weight" in a:
        return dense(torch.tanh(dense(x[:, 0], a, "heads.task.1")), a, "heads.task.4")
    if "classifier.out_proj.weight" in head:
        return dense(torch.tanh(dense(x[:, 0], head, "classifier.dense")), head, "classifier.out_proj")
    return dense(pool(x, tuning), head, "classifier")


def distance(a, b):
    assert a.shape == b.shape, (a.shape, b.shape)
    return (a - b).abs().max().item()


def gradient_distance(golden, key, gradient):
    """Whole, or as a summary: the sum, the 2-norm, and some entries."""
    if key in golden:
        return distance(gradient, golden[key])
    flat = gradient.flatten()
    found = torch.cat([flat.sum()[None], flat.norm()[None], flat[golden[key + ".index"]]])
    return distance(found, golden[key + ".value"])


def train(leaves, loss, steps=10, lr=1e-2, decay=0.01, betas=(0.9, 0.999), eps=1e-8):
    """AdamW; the losses before each step. The leaves are trained in place."""
    moments = {k: [torch.zeros_like(v), torch.zeros_like(v)] for k, v in leaves.items()}
    losses = []
    for t in range(1, steps + 1):
        value = loss()
        losses.append(value.detach())
        for (k, leaf), g in zip(leaves.items(), torch.autograd.grad(value, leaves.values())):
            m, v = moments[k]
            m.mul_(betas[0]).add_((1 - betas[0]) * g)
            v.mul_(betas[1]).add_((1 - betas[1]) * g * g)
            with torch.no_grad():
                leaf.mul_(1 - lr * decay)
                leaf.sub_(lr * (m / (1 - betas[0] ** t)) / ((v / (1 - betas[1] ** t)).sqrt() + eps))
    return torch.stack(losses)


def compare(what, golden, a, make, prefix="", grads="grad."):
    """`a`: the trained tensors by the golden file's names; `make` gives the method of such tensors."""
    leaves = {k: v.double().requires_grad_() for k, v in a.items()}
    batch = {k: golden[prefix + k] for k in ("input_ids", "attention_mask", "token_type_ids")}

    def forward():
        tuning = make(leaves)
        all = states(batch, tuning)
        return tuning, all, scores(all[-1], tuning, leaves)

    def loss():
        return cross_entropy(forward()[2], golden[prefix + "labels"])

    tuning, all, y = forward()
    worst = distance(y, golden[prefix + "logits"])
    if prefix + "hidden" in golden:
        real = batch["attention_mask"] == 1
        worst = max([worst] + [distance(x[real], h[real]) for x, h in zip(all, golden[prefix + "hidden"], strict=True)])
    if prefix + "pooled" in golden:
        worst = max(worst, distance(pool(all[-1], tuning), golden[prefix + "pooled"]))
    if prefix + "loss" in golden:
        value = loss()
        worst = max(worst, distance(value[None], golden[prefix + "loss"]))
        for (key, leaf), g in zip(leaves.items(), torch.autograd.grad(value, leaves.values())):
            worst = max(worst, gradient_distance(golden, grads + key, g))
    if "losses.float64" in golden:
        worst = max(worst, distance(train(leaves, loss), golden["losses.float64"]))
        for key, leaf in leaves.items():
            if not key.endswith("self.key.bias"):  # no gradient but rounding's, which AdamW divides by 1e-8
                worst = max(worst, gradient_distance(golden, "final.float64." + key, leaf.detach()))
    return what, worst, TOLERANCE


PEFT = {"lora": Lora, "lora_bias": Lora, "lora_patterns": Lora, "lora_regex": Lora, "ia3": Ia3, "ln_tuning": Tuning,
        "prefix": PeftPrefix, "prompt": Prompt, "p_tuning": PTuning, "p_tuning_lstm": PTuning}
ADAPTERS = {"seq_bn": SeqBn, "double_seq_bn": DoubleSeqBn, "par_bn": ParBn, "par_bn_learned": ParBn, "prefix": ParBn,
            "mam": ParBn}
MINILM = ("lora", "ia3", "prefix", "prompt")
# Of bias="all" PEFT saves the head's bias twice more, and of those nothing is trained.
TWICE = ("classifier.modules_to_save.bias", "classifier.original_module.bias")


def check_peft(model, folder, make, what):
    config = json.loads((folder / "adapter_config.json").read_text())
    golden = load_file(folder / "golden.safetensors")
    saved = load_file(folder / "adapter_model.safetensors")
    a = {k[6:]: v for k, v in golden.items() if k.startswith("param.")}
    if a:  # the file has what the encoder puts out, in float32
        out = PTuning(model, {k: v.double() for k, v in a.items()}).prompt()
        yield what + ", prompt", distance(out, saved["prompt_embeddings"].double()), 1e-6
    else:
        a = {k: v for k, v in saved.items() if not k.endswith(TWICE)}
    yield compare(what, golden, a, lambda a: make(model, a, config))


def check_adapters(model, out):
    for name, make in ADAPTERS.items():
        golden = load_file(out / f"adapters/{name}.safetensors")
        a = {k[6:]: v for k, v in golden.items() if k.startswith("param.")}
        yield compare(f"adapters {name}", golden, a, lambda a: make(model, a))
        if (out / "adapters" / name).is_dir():
            saved = folder_tensors(out / "adapters" / name)
            assert saved.keys() == a.keys(), name
            yield f"adapters {name}, folder", max(distance(saved[k], a[k]) for k in a), 0
    folder = out / "adapters/flex"
    yield compare("adapters flex", load_file(folder / "logits.safetensors"), folder_tensors(folder),
                  lambda a: SeqBn(model, a))


def folder_tensors(folder):
    return load_file(folder / "adapter.safetensors") | load_file(folder / "model_head.safetensors")


def check_roberta(out):
    model, golden = Model(out / "tiny_roberta"), load_file(out / "tiny_roberta.safetensors")
    yield compare("roberta", golden, model.stored, lambda a: Tuning(model, a))
    given = Given(model, {"prefix": golden["prefix"].double()})
    x, real = states(golden, given)[-1], golden["attention_mask"] == 1
    yield "roberta, prefix", max(distance(x[real], golden["prefixed.hidden"][real]),
                                 distance(scores(x, given, model.stored), golden["prefixed.logits"])), TOLERANCE


def check_minilm(out, folder):
    model, golden = Model(folder), load_file(out / "minilm.safetensors")
    texts = [text["ids"] for text in json.loads((out / "minilm.json").read_text())]

    def batch(rows):
        width = max(map(len, rows))
        pad = lambda rows: torch.tensor([r + [0] * (width - len(r)) for r in rows])
        ids = pad(rows)
        return {"input_ids": ids, "attention_mask": pad([[1] * len(r) for r in rows]), "token_type_ids": 0 * ids}

    worst, plain = 0, Tuning(model, {})
    for i, ids in enumerate(texts):
        all = torch.cat(states(batch([ids]), plain))
        assert golden[f"input_ids.{i}"].flatten().tolist() == ids
        found = {"first_token": all[:, 0], "mean_pooled": all[-1].mean(0), "pooled": pool(all[-1:], plain)[0]}
        worst = max([worst] + [distance(x, golden[k][i]) for k, x in found.items()])
        # A sum of up to 60 x 384 numbers.
        worst = max(worst, distance(all.sum((1, 2)), golden["hidden_sum"][i]) / 100)
        if f"hidden.{i}" in golden:
            worst = max(worst, distance(all, golden[f"hidden.{i}"]))
    yield "minilm, states", worst, TOLERANCE
    leaves = {k: v.requires_grad_() for k, v in model.stored.items()}
    tuning = Tuning(model, leaves)
    y = linear(pool(states(batch(texts), tuning)[-1], tuning), golden["head"].double())
    loss = cross_entropy(y, golden["labels"])
    loss.backward()
    worst = max(distance(y, golden["logits"]), distance(loss[None], golden["loss"].reshape(1)))
    for key in {k[5:-6] for k in golden if k.startswith("grad.") and k.endswith(".index")}:
        worst = max(worst, gradient_distance(golden, "grad." + key, leaves[key].grad))
    yield "minilm, gradients", worst, TOLERANCE
    model = Model(folder)
    for name in MINILM:
        yield from check_peft(model, out / f"peft/minilm_{name}", PEFT[name], f"peft minilm_{name}")


def check_all(out, minilm):
    """(what, distance, tolerance) of each golden file of tests/golden."""
    model = Model(out / "tiny_bert")
    for name in ("single", "pair"):
        yield compare(f"bert {name}", load_file(out / "tiny_bert.safetensors"), model.stored,
                      lambda a: Tuning(model, a), name + ".", name + ".grad.")
    for name, make in PEFT.items():
        yield from check_peft(model, out / "peft" / name, make, "peft " + name)
    yield from check_adapters(model, out)
    yield from check_roberta(out)
    if minilm:
        yield from check_minilm(out, minilm)
