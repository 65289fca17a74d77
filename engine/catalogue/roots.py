"""The folders that the user asked to have scanned, and what lies in them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine import names
from engine.catalogue.rows import HOLDS_PHOTO, ids, span_below, to_bytes
from engine.types import Changes, PhotoId, Subfolder


@dataclass(frozen=True, slots=True)
class Root:
    path: Path
    photos: int  # shown ones, in it and below
    watched: bool = True
    folders: bool = False  # others with photos lie in it


def roots(connection: sqlite3.Connection) -> list[Root]:
    """In the order in which they were added."""
    found = connection.execute("SELECT path, watched FROM root ORDER BY id").fetchall()
    paths = [(Path(os.fsdecode(path)), bool(watched)) for path, watched in found]
    return [
        Root(path, count_photos(connection, path), watched, _has_folders(connection, path))
        for path, watched in paths
    ]


def paths(connection: sqlite3.Connection) -> list[Path]:
    """The roots' paths, without counting what lies in them."""
    return [Path(os.fsdecode(path)) for (path,) in connection.execute("SELECT path FROM root ORDER BY id")]


def count_photos(connection: sqlite3.Connection, folder: Path) -> int:
    """How many photos lie in and below `folder`, whether it is a root or not."""
    query = f"""
        SELECT count(DISTINCT photo_id) FROM folder JOIN file ON file.folder_id = folder.id
        WHERE (folder.path = ? OR (folder.path >= ? AND folder.path < ?))
          AND {HOLDS_PHOTO}"""  # noqa: S608
    top = to_bytes(folder)
    number: int = connection.execute(query, (top, *span_below(top))).fetchone()[0]
    return number


def count_photos_right_in(connection: sqlite3.Connection, folders: Iterable[int]) -> int:
    """How many photos lie in the folders of these ids, not counting what lies below them; all are read at once."""
    query = f"""
        SELECT count(DISTINCT photo_id) FROM file
        WHERE folder_id IN (SELECT value FROM json_each(?))
          AND {HOLDS_PHOTO}"""  # noqa: S608
    number: int = connection.execute(query, (ids(folders),)).fetchone()[0]
    return number


def has_photos(connection: sqlite3.Connection, folder: Path) -> bool:
    """Whether any photo lies in or below `folder`; takes no longer for a million of them."""
    query = f"""
        SELECT 1 FROM folder JOIN file ON file.folder_id = folder.id
        WHERE (folder.path = ? OR (folder.path >= ? AND folder.path < ?))
          AND {HOLDS_PHOTO} LIMIT 1"""  # noqa: S608
    top = to_bytes(folder)
    return connection.execute(query, (top, *span_below(top))).fetchone() is not None


def subfolders(connection: sqlite3.Connection, folder: Path) -> list[Subfolder]:
    """Those right in `folder` with photos in them or further below, by name. A second for a million photos."""
    query = f"""
        SELECT CASE deeper WHEN 0 THEN rest ELSE substr(rest, 1, deeper - 1) END AS part,
               count(DISTINCT photo_id), max(deeper) > 0
        FROM (SELECT id AS folder_id, substr(path, ?) AS rest, instr(substr(path, ?), ?) AS deeper
              FROM folder WHERE path >= ? AND path < ? AND shown = 1)
        JOIN file USING (folder_id)
        WHERE {HOLDS_PHOTO} GROUP BY part"""  # noqa: S608
    low, high = span_below(to_bytes(folder))
    start, separator = len(low) + 1, os.fsencode(os.sep)
    found = [
        Subfolder(folder / os.fsdecode(name), photos, bool(deeper))
        for name, photos, deeper in connection.execute(query, (start, start, separator, low, high))
    ]
    return sorted(found, key=lambda inner: (names.key(inner.path.name), inner.path))


def _has_folders(connection: sqlite3.Connection, folder: Path) -> bool:
    query = f"""
        SELECT 1 FROM folder JOIN file ON file.folder_id = folder.id
        WHERE folder.path >= ? AND folder.path < ? AND folder.shown = 1
          AND {HOLDS_PHOTO} LIMIT 1"""  # noqa: S608
    return connection.execute(query, span_below(to_bytes(folder))).fetchone() is not None


def add_root(connection: sqlite3.Connection, path: Path) -> Changes:
    """Show what is known of the folder `path` (absolute) and everything below. Twice is no more than once."""
    connection.execute("INSERT INTO root (path) VALUES (?) ON CONFLICT DO NOTHING", (to_bytes(path),))
    return _refresh_folders(connection, to_bytes(path))


def add_folder(connection: sqlite3.Connection, path: Path) -> Changes:
    """Show the folder `path`: a root of its own, unless it lies in one that is there."""
    return Changes() if is_in_a_root(connection, to_bytes(path)) else add_root(connection, path)


def set_watched(connection: sqlite3.Connection, path: Path, watched: bool) -> None:
    connection.execute("UPDATE root SET watched = ? WHERE path = ?", (watched, to_bytes(path)))


def remove_root(connection: sqlite3.Connection, path: Path) -> Changes:
    """Stop showing the photos below `path` that lie in no other root. What is known of them is kept."""
    connection.execute("DELETE FROM root WHERE path = ?", (to_bytes(path),))
    return _refresh_folders(connection, to_bytes(path))


def is_in_a_root(connection: sqlite3.Connection, folder: bytes) -> bool:
    return any(_is_in(folder, root) for (root,) in connection.execute("SELECT path FROM root"))


def _is_in(folder: bytes, root: bytes) -> bool:
    return folder == root or folder.startswith(span_below(root)[0])


def _refresh_folders(connection: sqlite3.Connection, top: bytes) -> Changes:
    known = [path for (path,) in connection.execute("SELECT path FROM root")]
    folders = connection.execute(
        "SELECT id, path, shown FROM folder WHERE path = ? OR (path >= ? AND path < ?)",
        (top, *span_below(top)),
    ).fetchall()
    wanted = [
        (any(_is_in(path, root) for root in known), folder_id, shown) for folder_id, path, shown in folders
    ]
    changed = [(now, folder_id) for now, folder_id, shown in wanted if now != bool(shown)]
    connection.executemany("UPDATE folder SET shown = ? WHERE id = ?", changed)
    return Changes(photos=_photos_in(connection, [folder_id for _, folder_id in changed]))


def _photos_in(connection: sqlite3.Connection, folders: list[int]) -> frozenset[PhotoId]:
    query = "SELECT photo_id FROM file WHERE folder_id = ? AND photo_id IS NOT NULL"
    return frozenset(photo for folder in folders for (photo,) in connection.execute(query, (folder,)))
