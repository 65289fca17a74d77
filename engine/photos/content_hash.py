"""The hash that tells a moved or copied photo from a new one."""

from __future__ import annotations

from pathlib import Path

import xxhash

from engine.photos.reading import open_file

_BLOCK = 1 << 20


def content_hash(path: Path) -> bytes:
    """The 16 bytes of XXH3-128 over the whole file; raises `UnreadablePhoto`."""
    digest = xxhash.xxh3_128()
    with open_file(path) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.digest()


def content_hash_of(data: bytes) -> bytes:
    """The same of a file's content that lies in memory."""
    return xxhash.xxh3_128(data).digest()
