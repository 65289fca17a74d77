"""Scans that were begun, and neither finished nor stopped by the user: they go on after a restart."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from engine.catalogue.rows import span_below, to_bytes
from engine.types import Unfinished


def unfinished(connection: sqlite3.Connection) -> Unfinished:
    """The folders by name; paused if the user paused the scan of any of them."""
    rows = connection.execute("SELECT path, paused FROM unfinished ORDER BY path").fetchall()
    return Unfinished(tuple(Path(os.fsdecode(path)) for path, _ in rows), any(paused for _, paused in rows))


def note(connection: sqlite3.Connection, folders: Sequence[Path], *, paused: bool) -> None:
    """The scan of `folders` (absolute) has begun, or is to begin."""
    connection.executemany(
        "INSERT INTO unfinished (path, paused) VALUES (?, ?) ON CONFLICT DO UPDATE SET paused = excluded.paused",
        [(to_bytes(folder), paused) for folder in folders],
    )


def set_paused(connection: sqlite3.Connection, folders: Sequence[Path], paused: bool) -> None:
    """The user paused the scan of `folders`, or let it go on; one that has come to its end is left alone."""
    connection.executemany(
        "UPDATE unfinished SET paused = ? WHERE path = ?", [(paused, to_bytes(folder)) for folder in folders]
    )


def end(connection: sqlite3.Connection, folders: Sequence[Path]) -> None:
    """`folders` are finished, or the user stopped their scan; so is whatever lies below them."""
    tops = [to_bytes(folder) for folder in folders]
    connection.executemany(
        "DELETE FROM unfinished WHERE path = ? OR (path >= ? AND path < ?)",
        [(top, *span_below(top)) for top in tops],
    )
