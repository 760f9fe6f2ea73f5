"""Numbers that a golden file needs: exact ones for weights, and summaries of tensors that are too large to write."""
import functools
import hashlib
import math

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


def formula(name, shape, scale, mean=0.0):
    """float64 numbers in mean ± scale that any program can make again, by 32-bit integer arithmetic.

    Entry i is mean + scale * (2 u - 1) with u = h / 2^32, where h = (i * 2654435761 + seed), then
    h ^= h >> 16, h *= 0x7feb352d, h ^= h >> 15, h *= 0x846ca68b, h ^= h >> 16, all modulo 2^32;
    the seed is the 32-bit FNV-1a hash of the name.
    """
    word = 0xFFFFFFFF
    seed = functools.reduce(lambda h, byte: (h ^ byte) * 0x01000193 & word, name.encode(), 0x811C9DC5)
    h = (np.arange(math.prod(shape), dtype=np.uint64) * np.uint64(2654435761) + np.uint64(seed)) & np.uint64(word)
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B), (16, 1)):
        h ^= h >> np.uint64(shift)
        h = h * np.uint64(factor) & np.uint64(word)
    u = torch.from_numpy(h.astype(np.float64) / 2.0**32)
    return (mean + scale * (2 * u - 1)).reshape(tuple(shape))


def formula_weight(name, shape):
    """formula() with the spread of He's initialisation for weights, 1 ± 0.2 for gains and variances, else ± 0.2."""
    if len(shape) > 1:
        return formula(name, shape, math.sqrt(6 / math.prod(shape[1:])))
    return formula(name, shape, 0.2, 1.0 if name.endswith(("weight", "running_var")) else 0.0)
