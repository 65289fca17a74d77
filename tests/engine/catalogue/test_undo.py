"""Undo and redo: exact, unlimited, and across restarts, whatever the user did."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine.catalogue import commands, guesses, people
from engine.errors import UserProblem
from engine.types import Changes


def test_undoing_a_join_brings_both_back_after_a_restart(library):
    (anna, hers), (ben, his) = library.group(3, "a"), library.group(2, "b")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.name_person, ben, "Ben")
    library.write(commands.set_cover, ben, his[1])
    library.write(commands.set_hidden, ben, True)
    before = library.said()
    changes = library.write(commands.name_person, ben, "anna")
    library.restart()
    assert library.write(commands.undo) == changes
    assert library.said() == before
    assert library.faces_of(anna) == set(hers)
    assert library.faces_of(ben) == set(his)
    assert library.read(people.person, ben).cover == his[1]


def test_undo_takes_back_what_was_said_but_not_what_was_guessed_since(library):
    anna, hers = library.group(2, "a")
    library.write(commands.name_person, anna, "Anna")
    (_, [later]) = library.photo("later.jpg")
    library.write(guesses.store_guesses, np.array([*hers, later]), np.full(3, anna))
    library.write(commands.undo)
    assert library.albums() == {None: 3}
    library.write(commands.redo)
    assert library.albums() == {"Anna": 3}


def test_a_join_can_be_undone_after_a_regrouping(library):
    (anna, hers), (other, more) = library.group(2, "a"), library.group(2, "b")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.name_person, other, "Anna")
    library.write(guesses.store_guesses, np.array([*hers, *more]), np.full(4, anna))
    assert library.write(guesses.prune_people) == 0
    library.write(commands.undo)
    assert library.faces_of(anna) == set(hers)
    assert library.faces_of(other) == set(more)
    library.write(commands.redo)
    assert library.albums() == {"Anna": 4}


def test_a_new_command_drops_what_was_undone(library):
    group, found = library.group(2, "a")
    library.write(commands.name_person, group, "Anna")
    library.write(commands.undo)
    assert library.read(commands.redo_label) == "Name Anna"
    library.write(commands.take_out, found[:1])
    assert library.read(commands.redo_label) is None
    assert library.write(commands.redo) == Changes()


def test_nothing_to_undo_is_no_change(library):
    assert library.write(commands.undo) == Changes()
    assert library.read(commands.undo_label) is None
    assert library.read(commands.redo_label) is None


FACES = 8
PEOPLE = 6
face_numbers = st.lists(st.integers(0, FACES - 1), max_size=4, unique=True)
people_numbers = st.integers(0, PEOPLE - 1)
some_people = st.lists(people_numbers, max_size=3)
album_numbers = st.integers(1, 4)  # ids; some were not given yet, some albums are deleted
some_names = st.sampled_from(["Anna", "anna", "Ben", "Zoe\u0308", "ZOË"])

OF_FACES = [commands.take_out, commands.confirm, commands.mark_not_a_face, commands.mark_strangers]
OF_SEVERAL = [commands.hide_people, commands.set_strangers]


class AnyUser(RuleBasedStateMachine):
    """Says things in any order, with groupings and restarts in between."""

    @initialize()
    def fill(self) -> None:
        library_type = AnyUser.library_type
        self.folder = tempfile.TemporaryDirectory()
        self.library = library_type(Path(self.folder.name) / "catalogue.sqlite")
        self.faces = [self.library.photo(f"{number}.jpg")[1][0] for number in range(FACES)]
        self.people = self.library.guess(self.faces[:3], self.faces[3:5], self.faces[5:7], [], [], [])
        self.states = [self.library.said()]  # after 0, 1, 2 ... steps
        self.now = 0

    def teardown(self) -> None:
        if not hasattr(self, "library"):
            return
        while self.library.write(commands.undo):
            pass
        assert self.library.said() == self.states[0]
        while self.library.write(commands.redo):
            pass
        assert self.library.said() == self.states[-1]
        self.library.check()
        self.library.catalogue.close()
        self.folder.cleanup()

    def say(self, command, *values) -> None:
        try:
            changes = self.library.write(command, *values)
        except UserProblem:
            changes = Changes()
        after = self.library.said()
        assert bool(changes) == (after != self.states[self.now])
        if changes:
            self.states[self.now + 1 :] = [after]
            self.now += 1

    def chosen(self, numbers):
        return [self.faces[number] for number in numbers]

    def those(self, numbers):
        return [self.people[number] for number in numbers]

    @rule(person=people_numbers, name=some_names)
    def name(self, person, name):
        self.say(commands.name_person, self.people[person], name)

    @rule(faces=face_numbers, person=people_numbers)
    def move(self, faces, person):
        self.say(commands.move_faces, self.chosen(faces), self.people[person])

    @rule(faces=face_numbers, name=some_names)
    def move_to_name(self, faces, name):
        self.say(commands.move_faces_to_name, self.chosen(faces), name)

    @rule(
        faces=face_numbers,
        command=st.sampled_from(OF_FACES),
    )
    def say_of_faces(self, faces, command):
        self.say(command, self.chosen(faces))

    @rule(person=people_numbers, hidden=st.booleans())
    def hide(self, person, hidden):
        self.say(commands.set_hidden, self.people[person], hidden)

    @rule(people=some_people, name=some_names)
    def name_several(self, people, name):
        self.say(commands.name_people, self.those(people), name)

    @rule(people=some_people, into=people_numbers)
    def merge(self, people, into):
        self.say(commands.merge, self.those(people), self.people[into])

    @rule(person=people_numbers, first=face_numbers, second=face_numbers, third=face_numbers)
    def split(self, person, first, second, third):
        parts = [self.chosen(part) for part in (first, second, third)]
        self.say(commands.split, self.people[person], parts)

    @rule(people=some_people)
    def tell_apart(self, people):
        self.say(commands.tell_apart, self.those(people))

    @rule(people=some_people, flag=st.booleans(), command=st.sampled_from(OF_SEVERAL))
    def say_of_people(self, people, flag, command):
        self.say(command, self.those(people), flag)

    @rule(person=people_numbers, born=st.sampled_from([None, "1970", "2016-05-31", "31.5.2016"]))
    def born(self, person, born):
        self.say(commands.set_born, self.people[person], born)

    @rule(person=people_numbers, face=st.integers(0, FACES - 1))
    def cover(self, person, face):
        self.say(commands.set_cover, self.people[person], self.faces[face])

    def photos_of(self, numbers):
        rows = self.library.rows("SELECT id, photo_id FROM face")
        return [dict(rows)[face] for face in self.chosen(numbers)]

    @rule(name=some_names, photos=face_numbers, strict=st.booleans())
    def fill_album(self, name, photos, strict):
        command = commands.create_album if strict else commands.add_to_album_called
        self.say(command, name, self.photos_of(photos))

    @rule(
        album=album_numbers,
        photos=face_numbers,
        command=st.sampled_from([commands.add_to_album, commands.remove_from_album]),
    )
    def change_album(self, album, photos, command):
        self.say(command, album, self.photos_of(photos))

    @rule(album=album_numbers, name=some_names)
    def rename_album(self, album, name):
        self.say(commands.rename_album, album, name)

    @rule(album=album_numbers, photo=st.integers(0, FACES - 1))
    def cover_album(self, album, photo):
        self.say(commands.set_album_cover, album, self.photos_of([photo])[0])

    @rule(album=album_numbers)
    def delete_album(self, album):
        self.say(commands.delete_album, album)

    @precondition(lambda self: self.now > 0)
    @rule()
    def undo(self):
        assert self.library.write(commands.undo)
        self.now -= 1

    @precondition(lambda self: self.now < len(self.states) - 1)
    @rule()
    def redo(self):
        assert self.library.write(commands.redo)
        self.now += 1

    @rule(labels=st.lists(people_numbers, min_size=FACES, max_size=FACES))
    def regroup(self, labels):
        alive = [row[0] for row in self.library.rows("SELECT id FROM person ORDER BY id")]
        wanted = np.array([alive[label % len(alive)] for label in labels])
        self.library.write(guesses.store_guesses, np.array(self.faces), wanted)
        self.library.write(guesses.prune_people)

    @rule()
    def restart(self):
        self.library.restart()

    @invariant()
    def everything_is_as_it_was_at_this_step(self):
        if hasattr(self, "library"):
            assert self.library.said() == self.states[self.now]


def test_any_sequence_can_be_undone_and_redone(new_library):
    AnyUser.library_type = new_library
    AnyUser.TestCase.settings = settings(max_examples=25, stateful_step_count=25)
    AnyUser.TestCase("runTest").runTest()
