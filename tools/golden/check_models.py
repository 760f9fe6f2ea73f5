"""Recomputes every golden value of the tiny model from the formulas of tests/golden/README.md, without the libraries.

    python tools/golden/check.py --out tests/golden

Logits, loss and gradients must agree to 1e-11. A formula that is written down wrongly fails here.
"""
import argparse
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch.nn.functional import cross_entropy, gelu, layer_norm, linear, silu

HEADS, LAYERS, HIDDEN = 2, 2, 16


def norm(x, w, name):
    return layer_norm(x, (HIDDEN,), w[name + ".weight"], w[name + ".bias"], 1e-12)


def dense(x, w, name):
    return linear(x, w[name + ".weight"], w[name + ".bias"])


class Tuning:
    """What a method changes; the base class changes nothing. `a` holds the adapter's tensors."""

    def __init__(self, a):
        self.a = a

    def project(self, x, w, name):  # query, key, value, output.dense
        return dense(x, w, name)

    def prefix(self, layer):  # (K, V), each [P, HIDDEN], or None
        return None

    position_offset = 0

    def prompt(self):  # [P, HIDDEN] or None
        return None

    def add_norm(self, h, residual, w, name):  # the end of both sub-layers
        return norm(h + residual, w, name + ".LayerNorm")


class Lora(Tuning):
    def project(self, x, w, name):
        y = dense(x, w, name)
        key = f"base_model.model.{name}.lora_"
        if key + "A.weight" in self.a:
            y = y + 4 / 2 * linear(linear(x, self.a[key + "A.weight"]), self.a[key + "B.weight"])
        return y


class Ia3(Tuning):
    def project(self, x, w, name):
        scale = self.a.get(f"base_model.model.{name}.ia3_l")
        if scale is None:
            return dense(x, w, name)
        if name.endswith("output.dense"):
            return dense(x * scale.flatten(), w, name)
        return dense(x, w, name) * scale.flatten()


class PeftPrefix(Tuning):
    position_offset = 4

    def prefix(self, layer):
        kv = self.a["prompt_embeddings"].view(4, 2 * LAYERS, HIDDEN)
        return kv[:, 2 * layer], kv[:, 2 * layer + 1]


class Prompt(Tuning):
    def prompt(self):
        return self.a["prompt_embeddings"]


class Bottleneck(Tuning):
    act = staticmethod(torch.relu)

    def branch(self, x, name):
        key = name + ".adapters.task.adapter_"
        up = dense(self.act(dense(x, self.a, key + "down.0")), self.a, key + "up")
        return up * self.a.get(name + ".adapters.task.scaling", self.scale)

    def here(self, name):
        return name + ".adapters.task.adapter_up.weight" in self.a

    scale = 1.0


class SeqBn(Bottleneck):
    def add_norm(self, h, residual, w, name):
        if self.here(name):
            h = h + self.branch(norm(h + residual, w, name + ".LayerNorm"), name)
        return norm(h + residual, w, name + ".LayerNorm")


class DoubleSeqBn(Bottleneck):
    act = staticmethod(silu)

    def add_norm(self, h, residual, w, name):
        return norm(h + self.branch(h, name) + residual, w, name + ".LayerNorm")


class ParBn(Bottleneck):
    scale = 4.0

    def add_norm(self, h, residual, w, name):
        if self.here(name):
            h = h + self.branch(residual, name)
        return norm(h + residual, w, name + ".LayerNorm")

    def prefix(self, layer):
        if "prefix.wte.weight" not in self.a:
            return None
        kv = dense(torch.tanh(dense(self.a["prefix.wte.weight"], self.a, "prefix.control_trans.0")), self.a,
                   "prefix.control_trans.2").view(4, 2 * LAYERS, HIDDEN)
        return kv[:, 2 * layer], kv[:, 2 * layer + 1]


