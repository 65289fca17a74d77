"""A shelf of people: the named, the unnamed or the hidden."""

from __future__ import annotations

from engine.types import Changes, PeopleSection, Person
from gui.controllers.navigation import Place, Room
from gui.jobs import Latest
from gui.models.rows import PeopleModel
from gui.selection import Selection
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.grid_page import GridPage
from gui.views.tiles import PEOPLE_TILES
from gui.words import counted

TITLES = {
    PeopleSection.NAMED: ("People", "person", "people"),
    PeopleSection.UNNAMED: ("Unnamed", "group", "groups"),
    PeopleSection.HIDDEN: ("Hidden", "person", "people"),
}


class PeoplePage(GridPage):
    """Faces cut out large, the most photographed first."""

    def __init__(self, services: Services, section: PeopleSection, empty: EmptyState) -> None:
        self._services = services
        self._section = section
        self._model = PeopleModel()
        self._latest = Latest(services.jobs)
        super().__init__(services, self._model, PEOPLE_TILES, 128, empty, TITLES[section][0])

    def load(self) -> None:
        library, section = self._services.library, self._section
        self._latest.start(lambda _: library.people(section), self._on_loaded)

    def refresh(self, changes: Changes) -> None:
        if changes.people or changes.faces:
            self.refresh_all()

    def selection(self) -> Selection:
        people = [self._model.value(row) for row in self.grid.selected_rows()]
        return Selection(
            people=tuple(person.id for person in people),
            named=tuple(person.id for person in people if person.name is not None),
            hidden=self._section is PeopleSection.HIDDEN,
            strangers=bool(people) and all(person.stranger for person in people),
        )

    def open_row(self, row: int) -> None:
        self.place_wanted.emit(Place(Room.PERSON, person=self._model.value(row).id))

    def _on_loaded(self, people: list[Person]) -> None:
        self._model.set_rows(people)
        title, one, many = TITLES[self._section]
        self.set_titles(title, counted(len(people), one, many))
        self.show_content(bool(people))
        self.selection_changed.emit()  # who is selected may have a name now, or none
