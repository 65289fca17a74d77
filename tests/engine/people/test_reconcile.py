"""Whatever the machine finds, what the user said holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.people.reconcile import Assignment, UserWords, reconcile
from engine.types import FaceId, PersonId
from tests.bench.clouds import unit

FIRST_NEW = 100

# Made once: a strategy takes longer to make than to draw from.
FACES = [FaceId(i) for i in range(1, 21)]
anyone = st.sampled_from(FACES)
person = st.integers(1, 6).map(PersonId)
people_of = {count: st.dictionaries(anyone, person, max_size=count) for count in (8, 20)}
refused = st.dictionaries(anyone, st.frozensets(person, max_size=4), max_size=8)
some_faces = st.frozensets(anyone, max_size=4)
some_people = st.frozensets(person, max_size=4)
counts, orders, seeds = st.integers(0, 16), st.permutations(FACES), st.integers(0, 999)


@dataclass(frozen=True)
class Case:
    faces: list[FaceId]
    labels: NDArray[np.int64]
    embeddings: NDArray[np.float32]
    words: UserWords
    previous: dict[FaceId, PersonId]

    def reconciled(self) -> Assignment:
        return reconcile(self.labels, self.faces, self.embeddings, self.words, self.previous)

    def taking_part(self) -> set[FaceId]:
        return set(self.faces) - self.words.not_faces


@cache
def some_labels(count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(-1, 4), min_size=count, max_size=count)


@st.composite
def cases(draw: st.DrawFn, *, words: bool = True) -> Case:
    count = draw(counts)
    faces = draw(orders)[:count]
    random = np.random.default_rng(draw(seeds))
    return Case(
        faces,
        np.array(draw(some_labels(count)), np.int64),
        unit(random.standard_normal((count, 4))),
        UserWords(
            said=draw(people_of[8]),
            rejected=draw(refused),
            not_faces=draw(some_faces),
            kept=draw(some_people),
        )
        if words
        else UserWords(),
        draw(people_of[20]),
    )


def groups_of(assignment: Assignment) -> set[frozenset[FaceId]]:
    named = {
        frozenset(face for face, theirs in assignment.people.items() if theirs == person)
        for person in assignment.people.values()
    }
    return named | {frozenset(group) for group in assignment.new}


def with_ids(assignment: Assignment, first: int = FIRST_NEW) -> dict[FaceId, PersonId]:
    """What the catalogue makes of it: new groups get ids that nobody had."""
    people = dict(assignment.people)
    for i, group in enumerate(assignment.new):
        people |= dict.fromkeys(group, PersonId(first + i))
    return people


def held_words_hold(case: Case, people: Mapping[FaceId, PersonId]) -> None:
    said = {face: person for face, person in case.words.said.items() if face in case.taking_part()}
    assert {face: people.get(face) for face in said} == said
    for face, refused in case.words.rejected.items():
        assert face in said or people.get(face) not in refused
    assert set(people) <= case.taking_part()


@settings(max_examples=150)
@given(cases())
def test_what_the_user_said_holds(case: Case) -> None:
    found = case.reconciled()
    held_words_hold(case, with_ids(found))
    assert all(len(group) >= 2 for group in found.new)
    assert sum(map(len, found.new)) + len(found.people) == len(with_ids(found)), "a face in two groups"


@given(cases(), st.lists(some_labels(16), max_size=6))
def test_it_holds_however_often_the_machine_groups_anew(case: Case, labels: list[list[int]]) -> None:
    people = with_ids(case.reconciled())
    for run, some in enumerate(labels, 1):
        again = np.array(some[: len(case.faces)], np.int64)
        case = Case(case.faces, again, case.embeddings, case.words, people)
        people = with_ids(case.reconciled(), FIRST_NEW * (run + 1))
        held_words_hold(case, people)


@settings(max_examples=150)
@given(cases())
def test_people_who_must_be_kept_keep_their_faces(case: Case) -> None:
    found = case.reconciled()
    spoken_of = {person for face, person in case.words.said.items() if face not in case.words.not_faces}
    for person in case.words.kept - spoken_of:
        theirs = {
            face
            for face, was in case.previous.items()
            if was == person
            and face in case.taking_part()
            and face not in case.words.said
            and person not in case.words.rejected.get(face, ())
        }
        assert theirs <= {face for face, now in found.people.items() if now == person}


@settings(max_examples=150)
@given(cases())
def test_a_cluster_joins_the_most_similar_of_those_the_user_knows_in_it(case: Case) -> None:
    words = UserWords(case.words.said, case.words.rejected, case.words.not_faces)
    found = reconcile(case.labels, case.faces, case.embeddings, words, case.previous)
    row = {face: i for i, face in enumerate(case.faces)}
    spoken_of = {person for face, person in words.said.items() if face not in words.not_faces}
    for face in case.taking_part() - set(words.said):
        mates = {
            mate: words.said[mate]
            for mate in case.taking_part() & set(words.said)
            if case.labels[row[mate]] == case.labels[row[face]] >= 0
            and words.said[mate] not in words.rejected.get(face, ())
        }
        if mates:
            closest = max(
                mates, key=lambda mate: float(case.embeddings[row[mate]] @ case.embeddings[row[face]])
            )
            assert found.people[face] == mates[closest]
        else:
            assert found.people.get(face) not in spoken_of, "a name without a reason"


@settings(max_examples=150)
@given(cases())
def test_only_the_user_joins_what_the_machine_keeps_apart(case: Case) -> None:
    words = UserWords(case.words.said, case.words.rejected, case.words.not_faces)
    found = reconcile(case.labels, case.faces, case.embeddings, words, case.previous)
    label = dict(zip(case.faces, case.labels.tolist(), strict=True))
    for group in groups_of(found):
        if not any(found.people.get(face) in words.said.values() for face in group):
            assert len({label[face] for face in group}) == 1
            assert len(group) == 1 or label[min(group)] >= 0


@given(cases(), st.randoms(use_true_random=False))
def test_neither_the_order_of_faces_nor_the_numbers_of_clusters_matter(case: Case, random) -> None:
    order = list(range(len(case.faces)))
    random.shuffle(order)
    renumbered = np.where(case.labels >= 0, (case.labels * 3 + 1) % 7, -1)
    shuffled = Case(
        [case.faces[i] for i in order],
        renumbered[order],
        case.embeddings[order],
        case.words,
        case.previous,
    )
    assert shuffled.reconciled() == case.reconciled()


@given(cases(words=False))
def test_grouping_again_changes_nothing(case: Case) -> None:
    people = with_ids(case.reconciled())
    again = Case(case.faces, case.labels, case.embeddings, case.words, people).reconciled()
    assert again == Assignment(people)


def group(labels: Sequence[int], previous: dict[int, int], **words) -> Assignment:
    """Faces 1, 2, ... with these labels."""
    faces = [FaceId(i + 1) for i in range(len(labels))]
    embeddings = np.eye(max(len(labels), 1), dtype=np.float32)[: len(labels)]
    return reconcile(np.array(labels, np.int64), faces, embeddings, UserWords(**words), previous)


def test_a_group_that_grows_keeps_its_id() -> None:
    assert group([0, 0, 0, 0, 0], {1: 7, 2: 7}) == Assignment(dict.fromkeys(range(1, 6), 7))


def test_of_two_groups_that_turn_out_to_be_one_the_larger_keeps_its_id() -> None:
    assert group([0] * 5, {1: 7, 2: 7, 3: 8, 4: 8, 5: 8}) == Assignment(dict.fromkeys(range(1, 6), 8))


def test_of_a_group_that_falls_apart_the_larger_part_keeps_its_id() -> None:
    found = group([0, 0, 1, 1, 1], dict.fromkeys(range(1, 6), 7))
    assert found == Assignment({3: 7, 4: 7, 5: 7}, [(1, 2)])


def test_the_name_stays_with_the_faces_that_the_user_confirmed() -> None:
    found = group([0, 0, 1, 1, 1], dict.fromkeys(range(1, 6), 7), said={1: 7})
    assert found == Assignment({1: 7, 2: 7}, [(3, 4, 5)])


def test_a_named_group_survives_a_machine_that_no_longer_sees_it() -> None:
    assert group([-1, -1, 0, 0], {1: 7, 2: 7, 3: 8, 4: 8}, kept={7}).people == {1: 7, 2: 7, 3: 8, 4: 8}


def test_a_named_group_is_not_swallowed_by_a_larger_one() -> None:
    found = group([0] * 5, {1: 7, 2: 7, 3: 8, 4: 8, 5: 8}, kept={7, 8})
    assert found.people == {1: 7, 2: 7, 3: 8, 4: 8, 5: 8}


def test_faces_taken_out_of_a_person_stay_together_as_a_group_of_their_own() -> None:
    found = group([0] * 5, {}, said={1: 7}, rejected={4: {7}, 5: {7}})
    assert found == Assignment({1: 7, 2: 7, 3: 7}, [(4, 5)])


def test_a_single_face_taken_out_is_alone() -> None:
    found = group([0, 0, 0], dict.fromkeys((1, 2, 3), 7), rejected={3: {7}})
    assert found == Assignment({1: 7, 2: 7})


def test_a_face_taken_out_of_a_group_of_two_does_not_come_back() -> None:
    people: dict[int, int] = {1: 7, 2: 7}
    for labels in ([0, 0], [-1, -1], [0, 0]):
        people = with_ids(group(labels, people, rejected={2: {7}}))
        assert people == {1: 7}


def test_siblings_in_one_cluster_are_told_apart_by_the_faces_that_the_user_named() -> None:
    anna, ben = np.eye(2, dtype=np.float32)
    embeddings = unit(np.array([anna, ben, anna + 0.9 * ben, ben + 0.8 * anna]))
    words = UserWords(said={FaceId(1): PersonId(7), FaceId(2): PersonId(8)})
    found = reconcile(np.zeros(4, np.int64), [FaceId(i) for i in (1, 2, 3, 4)], embeddings, words, {})
    assert found == Assignment({1: 7, 2: 8, 3: 7, 4: 8})


def test_a_single_face_that_the_user_named_is_a_person() -> None:
    assert group([-1, -1], {}, said={2: 7}) == Assignment({2: 7})


def test_what_is_not_a_face_takes_no_part() -> None:
    assert group([0, 0, 0], {1: 7}, said={1: 7}, not_faces={1}) == Assignment({}, [(2, 3)])
