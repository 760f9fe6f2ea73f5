"""Numbers that a golden file needs: exact ones for weights, and summaries of tensors that are too large to write."""
import hashlib

import numpy as np
import torch


def exact(name, shape, std, mean=0.0):
    """float32 normal numbers, each a multiple of 1/1024, that depend on `name` and `shape` alone."""
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little")
    values = np.random.Generator(np.random.PCG64(seed)).normal(mean, std, size=tuple(shape))
    return torch.from_numpy((np.round(values * 1024) / 1024).astype(np.float32))


def summary(tensor):
    """(indices, values): 8 indices spread over the nonzero entries, and [sum, 2-norm, the 8 entries]."""
    flat = tensor.detach().flatten()
    nonzero = flat.nonzero().flatten()
    index = nonzero[[k * len(nonzero) // 8 for k in range(8)]]
    return index, torch.cat([flat.sum().reshape(1), flat.norm().reshape(1), flat[index]])


def put_summary(out, key, tensor):
    out[f"{key}.index"], out[f"{key}.value"] = summary(tensor)
