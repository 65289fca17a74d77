"""Brings a catalogue to the present schema: one SQL file for each version, each in its own transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UserProblem

APPLICATION_ID = 0x4B697468  # “Kith”, as the first migration writes it
_SHIPPED = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class Migration:
    """The SQL that takes a catalogue from `version - 1` to `version`."""

    version: int
    name: str
    sql: str


def load(directory: Path = _SHIPPED) -> list[Migration]:
    """The migrations in `directory`, oldest first, from files called `0001_some_name.sql`.

    Raises ValueError if a version is missing or there twice.
    """
    found = []
    for file in sorted(directory.glob("*.sql")):
        number, _, name = file.stem.partition("_")
        found.append(Migration(int(number), name, file.read_text(encoding="utf-8")))
    if [migration.version for migration in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"the migrations in {directory} are not numbered 1, 2, 3 ...")
    return found


def migrate(
    connection: sqlite3.Connection, file: Path, migrations: Sequence[Migration] | None = None
) -> None:
    """Bring the catalogue `file`, open as `connection` in autocommit mode, to the last of `migrations`.

    An existing older catalogue is first copied to `catalogue.sqlite.before-N`, N being the version that it
    is brought to. A migration that fails leaves the version before it. If there is nothing to do, nothing is
    written.

    Raises `UserProblem` if the file was made by a newer program or by another one.
    """
    steps = load() if migrations is None else migrations
    newest = steps[-1].version
    before = schema_version(connection)
    check_ours(connection, file, newest)
    if before == newest:
        return
    if before > 0:
        copy_catalogue(file, file.with_name(f"{file.name}.before-{newest}"))
    connection.execute(
        "PRAGMA foreign_keys = OFF"
    )  # so that a table can be rebuilt; checked at the end instead
    try:
        for step in steps:
            _apply(connection, step)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def schema_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def newest_version() -> int:
    """The schema that this program writes."""
    return load()[-1].version


def check_ours(connection: sqlite3.Connection, file: Path, newest: int) -> None:
    """Raise `UserProblem` if the file was made by a newer program or by another one; only reads."""
    # One statement, hence one snapshot: another process may be making the schema just now.
    tables, application, version = connection.execute(
        """SELECT (SELECT count(*) FROM sqlite_master), (SELECT application_id FROM pragma_application_id),
                  (SELECT user_version FROM pragma_user_version)"""
    ).fetchone()
    if tables and application != APPLICATION_ID:
        raise UserProblem(f"{file} belongs to another program; choose another folder for the library.")
    if version > newest:
        raise UserProblem(f"The library {file} was made by a newer Kith; update this program to open it.")


def copy_catalogue(file: Path, target: Path) -> None:
    """Copy a catalogue that may be in use; `target` appears only when it is whole."""
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")  # another process may be at it too
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
    unfinished.replace(target)


def _apply(connection: sqlite3.Connection, step: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Looked at again under the lock: another process may have been quicker.
        if schema_version(connection) < step.version:
            for statement in _statements(step.sql):
                connection.execute(statement)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise sqlite3.IntegrityError(f"migration {step.version} leaves rows that refer to nothing")
            connection.execute(f"PRAGMA user_version = {step.version:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(sql: str) -> Iterator[str]:
    """The single statements of a script. `executescript` would do, but it commits what is open."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
