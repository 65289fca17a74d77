"""The questions that were found last, kept up to date with the user's answers without looking for them anew."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import people, rows
from engine.people.suggestions import Asked, best_first
from engine.types import FaceId, Person, PersonId, Question, QuestionKind

Ids = NDArray[np.int64]

STORE = 600  # pairs that are kept; the next batches of questions are among them


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of units that may be one person, each unit known by one of its faces: that goes where the unit goes."""

    first: Ids  # (m,) faces
    second: Ids  # (m,) faces
    probability: NDArray[np.float32]  # (m,)


@dataclass(frozen=True, slots=True, eq=False)
class _Now:
    """Of some faces the people that they are in now, who these are, and who is known not to be whom."""

    person_of: dict[int, int | None]
    people: dict[int, Person]
    apart: set[tuple[int, int]]

    def side(self, face: int) -> int | None:
        """The person, or less than zero for a face that is by itself; None if there is nothing to ask about it."""
        if face not in self.person_of:
            return None
        person = self.person_of[face]
        if person is None:
            return -face
        found = self.people.get(person)
        return None if found is None or found.hidden or found.stranger else person


def still_open(reader: sqlite3.Connection, pairs: Pairs, count: int) -> list[Question]:
    """The `count` best questions that the user's words leave open, as they are to be asked now."""
    now = _now(reader, np.union1d(pairs.first, pairs.second).tolist())
    sides = zip(pairs.first.tolist(), pairs.second.tolist(), pairs.probability.tolist(), strict=True)
    found = [(*pair, p) for one, other, p in sides if (pair := _pair(now, now.side(one), now.side(other)))]
    if not found:
        return []
    table = np.array([row[:3] for row in found], np.int64)
    asked = Asked(table[:, 0], table[:, 1], np.array([row[3] for row in found], np.float32), table[:, 2])
    questions: list[Question] = []
    for place in best_first(asked):
        first, second, settled = table[place].tolist()
        if not _in_one_photo(reader, first, second):
            questions.append(_question(now, first, second, float(asked.probability[place]), settled))
            if len(questions) == count:
                break
    return questions


def _pair(now: _Now, one: int | None, other: int | None) -> tuple[int, int, int] | None:
    """Whom to ask about, a group or a face before whom it may be, and how many faces that would settle."""
    if one is None or other is None or one == other or max(one, other) < 0:
        return None
    if (one, other) in now.apart or (other, one) in now.apart:
        return None
    if min(one, other) < 0:
        return min(one, other), max(one, other), 1
    first, second = sorted(
        (now.people[one], now.people[other]), key=lambda who: (who.name is not None, who.id)
    )
    if first.name is not None:
        return None
    settled = first.faces if second.name is not None else min(first.faces, second.faces)
    return first.id, second.id, settled


def _question(now: _Now, first: int, second: int, probability: float, settled: int) -> Question:
    other = now.people[second]
    if first < 0:
        return Question(QuestionKind.FACE, (other,), (FaceId(-first),), probability, settled)
    return Question(QuestionKind.PEOPLE, (now.people[first], other), (), probability, settled)


def _now(reader: sqlite3.Connection, faces: list[int]) -> _Now:
    person_of = dict(reader.execute(_WHOSE, (rows.ids(faces),)).fetchall())
    wanted = {PersonId(person) for person in person_of.values() if person is not None}
    known = {person.id: person for person in people.people_among(reader, wanted)}
    apart = {(int(one), int(other)) for one, other in people.apart(reader)}
    apart |= {(-face if owner is None else owner, other) for face, owner, other in reader.execute(_REJECTED)}
    return _Now(person_of, {int(person): each for person, each in known.items()}, apart)


def _in_one_photo(reader: sqlite3.Connection, first: int, second: int) -> bool:
    query = _BESIDE.format("id = -:first" if first < 0 else "person_id = :first")
    return reader.execute(query, {"first": first, "second": second}).fetchone() is not None


_WHOSE = """
    SELECT face.id, face.person_id FROM face JOIN photo ON photo.id = face.photo_id AND photo.shown = 1
    WHERE not_a_face = 0 AND face.id IN (SELECT value FROM json_each(?))"""

_REJECTED = """
    SELECT face.id, face.person_id, rejected.person_id FROM rejected JOIN face ON face.id = rejected.face_id"""

# An index tells the photos of each of the two; from face to face in a photo it takes forty times as long.
_BESIDE = """
    SELECT 1 FROM face
    WHERE {} AND photo_id IN (SELECT photo_id FROM face WHERE person_id = :second) LIMIT 1"""
