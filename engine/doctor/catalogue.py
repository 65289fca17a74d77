"""The catalogue: whether its file is whole and keeps its own rules; mending it, or getting out what can be read."""

from __future__ import annotations

import mmap
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import Enum, auto
from pathlib import Path

from engine.catalogue import copies, upkeep, vectors_check
from engine.catalogue.anew import copy_rows, filling
from engine.catalogue.connection import COPIES, Catalogue
from engine.catalogue.migrate import (
    APPLICATION_ID,
    check_ours,
    copy_catalogue,
    newest_version,
    schema_version,
)
from engine.catalogue.problems import in_plain_words
from engine.catalogue.salvage import salvage
from engine.catalogue.schema import differences, restore
from engine.doctor.sole_use import must_be_unused
from engine.errors import LibraryBusy, UserProblem
from engine.types import Finding
from engine.vision.registry import every_model

_NAME = "catalogue.sqlite"
_NO_COPY = f" There is no copy of it in “{COPIES}”: put a backup in its place, or delete it to begin anew."


class State(Enum):
    """What a catalogue can be."""

    SOUND = auto()  # a file that is whole; its rows may still break rules
    DAMAGED = auto()
    LOST = auto()  # gone, or without a byte, beside a copy or the rest of a library
    OLD = auto()  # of an older schema
    NOT_OURS = auto()  # another program's, or a newer Kith's


_COUNTS = (
    "SELECT count(*) FROM person WHERE name IS NOT NULL",
    "SELECT count(*) FROM said",
    "SELECT count(*) FROM photo",
)
MENDABLE = (State.SOUND, State.DAMAGED, State.LOST)


def is_a_library(directory: Path) -> bool:
    return (directory / _NAME).is_file() or bool(copies.copies(directory))


def examine(directory: Path) -> tuple[State, list[Finding]]:
    """What the catalogue is, and what is wrong with it. Writes nothing. Raises `UserProblem` if it is locked."""
    file = directory / _NAME
    if not file.is_file() or not file.stat().st_size:
        return State.LOST, [_finding("The catalogue is gone or empty." + _what_copy(directory))]
    try:
        with in_plain_words(file), looking(file) as connection:
            check_ours(connection, file, newest_version())
            if schema_version(connection) < newest_version() and differences(connection):
                text = "It is of an older version of Kith, and is brought to this one when it is next opened."
                return State.OLD, [Finding("catalogue", text, harmless=True)]
            if schema_version(connection) < newest_version():  # it says so, but is not
                return State.DAMAGED, [_finding("The first page of the catalogue's file is damaged.")]
            return _examine(connection)
    except UserProblem as problem:
        cause = problem.__cause__
        if isinstance(cause, sqlite3.DatabaseError) and not isinstance(cause, sqlite3.OperationalError):
            return State.DAMAGED, [_finding(f"The catalogue's file is damaged ({cause}).")]
        if cause is not None:
            raise
        # It says of itself that it is not ours: unless these bytes are what was damaged.
        if _holds_ours(file) and not _is_newer(file):
            return State.DAMAGED, [_finding("The first page of the catalogue's file is damaged.")]
        return State.NOT_OURS, [Finding("catalogue", str(problem), mendable=False)]
    except (sqlite3.DatabaseError, UnicodeError) as error:  # broken in a way that SQLite has no code for
        return State.DAMAGED, [_finding(f"The catalogue's file is damaged ({error}).")]


