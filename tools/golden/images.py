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
from torchvision import transforms
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

ANGLES = [0, 15, 30, 45, 60, 75]  # RotatedMNIST's
OTHER_ANGLES = [90, 180, 270, -20, 133.7, 405]
SIZES = [(37, 53), (20, 30), (60, 80), (37, 20), (9, 53), (64, 7), (1, 1)]
FACTORS = [0, 0.7, 0.93, 1, 1.07, 1.3, 2.5]
HUES = [-0.3, -0.0999, 0, 0.17, 0.3]
CHANGES = [("brightness", F.adjust_brightness, FACTORS), ("contrast", F.adjust_contrast, FACTORS),
           ("saturation", F.adjust_saturation, FACTORS), ("hue", F.adjust_hue, HUES)]


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
        tensors[f"mnist_sha256.{angle}"] = sha256(rotated(images, angle))
    return tensors


def picture(name, height, width):
    """Noise that neighbours share, so that means over it are not all alike."""
    small = Image.fromarray(noise(name, (height // 6 + 1, width // 6 + 1, 3)))
    rough = np.asarray(small.resize((width, height), Image.BICUBIC)).astype(int) + noise(name + "+", (height, width, 3)) // 4 - 32
    return Image.fromarray(rough.clip(0, 255).astype(np.uint8))


def planes(image):
    """PIL image -> [3,H,W]."""
    return np.asarray(image).transpose(2, 0, 1)


def sha256(array):
    return np.frombuffer(hashlib.sha256(np.ascontiguousarray(array).tobytes()).digest(), np.uint8)


def photo():
    """Sizes, colours and augmentation: torchvision on PIL images, as DomainBed uses it."""
    image = picture("photo", 37, 53)
    tensors = {"image": planes(image)}
    for height, width in SIZES:
        tensors[f"resized.{height}x{width}"] = planes(F.resize(image, [height, width]))
    tensors["resized_sha256.224x224"] = sha256(planes(F.resize(image, [224, 224])))
    for name, change, factors in CHANGES:
        for factor in factors:
            tensors[f"{name}.{factor}"] = planes(change(image, factor))
    tensors["gray"] = planes(F.to_grayscale(image, 3))
    # Box, mirrored, saturation, hue, brightness, contrast, gray: in this order.
    result = F.hflip(F.resized_crop(image, 3, 5, 30, 41, [32, 32]))
    result = F.adjust_hue(F.adjust_saturation(result, 1.25), -0.21)
    result = F.adjust_contrast(F.adjust_brightness(result, 0.8), 1.1)
    tensors["augmented"], tensors["augmented_gray"] = planes(result), planes(F.to_grayscale(result, 3))
    ramp = Image.fromarray(np.arange(256, dtype=np.uint8).repeat(3).reshape(1, 256, 3))
    tensors["normalised"] = transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])(F.to_tensor(ramp)).numpy()
    # Every colour there is: red changes slowest.
    colours = np.stack(np.meshgrid(*[np.arange(256, dtype=np.uint8)] * 3, indexing="ij"), axis=3).reshape(4096, 4096, 3)
    for factor in HUES:
        tensors[f"hue_sha256.{factor}"] = sha256(planes(F.adjust_hue(Image.fromarray(colours), factor)))
    tensors["gray_sha256"] = sha256(planes(F.to_grayscale(Image.fromarray(colours), 3)))
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
    save(options.out / "photo.safetensors", photo())


if __name__ == "__main__":
    main()
