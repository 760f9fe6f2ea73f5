"""Golden values of PNG and JPEG files: small files of each kind, and what Pillow's convert("RGB") makes of them.

    V/bin/pip install -r tools/golden/requirements.txt
    V/bin/python tools/golden/image_files.py --out tests/golden

PNG files are written here, chunk by chunk, because Pillow writes neither interlaced ones nor every depth; JPEG files
are written by Pillow. "NAME" holds a file's bytes, "NAME.rgb" its pixels [3,H,W].
"""
import argparse
import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

from images import noise, save

HEIGHT, WIDTH = 13, 17
GRAY, RGB, PALETTE, GRAY_ALPHA, RGBA = 0, 2, 3, 4, 6
CHANNELS = {GRAY: 1, RGB: 3, PALETTE: 1, GRAY_ALPHA: 2, RGBA: 4}
# Adam7: first column and row, steps
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def rows(samples, depth):
    """[H,W,channels] of `depth` bits -> bytes of each row after the filter's number, 0."""
    out = b""
    for row in samples:
        if depth == 16:
            out += b"\0" + row.astype(">u2").tobytes()
        else:
            bits = np.unpackbits(row.astype(np.uint8).reshape(-1, 1), axis=1)[:, 8 - depth:]
            out += b"\0" + np.packbits(bits).tobytes()
    return out


def png(samples, depth, kind, before=b"", interlaced=False):
    header = struct.pack(">IIBBBBB", samples.shape[1], samples.shape[0], depth, kind, 0, 0, int(interlaced))
    parts = [samples[y::down, x::right] for x, y, right, down in PASSES] if interlaced else [samples]
    data = b"".join(rows(part, depth) for part in parts if part.size)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", zlib.compress(data))
            + chunk(b"IEND", b""))


def samples_of(name, depth, kind):
    return noise(name, (HEIGHT, WIDTH, CHANNELS[kind] * 2)).view(np.uint16) >> (16 - depth)


def png_files():
    palette = lambda n: chunk(b"PLTE", noise("palette", (n, 3)).tobytes())
    kinds = [("gray1", 1, GRAY, b""), ("gray2", 2, GRAY, b""), ("gray4", 4, GRAY, b""), ("gray8", 8, GRAY, b""),
             ("gray8_transparent", 8, GRAY, chunk(b"tRNS", b"\0\x80")),
             ("rgb8", 8, RGB, b""), ("rgb16", 16, RGB, b""), ("rgb8_gamma", 8, RGB, chunk(b"gAMA", struct.pack(">I", 100000))),
             ("rgb8_transparent", 8, RGB, chunk(b"tRNS", b"\0\x10\0\x20\0\x30")),
             ("palette1", 1, PALETTE, palette(2)), ("palette2", 2, PALETTE, palette(4)), ("palette4", 4, PALETTE, palette(16)),
             ("palette8", 8, PALETTE, palette(256)),
             ("palette8_transparent", 8, PALETTE, palette(256) + chunk(b"tRNS", bytes(range(256)))),
             ("gray_alpha8", 8, GRAY_ALPHA, b""), ("gray_alpha16", 16, GRAY_ALPHA, b""),
             ("rgba8", 8, RGBA, b""), ("rgba16", 16, RGBA, b"")]
    files = {}
    for name, depth, kind, before in kinds:
        samples = samples_of(name, depth, kind)
        files[name] = png(samples, depth, kind, before)
        if name in ("gray1", "rgb8", "palette4", "rgba16"):
            files[name + "_interlaced"] = png(samples, depth, kind, before, interlaced=True)
    # Pillow makes white of what is above 255 in 16-bit gray; here it is the upper eight bits.
    files["gray16"] = png(samples_of("gray16", 16, GRAY), 16, GRAY)
    return files


def smooth(mode):
    """A picture that survives JPEG: waves, of which each channel has its own, and a little noise."""
    y, x = np.mgrid[0:HEIGHT + 8, 0:WIDTH + 12]
    channels = [128 + 90 * np.sin(x / (3 + c) + c) * np.cos(y / (5 - c)) for c in range(len(mode))]
    picture = np.stack(channels, axis=2) + noise(mode, (HEIGHT + 8, WIDTH + 12, len(mode))) / 16
    return Image.fromarray(picture.astype(np.uint8).squeeze(), mode)


def jpeg(image, **options):
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def jpeg_files():
    rgb, gray, cmyk = smooth("RGB"), smooth("L"), smooth("CMYK")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees, which convert("RGB") leaves alone
    return {"gray.jpeg": jpeg(gray), "gray_progressive.jpeg": jpeg(gray, progressive=True),
            "rgb.jpeg": jpeg(rgb), "rgb_444.jpeg": jpeg(rgb, subsampling=0, quality=95),
            "rgb_422.jpeg": jpeg(rgb, subsampling=1),
            "rgb_progressive.jpeg": jpeg(rgb, progressive=True), "rgb_restarts.jpeg": jpeg(rgb, restart_marker_blocks=1),
            "rgb_kept.jpeg": jpeg(rgb, keep_rgb=True), "rgb_turned.jpeg": jpeg(rgb, exif=exif),
            "cmyk.jpeg": jpeg(cmyk, quality=95)}


def pixels(name, file):
    if name == "gray16":
        gray = samples_of(name, 16, GRAY)[:, :, 0] >> 8
        return np.stack([gray] * 3).astype(np.uint8)
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGB")).transpose(2, 0, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, type=Path, help="tests/golden, or a copy of it")
    tensors = {}
    for name, file in (png_files() | jpeg_files()).items():
        tensors[name] = np.frombuffer(file, np.uint8)
        tensors[name + ".rgb"] = pixels(name, file)
    save(parser.parse_args().out / "image_files.safetensors", tensors)


if __name__ == "__main__":
    main()
