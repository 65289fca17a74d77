"""Small help between Python's values and SQLite's."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

# Of a file: it is there, and holds a photo that could be read.
HOLDS_PHOTO = "photo_id IS NOT NULL AND missing = 0 AND problem IS NULL"

_PIECE = 100_000  # characters: some milliseconds' work


def ids(values: Iterable[int]) -> str:
    """The parameter of `IN (SELECT value FROM json_each(?))`; SQLite limits the number of question marks."""
    return json.dumps([int(value) for value in values])


def ids_of(connection: sqlite3.Connection, query: str, values: Sequence[object]) -> list[Any]:
    """What `query` selects, a column of ids, in its order: for a million of them.

    Fetching a row gives up Python's lock and takes it again, and each time whatever else runs may keep it for
    5 ms. So SQLite puts the ids into one text.
    """
    joined = connection.execute(f"SELECT group_concat(id) FROM ({query})", values).fetchone()[0]  # noqa: S608
    found: list[int] = []
    for piece in number_texts(joined):
        found.extend(map(int, piece))
    return found


def number_texts(joined: str | None) -> Iterator[list[str]]:
    """A text of numbers with commas between, taken apart in pieces that never hold up the window."""
    start, end = 0, len(joined or "")
    while joined and start < end:
        stop = joined.find(",", start + _PIECE)
        stop = end if stop < 0 else stop
        yield joined[start:stop].split(",")
        start = stop + 1


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
