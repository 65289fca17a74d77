"""Copies of the catalogue for bad days: one a day, of everything but what a scan can find again."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import logging
import os
import sqlite3
import threading
import time
from contextlib import closing
from functools import partial
from pathlib import Path

from engine.catalogue.anew import copy_rows, filling
from engine.catalogue.connection import COPIES, Catalogue
from engine.errors import UserProblem
from engine.paths import make_private

log = logging.getLogger(__name__)

_KEPT = 3
_A_DAY = 24 * 3600.0
_FOUND_AGAIN = ("embedding", "scene", "guess", "recording", "fingerprint")  # by the next scan and grouping


def copies(directory: Path) -> list[Path]:
    """The copies in the library `directory`, the newest first."""
    return sorted((directory / COPIES).glob("catalogue-*.sqlite"), reverse=True)


def keep_copy_if_due(catalogue: Catalogue, largest: float = float("inf")) -> bool:
    """Keep a copy if something was said since the last one, and none was made today; whether that was done.

    A catalogue of more than `largest` bytes waits for a better moment. A copy that can't be kept is no error: the
    catalogue is there.
    """
    try:
        if catalogue.file.stat().st_size > largest or not catalogue.query(partial(_is_due, catalogue.file)):
            return False
        keep_copy(catalogue.file)
    except (OSError, sqlite3.Error, UserProblem) as error:
        log.warning("The daily copy of %s can't be kept: %s", catalogue.file, error)
        return False
    return True


def _is_due(file: Path, connection: sqlite3.Connection) -> bool:
    newest = next(iter(copies(file.parent)), None)
    if newest == _todays(file.parent):
        return False
    said = _what_was_said(connection)
    if newest is None:
        return said[0] is not None
    try:
        with closing(sqlite3.connect(f"{newest.as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            return said != _what_was_said(copy)
    except sqlite3.Error:  # it is damaged
        return True


def _what_was_said(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Another for every command, and for every one that was undone or redone."""
    query = "SELECT max(at), count(*), total(undone), total(undone * id) FROM journal"
    row: tuple[object, ...] = connection.execute(query).fetchone()
    return row


def keep_copy(catalogue: Path) -> Path:
    """Copy the catalogue, which may be in use, in place of today's copy; the three newest are kept.

    Raises `OSError` and sqlite3.Error, a damaged catalogue among them; the older copies are then left alone.
    Cost: for 100,000 photos with 300,000 faces about two seconds and 100 MB.
    """
    target = _todays(make_private(catalogue.parent / COPIES).parent)
    # A window and a scan, in one process or in two, may want their copy at the same time.
    unfinished = target.with_name(f"{target.stem}-{os.getpid()}-{threading.get_ident()}.part")
    with filling(unfinished) as connection:
        copy_rows(connection, catalogue, _FOUND_AGAIN)
    unfinished.replace(target)
    for old in (*copies(catalogue.parent)[_KEPT:], *_left_unfinished(target.parent)):
        old.unlink(missing_ok=True)
    return target


def save_copy(catalogue: Path, folder: Path) -> Path:
    """A whole copy of the catalogue, which may be in use, in `folder`; nothing there is overwritten.

    Unlike the daily ones it holds what a scan would find again, so that nobody waits for one. Raises `UserProblem`.
    """
    target = _free(folder / f"kith-catalogue-{datetime.date.today().isoformat()}.sqlite")
    unfinished = target.with_name(f"{target.stem}-{os.getpid()}.part")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(f"{catalogue.as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(unfinished),))
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        unfinished.rename(target)
    except (OSError, sqlite3.Error) as error:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise UserProblem(
            f"The copy can't be made in {folder}: {getattr(error, 'strerror', None) or error}."
        ) from error
    return target


def _free(target: Path) -> Path:
    """`target`, or with a number behind its name if there is such a file."""
    numbered = (target.with_stem(f"{target.stem}-{number}") for number in itertools.count(2))
    return next(path for path in itertools.chain([target], numbered) if not path.exists())


def newest_good(directory: Path) -> Path | None:
    """The newest copy that is whole."""
    return next((copy for copy in copies(directory) if _is_good(copy)), None)


def day_of(copy: Path) -> str:
    return copy.stem.removeprefix("catalogue-")


def _is_good(copy: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            connection.execute("SELECT count(*) FROM person")
    except sqlite3.Error:
        return False
    return bool(said == "ok")


def _left_unfinished(folder: Path) -> list[Path]:
    """What programs that were killed left behind."""
    found = []
    for path in folder.glob("*.part*"):
        with contextlib.suppress(FileNotFoundError):  # another's, who has just finished it
            if time.time() - path.stat().st_mtime > _A_DAY:
                found.append(path)
    return found


def _todays(directory: Path) -> Path:
    return directory / COPIES / f"catalogue-{datetime.date.today().isoformat()}.sqlite"
