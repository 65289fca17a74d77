"""One fingerprint for all files of a folder, so that what is as it was is known without reading a row for each.

The database itself drops a folder's fingerprint whenever a row of its files changes.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from engine.catalogue.rows import span_below, to_bytes


def fingerprints(connection: sqlite3.Connection, top: Path) -> dict[str, bytes]:
    """Those that are known in and below `top`, by the folder's path."""
    query = """
        SELECT path, digest FROM fingerprint JOIN folder ON folder.id = folder_id
        WHERE path = ? OR (path >= ? AND path < ?) ORDER BY path"""
    where = to_bytes(top)
    return {
        os.fsdecode(path): digest for path, digest in connection.execute(query, (where, *span_below(where)))
    }


def folders_without(connection: sqlite3.Connection, top: Path) -> list[Path]:
    """The known folders in and below `top` that have no fingerprint."""
    query = """
        SELECT path FROM folder WHERE (path = ? OR (path >= ? AND path < ?))
          AND id NOT IN (SELECT folder_id FROM fingerprint)"""
    where = to_bytes(top)
    return [Path(os.fsdecode(path)) for (path,) in connection.execute(query, (where, *span_below(where)))]


def set_fingerprint(connection: sqlite3.Connection, folder: Path, digest: bytes) -> None:
    connection.execute(
        """INSERT INTO fingerprint (folder_id, digest) SELECT id, ? FROM folder WHERE path = ?
        ON CONFLICT DO UPDATE SET digest = excluded.digest""",
        (digest, to_bytes(folder)),
    )