def attention(x, mask, w, name, tuning, layer):
    b = len(x)
    q, k, v = (tuning.project(x, w, f"{name}.self.{p}") for p in ("query", "key", "value"))
    prefix = tuning.prefix(layer)
    if prefix is not None:
        k, v = (torch.cat([p.expand(b, -1, -1), t], 1) for p, t in zip(prefix, (k, v)))
        mask = torch.cat([torch.ones(b, len(prefix[0]), dtype=mask.dtype), mask], 1)
    q, k, v = (t.view(b, -1, HEADS, HIDDEN // HEADS).transpose(1, 2) for t in (q, k, v))
    scores = q @ k.transpose(2, 3) / math.sqrt(HIDDEN // HEADS)
    scores = scores.masked_fill(mask[:, None, None] == 0, -math.inf)
    context = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, -1, HIDDEN)
    return tuning.add_norm(tuning.project(context, w, name + ".output.dense"), x, w, name + ".output")


def logits(w, head, batch, tuning):
    words, types, mask = w["bert.embeddings.word_embeddings.weight"], batch["token_type_ids"], batch["attention_mask"]
    x, b, prompt = words[batch["input_ids"]], len(mask), tuning.prompt()
    if prompt is not None:
        x = torch.cat([prompt.expand(b, -1, -1), x], 1)
        types, mask = (torch.cat([torch.full((b, len(prompt)), fill), t], 1) for fill, t in ((0, types), (1, mask)))
    positions = torch.arange(x.shape[1]) + tuning.position_offset
    x = x + w["bert.embeddings.token_type_embeddings.weight"][types]
    x = norm(x + w["bert.embeddings.position_embeddings.weight"][positions], w, "bert.embeddings.LayerNorm")
    for i in range(LAYERS):
        name = f"bert.encoder.layer.{i}"
        x = attention(x, mask, w, name + ".attention", tuning, i)
        h = tuning.project(gelu(dense(x, w, name + ".intermediate.dense")), w, name + ".output.dense")
        x = tuning.add_norm(h, x, w, name + ".output")
    return dense(torch.tanh(dense(x[:, 0], w, "bert.pooler.dense")), head, "classifier")


def compare(what, w, a, head, golden, prefix, make, grads):
    leaves = {k: v.double().requires_grad_() for k, v in a.items()}
    batch = {k: golden[prefix + k] for k in ("input_ids", "attention_mask", "token_type_ids")}
    y = logits(w or leaves, head(leaves), batch, make(leaves))
    loss = cross_entropy(y, golden[prefix + "labels"])
    loss.backward()
    worst = max((y - golden[prefix + "logits"]).abs().max(), (loss - golden[prefix + "loss"]).abs().max())
    for key, leaf in leaves.items():
        worst = max(worst, (leaf.grad - golden[grads + key]).abs().max())
    print(f"{what:16s} {worst.item():.1e}")
    assert worst < 1e-11, what


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True, type=Path)
    out = parser.parse_args().out
    base = load_file(out / "tiny_bert/model.safetensors")
    for name in ("single", "pair"):
        compare(f"full {name}", None, base, lambda a: a, load_file(out / "tiny_bert.safetensors"), name + ".", Tuning,
                name + ".grad.")
    w = {k: v.double() for k, v in base.items()}
    for name, make in (("lora", Lora), ("ia3", Ia3), ("prefix", PeftPrefix), ("prompt", Prompt)):
        a = load_file(out / "peft" / name / "adapter_model.safetensors")
        head = lambda a: {k[k.index("classifier"):]: v for k, v in a.items() if "classifier" in k}
        compare("peft " + name, w, a, head, load_file(out / "peft" / name / "golden.safetensors"), "", make, "grad.")
    for name, make in (("seq_bn", SeqBn), ("double_seq_bn", DoubleSeqBn), ("par_bn", ParBn),
                       ("par_bn_learned", ParBn), ("prefix", ParBn), ("mam", ParBn)):
        golden = load_file(out / "adapters" / f"{name}.safetensors")
        a = {k[6:]: v for k, v in golden.items() if k.startswith("param.")}
        compare("adapters " + name, w, a, lambda a: a, golden, "", make, "grad.")


main()
