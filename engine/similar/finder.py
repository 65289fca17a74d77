"""One vector space's index, kept in step with its source."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.paths import make_private
from engine.progress import CancelToken, ReportProgress, ignore_progress
from engine.similar.build import build_from
from engine.similar.files import Plan, read_header, withdraw
from engine.similar.index import VectorIndex, best, open_index
from engine.similar.source import Ids, Source, Vectors

# The index is built anew when this share of the rows isn't in it; until then those are searched one by one.
REBUILD_SHARE = 0.1
REBUILD_ROWS = 500
# So many rows are compared with the source's, all of them, in some ten milliseconds.
COMPARED_AT_ONCE = 50_000

_BATCH = 8192
_SPARE = 20  # answers are looked for beyond those that are asked for, as some may be hidden

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class _Snapshot:
    """The index and the rows that came after it was built, by id."""

    index: VectorIndex | None
    fresh_ids: Ids
    fresh_vectors: Vectors

    @property
    def rows(self) -> int:
        return len(self.fresh_ids) + (len(self.index) if self.index else 0)

    @property
    def last_id(self) -> int:
        built = int(self.index.ids[-1]) if self.index and len(self.index) else 0
        return max(built, int(self.fresh_ids[-1]) if len(self.fresh_ids) else 0)


class SpaceFinder:
    """Answers "what is like this" in one space. Safe from any thread."""

    def __init__(self, folder: Path, space: str, dimensions: int, source: Source) -> None:
        self.space = space
        self.dimensions = dimensions
        self._folder = folder
        self._source = source
        self._lock = threading.Lock()
        self._snapshot: _Snapshot | None = None
        self._stale = False

    @property
    def plan(self) -> Plan:
        """How the index answers, and what it misses, as was measured when it was built."""
        index = self._current().index
        return index.header.plan if index else Plan()

    @property
    def recall(self) -> float | None:
        """The share of the 50 nearest that a search finds; None if all are compared and nothing can be missed."""
        index = self._current().index
        return index.header.plan.recall if index and index.header.plan.may_miss else None

    @property
    def rows(self) -> int:
        """How many rows there are, hidden ones too; some that are gone may be among them."""
        return self._current().rows

    def sample(self, count: int) -> Vectors:
        """The vectors (n, d) of about `count` rows that are drawn evenly."""
        now = self._current()
        built = now.index.ids if now.index else np.empty(0, np.int64)
        step = max(1, now.rows // count)
        drawn = np.concatenate([built[::step], now.fresh_ids[::step]])
        return self._source.vectors(np.unique(drawn))[1].reshape(-1, self.dimensions)

    def search(
        self,
        query: Vectors,
        count: int,
        *,
        exclude: Ids | None = None,
        allowed: Ids | None = None,
        exact: bool = False,
    ) -> tuple[Ids, Vectors]:
        """The `count` rows most like the unit vector `query` (d,): ids and cosines, best first.

        None of `exclude`, only of `allowed` if that is given, and only what is shown now. `exact` compares all.
        """
        now = self._current()
        left_out = np.empty(0, np.int64) if exclude is None else np.asarray(exclude, np.int64)
        wanted = count + _SPARE
        while True:
            ids, scores = self._search(now, query, wanted, left_out, allowed, exact)
            kept = np.isin(ids, self._source.shown(ids))
            if kept.sum() >= count or len(ids) < wanted:
                return ids[kept][:count], scores[kept][:count]
            wanted *= 4

    def vectors_of(self, ids: Ids) -> tuple[Ids, Vectors]:
        """Those of `ids` that have a vector (m,), ascending, and the vectors (m, d)."""
        return self._source.vectors(ids)

    def refresh(self) -> None:
        """Rows may have come between others, or another process may have built an index; new ones are seen anyway."""
        with self._lock:
            self._stale = True

    def withdraw(self) -> None:
        """Vectors have changed: no index, of whatever space, is to be trusted until it is built anew."""
        withdraw(self._folder)
        with self._lock:
            self._snapshot = None

    def rebuild_if_due(
        self, *, on_progress: ReportProgress = ignore_progress, cancel: CancelToken | None = None
    ) -> bool:
        """Build the index anew if it lags behind or is missing; whether that was done. Searches go on meanwhile.

        An index that can't be kept (disk full) is not an error: it only makes searching quicker. Raises `Cancelled`.
        """
        ids = self._source.ids()
        if not len(ids) or not self._is_due(ids):
            return False
        try:
            build_from(
                make_private(self._folder),
                self.space,
                self.dimensions,
                len(ids),
                self._blocks(ids),
                on_progress=on_progress,
                cancel=cancel,
            )
        except OSError as error:  # every row is then compared, so nothing is lost but time
            log.warning("The index in %s can't be kept (%s): searching takes longer.", self._folder, error)
            return False
        with self._lock:
            self._snapshot = None
        return True

    def _is_due(self, ids: Ids) -> bool:
        """Whether too many of all `ids` are not in the index, or too many of its rows are gone."""
        header = read_header(self._folder, self.space)
        index = open_index(self._folder, self.space, self.dimensions) if header else None
        if index is None:
            return True
        fresh = np.setdiff1d(ids, index.ids, assume_unique=True)
        lag = len(fresh) + len(index) - (len(ids) - len(fresh))
        if lag > max(REBUILD_ROWS, len(index) * REBUILD_SHARE):
            return True
        with self._lock:
            self._snapshot = self._with(_Snapshot(index, *self._no_rows()), fresh)
        # A large library looks only for rows after the last; those between would be forgotten at the next start.
        return len(ids) > COMPARED_AT_ONCE and bool((fresh < index.ids[-1]).any())

    def _search(
        self, now: _Snapshot, query: Vectors, count: int, exclude: Ids, allowed: Ids | None, exact: bool
    ) -> tuple[Ids, Vectors]:
        if now.index is not None:
            return now.index.search(
                query,
                count,
                fresh_ids=now.fresh_ids,
                fresh_vectors=now.fresh_vectors,
                exclude=exclude,
                allowed=allowed,
                exact=exact,
            )
        kept = ~np.isin(now.fresh_ids, exclude)
        if allowed is not None:
            kept &= np.isin(now.fresh_ids, allowed)
        scores = now.fresh_vectors @ query
        return best(now.fresh_ids[kept], scores[kept], count)

    def _current(self) -> _Snapshot:
        with self._lock:
            if self._snapshot is None:
                index = open_index(self._folder, self.space, self.dimensions)
                self._snapshot = self._caught_up(_Snapshot(index, *self._no_rows()))
            elif self._stale:
                self._snapshot = self._caught_up(self._of_whoever_built_last(self._snapshot))
            else:
                self._snapshot = self._with(self._snapshot, self._source.ids(self._snapshot.last_id))
            self._stale = False
            return self._snapshot

    def _of_whoever_built_last(self, now: _Snapshot) -> _Snapshot:
        """Another process, or a scan with another model, may have built or withdrawn the index."""
        header = read_header(self._folder, self.space)
        if header == (now.index.header if now.index else None):
            return now
        return _Snapshot(open_index(self._folder, self.space, self.dimensions), *self._no_rows())

    def _caught_up(self, now: _Snapshot) -> _Snapshot:
        """With the rows that have come. Only those after the last are looked for where that is much quicker."""
        if now.rows > COMPARED_AT_ONCE:
            return self._with(now, self._source.ids(now.last_id))
        known = now.fresh_ids if now.index is None else np.union1d(now.index.ids, now.fresh_ids)
        return self._with(now, np.setdiff1d(self._source.ids(), known))

    def _with(self, now: _Snapshot, new: Ids) -> _Snapshot:
        if not len(new):
            return now
        parts = [(now.fresh_ids, now.fresh_vectors), *self._blocks(new)]
        ids, vectors = (np.concatenate(part) for part in zip(*parts, strict=True))
        order = np.argsort(ids, kind="stable")
        return replace(now, fresh_ids=ids[order], fresh_vectors=vectors[order])

    def _blocks(self, ids: Ids) -> Iterator[tuple[Ids, Vectors]]:
        """Those of `ids` that there still are, some at a time."""
        for start in range(0, len(ids), _BATCH):
            found, vectors = self._source.vectors(ids[start : start + _BATCH])
            yield found, vectors.reshape(len(found), self.dimensions)

    def _no_rows(self) -> tuple[Ids, Vectors]:
        return np.empty(0, np.int64), np.empty((0, self.dimensions), np.float32)
