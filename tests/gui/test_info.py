"""What is told beside a photo, and the pictures that are decoded before they are asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl

from engine.types import CameraDetails
from gui.places import Place, Room
from gui.views.photo.info_panel import exposure_text, place_text


@pytest.fixture
def viewer(hands):
    ids = hands.library.photo_ids()
    hands.window.navigator.go(Place(Room.PHOTO, photo=ids[1], siblings=ids))
    hands.settle()
    return hands.window.rooms.photo


def test_i_tells_when_where_and_who(hands, viewer):
    assert not viewer.info.isVisible()
    hands.press("I")
    text = viewer.info.text.toPlainText()
    photo = hands.library.photo(viewer.photo)
    for words in (
        "12 September 2020",
        photo.path.name,
        str(photo.path.parent),
        "600 × 400",
        "Anna",
        "1 face",
    ):
        assert words in text
    hands.press("Right")
    assert hands.library.photo(viewer.photo).path.name in viewer.info.text.toPlainText()
    hands.press("I")
    assert not viewer.info.isVisible()


def test_a_name_in_the_panel_leads_to_the_person(hands, viewer):
    hands.press("I")
    viewer.info.text.anchorClicked.emit(QUrl(str(hands.person("Anna"))))
    hands.settle()
    assert hands.window.navigator.place == Place(Room.PERSON, person=hands.person("Anna"))


def test_the_albums_of_the_photo_are_told_and_lead_there(hands, viewer):
    hands.press("I")
    assert "Albums" not in viewer.info.text.toPlainText()
    hands.give("add_to_album")
    hands.type_name("Rock & <Roll>")
    assert "Albums\nRock & <Roll>" in viewer.info.text.toPlainText()
    [album] = hands.library.albums()
    viewer.info.text.anchorClicked.emit(QUrl(f"album:{album.id}"))
    hands.settle()
    assert hands.window.navigator.place == Place(Room.PHOTOS, album=album.id)
    hands.window.navigator.back()
    hands.give("undo")
    assert "Albums" not in viewer.info.text.toPlainText()


def test_a_new_name_is_told_at_once(hands, viewer):
    hands.press("I")
    viewer.canvas.choose(hands.library.faces_in(viewer.photo)[1].id)
    hands.press("N")
    hands.type_name("Bernd & Co <1>")
    assert "Bernd & Co <1>" in viewer.info.text.toPlainText()


def test_the_photos_on_both_sides_are_decoded_before_they_are_asked_for(hands, viewer, monkeypatch):
    hands.settle()
    asked = []
    picture = hands.library.picture
    monkeypatch.setattr(
        hands.library, "picture", lambda photo, longest: asked.append(photo) or picture(photo, longest)
    )
    ids = hands.library.photo_ids()
    hands.press("Right")
    assert viewer.photo == ids[2]
    assert ids[2] not in asked, "it was at hand"
    assert asked == [ids[3]], "the next one but one is prepared, and nothing twice"
    assert viewer.canvas.image_pixels == 600


def test_a_neighbour_that_can_not_be_read_says_nothing_until_it_is_shown(hands):
    ids = hands.library.photo_ids()
    path = hands.library.photo(ids[3]).path
    away = path.rename(path.with_suffix(".away"))
    try:
        hands.window.navigator.go(Place(Room.PHOTO, photo=ids[2], siblings=ids))
        hands.settle()
    finally:
        away.rename(path)  # every test has the same photos
    assert not hands.window.message.isVisible()


def test_exposure_and_place_as_people_write_them():
    camera = CameraDetails(exposure=1 / 250, aperture=2.8, iso=400, focal_length=85)
    assert exposure_text(camera) == "1/250 s · f/2.8 · ISO 400 · 85 mm"
    assert exposure_text(CameraDetails(exposure=2.5)) == "2.5 s"
    assert exposure_text(CameraDetails()) == ""
    assert place_text((48.20833, -16.37)) == "48.2083° N, 16.3700° W"
    assert place_text(None) == ""
