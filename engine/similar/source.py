"""Where the rows of a vector space come from."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class Source(Protocol):
    """The rows of one space as they are now, shown or not; any method may be called from any thread.

    A row that comes has a larger id than those before it, or is new to the space and found by the next rebuild;
    whoever gives a row another vector, or its id to another row, withdraws the index.
    """

    def ids(self, after: int = 0) -> Ids:
        """The ids (n,) above `after`, ascending, of all rows with a vector, also of those that are hidden."""
        ...

    def vectors(self, ids: Ids) -> tuple[Ids, Vectors]:
        """Those of `ids` that there still are (m,), ascending, and their unit vectors (m, d)."""
        ...

    def shown(self, ids: Ids) -> Ids:
        """Those of `ids` that may be shown to the user now, in any order."""
        ...
