"""Writes the small file that tests/common/formats/safetensors_test.cc reads and rewrites byte for byte.

    python tools/golden/safetensors_golden.py --out tests/common/formats/python.safetensors

Pinned versions: requirements.txt. One metadata entry, because the order of several is not fixed.
"""
import argparse

import torch
from safetensors.torch import save_file


def tensors():
    """Every element type we read, a scalar, an empty tensor, and names that need escapes."""
    count = torch.arange(6).reshape(2, 3)
    types = {"bool": torch.bool, "u8": torch.uint8, "i8": torch.int8, "f8_e5m2": torch.float8_e5m2,
             "f8_e4m3": torch.float8_e4m3fn, "i16": torch.int16, "u16": torch.uint16, "f16": torch.float16,
             "bf16": torch.bfloat16, "i32": torch.int32, "u32": torch.uint32, "f32": torch.float32,
             "f64": torch.float64, "i64": torch.int64, "u64": torch.uint64}
    named = {f"type.{name}": count.to(dtype) for name, dtype in types.items()}
    named["scalar"] = torch.tensor(2.5)
    named["empty"] = torch.zeros(0, 4)
    named['naïve "quoted"\t\\ 漢字'] = torch.tensor([1.0, -2.0])
    return named


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True)
    save_file(tensors(), parser.parse_args().out, {"format": "pt"})


if __name__ == "__main__":
    main()
