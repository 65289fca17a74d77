"""Scores of all rows from a third of the memory: several rows share each number, as the digits of an integer.

Comparing a query with a million rows takes as long as reading them. So each row x (d,) of length 1 is rounded to
small integers, round(s * x), and k rows lie in one float64 as digits to the base B: y_0 + B * y_1 + B^2 * y_2 ...
The product of such a number with the query's integers is the sum of the k products, each a digit of it again; and
because B^k <= 2^53 all of it is exact, in whatever order BLAS adds. The digits are then taken apart.

|product| <= |query| * |row| must fit in a digit, (B - 1) / 2: that says how fine the integers may be. Rounding errors
are independent of each other, so that a score is off by a normal deviation of about (errors' length) / sqrt(d); who
adds some deviations to be safe and compares what remains exactly misses next to nothing. Reading 1,000,000 rows of
128 dimensions takes 171 MB instead of 512 MB, of 512 dimensions 819 MB instead of 2 GB.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Doubles = NDArray[np.float64]

_BITS = 53  # of whole numbers that a float64 holds exactly
_COARSEST = 0.35  # length of the rounding errors of a query and a row, whose own length is 1
_BLOCK = 16384  # numbers that are packed at a time ...
_IN_CACHE = 32768  # ... and taken apart


@dataclass(frozen=True, slots=True)
class Coding:
    """How rows became integers; part of an index's header."""

    digits: int = 2  # rows in one number
    scale: float = 1.0  # of a row, before it is rounded
    longest: float = 1.0  # length of the longest rounded row
    error: float = 0.0  # root mean square length of a row's rounding errors, in units of the row's length

    @property
    def base(self) -> int:
        return int(2 ** (_BITS / self.digits))


def digits_for(dimensions: int) -> int:
    """How many rows go into one number: the more, the coarser."""
    return max(
        (digits for digits in range(2, 9) if _error(digits, dimensions) <= _COARSEST),
        default=2,
    )


def _error(digits: int, dimensions: int) -> float:
    """Of a query and a row that share the room of a digit fairly; rounding errs by 1 / sqrt(12)."""
    half = (2 ** (_BITS / digits) - 1) / 2
    return float(np.sqrt(2 * dimensions / 12 / half))


def packed_rows(rows: int, digits: int) -> int:
    return -(-rows // digits)


def encode(vectors: Vectors, digits: int, write: Callable[[Doubles], object]) -> Coding:
    """Give the numbers (ceil(n / digits), d) for `vectors` (n, d) to `write`, block after block.

    Digit j of number i is row i + j * ceil(n / digits).
    """
    numbers = packed_rows(len(vectors), digits)
    base = float(int(2 ** (_BITS / digits)))
    scale = float(np.sqrt((base - 1) / 2))
    longest = errors = 0.0
    for start in range(0, numbers, _BLOCK):
        block = np.zeros((min(_BLOCK, numbers - start), vectors.shape[1]))
        for digit in range(digits):
            first = digit * numbers + start
            part = vectors[first : min(first + len(block), (digit + 1) * numbers)] * np.float32(scale)
            rounded = np.rint(part)
            longest = max(longest, float(np.linalg.norm(rounded, axis=1).max(initial=0)))
            errors += float(np.square(rounded - part).sum())
            block[: len(rounded)] += rounded.astype(np.float64) * base**digit
        write(block)
    error = float(np.sqrt(errors / max(1, len(vectors)))) / scale
    return Coding(digits, scale, max(longest, 1.0), error)


class Codes:
    """Packed rows that a query can be compared with."""

    def __init__(self, numbers: Doubles, coding: Coding, rows: int) -> None:
        self._numbers = numbers
        self._coding: Final = coding
        self._rows = rows

    def scores(self, query: Vectors) -> tuple[Vectors, float]:
        """About the cosines (n,) to the unit vector `query` (d,), and their standard deviation from the true ones."""
        rounded, scale = self._rounded(query, (self._coding.base - 1) // 2 / self._coding.longest)
        products = self._numbers @ rounded
        digits = np.empty((self._coding.digits, len(products)), np.float32)
        for start in range(0, len(products), _IN_CACHE):
            some = slice(start, start + _IN_CACHE)
            _take_apart(products[some], self._coding.base, digits[:, some])
        digits *= np.float32(1 / (scale * self._coding.scale))
        errors = float(np.hypot(np.linalg.norm(rounded / scale - query), self._coding.error))
        return digits.reshape(-1)[: self._rows], errors / len(query) ** 0.5

    @staticmethod
    def _rounded(query: Vectors, longest: float) -> tuple[Doubles, float]:
        """The query as whole numbers, together no longer than `longest`, and by what it was multiplied."""
        scale = longest
        rounded = np.rint(query.astype(np.float64) * scale)
        while np.linalg.norm(rounded) > longest:
            scale *= 0.99
            rounded = np.rint(query.astype(np.float64) * scale)
        return rounded, scale


def _take_apart(numbers: Doubles, base: int, out: Vectors) -> None:
    """The digits (k, n) to `base` of whole `numbers` (n,), the lowest first; each is between -base / 2 and base / 2."""
    higher = np.empty_like(numbers)
    for digit in out[:-1]:
        np.multiply(numbers, 1 / base, out=higher)
        np.rint(higher, out=higher)
        np.subtract(numbers, higher * base, out=digit, casting="same_kind")
        numbers, higher = higher, numbers  # the caller's numbers are used up
    out[-1] = numbers
