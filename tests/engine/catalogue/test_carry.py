"""When a file's picture changes, what the user said of its faces goes along; when its name changes, it stays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.catalogue import carry, commands, embeddings, faces, files, people
from engine.types import Box, Changes

ANNA_BOX, BEN_BOX = Box(0.1, 0.3, 0.2, 0.3), Box(0.6, 0.3, 0.2, 0.3)
ANNA, BEN, CLEO = np.eye(3, 8, dtype=np.float32)


def nudged(box: Box) -> Box:
    return Box(box.x + 0.02, box.y - 0.02, box.w * 1.1, box.h)


@pytest.fixture
def portrait(library):
    """A photo of Anna and Ben, both named, Ben's face by hand."""
    photo, [anna, ben] = library.photo("a.jpg", [ANNA_BOX, BEN_BOX], content="first", vectors=[ANNA, BEN])
    [group] = library.guess([anna])
    library.write(commands.name_person, group, "Anna")
    library.write(commands.move_faces_to_name, [ben], "Ben")
    return photo, anna, ben


def replace(library, path, boxes, vectors, content):
    """A scan finds other content in the file `path`."""
    photo, found = library.photo(path, boxes, content=content, vectors=vectors)
    return photo, found, library.write(carry.carry_over, library.replaced, photo)


def names_at(library, photo):
    names = {person.id: person.name for person in library.read(people.people)}
    return {face.box: names.get(face.person_id) for face in library.read(faces.faces_in, photo)}


def test_an_edit_keeps_names_and_face_ids(library, portrait):
    _, anna, ben = portrait
    said = library.said()
    boxes = [nudged(BEN_BOX), nudged(ANNA_BOX)]
    photo, _, changes = replace(library, "a.jpg", boxes, [BEN * 2, ANNA + BEN / 5], "edited")
    assert names_at(library, photo) == {nudged(ANNA_BOX): "Anna", nudged(BEN_BOX): "Ben"}
    assert library.said() == said
    assert {anna, ben} <= changes.faces
    ids, owners, vectors = library.read(embeddings.vectors, "sface")
    assert (ids.tolist(), owners.tolist()) == ([anna, ben], [photo, photo])
    np.testing.assert_array_equal(vectors, [ANNA + BEN / 5, BEN * 2])


def test_taking_the_edit_back_brings_everything_back(library, portrait):
    photo, _anna, _ben = portrait
    before = library.rows("SELECT * FROM face WHERE photo_id = ? ORDER BY id", photo)
    replace(library, "a.jpg", [nudged(ANNA_BOX)], [ANNA], "edited")
    again, found, _ = replace(library, "a.jpg", [], [], "first")
    assert (again, found) == (photo, [])
    assert library.rows("SELECT * FROM face WHERE photo_id = ? ORDER BY id", photo) == before
    assert library.albums() == {"Anna": 1, "Ben": 1}


def test_undo_reaches_back_beyond_an_edit(library, portrait):
    photo, _, _ = replace(library, "a.jpg", [ANNA_BOX, BEN_BOX], [ANNA, BEN], "edited")
    library.write(commands.undo)
    assert names_at(library, photo) == {ANNA_BOX: "Anna", BEN_BOX: None}
    library.write(commands.redo)
    assert names_at(library, photo) == {ANNA_BOX: "Anna", BEN_BOX: "Ben"}


def test_a_named_face_that_is_not_found_again_goes_over_with_its_box(library, portrait):
    photo, _, _ = replace(library, "a.jpg", [nudged(ANNA_BOX)], [ANNA], "edited")
    assert names_at(library, photo) == {nudged(ANNA_BOX): "Anna", BEN_BOX: "Ben"}
    assert library.read(embeddings.vectors, "sface")[2].tolist() == [ANNA.tolist(), BEN.tolist()]


def test_rejections_and_false_faces_go_along(library):
    _, [poster, stranger] = library.photo("a.jpg", [ANNA_BOX, BEN_BOX], content="first")
    [group] = library.guess([poster, stranger])
    library.write(commands.mark_not_a_face, [poster])
    library.write(commands.take_out, [stranger])
    photo, _, _ = replace(library, "a.jpg", [nudged(ANNA_BOX), nudged(BEN_BOX)], None, "edited")
    assert names_at(library, photo) == {nudged(BEN_BOX): None}
    assert library.rows("SELECT face_id, person_id FROM rejected") == [(stranger, group)]


def test_nothing_moves_while_a_copy_of_the_original_is_left(library, portrait):
    first, _anna, _ben = portrait
    library.photo("copy.jpg", content="first")
    edited, _, changes = replace(library, "a.jpg", [ANNA_BOX, BEN_BOX], [ANNA, BEN], "edited")
    assert changes == Changes()
    assert names_at(library, first) == {ANNA_BOX: "Anna", BEN_BOX: "Ben"}
    replace(library, "copy.jpg", [], [], "edited")
    assert names_at(library, edited) == {ANNA_BOX: "Anna", BEN_BOX: "Ben"}


def test_files_that_exchange_their_names_exchange_no_people(library, portrait):
    first, _, _ = portrait
    second, _ = library.photo("b.jpg", [ANNA_BOX], content="second", vectors=[ANNA])
    replace(library, "a.jpg", [], [], "second")
    replace(library, "b.jpg", [], [], "first")
    assert names_at(library, first) == {ANNA_BOX: "Anna", BEN_BOX: "Ben"}
    assert names_at(library, second) == {ANNA_BOX: None}


def test_a_file_overwritten_by_another_photo_names_nobody_wrongly(library, portrait):
    photo, _, changes = replace(library, "a.jpg", [nudged(ANNA_BOX)], [CLEO], "another photo")
    assert changes == Changes()
    assert names_at(library, photo) == {nudged(ANNA_BOX): None}
    library.photo("found again.jpg", content="first")
    assert library.albums() == {"Anna": 1, "Ben": 1}


def test_a_moved_file_is_no_edit(library, portrait):
    first, _anna, _ben = portrait
    library.write(files.mark_missing, Path("/photos"), [b"a.jpg"])
    library.photo("moved/a.jpg", content="first")
    assert library.replaced is None
    assert names_at(library, first) == {ANNA_BOX: "Anna", BEN_BOX: "Ben"}


def test_a_crop_moves_faces_and_names_move_along(library, portrait):
    moved = Box(0.45, 0.55, 0.4, 0.4)
    photo, _, _ = replace(library, "a.jpg", [moved], [ANNA + BEN / 5], "cropped")
    assert names_at(library, photo) == {moved: "Anna"}
    again, _, _ = replace(library, "a.jpg", [], [], "first")
    assert names_at(library, again) == {ANNA_BOX: "Anna", BEN_BOX: "Ben"}


@pytest.mark.parametrize("boxes", [[], [Box(0.4, 0.7, 0.1, 0.1)]])  # a landscape; somebody else elsewhere
def test_names_do_not_go_over_to_a_picture_that_is_no_edit(library, portrait, boxes):
    first, _, _ = portrait
    photo, _, changes = replace(library, "a.jpg", boxes, [CLEO] * len(boxes), "another photo")
    assert changes == Changes()
    assert set(names_at(library, photo).values()) <= {None}
    library.photo("found again.jpg", content="first")
    assert names_at(library, first) == {ANNA_BOX: "Anna", BEN_BOX: "Ben"}
