"""Folders that lie on another device than the folder they lie in: a drive is mounted there, or linked to."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from engine.catalogue.rows import to_bytes


@dataclass(frozen=True, slots=True)
class Mount:
    path: Path
    linked: bool  # `path` is a link, which goes only when the user deletes it


def mounts(connection: sqlite3.Connection) -> list[Mount]:
    """All that a scan ever met, whether their drives are there now or not; outer ones first."""
    rows = connection.execute("SELECT path, linked FROM mounted ORDER BY path")
    return [Mount(Path(os.fsdecode(path)), bool(linked)) for path, linked in rows]


def add_mount(connection: sqlite3.Connection, mount: Mount) -> None:
    connection.execute(
        "INSERT INTO mounted (path, linked) VALUES (?, ?) ON CONFLICT DO UPDATE SET linked = excluded.linked",
        (to_bytes(mount.path), mount.linked),
    )


def forget_mount(connection: sqlite3.Connection, mount: Mount) -> None:
    """It is an ordinary folder now, and what is not in it was deleted."""
    connection.execute("DELETE FROM mounted WHERE path = ?", (to_bytes(mount.path),))
