"""All rooms of the window, one of which is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from engine.types import Changes, PeopleSection
from gui.actions import Actions
from gui.controllers.activity import Activity
from gui.controllers.naming import NameBook
from gui.controllers.review import Review
from gui.controllers.scanning import ScanController
from gui.i18n import tr
from gui.places import Place, Room
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.page import Page
from gui.views.photos.page import PhotosPage

if TYPE_CHECKING:
    from gui.views.activity.page import ActivityPage
    from gui.views.map.page import MapPage
    from gui.views.people.page import PeoplePage
    from gui.views.people.person_page import PersonPage
    from gui.views.people.single_page import SinglePage
    from gui.views.photo.page import PhotoPage
    from gui.views.photos.unreadable_page import UnreadablePage
    from gui.views.review.page import ReviewPage

P = TypeVar("P", bound=Page)


class Rooms(QStackedWidget):
    """Shows the page that a `Place` asks for, and passes on what happens in it.

    A page is made, and its module imported, when somebody first goes there: the window opens with one of them.

    Signals:
        made: This `Room` has its `Page` from now on.
        selection_changed, menu_wanted, place_wanted: As of a `Page`, from the page that is shown.
    """

    made = Signal(object, object)
    selection_changed = Signal()
    menu_wanted = Signal(QPoint)
    place_wanted = Signal(object)

    def __init__(
        self,
        services: Services,
        actions: Actions,
        names: NameBook,
        review: Review,
        activity: Activity,
        scanning: ScanController,
    ) -> None:
        super().__init__()
        self._services = services
        self._actions = actions
        self._names = names
        self._review = review
        self._activity = activity
        self._scanning = scanning
        self._pages: dict[Room, Page] = {}
        self._ways: dict[Room, Callable[[], Page]] = {
            Room.PHOTOS: lambda: self.photos,
            Room.PEOPLE: lambda: self.people,
            Room.UNNAMED: lambda: self.unnamed,
            Room.SINGLE: lambda: self.single,
            Room.HIDDEN: lambda: self.hidden,
            Room.UNREADABLE: lambda: self.unreadable,
            Room.REVIEW: lambda: self.review,
            Room.MAP: lambda: self.map,
            Room.ACTIVITY: lambda: self.activity,
            Room.PERSON: lambda: self.person,
            Room.PHOTO: lambda: self.photo,
        }
        self._shown: Page = self.photos
        services.feed.changed.connect(self._on_changed)
        services.feed.all_changed.connect(self._on_all_changed)

    # ---- the pages, each made when it is first asked for

    @cached_property
    def photos(self) -> PhotosPage:
        actions = self._actions
        ways = (actions["add_folder"], actions["clear_search"], actions["go_photos"])
        page = PhotosPage(self._services, *ways, actions.of_choice("sort"))
        self._actions["badges"].toggled.connect(page.show_badges)
        return self._take_in(Room.PHOTOS, page)

    @cached_property
    def people(self) -> PeoplePage:
        return self._people_page(Room.PEOPLE, PeopleSection.NAMED, _nobody_named)

    @cached_property
    def unnamed(self) -> PeoplePage:
        return self._people_page(Room.UNNAMED, PeopleSection.UNNAMED, _nobody_unnamed)

    @cached_property
    def hidden(self) -> PeoplePage:
        return self._people_page(Room.HIDDEN, PeopleSection.HIDDEN, _nobody_hidden)

    @cached_property
    def single(self) -> SinglePage:
        from gui.views.people.single_page import SinglePage

        return self._take_in(Room.SINGLE, SinglePage(self._services, _nobody_single(self._actions)))

    @cached_property
    def unreadable(self) -> UnreadablePage:
        from gui.views.photos.unreadable_page import UnreadablePage

        return self._take_in(Room.UNREADABLE, UnreadablePage(self._services, _all_readable(self._actions)))

    @cached_property
    def person(self) -> PersonPage:
        from gui.views.people.person_page import PersonPage

        back, hide = self._actions.for_button("back"), self._actions["hide"]
        empty = _person_gone(self._actions)
        return self._take_in(Room.PERSON, PersonPage(self._services, self._names, back, hide, empty))

    @cached_property
    def photo(self) -> PhotoPage:
        from gui.views.photo.page import PhotoPage

        actions = self._actions
        page = PhotoPage(
            self._services, _viewer_buttons(actions), actions["show_in_folder"], _photo_gone(actions)
        )
        for action, show in ((actions["boxes"], page.canvas.show_boxes), (actions["info"], page.show_info)):
            show(action.isChecked())
            action.toggled.connect(show)
        return self._take_in(Room.PHOTO, page)

    @cached_property
    def review(self) -> ReviewPage:
        from gui.views.review.page import ReviewPage

        empty = _nothing_to_ask(self._actions)
        page = ReviewPage(self._services, self._review, self._names, self._actions, empty)
        return self._take_in(Room.REVIEW, page)

    @cached_property
    def map(self) -> MapPage:
        from gui.views.map.page import MapPage

        return self._take_in(Room.MAP, MapPage(self._services, _no_map(self._actions)))

    @cached_property
    def activity(self) -> ActivityPage:
        from gui.views.activity.page import ActivityPage

        pause, empty = self._actions["pause_scan"], _nothing_runs(self._actions)
        page = ActivityPage(self._services, self._activity, self._scanning, pause, empty)
        return self._take_in(Room.ACTIVITY, page)

    def pages(self) -> dict[Room, Page]:
        """Those that were made."""
        return dict(self._pages)

    # ---- where one is

    @property
    def page(self) -> Page:
        """The one that is shown."""
        return self._shown

    def show_place(self, place: Place, with_keyboard: bool = True) -> None:
        """Go to `place`, and have it take the keyboard."""
        page = self._ways[place.room]()
        before, self._shown = self._shown, page
        self.setCurrentWidget(page)
        page.open_place(place)
        left_a_photo = page is not before and before is self._pages.get(Room.PHOTO)
        if left_a_photo and self.photo.photo is not None:
            page.reveal_photo(self.photo.photo)
        if with_keyboard:
            page.take_focus()
        self.selection_changed.emit()

    def _people_page(
        self, room: Room, section: PeopleSection, empty: Callable[[Actions], EmptyState]
    ) -> PeoplePage:
        from gui.views.people.page import PeoplePage

        return self._take_in(room, PeoplePage(self._services, section, empty(self._actions)))

    def _take_in(self, room: Room, page: P) -> P:
        self._pages[room] = page
        self.addWidget(page)
        page.selection_changed.connect(self.selection_changed)
        page.menu_wanted.connect(self.menu_wanted)
        page.place_wanted.connect(self.place_wanted)
        self.made.emit(room, page)
        return page

    def _on_changed(self, changes: Changes) -> None:
        for page in self._pages.values():
            page.refresh(changes)

    def _on_all_changed(self) -> None:
        for page in self._pages.values():
            page.refresh_all()


def _nobody_named(actions: Actions) -> EmptyState:
    hint = tr("Open a group, type who it is, and the person appears here.")
    return EmptyState(
        "people", tr("Nobody has a name yet"), hint, actions["go_unnamed"], tr("Show the groups")
    )


def _nobody_unnamed(actions: Actions) -> EmptyState:
    hint = tr("Faces that look alike are gathered here while your folders are scanned.")
    return EmptyState(
        "unnamed", tr("No group waits for a name"), hint, actions["scan_again"], tr("Scan again")
    )


def _nobody_single(actions: Actions) -> EmptyState:
    hint = tr("A face that looks like no other is shown here, so that you can say who it is.")
    return EmptyState("single", tr("No face stands alone"), hint, actions["go_people"], tr("Show the people"))


def _nobody_hidden(actions: Actions) -> EmptyState:
    hint = tr(
        "Strangers and passers-by: select a group and press T. It is out of the way and never suggested."
    )
    return EmptyState("hidden", tr("Nobody is hidden"), hint, actions["go_unnamed"], tr("Show the groups"))


def _all_readable(actions: Actions) -> EmptyState:
    hint = tr("Files that cannot be opened are listed here with the reason.")
    return EmptyState(
        "photos", tr("Every file could be read"), hint, actions["go_photos"], tr("Show all photos")
    )


def _no_map(actions: Actions) -> EmptyState:
    hint = tr("Every face that is found becomes a point, near to those that look like it.")
    return EmptyState("map", tr("There are no faces yet"), hint, actions["go_photos"], tr("Show all photos"))


def _nothing_runs(actions: Actions) -> EmptyState:
    hint = tr("Scans, groupings and copies are shown here while they run; and what failed, with the reason.")
    return EmptyState("activity", tr("Nothing is running"), hint, actions["scan_again"], tr("Scan again"))


def _nothing_to_ask(actions: Actions) -> EmptyState:
    return EmptyState(
        "review", tr("Nothing left to ask"), "", actions["review_skipped"], tr("Ask what you skipped")
    )


def _person_gone(actions: Actions) -> EmptyState:
    return EmptyState("unnamed", tr("There are no faces here any more"), "", actions["back"], tr("Go back"))


def _photo_gone(actions: Actions) -> EmptyState:
    return EmptyState(
        "broken", tr("This photo is no longer in the library"), "", actions["back"], tr("Go back")
    )


def _viewer_buttons(actions: Actions) -> list[QAction]:
    names = ("back", "find_similar", "draw_box", "boxes", "info", "fit", "previous", "next")
    return [actions.for_button(name) for name in names]
