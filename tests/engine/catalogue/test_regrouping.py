"""Twenty groupings after any corrections, by whatever method, take none of them back."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.catalogue import commands, people
from engine.catalogue.faces import faces_of, person_faces
from engine.errors import UserProblem
from engine.grouping import GroupingChoice, group_library
from engine.grouping.splitting import split_preview
from engine.types import PeopleSection
from engine.vision.registry import find_model
from tests.bench.clouds import clouds, unit

SPEC = find_model("sface")
FACES = 24
ANEW = [
    GroupingChoice(strictness=-1),
    GroupingChoice(strictness=1),
    GroupingChoice("dbscan", eps=0.9),
    GroupingChoice("dbscan", eps=0.1),
    GroupingChoice(),
]


def fill(library, vectors):
    return [library.photo(f"{i}.jpg", vectors=[vector])[1][0] for i, vector in enumerate(vectors)]


def whose(library):
    return dict(library.rows("SELECT id, person_id FROM face WHERE person_id IS NOT NULL"))


def words_hold(library):
    """What was said of faces stands, and nobody is whom they are not."""
    now = whose(library)
    said = dict(library.rows("SELECT face_id, person_id FROM said"))
    assert {face: now.get(face) for face in said} == said
    rejected = library.rows("SELECT face_id, person_id FROM rejected")
    assert [pair for pair in rejected if now.get(pair[0]) == pair[1] and pair[0] not in said] == []
    library.check()


numbers = st.integers(0, FACES - 1)
some_faces = st.lists(numbers, min_size=1, max_size=5, unique=True)


@st.composite
def corrections(draw):
    """`(command, values)` in which faces stand for themselves and for the people that they are in."""
    command = draw(
        st.sampled_from(["name", "merge", "split", "apart", "move", "out", "strangers", "hide", "undo"])
    )
    return command, draw(some_faces), draw(st.sampled_from(["Anna", "Ben", "Cleo"]))


def say(library, faces, command, picked, name):
    chosen = [faces[number] for number in picked]
    now = whose(library)
    theirs = list(dict.fromkeys(now[face] for face in chosen if face in now))
    if command == "name":
        library.write(commands.name_people, theirs, name)
    elif command == "move":
        library.write(commands.move_faces_to_name, chosen, name)
    elif command == "out":
        library.write(commands.take_out, chosen)
    elif command == "undo":
        library.write(commands.undo)
    elif command == "strangers":
        library.write(commands.mark_strangers, chosen)
    elif theirs:
        of_people(library, command, theirs)


def of_people(library, command, theirs):
    if command == "merge":
        library.write(commands.merge, theirs, theirs[0])
    elif command == "apart":
        library.write(commands.tell_apart, theirs)
    elif command == "hide":
        library.write(commands.hide_people, theirs, True)
    elif len(person_faces(library.catalogue.read(), theirs[0], SPEC.id).ids) > 1:
        parts = library.read(split_preview, SPEC.id, theirs[0], None)
        if len(parts) > 1:  # who was pointed at stays
            library.write(commands.split, theirs[0], parts)


@settings(max_examples=10)
@given(st.lists(corrections(), min_size=1, max_size=10), st.integers(0, 99))
def test_no_word_is_lost_over_twenty_groupings(new_library, history, seed):
    with tempfile.TemporaryDirectory() as folder:
        library = new_library(Path(folder) / "catalogue.sqlite")
        faces = fill(library, clouds(FACES, 128, people=5, spread=1.0, seed=seed)[0])
        group_library(library.catalogue, SPEC, GroupingChoice(strictness=-1))
        nothing = library.said()
        for number, correction in enumerate(history):
            say(library, faces, *correction)
            group_library(library.catalogue, SPEC, ANEW[number % len(ANEW)])
            words_hold(library)
        said, hidden = library.said(), listed(library, PeopleSection.HIDDEN)
        for run in range(20):
            group_library(library.catalogue, SPEC, ANEW[run % len(ANEW)])
            words_hold(library)
            assert library.said() == said
            assert hidden <= listed(library, PeopleSection.HIDDEN)
        steps = 0
        while library.write(commands.undo):
            group_library(library.catalogue, SPEC, ANEW[steps % len(ANEW)])
            words_hold(library)
            steps += 1
        assert library.said() == nothing
        for _ in range(steps):
            library.write(commands.redo)
        assert library.said() == said
        library.catalogue.close()


def listed(library, section):
    return {person.id for person in library.read(people.people, section)}


def one_by_the_machine(library):
    """Two people of ten faces each whom every grouping takes for one."""
    centres = unit(np.array([[1, 0.4] + [0] * 126, [1, -0.4] + [0] * 126], np.float32))
    noise = np.random.default_rng(0).standard_normal((20, 128), np.float32) * 0.02
    faces = fill(library, unit(np.repeat(centres, 10, axis=0) + noise))
    group_library(library.catalogue, SPEC, GroupingChoice())
    [person] = {*whose(library).values()}
    return person, faces


def never_together_again(library, some, others):
    for run in range(20):
        group_library(library.catalogue, SPEC, ANEW[run % len(ANEW)])
        now = whose(library)
        assert {now[face] for face in some}.isdisjoint({now[face] for face in others})


def test_who_was_split_is_never_joined_again(library):
    person, faces = one_by_the_machine(library)
    parts = library.read(split_preview, SPEC.id, person, None)
    assert {frozenset(part) for part in parts} == {frozenset(faces[:10]), frozenset(faces[10:])}
    library.write(commands.split, person, parts)
    never_together_again(library, *parts)


def test_a_new_face_goes_to_the_nearer_part_of_a_split(library):
    person, faces = one_by_the_machine(library)
    library.write(commands.split, person, [faces[:10], faces[10:]])
    _, [new] = library.photo("new.jpg", vectors=unit(np.array([[1, -0.38] + [0] * 126])))
    group_library(library.catalogue, SPEC, GroupingChoice())
    assert whose(library)[new] == whose(library)[faces[-1]] != person


def test_a_face_put_into_a_group_without_a_name_stays_with_it(library):
    person, faces = one_by_the_machine(library)
    _, [unlike] = library.photo("unlike.jpg", vectors=np.eye(1, 128, k=100, dtype=np.float32))
    group_library(library.catalogue, SPEC, GroupingChoice())
    library.write(commands.move_faces, [unlike], person)
    for choice in ANEW:
        group_library(library.catalogue, SPEC, choice)
        assert whose(library) == dict.fromkeys([*faces, unlike], person)


@pytest.mark.parametrize("by_the_page", [True, False])
def test_confirming_one_face_points_at_it_alone_and_its_group_stays_together(library, by_the_page):
    person, found = one_by_the_machine(library)
    library.write(commands.confirm, [found[3]], person if by_the_page else None)
    for choice in ANEW:
        group_library(library.catalogue, SPEC, choice)
        assert whose(library) == dict.fromkeys(found, person)
        theirs = library.read(faces_of, person)
        assert [face.id for face in theirs if face.pointed_at] == [found[3]]


def test_groups_told_apart_are_never_joined(library):
    person, faces = one_by_the_machine(library)
    library.write(commands.split, person, [faces[:10], faces[10:]])
    library.write(commands.undo)
    [other] = library.guess(faces[10:])
    library.write(commands.tell_apart, [person, other])
    never_together_again(library, faces[:10], faces[10:])
    assert library.read(people.apart) == {(person, other)}


def test_strangers_and_the_hidden_stay_out_of_sight_when_one_of_them_is_confirmed(library):
    person, faces = one_by_the_machine(library)
    [other] = library.guess(faces[10:])
    library.write(commands.set_strangers, [person], True)
    library.write(commands.set_hidden, other, True)
    library.write(commands.confirm, [faces[0], faces[10]])
    for run in range(20):
        group_library(library.catalogue, SPEC, ANEW[run % len(ANEW)])
        assert listed(library, PeopleSection.UNNAMED) == set()


def test_picked_faces_say_who_is_who_and_confirmed_ones_stay(library):
    person, faces = one_by_the_machine(library)
    library.write(commands.confirm, [faces[15]])
    parts = library.read(split_preview, SPEC.id, person, [[faces[0]], [faces[10], faces[11]]])
    assert [set(part) for part in parts] == [{*faces[:10], faces[15]}, {*faces[10:]} - {faces[15]}]
    parts = library.read(split_preview, SPEC.id, person, [[faces[0]], [faces[15]]])
    assert set(parts[1]) == set(faces[10:]), "a picked face goes where it was picked for"


def test_picking_that_says_nothing_is_refused(library):
    person, faces = one_by_the_machine(library)
    _, [elsewhere] = library.photo("elsewhere.jpg")
    for seeds in ([], [[faces[0]]], [[faces[0]], []], [[faces[0]], [faces[0]]], [[faces[0]], [elsewhere]]):
        with pytest.raises(UserProblem):
            library.read(split_preview, SPEC.id, person, seeds)
