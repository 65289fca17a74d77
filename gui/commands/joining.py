"""Joins people, after asking which name stays where several have one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.types import Person, PersonId
from gui.controllers.people import PeopleController
from gui.services import Services


class JoinQuestion(QObject):
    """A name that the user gave is never dropped unasked."""

    def __init__(self, services: Services, people: PeopleController, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._people = people
        self._window = window

    def join(self, people: Sequence[PersonId]) -> None:
        """All of `people` are one: the one with a name, or else the one with most faces."""
        library = self._services.library
        self._services.jobs.start(lambda _: library.people_among(people), self._on_found)

    def _on_found(self, people: list[Person]) -> None:
        people = sorted(people, key=lambda person: -person.faces)
        who = [person.id for person in people]
        named = [person for person in people if person.name is not None]
        if len(named) > 1:
            from gui.dialogs.joining import JoinDialog

            dialog = JoinDialog(people, self._services.thumbnails, self._window)
            dialog.chosen.connect(lambda into: self._people.merge(who, into))
            dialog.open()
        elif people:  # else they were joined or undone meanwhile
            self._people.merge(who, (named or people)[0].id)
