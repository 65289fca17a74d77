"""The room of people: everybody in sections, or one of the shelves alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from engine.types import Changes, PeopleSection, Person
from gui.i18n import mark, tr
from gui.jobs import Latest
from gui.models.sections import SHELVES, SectionedPeople
from gui.places import Place, Room
from gui.selection import Selection
from gui.services import Services
from gui.views.drag import Kind
from gui.views.empty import EmptyState
from gui.views.grid.page import GridPage
from gui.views.grid.tiles import PEOPLE_TILES
from gui.views.people.drop import DropOnPeople
from gui.views.people.grid import PeopleGrid
from gui.views.people.suggestion_bar import SuggestionBar
from gui.words import counted

EDGE = 128
FOLDED = (mark("Hidden"), mark("Strangers"))  # at first: out of sight
TITLES: dict[PeopleSection, tuple[str, Callable[[int], str]]] = {
    PeopleSection.NAMED: (mark("People"), lambda n: counted(n, "person", "people")),
    PeopleSection.UNNAMED: (mark("Unnamed"), lambda n: counted(n, "group")),
    PeopleSection.HIDDEN: (mark("Hidden"), lambda n: counted(n, "person", "people")),
}


class PeoplePage(GridPage):
    """Faces cut out large, the most photographed first; the named come with everybody else below them.

    Signals:
        dropped: What fell (`Dragged`) on the person with this id.
        answered: A `Proposal` was answered: yes or no.
    """

    dropped = Signal(object, object)
    answered = Signal(object, bool)

    def __init__(self, services: Services, section: PeopleSection, empty: EmptyState) -> None:
        self._services = services
        self._section = section
        self._everybody = section is PeopleSection.NAMED
        self._model = SectionedPeople(FOLDED if self._everybody else ())
        self._latest = Latest(services.jobs)
        sections = self._model if self._everybody else None
        self.people_grid = PeopleGrid(services.thumbnails, PEOPLE_TILES, Kind.PEOPLE, EDGE, sections)
        super().__init__(
            services, self._model, PEOPLE_TILES, EDGE, empty, tr(TITLES[section][0]), self.people_grid
        )
        self.suggestions = SuggestionBar(services)
        self.add_below_header(self.suggestions)
        self.suggestions.answered.connect(self.answered)
        self.suggestions.place_wanted.connect(self.place_wanted)
        self.grid.selection_changed.connect(self._suggest)
        self.people_grid.fold_wanted.connect(self._model.fold)
        self._drops = DropOnPeople(self.people_grid)
        self._drops.dropped.connect(self.dropped)

    def load(self) -> None:
        library, section = self._services.library, None if self._everybody else self._section
        self._latest.start(lambda _: library.people(section), self._on_loaded)

    def refresh(self, changes: Changes) -> None:
        if changes.people or changes.faces:
            self.refresh_all()

    def selection(self) -> Selection:
        people = self._selected()
        return Selection(
            people=tuple(person.id for person in people),
            named=tuple(person.id for person in people if person.name is not None),
            hidden=self._section is PeopleSection.HIDDEN
            or (bool(people) and all(person.hidden or person.stranger for person in people)),
            strangers=bool(people) and all(person.stranger for person in people),
        )

    def open_row(self, row: int) -> None:
        self.place_wanted.emit(Place(Room.PERSON, person=self._model.value(row).id))

    def _selected(self) -> list[Person]:
        return [self._model.value(row) for row in self.grid.selected_rows()]

    def _suggest(self) -> None:
        """Who a single selected group may be."""
        chosen = self._selected()
        if len(chosen) == 1 and chosen[0].name is None and not chosen[0].stranger:
            self.suggestions.ask_who(chosen[0].id)
        else:
            self.suggestions.clear()

    def _on_loaded(self, people: list[Person]) -> None:
        self._model.set_people(people)
        title, count = TITLES[self._section]
        shown = people
        if self._everybody:
            shown = [person for person in people if SHELVES[0].holds(person)]
        self.set_titles(tr(title), count(len(shown)))
        self.show_content(bool(people))
        self.selection_changed.emit()  # who is selected may have a name now, or none
        self._suggest()
