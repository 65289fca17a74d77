"""The file that keeps the small pictures of photos and faces; what is there needs no Pillow to be shown."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from engine.errors import UserProblem

_log = logging.getLogger(__name__)

_VERSION = 1  # of the table; a file of another version is begun anew
_SCHEMA = """
CREATE TABLE IF NOT EXISTS thumbnails (
    key TEXT PRIMARY KEY,
    made INTEGER NOT NULL, -- seconds since 1970
    used INTEGER NOT NULL,
    size INTEGER NOT NULL,
    image BLOB NOT NULL
)
"""
# Else the pictures themselves, up to the whole file, would be read to know how many bytes they take.
_INDEX = "CREATE INDEX IF NOT EXISTS by_use ON thumbnails (used, key, size)"
_USED_ANEW = 24 * 3600  # seconds: noting every look would turn every read into a write
LIMIT = 2_000_000_000  # bytes
_KEPT_WHEN_FULL = 0.9  # making room in large steps is quicker than one by one


def large(key: str) -> str:
    """The key of the large thumbnail of the photo whose usual one lies under `key`."""
    return f"{key}-large"


class ThumbnailStore:
    """A file of small pictures by key; the least recently used go when it is full. Safe from any thread.

    It is only a cache: a damaged file is thrown away and begun anew, and what can't be kept (disk full,
    another process writing) is not an error.
    """

    def __init__(self, file: Path, limit: int = LIMIT) -> None:
        """Open or create `file`; `limit` bounds the bytes of the pictures in it. Raises `UserProblem`."""
        self._file = file
        self._limit = limit
        self._complained = False
        self._lock = threading.Lock()
        try:
            self._open_or_begin_anew()
        except (OSError, sqlite3.OperationalError) as error:
            raise UserProblem(f"The thumbnails can't be kept in {file}: {error}") from error

    def get(self, key: str) -> bytes | None:
        """The picture that was put under `key`, if it is still there."""
        with self._lock:
            return self._tried(self._get, key)

    def put(self, key: str, image: bytes) -> None:
        """Keep `image` under `key`, in place of what was there."""
        with self._lock:
            self._tried(self._put, key, image)

    def drop(self, *keys: str) -> None:
        """Forget the pictures under `keys`; those that aren't there don't matter."""
        with self._lock:
            self._tried(self._drop, *keys)

    @property
    def size(self) -> int:
        """The bytes of all pictures."""
        with self._lock:
            self._tried(self._count)
            return self._size

    @property
    def limit(self) -> int:
        return self._limit

    def set_limit(self, limit: int) -> None:
        """Bound the bytes of the pictures; what is too much goes at once."""
        with self._lock:
            self._limit = limit
            self._tried(self._count)
            if self._size > limit:
                self._tried(self._make_room)

    def clear(self) -> None:
        """Forget all pictures and give the disk its room back."""
        with self._lock:
            self._tried(self._clear)
            self._tried(self._shrink)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _tried(self, work: Callable[..., bytes | None], *values: str | bytes) -> bytes | None:
        try:
            with self._connection:
                return work(*values)
        except sqlite3.ProgrammingError:  # closed, as the program ends while a thumbnail is being made
            return None
        except sqlite3.OperationalError as error:  # disk full, locked by another process, the drive is away
            self._complain_once(error)
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)
        return None

    def _complain_once(self, error: sqlite3.OperationalError) -> None:
        """A full disk stays full: one line for each of ten thousand photos would hide all others."""
        if not self._complained:
            _log.warning("thumbnails are not kept: %s", error)
        self._complained = True

    def _get(self, key: str) -> bytes | None:
        row = self._connection.execute("SELECT image, used FROM thumbnails WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        image, used = row
        now = int(time.time())
        if abs(now - used) > _USED_ANEW:
            self._connection.execute("UPDATE thumbnails SET used = ? WHERE key = ?", (now, key))
        return bytes(image)

    def _put(self, key: str, image: bytes) -> None:
        self._count()
        self._drop(key)
        now = int(time.time())
        row = (key, now, now, len(image), image)
        self._connection.execute("INSERT INTO thumbnails VALUES (?, ?, ?, ?, ?)", row)
        self._size += len(image)
        if self._size > self._limit:
            self._make_room()

    def _drop(self, *keys: str) -> None:
        for key in keys:
            gone = self._connection.execute("DELETE FROM thumbnails WHERE key = ? RETURNING size", (key,))
            self._size -= sum(size for (size,) in gone.fetchall())

    def _clear(self) -> None:
        self._connection.execute("DELETE FROM thumbnails")
        self._size, self._counted = 0, True

    def _shrink(self) -> None:
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _count(self) -> None:
        """Once for each time that the file is opened, and not then: the window does not wait for it."""
        if not self._counted:
            self._connection.execute(_INDEX)
            (self._size,) = self._connection.execute(
                "SELECT coalesce(sum(size), 0) FROM thumbnails"
            ).fetchone()
            self._counted = True

    def _make_room(self) -> None:
        rows = self._connection.execute("SELECT key, size FROM thumbnails ORDER BY used, rowid").fetchall()
        self._size = sum(size for _, size in rows)
        for key, _ in rows:
            if self._size <= self._limit * _KEPT_WHEN_FULL:
                break
            self._drop(key)

    def _open_or_begin_anew(self) -> None:
        try:
            self._open()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            self._begin_anew(error)

    def _begin_anew(self, error: sqlite3.DatabaseError) -> None:
        _log.warning("the thumbnails' file is begun anew: %s", error)
        self._connection.close()
        for end in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + end).unlink(missing_ok=True)
        self._open()

    def _open(self) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
        self._file.chmod(0o600)  # pictures of people are nobody else's business
        self._connection = sqlite3.connect(self._file, timeout=5, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        if version not in {0, _VERSION}:
            raise sqlite3.DatabaseError(f"it is of version {version}")
        self._connection.execute(_SCHEMA)
        if version != _VERSION:
            self._connection.execute(f"PRAGMA user_version = {_VERSION}")
        self._size, self._counted = 0, False
