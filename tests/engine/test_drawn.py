"""A face that a scan has missed is drawn, and then is a face like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.library import Library
from engine.types import Box, Face, PhotoId


@pytest.fixture
def library(small_portraits: Path, tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        opened.scan([small_portraits], device="cpu")
        yield opened


def the_largest(library: Library, photo: PhotoId) -> Face:
    return max(library.faces_in(photo), key=lambda face: face.box.w)


def drawn_anew(library: Library, photo: PhotoId, name: str | None = None) -> Face:
    """The face in the photo drawn by hand, roughly, as if no scan had found it."""
    found = the_largest(library, photo)
    library.mark_not_a_face([face.id for face in library.faces_in(photo)])
    x, y, w, h = found.box.x, found.box.y, found.box.w, found.box.h
    library.draw_face(photo, Box(x - 0.1 * w, y - 0.1 * h, 1.2 * w, 1.2 * h), name)
    [face] = library.faces_in(photo)
    assert face.id != found.id
    return face


def test_a_drawn_face_is_found_by_those_like_it_and_joins_them(library: Library) -> None:
    photo = next(photo.id for photo in library.photos(library.photo_ids()) if photo.path.name == "obama.jpg")
    alike = {match.face.id for match in library.similar_faces([the_largest(library, photo).id], 1)}
    face = drawn_anew(library, photo)
    changes = library.look_at_drawn()
    assert face.id in changes.faces
    [now] = library.faces([face.id])
    assert now.quality > 0
    matches = library.similar_faces([face.id], 1)
    assert {match.face.id for match in matches} == alike
    assert matches[0].score > 0.5
    assert now.person_id is not None
    assert library.face_thumbnail(face.id)
    assert not library.look_at_drawn(), "it was looked at"


def test_a_scan_looks_at_drawn_faces_too_and_takes_none_away(library: Library, small_portraits: Path) -> None:
    face = drawn_anew(library, library.photo_ids()[0], name="Anna")
    library.scan([small_portraits], device="cpu")
    [now] = library.faces([face.id])
    assert now.quality > 0
    assert library.similar_faces([face.id], 3)
    assert [person.name for person in library.people() if person.name] == ["Anna"]


def test_a_box_around_no_face_is_kept_and_starts_nobody(library: Library) -> None:
    photo = library.photo_ids()[0]
    library.draw_face(photo, Box(0.0, 0.0, 0.1, 0.1), "Grandfather's back")
    library.look_at_drawn()
    [person] = [person for person in library.people() if person.name]
    [face] = library.faces_of(person.id)
    assert face.quality == 0
    assert library.similar_faces([face.id], 1)
