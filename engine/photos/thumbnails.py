"""Small JPEGs of photos and faces."""

from __future__ import annotations

import io

from PIL import Image

from engine.types import Box

ROOM = 0.35  # around a face, of its longer side
_QUALITY = 85
_PADDING = (128, 128, 128)


def make_thumbnail(image: Image.Image, longest: int = 320) -> bytes:
    """`image` (RGB, upright) as a JPEG whose longer side is at most `longest` pixels; never enlarged."""
    small = image.copy()
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return _jpeg(small)


def make_face_thumbnail(image: Image.Image, box: Box, side: int = 192, room: float = ROOM) -> bytes:
    """The face in `box` as a square JPEG of `side` pixels, with `room` of its longer side around it.

    The square is moved into the picture where it would reach outside; if the picture is narrower than the
    face is long, grey fills the rest. `image` (RGB, upright) may be of any scale.
    """
    left, top, edge = _square(box.in_pixels(*image.size), image.size, room)
    seen = (max(0.0, left), max(0.0, top), min(image.width, left + edge), min(image.height, top + edge))
    start_x, start_y, end_x, end_y = (
        round((at - origin) * side / edge) for at, origin in zip(seen, (left, top) * 2, strict=True)
    )
    size = (max(1, end_x - start_x), max(1, end_y - start_y))
    thumbnail = Image.new("RGB", (side, side), _PADDING)
    part = image.resize(size, Image.Resampling.LANCZOS, box=seen, reducing_gap=2)
    thumbnail.paste(part, (start_x, start_y))
    return _jpeg(thumbnail)


def _square(
    box: tuple[float, float, float, float], size: tuple[int, int], room: float
) -> tuple[float, float, float]:
    """`(left, top, edge)` of the square around `box`, in pixels."""
    x, y, width, height = box
    longer = max(width, height, 1.0)
    edge = longer * (1 + 2 * room)
    edge = min(edge, max(longer, min(size)))  # less room rather than padding
    return _moved_in(x + width / 2, edge, size[0]), _moved_in(y + height / 2, edge, size[1]), edge


def _moved_in(centre: float, edge: float, length: int) -> float:
    if edge >= length:
        return (length - edge) / 2
    return min(max(0.0, centre - edge / 2), length - edge)


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()
