"""Keeps the note of which scans are unfinished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.catalogue import unfinished
from engine.catalogue.connection import Catalogue
from engine.errors import Cancelled, UserProblem
from engine.progress import CancelToken


@dataclass(slots=True)
class Noted:
    """What a scan tells of itself."""

    begun: bool = False  # it could begin: a problem that comes now leaves it unfinished
    paused: bool = False  # it has stopped to go on another time


@contextmanager
def scan_noted(catalogue: Catalogue, folders: Sequence[Path], cancel: CancelToken) -> Iterator[Noted]:
    """Have the scan of `folders`, which is the `with`, noted as unfinished until it is finished or stopped.

    If the program ends meanwhile, in whatever way, the note is left.
    """
    catalogue.write(lambda writer: unfinished.note(writer, folders, paused=cancel.paused))
    noted = Noted()
    try:
        yield noted
    except (Cancelled, UserProblem) as reason:
        goes_on = cancel.is_put_off if isinstance(reason, Cancelled) else noted.begun
        if not goes_on:
            catalogue.write(lambda writer: unfinished.end(writer, folders))
        raise
    if noted.paused:
        catalogue.write(lambda writer: unfinished.set_paused(writer, folders, True))
    else:
        catalogue.write(lambda writer: unfinished.end(writer, folders))
