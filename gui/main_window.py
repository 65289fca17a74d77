"""The window: composes the parts and connects them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QSplitter, QVBoxLayout, QWidget

from engine.types import PersonId
from gui.actions import Actions
from gui.commands.commands import Commands
from gui.commands.search import SearchController
from gui.controllers.activity import Activity
from gui.controllers.attention import Attention
from gui.controllers.naming import NameBook
from gui.controllers.navigation import Navigator
from gui.controllers.others import OtherProcesses
from gui.controllers.people import PeopleController
from gui.controllers.review import Review
from gui.controllers.scanning import ScanController
from gui.controllers.watching import WatchController
from gui.feed import Feed
from gui.i18n import tr
from gui.jobs import Jobs, Lane
from gui.menus import context_menu, fill_menu_bar, folder_menu, ground_menu
from gui.places import HOME, Place, Room
from gui.rooms import Rooms
from gui.selection import Selection
from gui.services import Services
from gui.thumbnails import Thumbnails
from gui.views.menu_spot import upper_third
from gui.views.page import Page
from gui.views.scan_bar import ScanBar
from gui.views.search_field import SearchField
from gui.views.sidebar.view import Sidebar, side_column
from gui.warm import warm_up
from gui.window_state import WindowState

if TYPE_CHECKING:
    from engine.library import Library
    from gui.commands.arrivals import Arrivals
    from gui.commands.asking import NameQuestion
    from gui.commands.tidying import TidyController
    from gui.controllers.similar import SimilarController
    from gui.notify import MessageBar
    from gui.views.name_edit import NamePopover
    from gui.views.people.person_page import PersonPage
    from gui.views.photo.page import PhotoPage
    from gui.views.similar.pane import SimilarPane


AFTER_START = 500  # milliseconds
WATCH_AFTER = 2000


class MainWindow(QMainWindow):
    """Sidebar, rooms, the pane of similar faces, a bar for messages and one for the scan."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._application = cast(QApplication, QApplication.instance())
        self.setWindowTitle("Kith")
        self.setAcceptDrops(True)
        self.resize(1240, 820)
        self.services = Services(library, Jobs(self), Thumbnails(library, self), Feed(self))
        self.actions_table = Actions(self)
        self.navigator = Navigator(self)
        self.names = NameBook(self.services, self)
        self.people = PeopleController(self.services, self)
        self.review = Review(self.services, self.people, self)
        self.scanning = ScanController(self.services, self)
        self.activity = Activity(self.services.jobs, self.scanning, self)
        self.watching = WatchController(self.services, self.scanning, self)
        self.others = OtherProcesses(self.services, self)
        self._build_parts()
        self._lay_out()
        self.attention = Attention(self.services, self.rooms.photos.in_view, self)
        self._commands = Commands(self, self)
        self._connect()
        self._state = WindowState(library.directory, self)
        self._start()

    # ---- what commands ask of the window

    def active_part(self) -> Page | SimilarPane:
        """The part that was used last: the room, or the pane beside it."""
        return self.pane if self._in_pane and self._pane_place.isVisible() else self.rooms.page

    def selection(self) -> Selection:
        return self.active_part().selection()

    def ask_for_name(self, selection: Selection) -> None:
        """Open the sheet on which a name is typed; for a whole person's page its header is that sheet."""
        if selection.found_faces:
            selection = Selection(faces=selection.found_faces)
        if not selection.faces and not selection.people:
            self.rooms.person.name.setFocus()
            self.rooms.person.name.selectAll()
            return
        self._question.ask(selection, self.active_part().selected_area())

    def ask_for_person(self) -> None:
        """Open the sheet on which the name of somebody is typed, to go there."""
        self._question.ask_whom(upper_third(self))

    def focus_search(self) -> None:
        """Have words typed that are searched for."""
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def go_back(self) -> None:
        """Close what lies on top, or go where one was before."""
        from gui.views.name_edit import NamePopover

        sheets: list[NamePopover] = [each for each in self.findChildren(NamePopover) if each.isVisible()]
        if sheets:
            sheets[0].close_up()
        elif not self.navigator.back() and self._pane_place.isVisible():
            self.actions_table["pane"].setChecked(False)

    # ---- parts that are made when they are first wanted: a window that opens does not wait for them

    @cached_property
    def similar(self) -> SimilarController:
        from gui.controllers.similar import SimilarController

        similar = SimilarController(self.services, self)
        similar.asked.connect(self._on_similar_asked)
        return similar

    @cached_property
    def pane(self) -> SimilarPane:
        from gui.views.similar.pane import SimilarPane

        pane = SimilarPane(self.services, self.similar, self.actions_table["pane"])
        cast(QVBoxLayout, self._pane_place.layout()).addWidget(pane)
        self._connect_part(pane)
        pane.naming_wanted.connect(lambda: self.ask_for_name(pane.selection()))
        return pane

    @cached_property
    def message(self) -> MessageBar:
        from gui.notify import MessageBar

        message = MessageBar()
        message.problem_told.connect(self.activity.note_problem)
        self._column.insertWidget(1, message)  # below the rooms: nothing moves under the mouse when it comes
        return message

    @cached_property
    def popover(self) -> NamePopover:
        from gui.views.name_edit import NamePopover

        return NamePopover(self.names, self)

    @cached_property
    def _question(self) -> NameQuestion:
        from gui.commands.asking import NameQuestion

        question = NameQuestion(self.people, self.names, self.popover, self)
        question.person_found.connect(lambda person: self.navigator.go(Place(Room.PERSON, person=person)))
        question.nobody_found.connect(
            lambda name: self.message.say(tr("Nobody is called {name}.").format(name=name))
        )
        return question

    @cached_property
    def tidying(self) -> TidyController:
        from gui.commands.tidying import TidyController

        tidying = TidyController(self.services, self.scanning, self)
        tidying.said.connect(self.message.say)
        tidying.dropped.connect(self.people.read_history)
        return tidying

    @cached_property
    def arrivals(self) -> Arrivals:
        from gui.commands.arrivals import Arrivals

        arrivals = Arrivals(self)
        arrivals.folders_came.connect(self.scanning.scan)
        arrivals.file_came.connect(lambda path: self.similar.find_in_file(path))
        arrivals.image_came.connect(lambda image: self.similar.find_in_image(image))
        arrivals.refused.connect(self._on_problem)
        return arrivals

    # ---- composition

    def _build_parts(self) -> None:
        actions = self.actions_table
        self.sidebar = Sidebar(self.services)
        self.search_field = SearchField()
        self.search = SearchController(self.services, self.navigator, self.search_field, self)
        self.rooms = Rooms(self.services, actions, self.names, self.review, self.activity, self.scanning)
        self._pane_place = _empty_column()
        self.scan_bar = ScanBar(actions["pause_scan"], actions["cancel_scan"])
        self.splitter = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        self._in_pane = False
        self._pane_place.hide()

    def _lay_out(self) -> None:
        fill_menu_bar(self.menuBar(), self.actions_table)
        for part in (side_column(self.search_field, self.sidebar), self.rooms, self._pane_place):
            self.splitter.addWidget(part)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([220, 660, 360])
        middle = _empty_column()
        self._column = column = cast(QVBoxLayout, middle.layout())
        column.addWidget(self.splitter, 1)
        column.addWidget(self.scan_bar)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self._connect_parts()
        self._connect_controllers()
        self.actions_table["full_screen"].toggled.connect(self._on_full_screen_toggled)
        self.actions_table["pane"].toggled.connect(self._on_pane_toggled)
        self._application.focusChanged.connect(self._on_focus_changed)

    def _connect_parts(self) -> None:
        self.navigator.went.connect(self._on_went)
        self.navigator.went.connect(self.attention.go)
        self.navigator.went.connect(self._show_watched)
        self.navigator.went.connect(self._show_skips)
        self.rooms.photos.grid.verticalScrollBar().valueChanged.connect(self.attention.look)
        self.rooms.photos.place_gone.connect(self._on_place_gone)
        self.sidebar.place_wanted.connect(self.navigator.go)
        self.sidebar.command_wanted.connect(lambda command: self.actions_table[command].trigger())
        self.search_field.left.connect(lambda: self.rooms.page.take_focus())
        self.sidebar.folder_menu_wanted.connect(self._on_folder_menu_wanted)
        self.sidebar.roots_listed.connect(self._show_watched)
        self.sidebar.menu_wanted.connect(self._on_ground_menu_wanted)
        self._connect_part(self.rooms)
        self.rooms.made.connect(self._on_room_made)

    def _connect_part(self, part: Rooms | SimilarPane) -> None:
        part.place_wanted.connect(self.navigator.go)
        part.selection_changed.connect(self._on_selection_changed)
        part.menu_wanted.connect(self._on_menu_wanted)

    def _on_room_made(self, room: Room, page: Page) -> None:
        if room is Room.PERSON:
            self._connect_person(cast("PersonPage", page))
        elif room is Room.PHOTO:
            self._connect_photo(cast("PhotoPage", page))

    def _connect_person(self, page: PersonPage) -> None:
        page.name_given.connect(lambda person, name: self.people.name_people([person], name))
        page.person_gone.connect(self._on_person_gone)

    def _connect_photo(self, page: PhotoPage) -> None:
        from gui.commands.boxes import BoxController

        page.leafed.connect(self.navigator.note)
        draw = self.actions_table["draw_box"]
        BoxController(self.services, self.people, self.names, page, draw, self._question)

    def _connect_controllers(self) -> None:
        self.services.jobs.failed.connect(self._on_problem)
        self.services.thumbnails.failed.connect(self._on_problem)
        self.services.feed.all_changed.connect(self.services.thumbnails.forget_broken)
        self.people.said.connect(self._on_said)
        self.people.person_became.connect(self._on_person_became)
        self.people.history_changed.connect(self.actions_table.show_history)
        self.scanning.said.connect(self._on_said)
        self.scanning.running_changed.connect(self._on_running_changed)
        self.scanning.paused_changed.connect(self._on_paused_changed)
        self.scanning.left_paused.connect(self._on_left_paused)
        self.scanning.progressed.connect(self.scan_bar.show_progress)
        self.watching.noticed.connect(lambda notice: self.message.say(notice, stays=True))
        self.watching.folders_changed.connect(self._show_watched)
        self.others.changed.connect(self.services.feed.publish_all)
        self.others.changed.connect(self.people.read_history)
        self.review.counted.connect(self.sidebar.show_questions)
        self.review.skips_changed.connect(self._show_skips)

    def _start(self) -> None:
        self.others.look()  # before anything is read
        aside = QTimer(self, singleShot=True, interval=0)  # a timer comes after what is to be painted
        aside.timeout.connect(self._read_aside)
        aside.start()
        self.review.look_later()
        self.navigator.start(self._state.restore(self))
        # Loading the networks would take the processor away from the first picture of the window.
        self._after_start = QTimer(self, singleShot=True, interval=AFTER_START)
        self._after_start.timeout.connect(self.scanning.go_on_after_start)
        self._after_start.timeout.connect(lambda: self.services.jobs.start(warm_up, lane=Lane.ASIDE))
        self._after_start.start()
        self._watch_after = QTimer(self, singleShot=True, interval=WATCH_AFTER)
        self._watch_after.timeout.connect(self.watching.start)
        self._watch_after.start()

    def _read_aside(self) -> None:
        """What stands beside the photos."""
        self.sidebar.load()
        self.names.load()
        self.people.read_history()

    # ---- what happens

    def _on_went(self, place: Place) -> None:
        self.sidebar.show_place(place)
        self.rooms.show_place(place, with_keyboard=not self.search.leads)

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        in_pane = now is not None and self._pane_place.isAncestorOf(now)
        if now is None or not (in_pane or self.rooms.isAncestorOf(now)):
            return
        if in_pane != self._in_pane:
            self._in_pane = in_pane
            self._on_selection_changed()

    def _on_selection_changed(self) -> None:
        self.actions_table.update_for(self.selection())

    def _on_menu_wanted(self, point: QPoint) -> None:
        self._popup(context_menu(self.actions_table, self) or ground_menu(self.actions_table, self), point)

    def _on_ground_menu_wanted(self, point: QPoint) -> None:
        self._popup(ground_menu(self.actions_table, self), point)

    def _on_folder_menu_wanted(self, folder: Path, point: QPoint) -> None:
        is_root = self.sidebar.is_root(folder)
        self._popup(folder_menu(self.scanning, self.watching, folder, is_root, self), point)

    def _popup(self, menu: QMenu, point: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    def _on_pane_toggled(self, shown: bool) -> None:
        if shown:
            self.pane.show()
        self._pane_place.setVisible(shown)
        self.similar.set_awake(shown)
        if not shown:
            self._in_pane = False
            self.rooms.page.setFocus()
            self._on_selection_changed()

    def _on_full_screen_toggled(self, full: bool) -> None:
        if full != self.isFullScreen():
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _on_similar_asked(self, words: str) -> None:
        self.actions_table["pane"].setChecked(True)
        self.pane.show_question(words)  # it may just have been made, too late to hear of it

    def _on_person_became(self, person: PersonId, now: PersonId | None) -> None:
        """The page of someone who has joined another goes on as the page of that one."""
        if now not in (None, person) and self.navigator.place == Place(Room.PERSON, person=person):
            self.navigator.swap(Place(Room.PERSON, person=now))

    def _on_person_gone(self, person: PersonId) -> None:
        if self.navigator.place == Place(Room.PERSON, person=person) and not self.navigator.back():
            self.navigator.start(HOME)

    def _on_place_gone(self, place: Place) -> None:
        if self.navigator.place == place:
            self.navigator.swap(HOME)

    def _on_problem(self, problem: Exception) -> None:
        self.message.tell_problem(problem)

    def _on_said(self, text: str, command: str) -> None:
        self.message.say(text, self.actions_table[command] if command else None)

    def _on_running_changed(self, running: bool) -> None:
        quiet = self.scanning.quiet
        if running and not quiet:
            self.message.hide()  # what it said of the scan before is past
        self.scan_bar.set_running(running, quiet)
        self.rooms.photos.set_scanning(running and not quiet)
        self.actions_table.show_scan(running, paused=False)

    def _show_skips(self, *_: object) -> None:
        """In the review undo takes back a skip too."""
        in_review = self.navigator.place.room is Room.REVIEW
        self.actions_table.show_skip(in_review and self.review.last_is_skip)
        self.actions_table["review_skipped"].setEnabled(bool(self.review.skipped))

    def _show_watched(self, *_: object) -> None:
        """Whether the folder that is open is watched."""
        folder, action = self.navigator.place.folder, self.actions_table["watch_folder"]
        action.setEnabled(folder is not None and self.sidebar.is_root(folder))
        action.setChecked(folder is not None and self.watching.is_watched(folder))

    def _on_paused_changed(self, paused: bool) -> None:
        self.scan_bar.set_paused(paused)
        self.actions_table.show_scan(self.scanning.running, paused)

    def _on_left_paused(self, folders: tuple[Path, ...]) -> None:
        self.scan_bar.show_left(folders)
        self.actions_table.show_scan(running=True, paused=True)

    # ---- events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        from gui.mime_data import is_welcome

        if is_welcome(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A folder is added; a picture is asked who is on it."""
        self.arrivals.drop(event.mimeData())
        event.acceptProposedAction()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "actions_table"):
            self.actions_table.show_icons()
        if event.type() == QEvent.Type.WindowStateChange:
            self.actions_table["full_screen"].setChecked(self.isFullScreen())
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._application.focusChanged.disconnect(self._on_focus_changed)
        for timer in (self._after_start, self._watch_after, self.others, self.review):
            timer.stop()
        self._state.save(self)
        self.hide()  # ending a scan takes a moment
        self.watching.stop()
        self.services.jobs.close()
        self.services.thumbnails.close()
        super().closeEvent(event)


def _empty_column() -> QWidget:
    """Widgets are laid out in it from top to bottom, without a space."""
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return place
