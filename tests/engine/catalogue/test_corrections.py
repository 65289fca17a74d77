"""Merging, splitting, telling apart, strangers, birth dates: what each does, and that it is one step."""

from __future__ import annotations

import numpy as np
import pytest

from engine.catalogue import commands, guesses, journal, people
from engine.errors import UserProblem
from engine.types import Changes, PeopleSection


def listed(library, section):
    return {person.id for person in library.read(people.people, section)}


def test_several_groups_named_at_once_are_one_step(library):
    (a, hers), (b, more), (c, rest) = (library.group(2, name) for name in "abc")
    before = library.said()
    changes = library.write(commands.name_people, [a, b, c], "Anna")
    assert library.albums() == {"Anna": 6}
    assert changes.people == {a, b, c}
    assert changes.faces == {*hers, *more, *rest}
    assert len(library.read(journal.history, 10)) == 1
    library.write(commands.undo)
    assert library.said() == before
    assert library.faces_of(b) == set(more)


def test_several_groups_join_whoever_bears_the_name(library):
    (anna, _), (b, _), (c, _) = (library.group(2, name) for name in "abc")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.name_people, [b, c], "ANNA")
    assert library.albums() == {"Anna": 6}
    assert len(library.faces_of(anna)) == 6


def test_merging_into_a_group_without_a_name_keeps_the_name(library):
    (anna, _), (group, _) = library.group(2, "a"), library.group(5, "b")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.set_born, anna, "2016")
    library.write(commands.merge, [anna], group)
    [person] = library.read(people.people)
    assert (person.id, person.name, person.faces, person.born) == (group, "Anna", 7, "2016")
    library.write(commands.undo)
    assert library.albums() == {"Anna": 2, None: 5}


def test_merging_with_somebody_who_is_gone_changes_nothing(library):
    group, _ = library.group(2, "a")
    before = library.said()
    for people_and_into in (([group], 99), ([99], group), ([group, 99], group)):
        with pytest.raises(UserProblem, match="no longer in the library"):
            library.write(commands.merge, *people_and_into)
    assert library.write(commands.merge, [group], group) == Changes()
    assert library.said() == before


def test_a_split_keeps_the_name_with_the_first_part_and_makes_new_people(library):
    anna, found = library.group(6, "a")
    library.write(commands.name_person, anna, "Anna")
    before = library.said()
    changes = library.write(commands.split, anna, [found[:3], found[3:5], found[5:]])
    first, second = sorted(changes.people - {anna})
    assert library.faces_of(anna) == set(found[:3])
    assert library.faces_of(first) == set(found[3:5])
    assert library.faces_of(second) == {found[5]}
    assert library.read(people.apart) == {(anna, first), (anna, second), (first, second)}
    assert library.albums() == {"Anna": 3, None: 1}
    library.restart()
    library.write(commands.undo)
    assert library.said() == before
    library.write(commands.redo)
    assert library.faces_of(first) == set(found[3:5])


@pytest.mark.parametrize("parts", [[], [[0, 1]], [[0, 1], []], [[0, 1], [1, 2]]])
def test_what_is_no_split_is_refused(library, parts):
    anna, found = library.group(3, "a")
    with pytest.raises(UserProblem):
        library.write(commands.split, anna, [[found[i] for i in part] for part in parts])
    assert library.read(commands.undo_label) is None


def test_a_face_that_was_none_is_one_when_it_is_split_off(library):
    anna, found = library.group(4, "a")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.mark_not_a_face, found[3:])
    changes = library.write(commands.split, anna, [found[:2], found[2:]])
    [other] = changes.people - {anna}
    assert library.faces_of(other) == set(found[2:])
    library.write(commands.undo)
    assert library.faces_of(anna) == set(found[:3])


def test_a_merge_takes_back_that_they_are_different_and_inherits_from_whom_else_they_are(library):
    (a, _), (b, _), (c, _) = (library.group(2, name) for name in "abc")
    library.write(commands.tell_apart, [a, b])
    library.write(commands.tell_apart, [c, a])
    library.write(commands.merge, [a], b)
    assert library.read(people.apart) == {(b, c)}
    library.write(commands.undo)
    assert library.read(people.apart) == {(a, b), (a, c)}


def test_telling_apart_leaves_the_guesses_of_somebody_with_a_name_guesses(library):
    (_, hers), (group, more) = library.group(3, "a"), library.group(2, "b")
    library.write(commands.move_faces_to_name, hers[:1], "Anna")
    named = next(person.id for person in library.read(people.people) if person.name)
    library.write(guesses.store_guesses, *pairs({hers[1]: named}))
    library.write(commands.tell_apart, [named, group])
    assert {row[0] for row in library.said()["said"]} == {hers[0], *more}
    assert library.read(commands.undo_label) == "Anna and an unnamed group are different people"


def test_strangers_are_out_of_the_way_until_they_are_shown_or_named(library):
    (a, _), (b, _), (c, _) = (library.group(2, name) for name in "abc")
    library.write(commands.set_strangers, [a, b], True)
    assert listed(library, PeopleSection.UNNAMED) == {c}
    assert listed(library, PeopleSection.HIDDEN) == {a, b}
    assert library.read(people.person, a).stranger
    library.write(commands.hide_people, [a], False)
    library.write(commands.name_person, b, "Ben")
    assert listed(library, PeopleSection.HIDDEN) == set()
    assert listed(library, PeopleSection.NAMED) == {b}
    with pytest.raises(UserProblem, match="Ben has a name"):
        library.write(commands.set_strangers, [a, b], True)


def test_faces_of_nobody_are_as_many_strangers(library):
    [(_, [one]), (_, [two])] = library.photo("1.jpg"), library.photo("2.jpg")
    anna, hers = library.group(3, "a")
    library.write(commands.name_person, anna, "Anna")
    changes = library.write(commands.mark_strangers, [one, two, *hers[:2]])
    assert sorted(len(library.faces_of(person)) for person in changes.people - {anna}) == [1, 1, 2]
    assert library.albums()["Anna"] == 1
    assert listed(library, PeopleSection.UNNAMED) == set()
    assert {(hers[0], anna), (hers[1], anna)} <= set(library.said()["rejected"])


@pytest.mark.parametrize("born", ["2016", "2016-05-31", " 1924 "])
def test_a_birth_date_is_a_year_or_a_day(library, born):
    anna, _ = library.group(1, "a")
    library.write(commands.set_born, anna, born)
    assert library.read(people.person, anna).born == born.strip()
    library.write(commands.set_born, anna, None)
    assert library.read(people.person, anna).born is None


@pytest.mark.parametrize("born", ["", "16", "2016-05", "2016-13-01", "31.5.2016", "2999", "1066", "²⁰¹⁶"])
def test_what_is_no_birth_date_is_refused(library, born):
    anna, _ = library.group(1, "a")
    with pytest.raises(UserProblem):
        library.write(commands.set_born, anna, born)


def test_history_tells_what_was_undone(library):
    group, _ = library.group(2, "a")
    library.write(commands.name_person, group, "Anna")
    library.write(commands.set_born, group, "2016")
    library.write(commands.undo)
    told = [(step.label, step.undone) for step in library.read(journal.history, 10)]
    assert told == [("Anna was born 2016", True), ("Name Anna", False)]
    assert len(library.read(journal.history, 1)) == 1


def pairs(wanted):
    return np.array(list(wanted)), np.array(list(wanted.values()))
