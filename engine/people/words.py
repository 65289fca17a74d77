"""The user's words as constraints of a grouping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from engine.people.constraints import Constraints
from engine.people.reconcile import UserWords, anchored
from engine.types import FaceId, PersonId

Ids = NDArray[np.int64]


def constraints_of(
    faces: Ids, photos: Ids, words: UserWords, previous: Mapping[FaceId, PersonId]
) -> Constraints:
    """What binds a grouping of `faces` (n,), ascending ids, in `photos` (n,).

    `previous` are the people before it: who was rejected from a group without a name is kept apart from those
    who were left in it. Faces that are none must not be among `faces`.
    """
    shown = {FaceId(face) for face in faces.tolist()}
    said = {face: person for face, person in anchored(shown, words, previous).items() if face in shown}
    refused = [
        (face, person)
        for face, people in words.rejected.items()
        if face in shown
        for person in people
        if said.get(face) != person
    ]
    spoken_of = {person for _, person in refused}
    had = [
        (face, person)
        for face, person in previous.items()
        if person in spoken_of
        and face in shown
        and face not in said
        and person not in words.rejected.get(face, ())
    ]
    of_person = np.full(len(faces), -1, np.int64)
    rows, people = _rows(faces, said.items())
    of_person[rows] = people
    return Constraints(of_person, photos, *_rows(faces, refused), *_rows(faces, had))


def _rows(faces: Ids, pairs: Iterable[tuple[FaceId, PersonId]]) -> tuple[Ids, Ids]:
    table = np.array(list(pairs), np.int64).reshape(-1, 2)
    return np.searchsorted(faces, table[:, 0]), table[:, 1]
