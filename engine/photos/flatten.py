"""From a loaded picture of any mode to a small one in RGB, without a second full-size copy."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageCms

_BAND_PIXELS = 4_000_000  # worked on at a time: a few MB instead of a second whole picture
_KEPT = {"L", "RGB", "CMYK"}  # can be shrunk as they are
_WITH_ALPHA = {"RGBA", "RGBa", "LA", "La", "PA"}
_REDUCING_GAP = 2  # averaging down to twice the wanted size, then a good filter: as good as the filter alone

Levels = tuple[float, float]


def flatten(image: Image.Image, longest: int) -> Image.Image:
    """`image` (loaded here if it isn't) as 8-bit sRGB on white, its longer side at most `longest` pixels."""
    image.load()
    small = _reduce(image, max(1, max(image.size) // (longest * _REDUCING_GAP)))
    small.thumbnail((longest, longest), Image.Resampling.BICUBIC, reducing_gap=None)
    return _to_srgb(small, image.info.get("icc_profile"))


def _reduce(image: Image.Image, factor: int) -> Image.Image:
    levels = _levels(image)
    small: Image.Image | None = None
    for top, band in _bands(image, factor):
        part = _plain(band, levels)
        part = part.reduce(factor) if factor > 1 else part
        small = small or Image.new(part.mode, (part.width, math.ceil(image.height / factor)))
        small.paste(part, (0, top // factor))
    if small is None:
        raise ValueError("a picture without pixels")
    return small


def _bands(image: Image.Image, factor: int = 1) -> Iterator[tuple[int, Image.Image]]:
    """One band after the other, with its top; their heights are multiples of `factor`, but for the last."""
    rows = max(1, _BAND_PIXELS // (image.width * factor)) * factor
    for top in range(0, image.height, rows):
        yield top, image.crop((0, top, image.width, min(top + rows, image.height)))


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
    low, high = math.inf, -math.inf
    for _, band in _bands(image):
        values = np.asarray(band, dtype=np.float32)
        finite = np.isfinite(values)
        low = min(low, float(values.min(where=finite, initial=math.inf)))
        high = max(high, float(values.max(where=finite, initial=-math.inf)))
    return (low, high) if low <= high else (0, 1)


def _to_8_bits(band: Image.Image, levels: Levels) -> Image.Image:
    low, high = levels
    values = (np.asarray(band, dtype=np.float32) - low) * (255 / max(high - low, 1e-12))
    return Image.fromarray(np.nan_to_num(values).clip(0, 255).round().astype(np.uint8))


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in {"RGB", "CMYK"}:
        # A broken profile, or one for another kind of picture: slightly wrong colours do no harm.
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            return _through_profile(image, profile)
    return image.convert("RGB")


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if image.mode == "RGB" and "sRGB" in (source.profile.profile_description or ""):
        return image  # as in most photos, and working out that nothing changes takes longer than the resizing
    turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    return turned or image.convert("RGB")