def _examine(connection: sqlite3.Connection) -> tuple[State, list[Finding]]:
    torn = [row[0] for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
    wrong = differences(connection)
    if torn or any(kind == "table" for kind, _ in wrong):
        what = torn[0].splitlines()[-1] if torn else "a table is not as it should be"
        return State.DAMAGED, [_finding(f"The catalogue's file is damaged ({what}).")]
    found = [
        _finding(f"The {kind} {name} is missing or not as it should be.") for kind, name in sorted(wrong)
    ]
    if not found:
        found += [_finding(f"{rule.says.format(number)}.") for rule, number in upkeep.breaches(connection)]
        keys = sum(len(upkeep.wrong_name_keys(connection, table)) for table in upkeep.NAMED)
        found += [_finding(f"{keys} names can't be found by what is typed.")] if keys else []
        for stored, whose in ((vectors_check.OF_FACES, "faces"), (vectors_check.OF_SCENES, "whole photos")):
            bad = len(vectors_check.bad_vectors(connection, stored, _dimensions()))
            found += [_finding(f"{bad} vectors of {whose} are damaged.")] if bad else []
    return State.SOUND, found


def mend(directory: Path, state: State, *, opened: bool) -> list[str]:
    """Mend a catalogue that something is wrong with; what was done. Raises `UserProblem` and `OSError`."""
    file = directory / _NAME
    if opened and state is not State.SOUND:
        raise UserProblem("The catalogue itself is damaged: close Kith and run “main.py doctor --repair”.")
    with in_plain_words(file):
        if state is State.SOUND:
            return _mend_rows(file)
        if state is State.DAMAGED:
            must_be_unused(file)
            return _exchange(directory, file)
        return _from_copy(directory, file)


def _mend_rows(file: Path) -> list[str]:
    before = _stamped(file, "before-repair")
    copy_catalogue(file, before)
    with Catalogue(file) as opened:
        opened.write(restore)
        opened.write(upkeep.mend)
        dropped = opened.write(lambda writer: vectors_check.drop_bad_vectors(writer, _dimensions()))
    done = [f"The catalogue's rows were put right; as it was before it is kept in {before}."]
    if dropped:
        done.append(
            f"{dropped} damaged vectors were dropped: scan your folders again to have them made anew."
        )
    return done


def _dimensions() -> dict[str, int]:
    return {spec.id: spec.dimensions for spec in every_model().values()}


def _exchange(directory: Path, file: Path) -> list[str]:
    """Put what can be read into a new file in the place of the damaged one, which is kept."""
    fresh = file.with_name(f"{_NAME}.part")
    before = _state_of(file)
    found = salvage(file, fresh, copies.newest_good(directory))
    if found is None:
        return _from_copy(directory, file)
    must_be_unused(file)
    if _state_of(file) != before:  # that took its time: what was said meanwhile must not be lost
        raise LibraryBusy("Kith was opened with this library meanwhile; close it, and repair once more.")
    damaged = _keep_aside(file)
    fresh.replace(file)
    done = [f"The damaged catalogue is kept in {damaged}; what can be read in it is in a new one."]
    with looking(file) as connection:
        counts = [connection.execute(query).fetchone()[0] for query in _COUNTS]
    done.append(
        "It holds {} people with names, {} faces that you spoke about, and {} photos.".format(*counts)
    )
    return done + found.told


def _from_copy(directory: Path, file: Path) -> list[str]:
    copy = copies.newest_good(directory)
    if copy is None:
        return []
    fresh = file.with_name(f"{_NAME}.part")
    with filling(fresh) as connection:
        copy_rows(connection, copy)
        upkeep.mend(connection)
    damaged = _keep_aside(file)
    kept = f" The unreadable one is kept in {damaged}." if damaged.is_file() else ""
    fresh.replace(file)
    return [
        f"The catalogue was taken from the copy of {copies.day_of(copy)}.{kept}",
        f"What you said after {copies.day_of(copy)} is lost; scan your folders again for the rest.",
    ]


def _keep_aside(file: Path) -> Path:
    """Keep the damaged file and its log under another name, and take the log away: it fits no other file."""
    target = _stamped(file, "damaged")
    for end in ("", "-wal"):
        if file.with_name(_NAME + end).is_file():
            _keep(file.with_name(_NAME + end), target.with_name(target.name + end))
    for end in ("-wal", "-shm"):
        file.with_name(_NAME + end).unlink(missing_ok=True)
    return target


def _keep(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # not every file system can
        shutil.copyfile(file, target)


def _state_of(file: Path) -> list[tuple[int, int]]:
    """Size and time of the catalogue's file and of its log."""
    there = [path for end in ("", "-wal") if (path := file.with_name(_NAME + end)).is_file()]
    return [(path.stat().st_size, path.stat().st_mtime_ns) for path in there]


def _stamped(file: Path, what: str) -> Path:
    """A name that no file has yet, nor a log."""
    first = file.with_name(f"{_NAME}.{what}-{time.strftime('%Y-%m-%d-%H%M%S')}")
    target, number = first, 1
    while any(target.parent.glob(f"{target.name}*")):
        number += 1
        target = first.with_name(f"{first.name}-{number}")
    return target


def _what_copy(directory: Path) -> str:
    copy = copies.newest_good(directory)
    return f" There is a copy of {copies.day_of(copy)}." if copy else _NO_COPY


def _holds_ours(file: Path) -> bool:
    """Whether the file holds tables as we make them, whatever its first page says."""
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return all(
            data.find(text) >= 0 for text in (b"CREATE TABLE said (", b"CREATE TABLE journal_change (")
        )


def _is_newer(file: Path) -> bool:
    """By its version and not by chance: a damaged one is far from any that there will be."""
    with looking(file) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = schema_version(connection)
    return application == APPLICATION_ID and newest_version() < version < 1000


@contextmanager
def looking(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that writes nothing, not even the files that SQLite keeps beside a database in use."""
    # With a log it is in use, or was when its program was killed; without, nobody writes to it.
    in_use = file.with_name(f"{file.name}-wal").is_file()
    options = "mode=ro" if in_use else "mode=ro&immutable=1"
    with closing(sqlite3.connect(f"{file.as_uri()}?{options}", uri=True, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        yield connection
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def _finding(text: str) -> Finding:
    return Finding("catalogue", text[0].upper() + text[1:])
