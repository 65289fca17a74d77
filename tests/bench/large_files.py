"""Files that take the most memory to read: `python -m tests.bench.large_files FOLDER SMALL`.

Panoramas of 200 megapixels as JPEG (also progressive, which libjpeg keeps whole), PNG and TIFF, 16-bit TIFFs,
animated GIFs, bombs, and SMALL small photos with people.
"""

from __future__ import annotations

import random
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

from tests.bench.collage import sources

PANORAMA = (20_000, 10_000)
BOMB = (65_000, 65_000)


def write_large(folder: Path, size: tuple[int, int] = PANORAMA) -> None:
    """Real pictures, as large as the largest that people have."""
    folder.mkdir(parents=True, exist_ok=True)
    with Image.open(sources()[0][0]) as photo:
        picture = photo.convert("RGB").resize(size, Image.Resampling.NEAREST)
    picture.save(folder / "panorama.jpg", quality=80)
    picture.save(folder / "progressive.jpg", quality=80, progressive=True, subsampling="4:4:4")
    picture.save(folder / "packed.tif", compression="tiff_lzw")
    picture.resize((5000, 5000)).save(folder / "layers.webp", quality=50, method=0)
    write_png(folder / "panorama.png", size)
    write_png(folder / "again.png", (size[0], size[1] + 1))
    depth = np.tile(np.arange(size[0] // 2, dtype=np.uint16), (size[1] // 2, 1))
    for number in range(3):
        Image.fromarray(depth + number).save(folder / f"film {number}.tif")
        frames = [Image.new("P", (3000 + number, 3000), colour) for colour in range(5)]
        frames[0].save(folder / f"moving {number}.gif", save_all=True, append_images=frames[1:])


def write_bombs(folder: Path) -> int:
    """Tiny files that claim to be gigantic; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    write_png(folder / "bomb.png", BOMB, rows=100)
    (folder / "bomb.gif").write_bytes(b"GIF89a" + struct.pack("<HH", *BOMB) + b"\0\0\0;" + bytes(20))
    return 2


def write_small(folder: Path, count: int, seed: int = 0) -> None:
    """`count` photos of 200 to 500 pixels, no two the same."""
    choice, (people, empty, _) = random.Random(seed), sources()
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        with Image.open(choice.choice(people + empty)) as opened:
            image = opened.convert("RGB")
        width = 200 + number % 300
        small = image.resize((width, max(1, width * image.height // image.width)), reducing_gap=2)
        small.save(folder / f"{number:05}.jpg", quality=70 + number % 25)


def write_png(file: Path, size: tuple[int, int], rows: int | None = None) -> None:
    """A PNG whose rows are all as the first one; only `rows` of them, if that is said."""
    width, height = size
    first = np.tile(np.arange(256, dtype=np.uint8), (width * 3) // 256 + 1)[: width * 3].tobytes()
    packer = zlib.compressobj(1)
    data = [packer.compress(b"\0" + first)]
    same = b"\2" + bytes(width * 3)  # every byte as the one above it
    data += [packer.compress(same) for _ in range((rows or height) - 1)]
    data.append(packer.flush())
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", b"".join(data))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, contents: bytes) -> bytes:
    return struct.pack(">I", len(contents)) + name + contents + struct.pack(">I", zlib.crc32(name + contents))


if __name__ == "__main__":
    write_large(Path(sys.argv[1]) / "large")
    write_bombs(Path(sys.argv[1]) / "bombs")
    write_small(Path(sys.argv[1]) / "small", int(sys.argv[2]))
