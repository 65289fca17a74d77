"""What splitting a person would make of them, to be looked at before it is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.catalogue.faces import PersonFaces, person_faces
from engine.errors import UserProblem
from engine.people.split import assign, propose
from engine.types import FaceId, PersonId

Ids = NDArray[np.int64]


def split_preview(
    reader: sqlite3.Connection, model: str, person_id: PersonId, seeds: Sequence[Sequence[FaceId]] | None
) -> list[list[FaceId]]:
    """The faces of a person in two or more parts, each best first; the first part keeps the person.

    With `seeds`, a few faces of each, the others go where they are most alike; without, the parts are proposed,
    and the one with most faces that the user confirmed is the first. Confirmed faces that are no seeds stay
    with the person, and so do faces that `model` has not seen. Raises `UserProblem`.
    """
    mine = person_faces(reader, person_id, model)
    if len(mine.ids) < 2:
        raise UserProblem("Whoever is to be split needs two faces at least.")
    part = _proposed(mine) if seeds is None else _seeded(mine, seeds)
    parts = [[FaceId(face) for face in mine.ids[part == number].tolist()] for number in range(part.max() + 1)]
    return [faces for faces in parts if faces]


def _proposed(mine: PersonFaces) -> Ids:
    found = propose(mine.vectors, mine.photos[mine.seen])
    stays = np.bincount(found[mine.pointed_at[mine.seen]], minlength=1).argmax()
    part = np.zeros(len(mine.ids), np.int64)
    part[mine.seen] = np.where(found == stays, 0, found + (found < stays))
    part[mine.pointed_at] = 0
    return part


def _seeded(mine: PersonFaces, seeds: Sequence[Sequence[FaceId]]) -> Ids:
    picked = _picked(mine.ids, seeds)
    part = np.zeros(len(mine.ids), np.int64)
    rows = [np.flatnonzero(picked[mine.seen] == number) for number in range(len(seeds))]
    part[mine.seen] = assign(mine.vectors, rows)
    part[mine.pointed_at] = 0
    return np.where(picked >= 0, picked, part)


def _picked(ids: Ids, seeds: Sequence[Sequence[FaceId]]) -> Ids:
    """The number of the seed (n,) that each of the faces `ids` (n,) is in, or -1."""
    if len(seeds) < 2 or not all(seeds):
        raise UserProblem("Pick a few faces of each of the people, two people at least.")
    number_of = {face: number for number, faces in enumerate(seeds) for face in faces}
    if len(number_of) < sum(map(len, seeds)):
        raise UserProblem("One face can't be picked for two people.")
    if not number_of.keys() <= set(ids.tolist()):
        raise UserProblem("Only faces of this person can be picked; a grouping may have moved the others.")
    return np.array([number_of.get(face, -1) for face in ids.tolist()], np.int64)
