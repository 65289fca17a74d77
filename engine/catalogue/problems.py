"""SQLite's errors in the user's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import LibraryBusy, UserProblem

MEND_IT = "close the window and run “main.py doctor --repair”"

_WORDS = {
    sqlite3.SQLITE_FULL: "The disk that holds the library {file} is full; make some room and try again.",
    sqlite3.SQLITE_READONLY: "The library {file} cannot be written to; check that its folder is writable.",
    sqlite3.SQLITE_PERM: "You have no permission to open the library {file}.",
    sqlite3.SQLITE_AUTH: "You have no permission to open the library {file}.",
    sqlite3.SQLITE_CANTOPEN: "The library {file} cannot be opened; check that its folder is yours and writable.",
    sqlite3.SQLITE_IOERR: "The disk that holds the library {file} could not be read or written; perhaps it is full.",
    sqlite3.SQLITE_CORRUPT: f"The library {{file}} is damaged; {MEND_IT}.",
    sqlite3.SQLITE_NOTADB: f"{{file}} is no library of Kith, or is damaged; {MEND_IT}.",
}
_BUSY = "Another program is writing to the library {file}; try again when it has finished."


def user_problem(error: sqlite3.Error, file: Path) -> UserProblem | None:
    """What to tell the user about `error` in the catalogue `file`; None if it is a bug of ours."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the other bits are details
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusy(_BUSY.format(file=file))
    words = _WORDS.get(primary)
    return UserProblem(words.format(file=file)) if words else None


@contextmanager
def in_plain_words(file: Path) -> Iterator[None]:
    """Raise a `UserProblem` in place of an SQLite error that a user can understand."""
    try:
        yield
    except sqlite3.Error as error:
        problem = user_problem(error, file)
        if problem is None:
            raise
        raise problem from error
