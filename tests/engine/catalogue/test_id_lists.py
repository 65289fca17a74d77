"""Long lists of ids are read in one step, in the order that was asked for."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

from engine.catalogue.rows import ids_of


def test_many_ids_come_in_their_order():
    ids = list(range(1, 60_001))
    random.Random(1).shuffle(ids)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, place INTEGER)")
        connection.executemany("INSERT INTO thing VALUES (?, ?)", [(each, n) for n, each in enumerate(ids)])
        query = "SELECT id FROM thing WHERE id > ? ORDER BY place LIMIT ?"
        assert ids_of(connection, query, (0, -1)) == ids
        assert ids_of(connection, query, (0, 7)) == ids[:7]
        assert ids_of(connection, query, (59_999, -1)) == [60_000]
        assert ids_of(connection, query, (60_000, -1)) == []
