"""Grouping again after a few faces came, without looking at everybody else anew."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.people.attach import attach
from engine.people.constraints import Constraints
from engine.people.default import linked, without_singles
from engine.people.rule import Rule
from engine.people.seeds import numbered, said_units
from engine.progress import CancelToken

Ids = NDArray[np.int64]
Bools = NDArray[np.bool_]

_ROWS = 1024


def regroup_touched(
    embeddings: NDArray[np.float32],
    quality: NDArray[np.float32],
    rule: Rule,
    constraints: Constraints,
    before: Ids,
    new: Bools,
    *,
    cancel: CancelToken | None = None,
) -> Ids:
    """Labels like those of `default`, int64 (n,), from the labels `before` (n,) that the `new` faces came.

    Groups with a face that is like a new one are grouped again, together with the new faces; so are groups
    in which the user has meanwhile said something that the grouping before did not know. All others stay as
    they are, to the face. m new faces take n m d multiplications, and the touched ones what `default` takes
    for so many. Raises `Cancelled`.
    """
    if not len(embeddings):
        return np.empty(0, np.int64)
    held = _every_face_a_group(np.where(new, -1, before))
    near = new | _like(embeddings, new, rule.neighbour, cancel)
    touched = _whole_groups(near, held) | _contradicted(embeddings, held, rule, constraints)
    rows = np.flatnonzero(touched)
    if not len(rows):
        return without_singles(held)
    again = linked(embeddings[rows], quality[rows], rule, constraints.of_rows(rows), cancel=cancel)
    group = held.copy()
    group[rows] = again + held.max() + 1
    attached = attach(embeddings, numbered(group), rule, constraints, touched, cancel=cancel)
    return without_singles(attached)


def _every_face_a_group(labels: Ids) -> Ids:
    alone = labels < 0
    own = labels.max(initial=-1) + 1 + np.arange(len(labels))
    return numbered(np.where(alone, own, labels))


def _like(embeddings: NDArray[np.float32], new: Bools, floor: float, cancel: CancelToken | None) -> Bools:
    """Whether each face (n,) is like any of the new ones."""
    theirs = embeddings[new]
    near = np.zeros(len(embeddings), np.bool_)
    for start in range(0, len(theirs), _ROWS):
        if cancel is not None:
            cancel.check()
        near |= (embeddings @ theirs[start : start + _ROWS].T >= floor).any(axis=1)
    return near


def _whole_groups(faces: Bools, group: Ids) -> Bools:
    """All faces of the groups that have one of `faces`."""
    return np.asarray(np.bincount(group, weights=faces)[group] > 0)


def _contradicted(embeddings: NDArray[np.float32], group: Ids, rule: Rule, constraints: Constraints) -> Bools:
    """The faces of groups that bring together what must be apart, or have only a part of what is one person."""
    units = said_units(embeddings, constraints, rule.mirrored)
    torn = constraints.clashing(group, units, int(group.max()) + 1)[group]
    order = np.lexsort((group, units))
    split = (units[order][1:] == units[order][:-1]) & (group[order][1:] != group[order][:-1])
    torn[order[1:][split]] = torn[order[:-1][split]] = True
    return _whole_groups(torn, group)
