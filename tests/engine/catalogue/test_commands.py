"""Each command does what it says, and what was said outlives every grouping."""

from __future__ import annotations

import numpy as np
import pytest

from engine.catalogue import commands, faces, guesses, people, photos
from engine.errors import UserProblem
from engine.types import Changes, PeopleSection


def test_naming_a_group_says_it_of_every_face(library):
    group, found = library.group(3, "a")
    changes = library.write(commands.name_person, group, "  Anna \n Maria ")
    assert library.read(people.person, group).name == "Anna Maria"
    assert changes.faces == set(found)
    assert changes.people == {group}
    assert len(changes.photos) == 3
    assert all(face.confirmed for face in library.read(faces.faces_of, group))
    assert library.read(commands.undo_label) == "Name Anna Maria"


def test_a_name_that_is_taken_joins(library):
    (anna, hers), (other, more) = library.group(2, "a"), library.group(3, "b")
    library.write(commands.name_person, anna, "Zoë")
    changes = library.write(commands.name_person, other, "ZOE\N{COMBINING DIAERESIS}")
    assert library.faces_of(anna) == {*hers, *more}
    assert library.albums() == {"Zoë": 5}
    assert changes.people == {anna, other}
    assert library.read(commands.undo_label) == "Join with Zoë"


def test_joining_lifts_rejections_of_the_moved_faces(library):
    (anna, hers), (other, more) = library.group(2, "a"), library.group(2, "b")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.move_faces, [more[0]], anna)
    library.write(commands.take_out, [more[0]])
    assert library.faces_of(anna) == set(hers)
    library.write(commands.name_person, other, "Anna")
    assert library.faces_of(anna) == {*hers, *more}
    assert library.said()["rejected"] == []


def test_who_was_not_the_group_is_not_the_person_it_joins(library):
    (anna, hers), (other, more) = library.group(2, "a"), library.group(2, "b")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.take_out, [more[0]])
    library.write(commands.name_person, other, "Anna")
    library.write(guesses.store_guesses, np.array(more), np.array([anna, anna]))
    assert library.faces_of(anna) == {*hers, more[1]}


def test_renaming_leaves_guesses_guesses(library):
    anna, hers = library.group(2, "a")
    library.write(commands.name_person, anna, "Anna")
    (_, [guessed]) = library.photo("c.jpg")
    library.write(guesses.store_guesses, np.array([guessed]), np.array([anna]))
    library.write(commands.name_person, anna, "Anne")
    assert {face.id for face in library.read(faces.faces_of, anna) if face.confirmed} == set(hers)
    assert library.read(commands.undo_label) == "Rename Anna to Anne"


def test_a_change_of_case_is_a_rename(library):
    anna, _ = library.group(1, "a")
    library.write(commands.name_person, anna, "anna")
    library.write(commands.name_person, anna, "Anna")
    assert library.read(people.names) == ["Anna"]


def test_renaming_to_a_name_that_is_taken_is_refused(library):
    (anna, _), (ben, _) = library.group(1, "a"), library.group(1, "b")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.name_person, ben, "Ben")
    with pytest.raises(UserProblem, match="already somebody called anna"):
        library.write(commands.rename, ben, "anna")
    assert library.albums() == {"Anna": 1, "Ben": 1}


@pytest.mark.parametrize("name", ["", " \t\n", "\x00\x07", "\u200b\u202e", "x" * 101])
def test_what_is_no_name_is_refused(library, name):
    group, found = library.group(1, "a")
    with pytest.raises(UserProblem):
        library.write(commands.name_person, group, name)
    with pytest.raises(UserProblem):
        library.write(commands.move_faces_to_name, found, name)
    assert library.read(commands.undo_label) is None
    assert library.albums() == {None: 1}


def test_what_turns_the_line_around_is_no_part_of_a_name(library):
    group, _ = library.group(1, "a")
    library.write(commands.name_person, group, " Anna\t\x00\u202e Maria\u2069 ")
    assert library.albums() == {"Anna Maria": 1}


@pytest.mark.parametrize(
    ("first", "second"), [("Straße", "STRASSE"), ("É", "E\u0301"), ("Ναός", "ΝΑΌΣ"), ("Å", "å")]
)
def test_names_are_one_across_case_and_unicode_form(library, first, second):
    (a, _), (b, _) = library.group(1, "a"), library.group(1, "b")
    library.write(commands.name_person, a, first)
    library.write(commands.name_person, b, second)
    assert library.read(people.names) == [first]


def test_moved_faces_stay_where_they_were_put(library):
    (anna, hers), (ben, his) = library.group(2, "a"), library.group(2, "b")
    library.write(commands.name_person, ben, "Ben")
    library.write(commands.move_faces, [hers[0]], ben)
    library.write(guesses.store_guesses, np.array([*hers, *his]), np.full(4, anna))
    assert library.faces_of(ben) == {hers[0], *his}
    assert library.faces_of(anna) == {hers[1]}


