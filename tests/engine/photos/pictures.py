"""Pictures and files that the tests make themselves."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
from PIL import Image


def corners(image: Image.Image) -> str:
    """The colours at the top left, top right, bottom left and bottom right: `rgbw` for an upright `marked`."""
    across, down = image.width // 8, image.height // 8
    places = [(across, down), (-across, down), (across, -down), (-across, -down)]
    return "".join(_colour(image.getpixel((x % image.width, y % image.height))) for x, y in places)


def _colour(pixel: object) -> str:
    names = {
        (True, False, False): "r",
        (False, True, False): "g",
        (False, False, True): "b",
        (True,) * 3: "w",
    }
    assert isinstance(pixel, tuple)
    return names.get(tuple(value > 128 for value in pixel), "?")


def make_dng(
    file: Path, pixels: np.ndarray, orientation: int = 1, when: str = "", preview: Image.Image | None = None
) -> None:
    """The smallest DNG that LibRaw develops: `pixels` is a uint16 (h, w) RGGB mosaic, 65535 is white."""
    height, width = pixels.shape
    text = when.encode().ljust(20, b"\0")
    entries: list[tuple[int, int, int, bytes]] = [
        (254, 4, 1, struct.pack("<I", 0)),
        (256, 4, 1, struct.pack("<I", width)),
        (257, 4, 1, struct.pack("<I", height)),
        (258, 3, 1, struct.pack("<HH", 16, 0)),
        (259, 3, 1, struct.pack("<HH", 1, 0)),
        (262, 3, 1, struct.pack("<HH", 32803, 0)),
        (271, 2, 4, b"Kit\0"),
        (272, 2, 4, b"One\0"),
        (273, 4, 1, b"data"),
        (274, 3, 1, struct.pack("<HH", orientation, 0)),
        (277, 3, 1, struct.pack("<HH", 1, 0)),
        (278, 4, 1, struct.pack("<I", height)),
        (279, 4, 1, struct.pack("<I", pixels.nbytes)),
        (306, 2, 20, text),
        (33421, 3, 2, struct.pack("<HH", 2, 2)),
        (33422, 1, 4, bytes([0, 1, 1, 2])),
        (50706, 1, 4, bytes([1, 4, 0, 0])),
        (50717, 4, 1, struct.pack("<I", 65535)),
        (50721, 10, 9, struct.pack("<18i", *(v for i in range(9) for v in (int(i % 4 == 0), 1)))),
        (50728, 5, 3, struct.pack("<6I", 1, 1, 1, 1, 1, 1)),
    ]
    after = 8 + 2 + 12 * len(entries) + 4
    longer = b"".join(value for _, _, _, value in entries if len(value) > 4)
    directory, place = struct.pack("<H", len(entries)), after
    for tag, kind, count, value in entries:
        if value == b"data":
            value = struct.pack("<I", after + len(longer))
        directory += struct.pack("<HHI", tag, kind, count)
        directory += struct.pack("<I", place) if len(value) > 4 else value
        place += len(value) if len(value) > 4 else 0
    mosaic = pixels.astype("<u2").tobytes()
    end = after + len(longer) + len(mosaic)
    directory += struct.pack("<I", end if preview else 0)
    second = _preview_directory(preview, end) if preview else b""
    file.write_bytes(b"II*\0\x08\0\0\0" + directory + longer + mosaic + second)


def _preview_directory(preview: Image.Image, place: int) -> bytes:
    buffer = io.BytesIO()
    preview.save(buffer, "JPEG", quality=95)
    jpeg = buffer.getvalue()
    entries = [(254, 1), (256, preview.width), (257, preview.height), (259, 6)]
    entries += [(513, place + 2 + 12 * 6 + 4), (514, len(jpeg))]
    directory = struct.pack("<H", len(entries))
    return (
        directory
        + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
        + bytes(4)
        + jpeg
    )


def jpeg_of_several_scans(width: int, height: int, scans: int = 3) -> bytes:
    """A baseline JPEG, all grey, that stores its three colours one after the other, as few cameras do."""

    def segment(marker: int, contents: bytes) -> bytes:
        return bytes([0xFF, marker]) + struct.pack(">H", len(contents) + 2) + contents

    data = b"\xff\xd8" + segment(0xDB, b"\0" + bytes([16] * 64))
    data += segment(0xC0, struct.pack(">BHHB", 8, height, width, 3) + bytes([1, 17, 0, 2, 17, 0, 3, 17, 0]))
    for table in (0x00, 0x10):  # one code of one bit: "nothing more in this block"
        data += segment(0xC4, bytes([table, 1] + [0] * 16))
    blocks = ((width + 7) // 8) * ((height + 7) // 8)
    for colour in range(1, max(scans, 1) + 1):
        data += segment(0xDA, bytes([1, colour, 0, 0, 63, 0]))
        data += bytes((blocks * 2 + 7) // 8) if scans else b""
    return data + b"\xff\xd9"
