"""All rooms of the window, one of which is shown."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from engine.types import Changes, PeopleSection
from gui.actions import Actions
from gui.controllers.activity import Activity
from gui.controllers.naming import NameBook
from gui.controllers.navigation import Place, Room
from gui.controllers.review import Review
from gui.controllers.scanning import ScanController
from gui.i18n import tr
from gui.services import Services
from gui.views.activity_page import ActivityPage
from gui.views.empty import EmptyState
from gui.views.map_page import MapPage
from gui.views.page import Page
from gui.views.people_page import PeoplePage
from gui.views.person_page import PersonPage
from gui.views.photo_page import PhotoPage
from gui.views.photos_page import PhotosPage
from gui.views.review_page import ReviewPage
from gui.views.single_page import SinglePage
from gui.views.unreadable_page import UnreadablePage


class Rooms(QStackedWidget):
    """Shows the page that a `Place` asks for, and passes on what happens in it.

    Signals:
        selection_changed, menu_wanted, place_wanted: As of a `Page`, from the page that is shown.
    """

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
        self.photos = PhotosPage(services, actions["add_folder"])
        self.people = PeoplePage(services, PeopleSection.NAMED, _nobody_named(actions))
        self.unnamed = PeoplePage(services, PeopleSection.UNNAMED, _nobody_unnamed(actions))
        self.single = SinglePage(services, _nobody_single(actions))
        self.hidden = PeoplePage(services, PeopleSection.HIDDEN, _nobody_hidden(actions))
        self.unreadable = UnreadablePage(services, _all_readable(actions))
        self.person = PersonPage(services, names, actions["back"], actions["hide"], _person_gone(actions))
        self.photo = PhotoPage(
            services, _viewer_buttons(actions), actions["show_in_folder"], _photo_gone(actions)
        )
        self.review = ReviewPage(services, review, names, actions, _nothing_to_ask(actions))
        self.map = MapPage(services, _no_map(actions))
        self.activity = ActivityPage(
            services, activity, scanning, actions["pause_scan"], _nothing_runs(actions)
        )
        self._pages: dict[Room, Page] = {
            Room.PHOTOS: self.photos,
            Room.PEOPLE: self.people,
            Room.UNNAMED: self.unnamed,
            Room.SINGLE: self.single,
            Room.HIDDEN: self.hidden,
            Room.UNREADABLE: self.unreadable,
            Room.REVIEW: self.review,
            Room.MAP: self.map,
            Room.ACTIVITY: self.activity,
            Room.PERSON: self.person,
            Room.PHOTO: self.photo,
        }
        self._shown: Page = self.photos
        for page in self._pages.values():
            self._take_in(page)
        services.feed.changed.connect(self._on_changed)
        services.feed.all_changed.connect(self._on_all_changed)

    @property
    def page(self) -> Page:
        """The one that is shown."""
        return self._shown

    def show_place(self, place: Place) -> None:
        """Go to `place`."""
        page = self._pages[place.room]
        before, self._shown = self._shown, page
        self.setCurrentWidget(page)
        page.open_place(place)
        if before is self.photo and page is not before and self.photo.photo is not None:
            page.reveal_photo(self.photo.photo)
        page.take_focus()
        self.selection_changed.emit()

    def pages(self) -> dict[Room, Page]:
        return dict(self._pages)

    def _take_in(self, page: Page) -> None:
        self.addWidget(page)
        page.selection_changed.connect(self.selection_changed)
        page.menu_wanted.connect(self.menu_wanted)
        page.place_wanted.connect(self.place_wanted)

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
    return [actions[name] for name in names]
