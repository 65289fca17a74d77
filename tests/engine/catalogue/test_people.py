"""Lists of people and the guesses behind them."""

from __future__ import annotations

import numpy as np

from engine.catalogue import commands, guesses, people, photos
from engine.types import PeopleSection


def test_shelves_hold_everyone_once_most_faces_first(library):
    (small, _), (big, _), (named, _), (hidden, _) = (
        library.group(count, name) for name, count in (("a", 1), ("b", 3), ("c", 2), ("d", 1))
    )
    library.write(commands.name_person, named, "Anna")
    library.write(commands.set_hidden, hidden, True)
    shelves = {shelf: [person.id for person in library.read(people.people, shelf)] for shelf in PeopleSection}
    assert shelves == {
        PeopleSection.NAMED: [named],
        PeopleSection.UNNAMED: [big, small],
        PeopleSection.HIDDEN: [hidden],
    }
    assert [person.id for person in library.read(people.people)] == [big, named, small, hidden]
    counts = library.read(photos.counts)
    assert (counts.named, counts.unnamed, counts.hidden, counts.faces) == (1, 2, 1, 7)


def test_people_without_faces_are_not_listed(library):
    group, found = library.group(1, "a")
    library.write(commands.name_person, group, "Anna")
    library.write(commands.take_out, found)
    assert library.read(people.people) == []
    assert library.read(photos.counts).named == 0
    assert library.read(people.person, group).name == "Anna"
    assert library.read(people.names_of, [group, 999]) == {group: "Anna"}


def test_completion_begins_with_the_most_used_name(library):
    for count, name in ((1, "Anna"), (3, "Ben"), (2, "Cleo")):
        group, _ = library.group(count, name)
        library.write(commands.name_person, group, name)
    assert library.read(people.names) == ["Ben", "Cleo", "Anna"]


def test_a_grouping_learns_everything_that_was_said(library):
    group, [a, b, c, d] = library.group(4, "a")
    other, [e] = library.group(1, "b")
    library.write(commands.take_out, [c])
    library.write(commands.mark_not_a_face, [d])
    library.write(commands.name_person, group, "Anna")
    library.write(commands.confirm, [b])
    library.write(commands.set_hidden, other, True)
    told = library.read(guesses.constraints)
    assert list(
        zip(told.said_faces.tolist(), told.said_persons.tolist(), told.pointed_at.tolist(), strict=True)
    ) == [
        (a, group, False),
        (b, group, True),
        (e, other, False),
    ]
    assert (told.rejected_faces.tolist(), told.rejected_persons.tolist()) == ([c], [group])
    assert told.not_faces.tolist() == [d]
    assert library.read(people.kept) == {group, other}


def test_guesses_change_only_what_differs(library):
    group, found = library.group(3, "a")
    [new] = library.write(guesses.new_groups, 1)
    changes = library.write(guesses.store_guesses, np.array(found), np.array([group, new, -1]))
    assert changes.faces == set(found[1:])
    assert changes.people == {group, new}
    ids, whose = library.read(guesses.assignments)
    assert (ids.tolist(), whose.tolist()) == (found[:2], [group, new])
    assert not library.write(guesses.store_guesses, np.array(found), np.array([group, new, 0]))


def test_only_people_whom_nothing_refers_to_are_pruned(library):
    left, found = library.group(1, "a")
    guessed, _ = library.group(1, "b")
    hidden, _ = library.group(1, "c")
    rejected, others = library.group(1, "d")
    mentioned, moved = library.group(1, "e")
    library.write(commands.set_hidden, hidden, True)
    library.write(commands.take_out, others)
    library.write(commands.set_hidden, mentioned, True)
    library.write(commands.set_hidden, mentioned, False)
    everyone = np.array([*found, *others, *moved])
    library.write(guesses.store_guesses, everyone, np.zeros(3, np.int64))
    assert library.write(guesses.prune_people) == 1
    alive = {row[0] for row in library.rows("SELECT id FROM person")}
    assert alive == {guessed, hidden, rejected, mentioned}
    [fresh] = library.write(guesses.new_groups, 1)
    assert fresh > max(left, mentioned)
