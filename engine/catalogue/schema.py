"""Whether a catalogue has the tables, views, indexes and triggers that the migrations make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from engine.catalogue.migrate import migrate

_QUERY = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"


def differences(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """`(type, name)` of what is missing, too much or otherwise in a catalogue of the present schema."""
    return {row[:2] for row in _schema(connection) ^ _wanted()}


def restore(connection: sqlite3.Connection) -> None:
    """Make views, indexes and triggers anew where they differ. Tables are left as they are."""
    wanted = _wanted()
    for kind, name, _ in _schema(connection) - wanted:
        if kind != "table":
            connection.execute(f'DROP {kind} "{name}"')
    for kind, _, sql in sorted(wanted - _schema(connection), reverse=True):  # views before triggers
        if kind != "table":
            connection.execute(sql)


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    return set(connection.execute(_QUERY).fetchall())


def _wanted() -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, Path(":memory:"))
        return _schema(connection)
