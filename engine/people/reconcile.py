"""What the machine found against what the user said: the user is right.

A grouping gives labels without a meaning, other ones at every run. Here they become people: by the user's
words first, then, for groups that the user said nothing about, by the ids that they had before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.types import FaceId, PersonId

Rejections = Mapping[FaceId, Set[PersonId]]
Piece = tuple[FaceId, ...]  # faces that belong together, in ascending order


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who everybody is. A face in neither has no person."""

    people: dict[FaceId, PersonId] = field(default_factory=dict)
    new: list[Piece] = field(default_factory=list)  # groups of two or more that need an id


@dataclass(frozen=True, slots=True)
class UserWords:
    """What the user said; nothing that a grouping finds may contradict it."""

    said: Mapping[FaceId, PersonId] = field(default_factory=dict)  # this face is that person
    rejected: Rejections = field(default_factory=dict)  # this face is none of those
    not_faces: Set[FaceId] = frozenset()
    kept: Set[PersonId] = frozenset()  # named, hidden or otherwise touched: must not lose all their faces


def reconcile(
    labels: NDArray[np.int64],
    faces: Sequence[FaceId],
    embeddings: NDArray[np.float32],
    words: UserWords,
    previous: Mapping[FaceId, PersonId],
) -> Assignment:
    """Turn cluster `labels` (n,), -1 for alone, of `faces` (n,), unit rows `embeddings` (n, d), into people.

    - A face that the user assigned stays exactly there. A person in `words.kept` of whom no face was assigned
      keeps the faces that it had in `previous`, as if they had been.
    - The others in a cluster with such faces become the person of the most similar one.
    - A face never becomes a person from which it was rejected; those that are left over stay together.
    - Other clusters keep the id that most of their faces had, the largest overlap first, each id once. People
      with assigned faces, seen here or not, are not among these ids.
    - A face alone has no person, unless it was assigned, or is all that is left of a group from which others
      were taken out.

    The order of the rows and the numbers of the labels don't matter.
    """
    row_of = {face: row for row, face in enumerate(faces) if face not in words.not_faces}
    anchors = anchored(row_of, words, previous)
    assigned = {face: person for face, person in anchors.items() if face in row_of}
    pieces: list[Piece] = []
    for cluster in _clusters(labels, row_of):
        joined = _join_anchored(cluster, anchors, words.rejected, embeddings, row_of)
        assigned |= joined
        pieces += _split_conflicts(
            [face for face in cluster if face not in assigned], words.rejected, previous
        )
    settled = set(anchors.values())
    free = {face: person for face, person in previous.items() if person not in settled}
    kept, new = _name_pieces(pieces, free, words.rejected)
    return Assignment(assigned | kept, new)


def anchored(
    faces: Collection[FaceId], words: UserWords, previous: Mapping[FaceId, PersonId]
) -> dict[FaceId, PersonId]:
    """The faces whose person is settled before anything is looked at."""
    anchors = {face: person for face, person in words.said.items() if face not in words.not_faces}
    speechless = words.kept - set(anchors.values())
    held = {
        face: person
        for face, person in previous.items()
        if person in speechless
        and face in faces
        and face not in anchors
        and person not in words.rejected.get(face, ())
    }
    return anchors | held


def _clusters(labels: NDArray[np.int64], row_of: Mapping[FaceId, int]) -> list[Piece]:
    """Faces by label, every one labelled -1 by itself, in an order that the rows' has no part in."""
    numbers = labels.tolist()
    members: defaultdict[tuple[int, FaceId | None], list[FaceId]] = defaultdict(list)
    for face in sorted(row_of):
        label = numbers[row_of[face]]
        members[label, face if label < 0 else None].append(face)
    return [tuple(faces) for faces in members.values()]


