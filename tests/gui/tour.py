"""Leads through every room and dialog, for tests of what all of them have in common."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QDialog

from gui.dialogs.preferences.dialog import PreferencesDialog
from gui.places import Place, Room
from tests.gui.conftest import Hands

ROOMS = ("photos", "people", "unnamed", "single", "hidden", "unreadable", "review", "map", "activity")


def through_the_rooms(hands: Hands) -> None:
    """By a search that found nothing, and an empty album, to a photo, with the pane and the
    information beside it.
    """
    for room in ROOMS:
        hands.give(f"go_{room}")
    go(hands, Place(Room.PERSON, person=hands.person("Anna")))
    hands.give("find_similar")
    go(hands, Place(Room.PHOTOS, words="0000"))
    [album] = hands.library.create_album("Anna").albums
    go(hands, Place(Room.PHOTOS, album=album))
    photo = hands.photo("party 3.jpg")
    go(hands, Place(Room.PHOTO, photo=photo, siblings=[photo]))
    hands.give("info")


def dialogs(hands: Hands) -> Iterator[QDialog]:
    """Each while it is open, and read."""
    for command in ("keys", "palette", "group_again", "calibrate", "check"):
        yield from _opened(hands, command)
    go(hands, Place(Room.PERSON, person=hands.person("Anna")))
    for command in ("birth_date", "split", "export"):
        yield from _opened(hands, command)
    hands.library.name_person(hands.groups()[0], "Ben")
    hands.give("go_people")
    grid = hands.window.rooms.people.grid
    grid.select_ids({hands.person("Anna"), hands.person("Ben")})
    grid.setFocus()
    yield from _opened(hands, "join")


def _opened(hands: Hands, command: str) -> Iterator[QDialog]:
    hands.give(command)
    shown = [each for each in hands.window.findChildren(QDialog) if each.isVisible()]
    assert shown, command
    yield from shown
    for dialog in shown:
        dialog.close()


def preferences(hands: Hands) -> PreferencesDialog:
    """After each of its pages was turned to."""
    hands.give("preferences")
    dialog = hands.window.findChild(PreferencesDialog)
    for row in range(len(dialog.pages())):
        dialog.list.setCurrentRow(row)
        hands.settle()
    return dialog


def go(hands: Hands, place: Place) -> None:
    hands.window.navigator.go(place)
    hands.settle()
