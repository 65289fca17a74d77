"""Vectors as the catalogue keeps them, and as rows of a matrix."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def matrix(vectors: Sequence[bytes], number: str = "<f4") -> NDArray[np.float32]:
    """The stored `vectors` (n, d), whose numbers are of type `number`; of none, d is 0.

    Raises SQLite's own error for a damaged file where they are not of one length, so that the user is told how it
    is mended.
    """
    lengths = set(map(len, vectors))
    if len(lengths) > 1 or any(length % np.dtype(number).itemsize for length in lengths):
        error = sqlite3.DatabaseError("vectors of different lengths")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
    return np.frombuffer(b"".join(vectors), number).reshape(len(vectors), -1 if vectors else 0)
