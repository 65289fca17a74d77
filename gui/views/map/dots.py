"""A hundred thousand dots in one picture: written by numpy into its pixels, since a painter takes as long for each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

Points = NDArray[np.float32]
Pixels = NDArray[np.uint32]
Bools = NDArray[np.bool_]
Indices = NDArray[np.intp]

# Told apart by hue, then by lightness, and seen on light and on dark ground alike.
HUES = (2, 24, 44, 80, 135, 168, 190, 210, 232, 262, 292, 326)
TONES_ON_LIGHT = ((165, 96), (215, 76), (120, 112))  # saturation and lightness, 0 to 255
TONES_ON_DARK = ((150, 168), (190, 145), (120, 196))
NOBODY = len(HUES) * len(TONES_ON_LIGHT)  # the colour of those who are nobody yet
AT_ONCE = 150_000  # dots; more than these cover one another anyway
# Edge of a dot in pixels of the view, by how many are in view.
SIZES = ((2_000, 9.0), (10_000, 7.0), (40_000, 5.0))
SMALLEST = 3.5
RING = 2.5  # pixels around a dot that is selected
REACH = 48  # device pixels around the picture, so that no dot is cut; the largest dot is no wider
HALF = REACH // 2


@dataclass(frozen=True, slots=True)
class Look:
    """How dots look: for each colour its pixel within and at the edge, where it is mixed with the ground."""

    ground: int
    ring: int
    core: Pixels  # (NOBODY + 1,)
    edge: Pixels  # (NOBODY + 1,)

    @classmethod
    def on(cls, ground: QColor, ring: QColor) -> Look:
        dark = ground.lightness() < 128
        colours = [colour_of(number, dark) for number in range(NOBODY + 1)]
        core = np.array([each.rgb() for each in colours], np.uint32)
        edge = np.array([_mixed(each, ground).rgb() for each in colours], np.uint32)
        return cls(ground.rgb(), ring.rgb(), core, edge)


@dataclass(frozen=True, slots=True, eq=False)
class Cloud:
    """The faces in the order in which their dots are painted: those of nobody lie below the others."""

    rows: Indices  # (n,)
    points: Points  # (n, 2)
    colours: NDArray[np.uint8]  # (n,), each the number of one

    @classmethod
    def of(cls, points: Points, people: NDArray[np.int64]) -> Cloud:
        rows = np.concatenate([np.flatnonzero(people < 0), np.flatnonzero(people >= 0)])
        colours = np.where(people < 0, NOBODY, people % NOBODY).astype(np.uint8)
        return cls(rows, points[rows], colours[rows])


def colour_of(number: int, dark: bool) -> QColor:
    """The colour of that number; each is at least three times as light or dark as its ground."""
    if number == NOBODY:
        return QColor("#7d8285") if dark else QColor("#8b8f92")
    hue, tone = HUES[number % len(HUES)], number // len(HUES)
    saturation, lightness = (TONES_ON_DARK if dark else TONES_ON_LIGHT)[tone]
    return _seen(hue, saturation, lightness, dark)


def dot_size(count: int) -> float:
    """Pixels of the view across a dot, when so many are in view."""
    return next((size for most, size in SIZES if count <= most), SMALLEST)


def paint_dots(
    places: Points, colours: NDArray[np.uint8], chosen: Bools, look: Look, size: tuple[int, int], ratio: float
) -> QImage:
    """A picture of `size` (width, height) and `REACH` more on each side, with dots at `places` (n, 2).

    All in device pixels, `ratio` of which make one of the view's; no place is more than half of `REACH` outside of
    the view. Later dots lie over earlier ones, and the chosen ones over all.
    """
    width, height = size[0] + 2 * REACH, size[1] + 2 * REACH
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(look.ground)
    pixels = np.frombuffer(image.bits(), np.uint32)  # rows of four bytes a pixel need no filling up
    spots = places.astype(np.intp)
    at = (spots[:, 1] + HALF) * width + (
        spots[:, 0] + HALF
    )  # of the pixel that lies as far before the dot's middle
    across = dot_size(len(places)) * ratio
    marked = np.flatnonzero(chosen)
    plain = np.flatnonzero(~chosen) if len(marked) else slice(None)
    _stamp(pixels, width, at[plain], colours[plain], across, look)
    if len(marked):
        _fill(pixels, width, at[marked], look.ring, _disc(across + 2 * RING * ratio)[0])
        _stamp(pixels, width, at[marked], colours[marked], across, look)
    image.setDevicePixelRatio(ratio)
    return image


def _stamp(
    pixels: Pixels, width: int, at: Indices, colours: NDArray[np.uint8], across: float, look: Look
) -> None:
    """All edges first, so that none of them is painted over the middle of another dot."""
    core, edge = _disc(across)
    _fill(pixels, width, at, look.edge[colours], edge)
    _fill(pixels, width, at, look.core[colours], core)


def _fill(
    pixels: Pixels, width: int, at: Indices, colour: Pixels | int, around: list[tuple[int, int]]
) -> None:
    for down, across in around:
        pixels[(HALF + down) * width + HALF + across :][at] = colour


@cache
def _disc(across: float) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pixels, down and across from the middle, that a dot fills, and those that it touches."""
    radius = min(across / 2, HALF)
    square = [(down, right) for down in range(-HALF, HALF) for right in range(-HALF, HALF)]
    far = [math.hypot(*pixel) for pixel in square]
    full = [pixel for pixel, away in zip(square, far, strict=True) if away <= radius - 0.35]
    part = [pixel for pixel, away in zip(square, far, strict=True) if radius - 0.35 < away <= radius + 0.4]
    return full, part


def _mixed(colour: QColor, ground: QColor) -> QColor:
    """Half way between the two."""
    return QColor(
        (colour.red() + ground.red()) // 2,
        (colour.green() + ground.green()) // 2,
        (colour.blue() + ground.blue()) // 2,
    )


def _seen(hue: int, saturation: int, lightness: int, dark: bool) -> QColor:
    """The colour, changed until it can be seen: yellow is far lighter than blue of the same lightness."""
    colour = QColor.fromHsl(hue, saturation, lightness)
    while not (_luminance(colour) > 0.13 if dark else _luminance(colour) < 0.285):
        lightness += 4 if dark else -4
        colour = QColor.fromHsl(hue, saturation, lightness)
    return colour


def _luminance(colour: QColor) -> float:
    """Of WCAG 2, 0 to 1."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    r, g, b = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
