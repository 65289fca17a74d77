"""Whatever the data, no grouping breaks what the user said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.people.constraints import Constraints
from engine.people.default import default
from engine.people.incremental import regroup_touched
from engine.people.reconcile import UserWords
from engine.people.rule import Rule
from engine.people.words import constraints_of
from engine.types import FaceId, PersonId
from engine.vision.registry import find_model
from tests.bench.clouds import unit


@dataclass(frozen=True)
class Case:
    faces: NDArray[np.int64]
    embeddings: NDArray[np.float32]
    quality: NDArray[np.float32]
    photos: NDArray[np.int64]
    words: UserWords
    previous: dict[FaceId, PersonId]
    strictness: float

    def constraints(self) -> Constraints:
        return constraints_of(self.faces, self.photos, self.words, self.previous)

    def labels(self) -> NDArray[np.int64]:
        rule = Rule.of(find_model("sface").thresholds, self.strictness)
        return default(self.embeddings, self.quality, rule, self.constraints())


# Made once for each number of faces: a strategy takes longer to make than to draw from.
numbers, seeds, some_photos, crowds = (
    st.integers(1, 30),
    st.integers(0, 9999),
    st.integers(1, 60),
    st.integers(1, 5),
)
spreads, strictness = st.sampled_from([0.0, 0.3, 1.0]), st.sampled_from([-1.0, 0.0, 1.0])
person = st.integers(1, 6).map(PersonId)
some_people, people = st.frozensets(person, max_size=3), st.frozensets(person, max_size=4)


@cache
def people_of(n: int, most: int) -> st.SearchStrategy[dict[FaceId, PersonId]]:
    return st.dictionaries(st.integers(1, n).map(FaceId), person, max_size=most)


@cache
def refused(n: int) -> st.SearchStrategy[dict[FaceId, frozenset[PersonId]]]:
    return st.dictionaries(st.integers(1, n).map(FaceId), people, max_size=12)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Few dimensions and little noise: nearly everything resembles nearly everything."""
    n = draw(numbers)
    random = np.random.default_rng(draw(seeds))
    centres = random.standard_normal((draw(crowds), 4))
    noise = random.standard_normal((n, 4)) * draw(spreads)
    return Case(
        np.arange(1, n + 1),
        unit(centres[random.integers(0, len(centres), n)] + noise),
        random.uniform(0, 1, n).astype(np.float32),
        random.integers(0, draw(some_photos), n),
        UserWords(said=draw(people_of(n, 12)), rejected=draw(refused(n)), kept=draw(some_people)),
        draw(people_of(n, 30)),
        draw(strictness),
    )


def words_bind(case: Case, labels: NDArray[np.int64]) -> None:
    said, rejected, kept = case.words.said, case.words.rejected, case.words.kept
    label = dict(zip(map(FaceId, case.faces.tolist()), labels.tolist(), strict=True))
    for face, person in said.items():
        for other, theirs in said.items():
            if face != other:
                assert (label[face] == label[other] >= 0) == (person == theirs)
    for face, people in rejected.items():
        for other, person in (case.previous | said).items():
            if other in said:
                bound = said.get(face) != person
            else:  # a group without a word binds those who were left in it
                left_in = person not in rejected.get(other, ()) and person not in {*kept, *said.values()}
                bound = left_in and face not in said and face != other
            if person in people and bound:
                assert label[face] == -1 or label[face] != label[other]


@settings(max_examples=150)
@given(cases())
def test_what_the_user_said_binds_every_grouping(case: Case) -> None:
    words_bind(case, case.labels())


@settings(max_examples=150)
@given(cases(), st.lists(st.integers(-1, 5), min_size=30, max_size=30), st.integers(0, 30))
def test_it_binds_too_when_a_few_faces_come_to_any_groups(case: Case, before: list[int], new: int) -> None:
    n = len(case.faces)
    rule = Rule.of(find_model("sface").thresholds, case.strictness)
    labels = regroup_touched(
        case.embeddings, case.quality, rule, case.constraints(), np.array(before[:n]), np.arange(n) >= new
    )
    words_bind(case, labels)


@settings(max_examples=80)
@given(cases())
def test_one_photo_shows_nobody_twice_unless_the_user_says_so_or_the_faces_are_the_same(case: Case) -> None:
    labels = case.labels()
    mirrored = Rule.of(find_model("sface").thresholds).mirrored
    said = case.constraints().said
    for i in range(len(labels)):
        for j in range(i):
            if labels[i] == labels[j] >= 0 and case.photos[i] == case.photos[j]:
                mates = np.flatnonzero((labels == labels[i]) & (case.photos == case.photos[i]))
                alike = (case.embeddings[mates] @ case.embeddings[i] >= mirrored).sum() > 1
                assert alike or said[i] == said[j] >= 0 or (said[mates] >= 0).sum() > 1


@settings(max_examples=100)
@given(cases(), st.integers(0, 9999))
def test_the_constraints_of_some_faces_are_theirs(case: Case, seed: int) -> None:
    """Grouping only a part of the library, the same words bind it."""
    n = len(case.faces)
    rows = np.flatnonzero(np.random.default_rng(seed).random(n) < 0.5)
    few = case.constraints().of_rows(rows)
    group, unit_of = np.zeros(len(rows), np.int64), np.arange(len(rows))
    whole = np.full(n, -1, np.int64)
    whole[rows] = 0
    assert (few.clashing(group, unit_of, 1) == case.constraints().clashing(whole, np.arange(n), 1)).all()
