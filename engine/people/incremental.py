"""Grouping again after something changed, without looking at everybody else anew."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.people.attach import attach
from engine.people.clear import clearly_one
from engine.people.constraints import Constraints
from engine.people.cores import on_all_cores, rows_at_once
from engine.people.default import default, good_faces, linked, without_singles
from engine.people.hubness import Strangers
from engine.people.linkage import Groups
from engine.people.rule import Rule
from engine.people.seeds import numbered, said_units
from engine.progress import CancelToken

Ids = NDArray[np.int64]
Bools = NDArray[np.bool_]

_ROWS = 1024
_MOST = 0.5  # of all faces; a part of the rest then takes as long as all, and knows less of who is a stranger
_ROUNDS = 4  # of looking whom the changed groups draw in; the third hardly ever finds anybody


def regroup_touched(
    embeddings: NDArray[np.float32],
    quality: NDArray[np.float32],
    rule: Rule,
    constraints: Constraints,
    before: Ids,
    changed: Bools,
    *,
    time: NDArray[np.float64] | None = None,
    cancel: CancelToken | None = None,
) -> Ids:
    """Labels like those of `default`, int64 (n,), from the labels `before` (n,), -1 for alone.

    The `changed` faces (n,) are new, or the user has said something of them since; new ones have no label
    `before`. Grouped again are they, the groups that they are in, those that break `constraints`, and whoever
    the result draws in: groups that the rule would join with one that has changed. All others stay as they
    are, to the face, but for single faces that may join one of these groups. If that are most of the faces, all
    are grouped anew.

    m changed faces take n m d multiplications, and the touched ones what `default` takes for so many. Raises
    `Cancelled`.
    """
    if not len(embeddings):
        return np.empty(0, np.int64)
    held = _every_face_a_group(before)
    strangers = Strangers.of(embeddings, held)
    among = rule.among(strangers.people)
    likely = rule.neighbour + among.seed - rule.seed  # also those that a new face may bring together
    near = changed | _like(embeddings, changed, likely, cancel)
    touched = _whole_groups(near, held) | _contradicted(embeddings, held, rule, constraints)
    group, stirred = held, touched
    for _ in range(_ROUNDS):
        drawn = _drawn(Groups.of(embeddings, group, rule, strangers), group, stirred, among, cancel)
        if group is not held and not (drawn & ~touched).any():
            break
        touched = _whole_groups(touched | drawn, held)
        if touched.mean() > _MOST:
            return default(embeddings, quality, rule, constraints, time=time, cancel=cancel)
        rows = np.flatnonzero(touched)
        if not len(rows):
            break
        bound, theirs = constraints.of_rows(rows), strangers.of_rows(rows)
        then = None if time is None else time[rows]
        again = linked(
            embeddings[rows], quality[rows], rule, bound, strangers=theirs, time=then, cancel=cancel
        )
        group = held.copy()
        group[rows] = again + held.max() + 1
        group = numbered(group)
        stirred = touched & ~_unchanged(group, held)
    good = good_faces(quality, rule, constraints)
    group = clearly_one(embeddings, group, touched, good, rule, constraints, strangers, cancel)
    waiting = touched | _like_one_of(Groups.of(embeddings, group, among, strangers), group, touched, among)
    attached = attach(
        embeddings, group, rule, constraints, waiting, strangers=strangers, time=time, cancel=cancel
    )
    return without_singles(attached)


def _every_face_a_group(labels: Ids) -> Ids:
    alone = labels < 0
    own = labels.max(initial=-1) + 1 + np.arange(len(labels))
    return numbered(np.where(alone, own, labels))


def _like(embeddings: NDArray[np.float32], some: Bools, floor: float, cancel: CancelToken | None) -> Bools:
    """Whether each face (n,) is like any of `some` (n,)."""
    theirs = embeddings[some]
    near = np.zeros(len(embeddings), np.bool_)
    for start in range(0, len(theirs), _ROWS):
        if cancel is not None:
            cancel.check()
        block = theirs[start : start + _ROWS].T
        for at in range(0, len(embeddings), 8 * _ROWS):
            part = slice(at, at + 8 * _ROWS)
            near[part] |= (embeddings[part] @ block).max(axis=1) >= floor
    return near


def _drawn(groups: Groups, group: Ids, stirred: Bools, rule: Rule, cancel: CancelToken | None) -> Bools:
    """The faces (n,) of the groups that are one person with a group of the `stirred` faces, by `rule`."""
    movers = np.unique(group[stirred])
    found = np.zeros(len(groups.sizes), np.bool_)
    everybody = groups.sizes, groups.coherences
    rows = rows_at_once(len(groups.sizes))

    def by_some(start: int) -> Bools:
        some = movers[start : start + rows]
        alike = groups.means[some] @ groups.means.T
        alike -= np.float32(0.5) * groups.hubness
        alike -= np.float32(0.5) * groups.hubness[some][:, None]
        sizes, coherences = (each[some][:, None] for each in everybody)
        wanted = rule.wanted((sizes, everybody[0]), (coherences, everybody[1]))
        return np.asarray((alike >= wanted).any(axis=0), np.bool_)

    for drawn in on_all_cores(by_some, range(0, len(movers), rows), cancel):
        found |= drawn
    return np.asarray(found[group], np.bool_)


def _like_one_of(groups: Groups, group: Ids, touched: Bools, rule: Rule) -> Bools:
    """The single faces (n,) that are so like a group of the `touched` faces that they may join it."""
    single = np.flatnonzero((groups.sizes[group] == 1) & ~touched)
    grown = np.unique(group[touched])
    grown = grown[groups.sizes[grown] > 1]
    found = np.zeros(len(group), np.bool_)
    if not len(grown):
        return found
    means, common = groups.means[grown].T, groups.hubness[grown] * np.float32(0.5)
    rows = rows_at_once(len(grown))

    def of_some(start: int) -> Bools:
        own = group[single[start : start + rows]]
        alike = groups.means[own] @ means
        alike -= common
        return np.asarray(alike.max(axis=1) - groups.hubness[own] * np.float32(0.5) >= rule.attach, np.bool_)

    nothing = np.empty(0, np.bool_)
    found[single] = np.concatenate([nothing, *on_all_cores(of_some, range(0, len(single), rows))])
    return found


def _whole_groups(faces: Bools, group: Ids) -> Bools:
    """All faces of the groups that have one of `faces`."""
    return np.asarray(np.bincount(group, weights=faces)[group] > 0)


def _unchanged(group: Ids, before: Ids) -> Bools:
    """The faces (n,) that are in one group with the very faces with which they were `before`."""
    pairs, number = np.unique(np.stack([group, before]), axis=1, return_inverse=True)
    both = np.bincount(number.ravel())
    kept = (both == np.bincount(group)[pairs[0]]) & (both == np.bincount(before)[pairs[1]])
    return np.asarray(kept[number.ravel()], np.bool_)


def _contradicted(embeddings: NDArray[np.float32], group: Ids, rule: Rule, constraints: Constraints) -> Bools:
    """The faces of groups that bring together what must be apart, or have only a part of what is one person."""
    units = said_units(embeddings, constraints, rule.mirrored)
    torn = constraints.clashing(group, units, int(group.max()) + 1)[group]
    order = np.lexsort((group, units))
    split = (units[order][1:] == units[order][:-1]) & (group[order][1:] != group[order][:-1])
    torn[order[1:][split]] = torn[order[:-1][split]] = True
    return _whole_groups(torn, group)
