"""JPEG files as cameras write them: with a small picture in their camera data."""

from __future__ import annotations

import io
import struct
from pathlib import Path

from PIL import Image

SHORT, LONG = 3, 4
ORIENTATION, COMPRESSION, OFFSET, LENGTH = 0x0112, 0x0103, 0x0201, 0x0202


def exif_with(small: bytes, orientation: int = 1) -> bytes:
    """EXIF's two directories: the second says where `small` lies, which is behind them."""
    first, second = 8, 8 + 2 + 12 + 4
    data = second + 2 + 3 * 12 + 4
    parts = [
        b"Exif\x00\x00II*\x00",
        struct.pack("<I", first),
        struct.pack("<HHHIHHI", 1, ORIENTATION, SHORT, 1, orientation, 0, second),
        struct.pack("<H", 3),
        struct.pack("<HHIHH", COMPRESSION, SHORT, 1, 6, 0),
        struct.pack("<HHII", OFFSET, LONG, 1, data),
        struct.pack("<HHII", LENGTH, LONG, 1, len(small)),
        struct.pack("<I", 0),
        small,
    ]
    return b"".join(parts)


def jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def save_with_small(photo: Image.Image, small: Image.Image, path: Path, orientation: int = 1) -> Path:
    """`photo` in `path`, with `small` in its head; both lie as `orientation` says."""
    photo.save(path, "JPEG", quality=90, exif=exif_with(jpeg(small), orientation))
    return path