def test_faces_can_move_to_a_new_name(library):
    _, found = library.group(3, "a")
    changes = library.write(commands.move_faces_to_name, found[:2], "Cleo")
    cleo = library.read(people.find_person, "CLEO")
    assert library.faces_of(cleo) == set(found[:2])
    assert cleo in changes.people
    library.write(commands.move_faces_to_name, found[2:], "cleo")
    assert library.faces_of(cleo) == set(found)


def test_moved_away_and_taken_out_again_is_not_back_with_the_first(library):
    (anna, hers), (ben, _) = library.group(2, "a"), library.group(1, "b")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.name_person, ben, "Ben")
    library.write(commands.move_faces, [hers[0]], ben)
    library.write(commands.take_out, [hers[0]])
    assert library.read(faces.faces, [hers[0]])[0].person_id is None


def test_taken_out_stays_out(library):
    anna, hers = library.group(3, "a")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.take_out, [hers[0]])
    assert library.read(commands.undo_label) == "Take 1 face out of Anna"
    library.write(guesses.store_guesses, np.array(hers), np.full(3, anna))
    assert library.faces_of(anna) == set(hers[1:])


def test_not_a_face_disappears_from_everything(library):
    anna, hers = library.group(2, "a")
    library.write(commands.name_person, anna, "Anna")
    library.write(commands.mark_not_a_face, [hers[0]])
    photo = library.rows("SELECT photo_id FROM face WHERE id = ?", hers[0])[0][0]
    assert library.read(faces.faces_in, photo) == []
    assert library.read(faces.faces, hers[:1]) == []
    assert library.faces_of(anna) == {hers[1]}
    assert library.read(photos.counts).faces == 1
    assert library.read(photos.photos, [photo])[0].faces == 0
    assert library.read(photos.photo_ids, without_faces=True) == [photo]
    assert library.read(guesses.constraints).not_faces.tolist() == [hers[0]]


def test_confirming_makes_a_guess_the_users_word(library):
    anna, hers = library.group(2, "a")
    library.write(commands.name_person, anna, "Anna")
    found = [library.photo(path)[1][0] for path in ("b.jpg", "c.jpg")]
    library.write(guesses.store_guesses, np.array(found), np.array([anna, anna]))
    library.write(commands.confirm, [found[0]])
    library.write(guesses.store_guesses, np.array(found), np.zeros(2, np.int64))
    assert library.faces_of(anna) == {*hers, found[0]}


def test_hiding_moves_between_the_shelves(library):
    group, _ = library.group(1, "a")
    library.write(commands.set_hidden, group, True)
    assert [person.id for person in library.read(people.people, PeopleSection.HIDDEN)] == [group]
    assert library.read(people.people, PeopleSection.UNNAMED) == []
    library.write(commands.set_hidden, group, False)
    assert [person.id for person in library.read(people.people, PeopleSection.UNNAMED)] == [group]


def test_the_cover_is_the_chosen_face_while_it_is_theirs(library):
    group, found = library.group(3, "a")
    library.write(commands.set_cover, group, found[2])
    assert library.read(people.person, group).cover == found[2]
    library.write(commands.take_out, [found[2]])
    assert library.read(people.person, group).cover in found[:2]
    with pytest.raises(UserProblem):
        library.write(commands.set_cover, group, found[2])


def test_what_changes_nothing_is_no_step(library):
    group, found = library.group(2, "a")
    library.write(commands.name_person, group, "Anna")
    library.write(commands.confirm, found)
    library.write(commands.undo)
    for again in (
        library.write(commands.name_person, group, "Anna"),
        library.write(commands.set_hidden, group, False),
        library.write(commands.take_out, []),
        library.write(commands.move_faces_to_name, [], "Ben"),
        library.write(commands.mark_not_a_face, [987654]),
    ):
        assert again == Changes()
    assert library.read(commands.undo_label) == "Name Anna"
    assert library.read(commands.redo_label) == "Confirm 2 faces"


def test_a_person_who_is_gone_is_said_so(library):
    _, found = library.group(1, "a")
    with pytest.raises(UserProblem, match="no longer"):
        library.write(commands.name_person, 999, "Anna")
    with pytest.raises(UserProblem, match="no longer"):
        library.write(commands.move_faces, found, 999)
    with pytest.raises(UserProblem, match="no longer"):
        library.read(people.person, 999)


def test_a_no_to_a_person_holds_when_a_grouping_has_moved_the_face_meanwhile(library):
    (anna, hers), (ben, _) = library.group(2, "a"), library.group(2, "b")
    library.write(commands.name_person, anna, "Anna")
    (_, [face]) = library.photo("c.jpg")
    library.write(guesses.store_guesses, np.array([face]), np.array([ben]))  # it was Anna's when it was shown
    library.write(commands.take_out, [face], anna)
    assert face in library.faces_of(ben)
    library.write(guesses.store_guesses, np.array([face]), np.array([anna]))
    assert library.faces_of(anna) == set(hers)


def test_a_yes_means_the_person_who_was_shown(library):
    (anna, hers), (ben, _) = library.group(2, "a"), library.group(2, "b")
    (_, [face]) = library.photo("c.jpg")
    library.write(guesses.store_guesses, np.array([face]), np.array([ben]))
    library.write(commands.confirm, [face], anna)
    assert library.faces_of(anna) == {*hers, face}
