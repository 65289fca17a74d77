"""One scan or grouping at a time in a library, whichever process it runs in."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from engine.errors import LibraryBusy, UserProblem


@contextlib.contextmanager
def library_lock(directory: Path, work: str) -> Iterator[None]:
    """Hold the library for `work` ("scanning"); raises `LibraryBusy`, saying who holds it, if another does.

    The system frees the lock when its holder dies, however it dies. Raises `UserProblem` where no file can be
    locked.
    """
    lock = FileLock(directory / "lock")
    holder = directory / "lock-holder.json"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise LibraryBusy(_who_holds(holder)) from None
    except (OSError, NotImplementedError) as error:
        why = getattr(error, "strerror", None) or error
        raise UserProblem(f"The library in {directory} can't be locked: {why}.") from error
    try:
        # Who holds it is only told for comfort: a full disk must not keep anybody from making room.
        with contextlib.suppress(OSError):
            holder.write_text(json.dumps({"pid": os.getpid(), "work": work}), encoding="utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _who_holds(holder: Path) -> str:
    try:
        said = json.loads(holder.read_text(encoding="utf-8"))
        who = f"Kith is already {said['work']} in this library, in process {said['pid']}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "Another copy of Kith is working in this library"
    return f"{who}; wait until it has finished, or stop it there."
