"""Who is who: naming groups, joining people, correcting faces, taking it all back."""

from __future__ import annotations

from engine.types import PeopleSection
from gui.controllers.navigation import Place, Room


def test_naming_a_group_on_its_page_moves_it_to_the_named_people(hands):
    group = hands.groups()[0]
    hands.window.navigator.go(Place(Room.PERSON, person=group))
    hands.settle()
    hands.press("N")
    hands.type_name("Bernd")
    assert hands.library.person(group).name == "Bernd"
    assert "People, 2" in hands.window.sidebar.texts()
    assert "Bernd" in hands.window.message.text
