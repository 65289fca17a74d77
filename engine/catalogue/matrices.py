"""Vectors as the catalogue keeps them, and as rows of a matrix."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def matrix(vectors: Sequence[bytes], number: str = "<f4") -> NDArray[np.float32]:
    """The stored `vectors` (n, d), whose numbers are of type `number`; of none, d is 0.

    Raises SQLite's own error for a damaged file where they are not of one length or hold what is no number, so that
    the user is told how it is mended.
    """
    lengths = set(map(len, vectors))
    if len(lengths) > 1 or any(length % np.dtype(number).itemsize for length in lengths):
        raise _damaged("vectors of different lengths")
    found = np.frombuffer(b"".join(vectors), number).astype(np.float32, copy=False)
    with np.errstate(over="ignore", invalid="ignore"):
        total = found.sum()  # which any NaN spoils: quicker than to look at each
    if not np.isfinite(total):
        raise _damaged("vectors of what is no number")
    return found.reshape(len(vectors), -1 if vectors else 0)


def of_length(vectors: NDArray[np.float32], dimensions: int) -> NDArray[np.float32]:
    """The same (n, d), also of none. Raises the same error where a network of `dimensions` can't have made them."""
    if len(vectors) and vectors.shape[1] != dimensions:
        raise _damaged("vectors of a length that the model does not make")
    return vectors.reshape(len(vectors), dimensions)


def _damaged(what: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(what)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
