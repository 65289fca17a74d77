"""The files on disk as the last walk saw them: what a scan compares with and writes down."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.catalogue.roots import is_in_a_root
from engine.catalogue.rows import span_below, to_bytes, to_path
from engine.types import Changes, PhotoId, Unreadable


@dataclass(frozen=True, slots=True)
class KnownFile:
    """One file as it was last seen. Same size and time as now: nothing to do, unless it was `missing`."""

    size: int
    mtime_ns: int
    photo_id: PhotoId | None  # what it holds, or with a problem: what it held before
    problem: str | None
    skipped: bool
    missing: bool


def files_in_folder(connection: sqlite3.Connection, folder: Path) -> dict[bytes, KnownFile]:
    """The known files right in `folder` (none of its subfolders'), by name; also those gone missing."""
    query = """
        SELECT name, size, mtime_ns, photo_id, problem, skipped, missing
        FROM file JOIN folder ON folder.id = file.folder_id WHERE folder.path = ?"""
    return {
        name: KnownFile(size, mtime_ns, photo_id, problem, bool(skipped), bool(missing))
        for name, size, mtime_ns, photo_id, problem, skipped, missing in connection.execute(
            query, (to_bytes(folder),)
        )
    }


def files_there(connection: sqlite3.Connection, folder: Path) -> set[tuple[bytes, int, int, str | None]]:
    """Name, size, time and problem of the files right in `folder` that are not missing.

    What most folders of a second scan are compared by: bare tuples, because it is told from 100,000 files a second.
    """
    query = """
        SELECT name, size, mtime_ns, problem FROM file
        WHERE folder_id = (SELECT id FROM folder WHERE path = ?) AND missing = 0"""
    return set(connection.execute(query, (to_bytes(folder),)))


def known_folders(connection: sqlite3.Connection, root: Path) -> list[Path]:
    """Every folder known in `root`, itself too: those that a walk no longer meets have vanished."""
    top = to_bytes(root)
    query = "SELECT path FROM folder WHERE path = ? OR (path >= ? AND path < ?) ORDER BY path"
    return [Path(os.fsdecode(path)) for (path,) in connection.execute(query, (top, *span_below(top)))]


def count_with_photos(connection: sqlite3.Connection, root: Path) -> int:
    """How many files in and below `root` are there and give a photo."""
    top = to_bytes(root)
    query = """
        SELECT count(*) FROM file JOIN folder ON folder.id = file.folder_id
        WHERE (folder.path = ? OR (folder.path >= ? AND folder.path < ?))
          AND photo_id IS NOT NULL AND problem IS NULL AND missing = 0"""
    number: int = connection.execute(query, (top, *span_below(top))).fetchone()[0]
    return number


def record_file(
    connection: sqlite3.Connection, path: Path, size: int, mtime_ns: int, photo_id: PhotoId
) -> PhotoId | None:
    """Write down that `path` is there, readable, and holds `photo_id`.

    Returns the photo that it held before if that was another one: then `carry.carry_over` is due.
    """
    folder, name = _folder_id(connection, path.parent), to_bytes(path.name)
    before = connection.execute(
        "SELECT photo_id FROM file WHERE folder_id = ? AND name = ?", (folder, name)
    ).fetchone()
    connection.execute(
        """INSERT INTO file (folder_id, name, size, mtime_ns, photo_id) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,
                                  photo_id = excluded.photo_id, problem = NULL, skipped = 0, missing = 0""",
        (folder, name, size, mtime_ns, photo_id),
    )
    return before[0] if before and before[0] != photo_id else None


def record_problem(
    connection: sqlite3.Connection, path: Path, size: int, mtime_ns: int, reason: str, skipped: bool = False
) -> None:
    """Write down that `path` is there but gives no photo; `skipped`: it is none, so nobody misses it.

    The photo that it held is remembered, for the day when it can be read again.
    """
    connection.execute(
        """INSERT INTO file (folder_id, name, size, mtime_ns, problem, skipped) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,
                                  problem = excluded.problem, skipped = excluded.skipped, missing = 0""",
        (_folder_id(connection, path.parent), to_bytes(path.name), size, mtime_ns, reason, skipped),
    )


def mark_missing(connection: sqlite3.Connection, folder: Path, names: Iterable[bytes]) -> Changes:
    """The files `names` of `folder` are gone; what was found in them is kept, not shown."""
    return _set_missing(connection, folder, names, missing=True)


def mark_present(connection: sqlite3.Connection, folder: Path, names: Iterable[bytes]) -> Changes:
    """The files `names` of `folder` were missing and are back, unchanged."""
    return _set_missing(connection, folder, names, missing=False)


def unreadable(connection: sqlite3.Connection, skipped: bool = False) -> list[Unreadable]:
    """Files in a root that gave no photo, by path; with `skipped` also those that are no photos at all."""
    query = """
        SELECT folder.path, name, problem, skipped FROM file JOIN folder ON folder.id = file.folder_id
        WHERE problem IS NOT NULL AND missing = 0 AND shown = 1 AND skipped <= ? ORDER BY folder.path, name"""
    return [
        Unreadable(to_path(folder, name), reason, bool(no_photo))
        for folder, name, reason, no_photo in connection.execute(query, (skipped,))
    ]


def with_problem(connection: sqlite3.Connection, reason: str) -> list[tuple[Path, int, int]]:
    """Path, size and time of the files in a root that give no photo for this very reason."""
    query = """
        SELECT folder.path, name, size, mtime_ns FROM file JOIN folder ON folder.id = file.folder_id
        WHERE problem = ? AND missing = 0 AND shown = 1 ORDER BY folder.path, name"""
    found = connection.execute(query, (reason,))
    return [(to_path(folder, name), size, mtime_ns) for folder, name, size, mtime_ns in found]


def _set_missing(
    connection: sqlite3.Connection, folder: Path, names: Iterable[bytes], *, missing: bool
) -> Changes:
    query = """
        UPDATE file SET missing = :missing
        WHERE folder_id = (SELECT id FROM folder WHERE path = :folder) AND name = :name AND missing <> :missing
        RETURNING photo_id"""
    about = {"folder": to_bytes(folder), "missing": missing}
    turned = [
        photo for name in names for (photo,) in connection.execute(query, {**about, "name": name}).fetchall()
    ]
    return Changes(photos=frozenset(PhotoId(photo) for photo in turned if photo is not None))


def _folder_id(connection: sqlite3.Connection, folder: Path) -> int:
    path = to_bytes(folder)
    known = connection.execute("SELECT id FROM folder WHERE path = ?", (path,)).fetchone()
    if known is None:
        known = connection.execute(
            "INSERT INTO folder (path, shown) VALUES (?, ?) RETURNING id",
            (path, is_in_a_root(connection, path)),
        ).fetchone()
    folder_id: int = known[0]
    return folder_id
