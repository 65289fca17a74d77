"""Asks for names: what the sheet says, and what comes of the answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Signal

from gui.controllers.naming import NameBook
from gui.controllers.people import PeopleController
from gui.i18n import tr, tr_n
from gui.selection import Selection
from gui.views.name_edit import NamePopover


class NameQuestion(QObject):
    """Remembers what is asked while the name is typed.

    Signals:
        person_found: The `PersonId` of the person who was looked for.
        nobody_found: Nobody bears this name.
    """

    person_found = Signal(object)
    nobody_found = Signal(str)

    def __init__(
        self, people: PeopleController, names: NameBook, popover: NamePopover, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._names = names
        self._people = people
        self.popover = popover
        self._about: Selection | None = None  # None: somebody is looked for
        self._use: Callable[[str], object] | None = None  # what else is done with the name
        popover.given.connect(self._on_given)

    def ask(self, about: Selection, near: QRect) -> None:
        """Open the sheet beside `near`, in global coordinates."""
        self._about, self._use = about, None
        one = self._names.person(about.people[0]) if len(about.people) == 1 and not about.faces else None
        self.popover.ask(question(about), near, (one and one.name) or "", one)

    def ask_whom(self, near: QRect) -> None:
        """Ask whose page to open."""
        self._about = self._use = None
        self.popover.ask(tr("Who are you looking for?"), near, says=self._names.who)

    def ask_for_use(self, near: QRect, use: Callable[[str], object], says: Callable[[str], str]) -> None:
        """Ask who it is beside `near`, and hand the name to `use`; `says` comments what is typed."""
        self._about, self._use = None, use
        self.popover.ask(tr("Who is this?"), near, says=says)

    def _on_given(self, name: str) -> None:
        if self._use is not None:
            self._use(name)
        elif self._about is None:
            found = self._names.find(name)
            if found is None:
                self.nobody_found.emit(name)
            else:
                self.person_found.emit(found.id)
        elif self._about.faces:
            self._people.move_to_name(self._about.faces, name)
        else:
            self._people.name_people(self._about.people, name)


def question(about: Selection) -> str:
    """What the sheet asks."""
    if about.faces:
        return tr_n("Who is this?", "Who are these {n} faces?", len(about.faces))
    return tr_n("Who is this?", "Who are these {n} groups, as one person?", len(about.people))
