"""Vectors that can't be what a network gave: of a wrong length, not finite, not of unit length."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

_BATCH = 4096
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Stored:
    """Where vectors lie: the table, whose they are, and what their numbers are."""

    table: str
    owner: str
    number: str


OF_FACES = Stored("embedding", "face_id", "<f4")
OF_SCENES = Stored("scene", "photo_id", "<f2")


def bad_vectors(
    connection: sqlite3.Connection, stored: Stored, dimensions: Mapping[str, int]
) -> list[tuple[int, str]]:
    """`(owner, model)` of each. Cost: reads every vector once.

    `dimensions` are those of the models that are known; vectors of another are to be of one length.
    """
    lengths: dict[str, Counter[int]] = {}
    for model, length, number in connection.execute(
        f"SELECT model, length(vector), count(*) FROM {stored.table} GROUP BY model, length(vector)"  # noqa: S608
    ):
        lengths.setdefault(model, Counter())[length] = number
    size = np.dtype(stored.number).itemsize
    right = {
        model: dimensions[model] * size if model in dimensions else counter.most_common(1)[0][0]
        for model, counter in lengths.items()
    }
    bad: list[tuple[int, str]] = []
    rows = connection.execute(f"SELECT {stored.owner}, model, vector FROM {stored.table}")  # noqa: S608
    while batch := rows.fetchmany(_BATCH):
        bad += [(owner, model) for owner, model, vector in batch if len(vector) != right[model]]
        for model, length in right.items():
            bad += _not_unit(
                [row for row in batch if row[1] == model and len(row[2]) == length], stored.number
            )
    return bad


def drop_bad_vectors(connection: sqlite3.Connection, dimensions: Mapping[str, int]) -> int:
    """Remove those of faces and of scenes, so that the next scan makes them anew; how many there were."""
    dropped = 0
    for stored in (OF_FACES, OF_SCENES):
        bad = bad_vectors(connection, stored, dimensions)
        delete = f"DELETE FROM {stored.table} WHERE {stored.owner} = ? AND model = ?"  # noqa: S608
        connection.executemany(delete, bad)
        dropped += len(bad)
    return dropped


def _not_unit(rows: list[tuple[int, str, bytes]], number: str) -> list[tuple[int, str]]:
    """Of rows of one model and length."""
    if not rows:
        return []
    size = np.dtype(number).itemsize
    whole = len(rows[0][2]) // size * size
    matrix = np.frombuffer(b"".join(row[2][:whole] for row in rows), number).reshape(len(rows), -1)
    with np.errstate(all="ignore"):
        squares = np.square(matrix, dtype=np.float64).sum(axis=1)
    good = np.isfinite(squares) & (np.abs(np.sqrt(np.abs(squares)) - 1) <= _SLACK)
    return [(owner, model) for (owner, model, _), fine in zip(rows, good.tolist(), strict=True) if not fine]
