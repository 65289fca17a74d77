"""From a loaded picture of any mode to a small one in RGB, without a second full-size copy."""

from __future__ import annotations

import io
import math

import numpy as np
from PIL import Image, ImageCms

_BAND_PIXELS = 4_000_000  # worked on at a time: a few MB instead of a second whole picture
_KEPT = {"L", "RGB", "CMYK"}  # can be shrunk as they are
_WITH_ALPHA = {"RGBA", "RGBa", "LA", "La", "PA"}
_REDUCING_GAP = 2  # averaging down to twice the wanted size, then a good filter: as good as the filter alone

Levels = tuple[float, float]


def flatten(image: Image.Image, longest: int) -> Image.Image:
    """`image` (loaded) as 8-bit sRGB on white, its longer side at most `longest` pixels."""
    factor = max(1, max(image.size) // (longest * _REDUCING_GAP))
    small = _reduce(image, factor)
    small = _to_srgb(small, image.info.get("icc_profile"))
    if max(small.size) <= longest:
        return small
    return small.resize(_fitted(image.size, longest), Image.Resampling.LANCZOS)


def _reduce(image: Image.Image, factor: int) -> Image.Image:
    width, height = image.size
    levels = _levels(image)
    rows = max(1, _BAND_PIXELS // (width * factor)) * factor
    small: Image.Image | None = None
    for top in range(0, height, rows):
        band = _plain(image.crop((0, top, width, min(top + rows, height))), levels).reduce(factor)
        small = small or Image.new(band.mode, (band.width, math.ceil(height / factor)))
        small.paste(band, (0, top // factor))
    if small is None:
        raise ValueError("a picture without pixels")
    return small


def _plain(band: Image.Image, levels: Levels | None) -> Image.Image:
    if levels is not None:
        return _to_8_bits(band, levels)
    if band.mode in _WITH_ALPHA or "transparency" in band.info:
        return _on_white(band)
    if band.mode in _KEPT:
        return band
    return band.convert("L" if band.mode == "1" else "RGB")


def _on_white(band: Image.Image) -> Image.Image:
    band = band.convert("RGBA")
    white = Image.new("RGB", band.size, "white")
    white.paste(band, mask=band.getchannel("A"))
    return white


def _levels(image: Image.Image) -> Levels | None:
    """The values that are black and white in a picture of more than 8 bits; None for one of 8."""
    if image.mode.startswith("I;16"):
        return 0, 65535
    if image.mode not in {"I", "F"}:
        return None
    low, high = _extrema(image)
    usual = (1,) if image.mode == "F" else (255, 65535)
    white = next((white for white in usual if low >= 0 and high <= white), None)
    return (low, high) if white is None else (0, white)


def _extrema(image: Image.Image) -> Levels:
    values = np.asarray(image)
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)


def _to_8_bits(band: Image.Image, levels: Levels) -> Image.Image:
    low, high = levels
    values = (np.asarray(band, dtype=np.float32) - low) * (255 / max(high - low, 1e-12))
    return Image.fromarray(np.nan_to_num(values).clip(0, 255).round().astype(np.uint8))


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return converted or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile, or one for another kind of picture: slightly wrong colours do no harm
    return image.convert("RGB")


def _fitted(size: tuple[int, int], longest: int) -> tuple[int, int]:
    scale = longest / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
