"""How an index is to answer: measured on its own rows when it is built, and kept in its header."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from engine.progress import CancelToken
from engine.similar.files import Header, Plan, Way
from engine.similar.index import VectorIndex
from engine.similar.source import Vectors

RECALL = 0.9995  # of the best; what is promised is 0.999
COUNT = 50
QUERIES = 80
TIMED = 15
TREES = 10
MOST_TREES = 20

_SEARCHED = (1_000, 4_000, 16_000, 64_000, 256_000)
_DEVIATIONS = (3.0, 4.0, 5.0)
_WORTH_IT = 20_000  # rows; fewer are compared in a millisecond or less
_BLOCK = 65_536

Rows = NDArray[np.int64]


def trees_for(before: Header | None) -> int:
    """Twice the trees of the index before if these found too few of the best by themselves."""
    if before is None:
        return TREES
    enough = before.plan.recall_of_trees >= RECALL or before.rows < _WORTH_IT
    return before.trees if enough else min(MOST_TREES, 2 * before.trees)


def best_plan(
    folder: Path, header: Header, cancel: CancelToken, on_share: Callable[[float], None] = lambda _: None
) -> Plan:
    """The quickest way that finds the best of a sample of the rows, by the time that each takes now.

    Comparing everything is always among them, so a small library is searched exactly. `on_share` hears how much is
    done, 0..1. Raises `Cancelled`.
    """
    if header.rows < _WORTH_IT:
        return Plan()
    index = VectorIndex(folder, header)
    queries = np.array(index.vectors[:: header.rows // QUERIES][:QUERIES])
    truth = _truth(index.vectors, queries, cancel)
    on_share(0.2)
    exact = _measured(index, Plan(), queries, truth, cancel)
    on_share(0.3)
    trees = _best_by_trees(index, queries, truth, exact, cancel)
    on_share(0.5)
    plans = [exact, trees, _best_by_codes(index, queries, truth, cancel)]
    good = [plan for plan in plans if plan.recall >= RECALL]
    chosen = min(good, key=lambda plan: plan.milliseconds, default=exact)
    return replace(chosen, recall_of_trees=trees.recall, milliseconds_exact=exact.milliseconds)


def _best_by_trees(
    index: VectorIndex, queries: Vectors, truth: Rows, exact: Plan, cancel: CancelToken
) -> Plan:
    """With as many nodes looked at as it takes, or as are quicker than comparing everything."""
    plan = exact
    for searched in _SEARCHED:
        plan = _measured(index, Plan(Way.TREES, searched), queries, truth, cancel)
        if plan.recall >= RECALL or plan.milliseconds > exact.milliseconds:
            break
    return plan


def _best_by_codes(index: VectorIndex, queries: Vectors, truth: Rows, cancel: CancelToken) -> Plan:
    """With Annoy's help or without, and with as much doubt as it takes.

    More of its help narrows little down, and touches half of its file.
    """
    for deviations in _DEVIATIONS:
        tried = [
            _measured(index, Plan(Way.CODES, searched, deviations), queries, truth, cancel)
            for searched in (0, _SEARCHED[0])
        ]
        plan = min(tried, key=lambda plan: plan.milliseconds)
        if plan.recall >= RECALL:
            break
    return plan


def _measured(index: VectorIndex, plan: Plan, queries: Vectors, truth: Rows, cancel: CancelToken) -> Plan:
    """`plan` with the recall and the time that it has."""
    if plan.way is Way.EXACT:  # its recall is known
        return replace(
            plan, milliseconds=_milliseconds(lambda q: _best_rows(index, q, plan), queries[:TIMED])
        )
    found = 0
    times = []
    for query, best in zip(queries, truth, strict=True):
        cancel.check()
        start = time.perf_counter()
        rows = _best_rows(index, query, plan)
        times.append(time.perf_counter() - start)
        found += len(np.intersect1d(rows, best))
    return replace(plan, recall=found / truth.size, milliseconds=median(times) * 1000)


def _best_rows(index: VectorIndex, query: Vectors, plan: Plan) -> Rows:
    rows, scores = index.nearest(query, COUNT, plan)
    return rows if len(rows) <= COUNT else rows[np.argpartition(scores, -COUNT)[-COUNT:]]


def _milliseconds(search: Callable[[Vectors], object], queries: Vectors) -> float:
    times = []
    for query in queries:
        start = time.perf_counter()
        search(query)
        times.append(time.perf_counter() - start)
    return median(times) * 1000


def _truth(vectors: Vectors, queries: Vectors, cancel: CancelToken) -> Rows:
    """The rows (q, COUNT) most similar to each of `queries` (q, d), found by comparing all."""
    rows = np.zeros((0, len(queries)), np.int64)
    scores = np.zeros((0, len(queries)), np.float32)
    for start in range(0, len(vectors), _BLOCK):
        cancel.check()
        some = vectors[start : start + _BLOCK] @ queries.T
        scores = np.concatenate([scores, some])
        rows = np.concatenate(
            [rows, np.broadcast_to(np.arange(start, start + len(some))[:, None], some.shape)]
        )
        if len(scores) > COUNT:
            near = np.argpartition(scores, -COUNT, axis=0)[-COUNT:]
            scores, rows = np.take_along_axis(scores, near, 0), np.take_along_axis(rows, near, 0)
    return rows.T
