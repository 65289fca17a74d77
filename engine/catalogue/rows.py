"""Small help between Python's values and SQLite's."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path


def ids(values: Iterable[int]) -> str:
    """The parameter of `IN (SELECT value FROM json_each(?))`; SQLite limits the number of question marks."""
    return json.dumps([int(value) for value in values])


def to_bytes(path: Path | str) -> bytes:
    """A path or a file's name as it is stored: the system's own bytes."""
    return os.fsencode(path)


def to_path(folder: bytes, name: bytes) -> Path:
    return Path(os.fsdecode(folder), os.fsdecode(name))


def span_below(folder: bytes) -> tuple[bytes, bytes]:
    """`(low, high)` such that exactly the paths below `folder` are `low <= path < high`."""
    separator = os.fsencode(os.sep)
    low = folder if folder.endswith(separator) else folder + separator
    return low, low[:-1] + bytes([low[-1] + 1])
