"""Vectors that can't be what a network gave: of another length than the rest, not finite, not of unit length."""

from __future__ import annotations

import sqlite3
from collections import Counter

import numpy as np

_BATCH = 4096
_SLACK = 0.01


def bad_vectors(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """`(face, model)` of each. Cost: reads every vector once."""
    lengths: dict[str, Counter[int]] = {}
    for model, length, number in connection.execute(
        "SELECT model, length(vector), count(*) FROM embedding GROUP BY model, length(vector)"
    ):
        lengths.setdefault(model, Counter())[length] = number
    usual = {model: counter.most_common(1)[0][0] for model, counter in lengths.items()}
    bad: list[tuple[int, str]] = []
    rows = connection.execute("SELECT face_id, model, vector FROM embedding")
    while batch := rows.fetchmany(_BATCH):
        bad += [(face, model) for face, model, vector in batch if len(vector) != usual[model]]
        for model, length in usual.items():
            bad += _not_unit([row for row in batch if row[1] == model and len(row[2]) == length])
    return bad


def drop_bad_vectors(connection: sqlite3.Connection) -> int:
    """Remove them, so that the next scan makes them anew; how many there were."""
    bad = bad_vectors(connection)
    connection.executemany("DELETE FROM embedding WHERE face_id = ? AND model = ?", bad)
    return len(bad)


def _not_unit(rows: list[tuple[int, str, bytes]]) -> list[tuple[int, str]]:
    """Of rows of one model and length."""
    if not rows:
        return []
    whole = len(rows[0][2]) // 4 * 4
    matrix = np.frombuffer(b"".join(row[2][:whole] for row in rows), "<f4").reshape(len(rows), -1)
    with np.errstate(all="ignore"):
        squares = np.einsum("ij,ij->i", matrix.astype(np.float64), matrix)
    good = np.isfinite(squares) & (np.abs(np.sqrt(np.abs(squares)) - 1) <= _SLACK)
    return [(face, model) for (face, model, _), fine in zip(rows, good.tolist(), strict=True) if not fine]
