"""The names in use, for completion and for saying what typing a name will do."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.types import Changes, PeopleSection, Person, PersonId
from gui.controllers.book import Book
from gui.i18n import tr
from gui.jobs import Job
from gui.services import Services
from gui.words import counted


class NameBook(Book[Person]):
    """The names of people."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(services, parent)
        services.feed.changed.connect(self._on_changed)
        services.feed.all_changed.connect(self.load)

    def load(self) -> None:
        """Read the names."""
        library = self._library

        def work(_: Job) -> tuple[list[str], list[Person]]:
            known = library.people(PeopleSection.NAMED) + library.people(PeopleSection.HIDDEN)
            return library.names(), known

        self._latest.start(work, self._on_loaded)

    def person(self, person_id: PersonId) -> Person | None:
        """The person with this id if there is a name to it."""
        return next((each for each in self._bearers.values() if each.id == person_id), None)

    def what_happens(self, name: str, this: Person | None = None) -> str:
        """What giving `name` (to `this` person) will do, in words; empty for no name or no change."""
        known = self.find(name)
        if not name.strip() or (known is not None and this is not None and known.id == this.id):
            return ""
        if known is None:
            return tr("A new name")
        return tr("Joins {name}, {photos}").format(name=known.name, photos=counted(known.photos, "photo"))

    def who(self, name: str) -> str:
        """Who bears `name`, in words."""
        known = self.find(name)
        if known is not None:
            return tr("{name}, {photos}").format(name=known.name, photos=counted(known.photos, "photo"))
        return tr("Nobody has this name") if name.strip() else ""

    def _on_loaded(self, loaded: tuple[list[str], list[Person]]) -> None:
        names, people = loaded
        self._keep({person.name: person for person in people if person.name}, names)

    def _on_changed(self, changes: Changes) -> None:
        if changes.people:
            self.load()
