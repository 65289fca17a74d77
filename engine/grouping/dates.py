"""When photos were taken and people were born, as a grouping is to know it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]

_YEAR = 365.2425 * 24 * 3600  # seconds


def years_taken(reader: sqlite3.Connection, photos: Ids) -> NDArray[np.float64]:
    """When each of `photos` (n,) was taken by its camera's clock, float64 (n,), years; NaN where that is unknown."""
    rows = reader.execute("SELECT id, taken FROM photo WHERE taken IS NOT NULL ORDER BY id").fetchall()
    if not rows:
        return np.full(len(photos), np.nan)
    dated, taken = (np.array(column) for column in zip(*rows, strict=True))
    place = np.minimum(np.searchsorted(dated, photos), len(dated) - 1)
    return np.where(dated[place] == photos, 1970 + taken[place] / _YEAR, np.nan)


def births(reader: sqlite3.Connection) -> dict[int, float]:
    """When people were born, in years, of those of whom the user said it; of a mere year its beginning."""
    rows = reader.execute("SELECT id, born FROM person WHERE born IS NOT NULL")
    return {person: _year(born) for person, born in rows}


def _year(born: str) -> float:
    """`born` is a year or an ISO date."""
    day = date.fromisoformat(born) if "-" in born else date(int(born), 1, 1)
    return 1970 + datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() / _YEAR
