"""Splits a person, after the user has looked at the parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.types import FaceId, PersonId
from gui.controllers.people import PeopleController
from gui.services import Services


class SplitQuestion(QObject):
    """Opens the preview, and says to the library what came of it."""

    def __init__(self, services: Services, people: PeopleController, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._people = people
        self._window = window

    def ask(self, person: PersonId, picked: Sequence[FaceId]) -> None:
        """`person` is several; `picked` are faces of another one, if the user has selected some."""
        from gui.dialogs.split import SplitDialog

        dialog = SplitDialog(self._services, person, picked, self._window)
        dialog.chosen.connect(lambda parts: self._people.split(person, parts))
        dialog.open()
