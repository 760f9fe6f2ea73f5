"""Golden values of image operations: what Pillow and torchvision make of small images.

    V/bin/pip install -r tools/golden/requirements.txt
    V/bin/python tools/golden/images.py --mnist FOLDER --out tests/golden

FOLDER holds MNIST's four IDX files (Bazel's external/mnist/data). Images are 8-bit, so all is exact.
"""
import argparse
import hashlib
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

ANGLES = [0, 15, 30, 45, 60, 75]  # RotatedMNIST's
OTHER_ANGLES = [90, 180, 270, -20, 133.7, 405]


def noise(name, shape):
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little")
    return np.random.Generator(np.random.PCG64(seed)).integers(0, 256, shape, dtype=np.uint8)


def rotated(images, angle):
    """[N,H,W] -> [N,H,W], each image as DomainBed's RotatedMNIST turns it."""
    return np.stack([np.asarray(F.rotate(Image.fromarray(image), angle, fill=(0,), interpolation=InterpolationMode.BILINEAR))
                     for image in images])


def mnist(folder):
    """[70000,28,28], train then test."""
    return np.concatenate([np.frombuffer((folder / f"{part}-images-idx3-ubyte").read_bytes()[16:], np.uint8).reshape(-1, 28, 28)
                           for part in ("train", "t10k")])


def rotate(folder):
    """Noise, square and not, at every angle; of MNIST the SHA-256 of the 70,000 images at each of its angles."""
    tensors = {"square": noise("square", (5, 28, 28)), "oblong": noise("oblong", (5, 9, 14))}
    for name in ("square", "oblong"):
        for angle in ANGLES + OTHER_ANGLES:
            tensors[f"{name}.{angle}"] = rotated(tensors[name], angle)
    images = mnist(folder)
    for angle in ANGLES:
        digest = hashlib.sha256(rotated(images, angle).tobytes()).digest()
        tensors[f"mnist_sha256.{angle}"] = np.frombuffer(digest, np.uint8)
    return tensors


def save(path, tensors):
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: torch.from_numpy(array.copy()) for name, array in tensors.items()}, path,
              {"made_with": f"Pillow {Image.__version__}"})
    path.chmod(0o644)
    print(f"{path.stat().st_size / 1024:8.1f} KiB  {path}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mnist", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path, help="tests/golden, or a copy of it")
    options = parser.parse_args()
    save(options.out / "rotate.safetensors", rotate(options.mnist))


if __name__ == "__main__":
    main()