def _join_anchored(
    cluster: Piece,
    anchors: Mapping[FaceId, PersonId],
    rejected: Rejections,
    embeddings: NDArray[np.float32],
    row_of: Mapping[FaceId, int],
) -> dict[FaceId, PersonId]:
    """The person that the anchors in the cluster give to the other faces in it."""
    settled = [face for face in cluster if face in anchors]
    people = sorted({anchors[face] for face in settled})
    others = [face for face in cluster if face not in anchors]
    joined: dict[FaceId, PersonId] = {}
    if not people or not others:
        return joined
    closeness = _closeness(settled, others, people, anchors, embeddings, row_of)
    for face, row in zip(others, closeness, strict=True):
        allowed = [i for i, person in enumerate(people) if person not in rejected.get(face, ())]
        if allowed:
            joined[face] = people[max(allowed, key=lambda i: (row[i], -i))]
    return joined


def _closeness(
    settled: list[FaceId],
    others: list[FaceId],
    people: list[PersonId],
    anchors: Mapping[FaceId, PersonId],
    embeddings: NDArray[np.float32],
    row_of: Mapping[FaceId, int],
) -> list[list[float]]:
    """For each of `others`, for each of `people`, the similarity of the most similar settled face."""
    if len(people) == 1:
        return [[0.0]] * len(others)
    rows = [row_of[face] for face in others]
    closest = np.empty((len(others), len(people)), np.float32)
    for i, person in enumerate(people):
        theirs = embeddings[[row_of[face] for face in settled if anchors[face] == person]]
        for start in range(0, len(rows), 1024):
            closest[start : start + 1024, i] = (embeddings[rows[start : start + 1024]] @ theirs.T).max(axis=1)
    result: list[list[float]] = closest.tolist()
    return result


def _split_conflicts(
    faces: Sequence[FaceId], rejected: Rejections, previous: Mapping[FaceId, PersonId]
) -> list[Piece]:
    """Set apart the faces that were taken out of a group from those that are still in it."""
    waiting, pieces = [list(faces)], []
    while waiting:
        piece = waiting.pop()
        if not piece:
            continue
        overlap = _overlap(piece, rejected, previous)
        out = _rejecters(piece, overlap, rejected)
        if out:
            waiting += [[face for face in piece if face not in out], sorted(out)]
        else:
            pieces.append(tuple(piece))
    return pieces


def _overlap(
    piece: Collection[FaceId], rejected: Rejections, previous: Mapping[FaceId, PersonId]
) -> Counter[PersonId]:
    """How many faces of the piece each previous person had, not counting those taken out since."""
    return Counter(
        previous[face] for face in piece if face in previous and previous[face] not in rejected.get(face, ())
    )


def _rejecters(piece: Collection[FaceId], people: Counter[PersonId], rejected: Rejections) -> set[FaceId]:
    """The faces of the piece that were rejected from the largest of `people` from which any was."""
    for person in sorted(people, key=lambda person: (-people[person], person)):
        out = {face for face in piece if person in rejected.get(face, ())}
        if out:
            return out
    return set()


def _name_pieces(
    pieces: list[Piece], previous: Mapping[FaceId, PersonId], rejected: Rejections
) -> tuple[dict[FaceId, PersonId], list[Piece]]:
    """The previous ids of the pieces that overlap most with them, and the groups that have none."""
    remembered = set().union(*rejected.values())
    claims = []
    for piece in pieces:
        refused = set().union(*(rejected.get(face, ()) for face in piece))
        for person, count in _overlap(piece, rejected, previous).items():
            # A single face keeps its id only lest those who were taken out of its group come back.
            if person not in refused and (len(piece) > 1 or person in remembered):
                claims.append((-count, person, piece))
    holder: dict[Piece, PersonId] = {}
    taken: set[PersonId] = set()
    for _, person, piece in sorted(claims):
        if person not in taken and piece not in holder:
            holder[piece] = person
            taken.add(person)
    kept = {face: person for piece, person in holder.items() for face in piece}
    return kept, sorted(piece for piece in pieces if piece not in holder and len(piece) > 1)
