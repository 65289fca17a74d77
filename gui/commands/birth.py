"""Asks when somebody was born."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.types import Person, PersonId
from gui.controllers.people import PeopleController
from gui.services import Services


class BirthQuestion(QObject):
    """The sheet stays open until the library has taken the answer."""

    def __init__(self, services: Services, people: PeopleController, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._people = people
        self._window = window

    def ask(self, person: PersonId) -> None:
        """Show what is known, to be changed."""
        library = self._services.library
        self._services.jobs.start(lambda _: library.person(person), self._on_found)

    def _on_found(self, person: Person) -> None:
        from gui.dialogs.birth import BirthDialog

        dialog = BirthDialog(person, self._window)

        def say(born: str) -> None:
            job = self._people.set_born(person.id, born or None)
            job.finished.connect(dialog.close_up)
            job.failed.connect(dialog.tell_problem)

        dialog.given.connect(say)
        dialog.open()
