"""Boxes that the user draws or puts right: words of theirs, which can be taken back, and which outlive all else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.catalogue import carry, commands, faces, people, photos
from engine.errors import UserProblem
from engine.types import Box

SOMEWHERE = Box(0.1, 0.2, 0.2, 0.3)


def seen(library, photo):
    return [face.id for face in library.read(faces.faces_in, photo)]


def drawn(library, photo, box=SOMEWHERE, name=None):
    """The id of the face that was drawn."""
    before = set(seen(library, photo))
    library.write(commands.draw_face, photo, box, name)
    [new] = set(seen(library, photo)) - before
    return new


def test_a_drawn_face_is_there_and_has_its_name(library):
    photo, _ = library.photo("a.jpg")
    face = drawn(library, photo, name="anna")
    [found] = library.read(faces.faces, [face])
    assert (found.box, found.confirmed) == (SOMEWHERE, True)
    assert library.read(people.names) == ["anna"]
    assert library.faces_of(found.person_id) == {face}


def test_one_step_takes_box_and_name_back_and_one_brings_them_again(library):
    photo, _ = library.photo("a.jpg", ())
    face = drawn(library, photo, name="Anna")
    said = library.said()
    assert library.read(commands.undo_label) == "Draw a face of Anna"
    assert face in library.write(commands.undo).faces
    assert (seen(library, photo), library.read(people.names)) == ([], [])
    library.check()
    library.write(commands.redo)
    assert library.said() == said
    assert (seen(library, photo), library.albums()) == ([face], {"Anna": 1})


def test_what_was_drawn_taken_back_and_replaced_leaves_nothing_behind(library):
    photo, _ = library.photo("a.jpg", ())
    drawn(library, photo)
    library.write(commands.undo)
    face = drawn(library, photo)
    assert library.rows("SELECT id FROM face") == [(face,)]


@settings(max_examples=40)
@given(x=st.floats(-0.5, 1.2), y=st.floats(-0.5, 1.2), w=st.floats(-0.2, 1.5), h=st.floats(-0.2, 1.5))
def test_a_box_lies_within_its_picture_or_is_refused(tmp_path_factory, new_library, x, y, w, h):
    library = new_library(tmp_path_factory.mktemp("boxes") / "catalogue.sqlite")
    photo, _ = library.photo("a.jpg", ())
    try:
        library.write(commands.draw_face, photo, Box(x, y, w, h))
    except UserProblem:
        assert seen(library, photo) == []
    else:
        [face] = library.read(faces.faces_in, photo)
        assert face.box.x >= 0
        assert face.box.y >= 0
        assert face.box.x + face.box.w <= 1.000001
        assert face.box.y + face.box.h <= 1.000001
        assert min(face.box.w * 4000, face.box.h * 3000) >= 8
    library.catalogue.close()


def test_a_box_that_is_put_right_keeps_all_that_was_said_and_guessed(library):
    group, found = library.group(3, "a")
    other, [stranger, *_] = library.group(3, "b")
    library.write(commands.name_person, group, "Anna")
    library.write(commands.set_cover, group, found[1])
    library.write(commands.take_out, [stranger])
    library.write(commands.move_faces, [stranger], group)
    said = library.said()
    for face in (found[1], stranger):
        changes = library.write(commands.move_box, face, SOMEWHERE)
        [new] = changes.faces - {face}
        assert library.read(faces.faces, [face]) == []
        assert library.read(faces.faces, [new])[0].box == SOMEWHERE
        assert new in library.faces_of(group)
    assert library.albums()["Anna"] == 4
    assert library.rows("SELECT cover_face FROM person WHERE id = ?", group) != [(found[1],)]
    assert library.rows("SELECT count(*) FROM rejected WHERE person_id = ?", other) == [(2,)]
    library.write(commands.undo)
    library.write(commands.undo)
    assert library.said() == said


def test_a_guessed_face_stays_with_its_person_when_its_box_is_put_right(library):
    group, found = library.group(3, "a")
    library.write(commands.move_box, found[0], SOMEWHERE)
    assert len(library.faces_of(group)) == 3
    assert found[0] not in library.faces_of(group)


def test_a_box_can_be_put_right_twice_and_deleted(library):
    photo, _ = library.photo("a.jpg", ())
    face = drawn(library, photo, name="Anna")
    library.write(commands.move_box, face, Box(0.5, 0.5, 0.1, 0.1))
    [second] = seen(library, photo)
    library.write(commands.move_box, second, Box(0.6, 0.5, 0.1, 0.1))
    [third] = seen(library, photo)
    assert library.albums() == {"Anna": 1}
    library.write(commands.mark_not_a_face, [third])
    assert seen(library, photo) == []
    for expected in ([third], [second], [face], []):
        library.write(commands.undo)
        assert seen(library, photo) == expected


def test_boxes_in_photos_that_are_gone_and_slips_of_the_mouse_are_refused(library):
    photo, [face] = library.photo("a.jpg")
    for work, values in (
        (commands.draw_face, (photo + 1, SOMEWHERE)),
        (commands.draw_face, (photo, Box(0.5, 0.5, 0.001, 0.2))),
        (commands.draw_face, (photo, SOMEWHERE, "  ")),
        (commands.move_box, (face + 1, SOMEWHERE)),
        (commands.move_box, (face, Box(2, 2, 0.1, 0.1))),
    ):
        with pytest.raises(UserProblem):
            library.write(work, *values)
    assert seen(library, photo) == [face]
    assert library.read(commands.undo_label) is None


def test_a_drawn_face_goes_over_when_its_photo_is_edited(library):
    old, [left] = library.photo("a.jpg", content="before")
    library.write(commands.name_person, library.guess([left])[0], "Zoë")
    face = drawn(library, old, name="Anna")
    nameless = drawn(library, old, Box(0.7, 0.1, 0.1, 0.2))
    new, _ = library.photo("a.jpg", content="after")
    library.write(carry.carry_over, library.replaced, new)
    assert {left, face, nameless} <= set(seen(library, new))
    assert library.albums() == {"Zoë": 1, "Anna": 1}
    library.write(commands.undo)
    assert nameless not in seen(library, new)


def test_until_it_is_looked_at_a_drawn_face_has_the_usual_landmarks(library):
    photo, _ = library.photo("a.jpg", ())
    face = drawn(library, photo)
    [points] = library.read(faces.landmarks, [face])
    assert points.shape == (5, 2)
    assert ((points > (0.1, 0.2)) & (points < (0.3, 0.5))).all()
    assert library.read(faces.drawn_only, [face]) == {face}
    assert library.read(faces.photos_with_drawn, "sface") == [photo]
    library.write(faces.set_looked_at, [faces.LookedAt(face, points, 0.9, 0.4)])
    assert library.read(faces.drawn_only, [face]) == frozenset()
    assert library.read(photos.counts).faces == 1
