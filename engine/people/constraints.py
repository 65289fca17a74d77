"""Which faces must be one person and which can't be, as arrays that a grouping looks things up in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
_NOTHING = np.empty(0, np.int64)
_NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class Constraints:
    """What binds a grouping of n faces, by their rows.

    `said[i]` is the person that the user gave face i, or -1: equal people stay together, different ones
    apart. Face `not_rows[j]` is not person `not_people[j]`, and so in no group with a face of theirs: one
    that the user gave them, or one that was in their group without a word, which is face `had_rows[j]` of
    person `had_people[j]`. Faces of one `photo` (any number, -1 for none) are different people, unless the
    user said otherwise.
    """

    said: Ids  # (n,)
    photo: Ids  # (n,)
    not_rows: Ids = field(default_factory=_NOTHING.copy)
    not_people: Ids = field(default_factory=_NOTHING.copy)
    had_rows: Ids = field(default_factory=_NOTHING.copy)
    had_people: Ids = field(default_factory=_NOTHING.copy)

    @classmethod
    def none(cls, n: int) -> Constraints:
        """Nothing is known of n faces."""
        return cls(np.full(n, _NOBODY, np.int64), np.full(n, _NOBODY, np.int64))

    def refusing(self, rows: Ids, people: Ids) -> Constraints:
        """The same, and face `rows[j]` is not person `people[j]`."""
        pairs = np.stack([np.append(self.not_rows, rows), np.append(self.not_people, people)])
        not_rows, not_people = np.unique(pairs, axis=1)
        return replace(self, not_rows=not_rows, not_people=not_people)

    def of_rows(self, rows: Ids) -> Constraints:
        """What binds those faces only; row i of the result is `rows[i]`, ascending."""
        refused, held = np.isin(self.not_rows, rows), np.isin(self.had_rows, rows)
        return replace(
            self,
            said=self.said[rows],
            photo=self.photo[rows],
            not_rows=np.searchsorted(rows, self.not_rows[refused]),
            not_people=self.not_people[refused],
            had_rows=np.searchsorted(rows, self.had_rows[held]),
            had_people=self.had_people[held],
        )

    def clashing(self, group: Ids, unit: Ids, count: int) -> NDArray[np.bool_]:
        """Whether each of the groups 0..`count` - 1 brings faces together that must be apart; bool (count,).

        `group` (n,) is that of each face, -1 for none; `unit` (n,) is what the groups are made of. Within a
        unit nothing is looked at: its faces are together already.
        """
        clash = np.zeros(count, np.bool_)
        inside = np.flatnonzero(group >= 0)
        pictured = inside[self.photo[inside] >= 0]
        clash[_shared(group[pictured], self.photo[pictured], unit[pictured])] = True
        spoken = inside[self.said[inside] >= 0]
        clash[_shared(group[spoken], np.zeros_like(spoken), self.said[spoken])] = True
        if len(self.not_rows):
            clash[self._refused(group, unit)] = True
        return clash

    def _refused(self, group: Ids, unit: Ids) -> Ids:
        """The groups in which one unit is not the person that another is."""
        spoken = np.flatnonzero(self.said >= 0)
        rows = np.concatenate([spoken, self.had_rows])
        theirs = _triples(group, unit, rows, np.concatenate([self.said[spoken], self.had_people]))
        refusing = _triples(group, unit, self.not_rows, self.not_people)
        own = _occurrences(theirs, refusing)
        anyone = _occurrences(theirs[:, :2], refusing[:, :2])
        return np.asarray(refusing[anyone > own, 0], np.int64)


def _triples(group: Ids, unit: Ids, rows: Ids, people: Ids) -> Ids:
    """The different (group, person, unit) of those rows that are in a group."""
    rows, people = rows[group[rows] >= 0], people[group[rows] >= 0]
    return np.unique(np.stack([group[rows], people, unit[rows]], axis=1), axis=0)


def _occurrences(among: Ids, wanted: Ids) -> Ids:
    """How often each row of `wanted` (m, c) is one of `among` (l, c)."""
    if not len(among) or not len(wanted):
        return np.zeros(len(wanted), np.int64)
    numbers = np.unique(np.concatenate([among, wanted]), axis=0, return_inverse=True)[1].ravel()
    counts = np.bincount(numbers[: len(among)], minlength=int(numbers.max()) + 1)
    return np.asarray(counts[numbers[len(among) :]], np.int64)


def _shared(group: Ids, thing: Ids, unit: Ids) -> Ids:
    """The groups in which two units have one thing."""
    order = np.lexsort((unit, thing, group))
    group, thing, unit = group[order], thing[order], unit[order]
    same = (group[1:] == group[:-1]) & (thing[1:] == thing[:-1])
    return np.asarray(group[1:][same & (unit[1:] != unit[:-1])], np.int64)
