"""Faces, their landmarks and vectors come back as they were stored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.catalogue import commands, embeddings, faces, files, people, photos
from engine.types import Box

LEFT, RIGHT = Box(0.1, 0.4, 0.2, 0.2), Box(0.6, 0.4, 0.3, 0.3)


def test_faces_are_listed_from_left_to_right(library):
    photo, [right, left] = library.photo("a.jpg", [RIGHT, LEFT])
    assert [(face.id, face.box) for face in library.read(faces.faces_in, photo)] == [
        (left, LEFT),
        (right, RIGHT),
    ]
    assert [face.id for face in library.read(faces.faces, [right, 999, left])] == [right, left]


def test_an_album_begins_with_the_best_face_which_is_its_cover(library):
    _photo, found = library.photo("a.jpg", [LEFT, RIGHT])
    [group] = library.guess(found)
    assert [face.quality for face in library.read(faces.faces_of, group)] == [0.3, 0.2]
    [album] = library.read(people.people)
    assert (album.cover, album.faces, album.photos) == (found[1], 2, 1)


def test_landmarks_keep_their_values(library):
    points = np.array([[0.1, 0.2], [0.3, 0.2], [0.2, 0.3], [0.1, 0.4], [-0.01, 1.02]], np.float32)
    photo, _ = library.photo("a.jpg", [])
    [face] = library.write(faces.add_faces, photo, [faces.NewFace(LEFT, points, 0.9, 0.5)])
    np.testing.assert_array_equal(library.read(faces.landmarks, [face]), [points])
    with pytest.raises(KeyError):
        library.read(faces.landmarks, [999])
    with pytest.raises(ValueError, match="5, 2"):
        library.write(faces.add_faces, photo, [faces.NewFace(LEFT, points[:4], 0.9, 0.5)])


def test_vectors_are_those_of_shown_real_faces_of_one_model(library):
    rng = np.random.default_rng(5)
    stored = {}
    for number in range(6):
        vector = rng.standard_normal(128, dtype=np.float32)
        photo, [face] = library.photo(f"{number}/a.jpg", vectors=[vector])
        stored[face] = (photo, vector)
    _gone, wrong, *rest = stored
    library.write(files.mark_missing, Path("/photos/0"), [b"a.jpg"])
    library.write(commands.mark_not_a_face, [wrong])
    library.write(embeddings.add_embeddings, "other", [(rest[0], np.ones(4, np.float32))])
    ids, owners, matrix = library.read(embeddings.vectors, "sface")
    assert ids.tolist() == rest == library.read(embeddings.face_ids, "sface").tolist()
    assert owners.tolist() == [stored[face][0] for face in rest]
    np.testing.assert_array_equal(matrix, np.stack([stored[face][1] for face in rest]))
    assert library.read(embeddings.vectors, "sface", after_face=rest[1])[0].tolist() == rest[2:]
    some = library.read(embeddings.vectors_of, "sface", [rest[2], rest[0], 999])
    np.testing.assert_array_equal(some, np.stack([stored[rest[0]][1], stored[rest[2]][1]]))


def test_no_vectors_are_an_empty_matrix(library):
    ids, owners, matrix = library.read(embeddings.vectors, "sface")
    assert ids.dtype == owners.dtype == np.int64
    assert (len(ids), len(owners), matrix.shape) == (0, 0, (0, 0))
    assert library.read(embeddings.vectors_of, "sface", []).shape == (0, 0)


def test_a_second_model_finds_out_which_photos_it_has_not_seen(library):
    seen, _ = library.photo("a.jpg", vectors=[np.ones(4)])
    unseen, [face] = library.photo("b.jpg")
    library.photo("empty.jpg", [])
    assert library.read(photos.photos_lacking_embeddings, "sface", Path("/photos")) == [unseen]
    assert library.read(photos.photos_lacking_embeddings, "other", Path("/photos")) == [seen, unseen]
    assert library.read(photos.photos_lacking_embeddings, "other", Path("/elsewhere")) == []
    assert library.read(embeddings.lacking, unseen, "sface") == [face]
    library.write(embeddings.add_embeddings, "sface", [(face, np.ones(4))])
    assert library.read(photos.photos_lacking_embeddings, "sface", Path("/photos")) == []


def test_single_faces_are_those_of_nobody_the_best_first(library):
    sharp, blurred = Box(0.1, 0.1, 0.4, 0.4), Box(0.6, 0.1, 0.1, 0.1)  # the builder's quality is the width
    _, [poor, good] = library.photo("a.jpg", [blurred, sharp])
    _, [fair, wrong] = library.photo("b.jpg", [Box(0.1, 0.1, 0.2, 0.2), LEFT])
    _, [gone] = library.photo("away/c.jpg")
    library.group(2, "together")
    library.write(commands.mark_not_a_face, [wrong])
    library.write(files.mark_missing, Path("/photos/away"), [b"c.jpg"])
    assert library.read(faces.single_faces) == [good, fair, poor]
    assert library.read(photos.counts).single == 3
    library.write(commands.move_faces_to_name, [fair], "Anna")
    assert library.read(faces.single_faces) == [good, poor]
    assert gone not in library.read(faces.single_faces)


def test_a_photo_tells_how_many_faces_have_no_name_yet(library):
    """Neither who was named nor who was put out of the way is counted; a face of nobody is."""
    boxes = [Box(n / 10, 0.4, 0.08, 0.1) for n in range(6)]
    photo, found = library.photo("a.jpg", boxes)
    named, group, stranger, hidden = library.guess([found[0]], [found[1]], [found[2]], [found[3]])

    def unnamed():
        return library.read(photos.photo, photo).unnamed

    assert unnamed() == 6
    library.write(commands.name_person, named, "Anna")
    library.write(commands.set_strangers, [stranger], True)
    library.write(commands.set_hidden, hidden, True)
    assert unnamed() == 3
    library.write(commands.mark_not_a_face, [found[4]])
    assert unnamed() == 2
    library.write(commands.name_person, group, "Bernd")
    assert unnamed() == 1
