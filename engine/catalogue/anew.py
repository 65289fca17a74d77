"""Filling a new catalogue with the rows of an old one, without its triggers acting on every row."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from engine.catalogue.migrate import migrate
from engine.catalogue.upkeep import derive


@contextmanager
def filling(file: Path) -> Iterator[sqlite3.Connection]:
    """A new catalogue of the present schema in `file`, which only its owner may read, for the block to fill.

    References are not looked at until the end, and derived columns are worked out then. Raises
    sqlite3.IntegrityError if a row refers to nothing; whatever is raised, no `file` is left behind.
    """
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    try:
        with closing(sqlite3.connect(file.as_uri(), uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")  # until it is whole it is nobody's catalogue
            migrate(connection, file)
            connection.execute("PRAGMA foreign_keys = OFF")
            triggers = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute("BEGIN")
            yield connection
            derive(connection)
            for _, sql in triggers:
                connection.execute(sql)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise sqlite3.IntegrityError("the new catalogue would hold rows that refer to nothing")
            connection.execute("COMMIT")
        with file.open("rb+") as written:
            os.fsync(written.fileno())
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def columns(connection: sqlite3.Connection, table: str, schema: str = "main") -> list[str]:
    """The names of a table's columns, in their order; none if there is no such table."""
    query = "SELECT name FROM pragma_table_info(?, ?) ORDER BY cid"
    return [name for (name,) in connection.execute(query, (table, schema))]


def tables(connection: sqlite3.Connection) -> list[str]:
    """Every table of a catalogue, those first that others refer to."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    found = [name for (name,) in connection.execute(query)]
    return sorted(found, key=lambda name: (name not in ("root", "folder", "photo", "person"), name))


def copy_rows(connection: sqlite3.Connection, source: Path, leave_out: tuple[str, ...] = ()) -> None:
    """Take over all rows of the catalogue `source`, which may be in use and of an older schema."""
    connection.execute("COMMIT")  # a file is attached outside of transactions only
    connection.execute("ATTACH ? AS old", (f"{source.as_uri()}?mode=ro",))
    connection.execute("BEGIN")
    for table in tables(connection):
        if table not in leave_out:
            both = [name for name in columns(connection, table, "old") if name in columns(connection, table)]
            names = ", ".join(both)
            if both:
                connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM old.{table}")
    connection.execute("COMMIT")
    connection.execute("DETACH old")
    connection.execute("BEGIN")
