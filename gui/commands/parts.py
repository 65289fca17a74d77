"""What of the window commands act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gui.actions import Actions
    from gui.commands.arrivals import Arrivals
    from gui.commands.search import SearchController
    from gui.commands.tidying import TidyController
    from gui.controllers.navigation import Navigator
    from gui.controllers.people import PeopleController
    from gui.controllers.review import Review
    from gui.controllers.scanning import ScanController
    from gui.controllers.similar import SimilarController
    from gui.controllers.watching import WatchController
    from gui.rooms import Rooms
    from gui.selection import Selection
    from gui.services import Services
    from gui.views.page import Page
    from gui.views.sidebar.view import Sidebar
    from gui.views.similar.pane import SimilarPane


class Parts(Protocol):
    """The window, as those see it who carry out commands; a property is made when it is first asked for."""

    actions_table: Actions
    navigator: Navigator
    people: PeopleController
    review: Review
    rooms: Rooms
    scanning: ScanController
    search: SearchController
    services: Services
    sidebar: Sidebar
    watching: WatchController

    @property
    def arrivals(self) -> Arrivals: ...

    @property
    def pane(self) -> SimilarPane: ...

    @property
    def similar(self) -> SimilarController: ...

    @property
    def tidying(self) -> TidyController: ...

    def active_part(self) -> Page | SimilarPane: ...

    def selection(self) -> Selection: ...

    def ask_for_name(self, selection: Selection) -> None: ...

    def ask_for_person(self) -> None: ...

    def focus_search(self) -> None: ...

    def go_back(self) -> None: ...
