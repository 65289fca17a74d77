"""Where ids stand in a list of a million: 1 ms for one of them, 10 ms for all."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np


def rows_of(listed: array[int], wanted: Sequence[int]) -> list[range]:
    """The rows of `listed` that hold any of `wanted`, ascending, as runs without gaps."""
    there = np.frombuffer(listed, np.int64)
    ids = np.frombuffer(wanted, np.int64) if isinstance(wanted, array) else np.asarray(wanted, np.int64)
    found = there == ids[0] if len(ids) == 1 else np.isin(there, ids)
    edges = np.flatnonzero(np.diff(found, prepend=False, append=False))
    return [range(first, last) for first, last in edges.reshape(-1, 2).tolist()]
