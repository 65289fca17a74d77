"""Commands on people and faces."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from engine.types import PersonId
from gui.commands.parts import Parts
from gui.places import Place, Room
from gui.selection import Selection
from gui.views.page import Page

if TYPE_CHECKING:
    from gui.commands.birth import BirthQuestion
    from gui.commands.exporting import Exporter
    from gui.commands.joining import JoinQuestion
    from gui.commands.people_rooms import PeopleRooms
    from gui.commands.splitting import SplitQuestion

ROOMS_OF_PEOPLE = (Room.PEOPLE, Room.UNNAMED, Room.HIDDEN, Room.SINGLE, Room.PERSON)


class PeopleCommands:
    """What is done with the people and faces that are selected."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        self._parts = parts
        self._window = window
        for name in ("suggestion_right", "suggestion_wrong"):
            parts.actions_table[name].setEnabled(False)
        parts.rooms.made.connect(self._on_room_made)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each command does."""
        return {
            "name": self.name,
            "confirm": self.confirm,
            "take_out": self.take_out,
            "not_a_face": lambda: self._parts.people.mark_not_a_face(self._selection().faces),
            "use_as_cover": self.use_as_cover,
            "split": self.split,
            "suggestion_right": lambda: self._people_rooms.answer(True),
            "suggestion_wrong": lambda: self._people_rooms.answer(False),
            "export": self.export,
            "join": lambda: self._joining.join(self._selection().people),
            "tell_apart": lambda: self._parts.people.tell_apart(self._selection().people),
            "birth_date": lambda: self._birth.ask(self._selection().someone[0]),
            "stranger": self.stranger,
            "hide": self.hide,
            "show_person": self.show_person,
            "photos_of": self.photos_of,
            "find_person": self._parts.ask_for_person,
        }

    def name(self) -> None:
        """Type who the selected people or faces are."""
        self._parts.ask_for_name(self._selection())

    def confirm(self) -> None:
        """A scan may have moved the faces meanwhile, so the person who is shown goes along."""
        selection = self._selection()
        self._parts.people.confirm(selection.faces, selection.person)

    def take_out(self) -> None:
        selection = self._selection()
        self._parts.people.take_out(selection.faces, selection.person)

    def use_as_cover(self) -> None:
        selection = self._selection()
        if selection.person is not None and selection.faces:
            self._parts.people.set_cover(selection.person, selection.faces[0])

    def hide(self) -> None:
        selection = self._selection()
        self._parts.people.set_hidden(selection.someone, not selection.hidden)

    def stranger(self) -> None:
        """Selected faces are meant by themselves, but on the page of a stranger it is about the stranger."""
        selection, people = self._selection(), self._parts.people
        if selection.faces and not selection.strangers:
            people.mark_strangers(selection.faces)
        else:
            people.set_strangers(selection.someone, not selection.strangers)

    def show_person(self) -> None:
        person: PersonId | None = self._selection().person
        if person is not None:
            self._parts.navigator.go(Place(Room.PERSON, person=person))

    def photos_of(self) -> None:
        """Those with all of the selected people together."""
        first, *others = self._selection().someone
        self._parts.navigator.go(Place(Room.PHOTOS, person=first, others=tuple(others)))

    def split(self) -> None:
        """Faces that are selected on the person's page are those of another one."""
        selection = self._selection()
        self._splitting.ask(selection.someone[0], selection.faces if selection.at_home else ())

    def export(self) -> None:
        """Copy what is selected, or else all of the album that is open."""
        selection = self._selection()
        if selection.someone:
            self._exporter.ask(selection.someone)
        elif selection.photos:
            self._exporter.ask_photos(selection.photos)
        elif selection.album is not None:
            self._exporter.ask_album(selection.album)

    # ---- who carries out what takes more than a function, made when it is first asked for

    @cached_property
    def _joining(self) -> JoinQuestion:
        from gui.commands.joining import JoinQuestion

        return JoinQuestion(self._parts.services, self._parts.people, self._window)

    @cached_property
    def _splitting(self) -> SplitQuestion:
        from gui.commands.splitting import SplitQuestion

        return SplitQuestion(self._parts.services, self._parts.people, self._window)

    @cached_property
    def _exporter(self) -> Exporter:
        from gui.commands.exporting import Exporter

        return Exporter(self._parts.services, self._window)

    @cached_property
    def _birth(self) -> BirthQuestion:
        from gui.commands.birth import BirthQuestion

        return BirthQuestion(self._parts.services, self._parts.people, self._window)

    @cached_property
    def _people_rooms(self) -> PeopleRooms:
        from gui.commands.people_rooms import PeopleRooms

        parts = self._parts
        return PeopleRooms(
            parts.rooms, parts.sidebar, parts.navigator, parts.actions_table, parts.people, self._joining
        )

    # ---- inside

    def _on_room_made(self, room: Room, page: Page) -> None:
        if room in ROOMS_OF_PEOPLE:
            self._people_rooms.take_in(page)

    def _selection(self) -> Selection:
        return self._parts.selection()
