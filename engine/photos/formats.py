"""Which files people keep as photos, by name, and what a file is by its first bytes."""

from __future__ import annotations

RAW_SUFFIXES = frozenset(
    {
        ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".gpr", ".iiq", ".kdc", ".mef",
        ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".rwl", ".sr2", ".srf", ".srw",
        ".x3f",
    }
)  # fmt: skip
PHOTO_SUFFIXES = RAW_SUFFIXES | {
    ".avif", ".bmp", ".gif", ".heic", ".heif", ".hif", ".ico", ".jfif", ".jp2", ".jpe", ".jpeg", ".jpg",
    ".jxl", ".png", ".tif", ".tiff", ".webp",
}  # fmt: skip
SIDECAR_SUFFIXES = frozenset({".aae", ".thm", ".xmp"})
VIDEO_SUFFIXES = frozenset(
    {
        ".3gp", ".avi", ".flv", ".insv", ".lrv", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg",
        ".mts", ".webm", ".wmv",
    }
)  # fmt: skip

HEAD = 32  # bytes that are enough for every signature below

_ISO_BRANDS = {b"avif": "AVIF", b"avis": "AVIF", b"crx ": "RAW", b"jxl ": "JXL"}
_SIGNATURES = (
    (b"\xff\xd8", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"\x00\x00\x00\x0cjP  ", "JPEG2000"),
    (b"\xff\x4f\xff\x51", "JPEG2000"),
    (b"\xff\x0a", "JXL"),
    (b"\x00\x00\x00\x0cJXL ", "JXL"),
    (b"FUJIFILM", "RAW"),
    (b"IIU\x00", "RAW"),  # Panasonic
    (b"IIRO", "RAW"),  # Olympus
    (b"IIRS", "RAW"),
    (b"MMOR", "RAW"),
    (b"\x00MRM", "RAW"),  # Minolta
    (b"FOVb", "RAW"),  # Sigma
    (b"IIII", "RAW"),  # Phase One
    (b"MMMM", "RAW"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
)


def kind_of(head: bytes) -> str | None:
    """What a file is by its first `HEAD` bytes: a name of Pillow's formats, "RAW", "JXL", or None."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return _ISO_BRANDS.get(head[8:12], "HEIF")
    if head[6:14] == b"HEAPCCDR" or (head[:4] == b"II*\x00" and head[8:10] == b"CR"):
        return "RAW"  # Canon's CRW and CR2
    return next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
