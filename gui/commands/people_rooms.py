"""What happens in the rooms of people: something is dropped on somebody, a suggestion is answered."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.types import FaceId, PersonId
from gui.actions import Actions
from gui.commands.joining import JoinQuestion
from gui.controllers import proposals
from gui.controllers.navigation import Navigator
from gui.controllers.people import PeopleController
from gui.controllers.proposals import Proposal
from gui.rooms import Rooms
from gui.views.drag import Dragged, Kind
from gui.views.page import Page
from gui.views.people.drop import OpenWhileDragging
from gui.views.people.page import PeoplePage
from gui.views.people.person_page import PersonPage
from gui.views.people.single_page import SinglePage
from gui.views.people.suggestion_bar import SuggestionBar
from gui.views.sidebar.view import Sidebar


class PeopleRooms(QObject):
    """Carries out what the pages tell."""

    def __init__(
        self,
        rooms: Rooms,
        sidebar: Sidebar,
        navigator: Navigator,
        actions: Actions,
        people: PeopleController,
        joining: JoinQuestion,
    ) -> None:
        super().__init__(rooms)
        self._rooms = rooms
        self._sidebar = sidebar
        self._navigator = navigator
        self._actions = actions
        self._people = people
        self._joining = joining
        self._opening = OpenWhileDragging(sidebar)
        self._opening.wanted.connect(self._on_line_wanted)
        navigator.went.connect(self.show_possible)

    def take_in(self, page: Page) -> None:
        """Listen to a page that has just been made."""
        if isinstance(page, PeoplePage | PersonPage | SinglePage):
            page.answered.connect(self._on_answered)
            page.suggestions.changed.connect(self.show_possible)
        if isinstance(page, PeoplePage):
            page.dropped.connect(self._on_dropped)

    def answer(self, yes: bool) -> None:
        """Answer the suggestion that has the keyboard, or else the first that is shown."""
        strip = self._strip()
        if strip is not None:
            strip.answer(yes)

    def show_possible(self, *_: object) -> None:
        """Switch the commands that answer a suggestion."""
        strip = self._strip()
        for name in ("suggestion_right", "suggestion_wrong"):
            self._actions[name].setEnabled(strip is not None and bool(strip.proposals()))

    def _strip(self) -> SuggestionBar | None:
        page = self._rooms.page
        return page.suggestions if isinstance(page, PeoplePage | PersonPage | SinglePage) else None

    def _on_answered(self, proposal: Proposal, yes: bool) -> None:
        proposals.answer(self._people, proposal, yes)

    def _on_dropped(self, dragged: Dragged, person: PersonId) -> None:
        if dragged.kind is Kind.PEOPLE:
            self._joining.join([*(PersonId(each) for each in dragged.ids), person])
        else:
            self._people.move_faces([FaceId(each) for each in dragged.ids], person)

    def _on_line_wanted(self, row: int) -> None:
        place = self._sidebar.place_at(row)
        if place is not None:
            self._navigator.go(place)
