"""Carries out the commands of the table on what is selected."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from engine.types import PersonId, PhotoOrder
from gui.controllers.navigation import Place, Room
from gui.desktop import open_folder, pictures_folder
from gui.i18n import tr
from gui.selection import Selection

if TYPE_CHECKING:
    from engine.library import Library
    from gui.controllers.birth import BirthQuestion
    from gui.controllers.exporting import Exporter
    from gui.controllers.joining import JoinQuestion
    from gui.controllers.people_rooms import PeopleRooms
    from gui.controllers.splitting import SplitQuestion
    from gui.dialogs.preferences.dialog import PreferencesDialog
    from gui.main_window import MainWindow
    from gui.views.page import Page

ROOMS_OF_PEOPLE = (Room.PEOPLE, Room.UNNAMED, Room.HIDDEN, Room.SINGLE, Room.PERSON)
MANY = 30  # paths copied at most; more is a mistake


class Commands(QObject):
    """One function per command; the window says what is selected."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._services = window.services
        self._preferences: PreferencesDialog | None = None  # made when it is first wanted
        window.actions_table.connect_all(self._handlers(window))
        for name in ("suggestion_right", "suggestion_wrong"):
            window.actions_table[name].setEnabled(False)
        window.rooms.made.connect(self._on_room_made)

    def _handlers(self, window: MainWindow) -> dict[str, Callable[[], object]]:
        people, go = window.people, window.navigator.go
        return {
            "add_folder": self.add_folder,
            "scan_again": window.scanning.scan_again,
            "watch_folder": self.watch_folder,
            "pause_scan": window.scanning.toggle_pause,
            "cancel_scan": window.scanning.cancel,
            "group_again": self.group_again,
            "tidy": lambda: window.tidying.ask(),
            "check": self.check,
            "preferences": self.show_preferences,
            "similar_to_file": self.similar_to_file,
            "quit": window.close,
            "undo": self.undo,
            "redo": people.redo,
            "paste": lambda: window.arrivals.paste(),
            "select_all": lambda: window.active_part().select_all(),
            "select_section": lambda: window.rooms.page.select_section(),
            "copy_path": self.copy_path,
            "open": self.open,
            "find_similar": self.find_similar,
            "name": self.name,
            "confirm": self.confirm,
            "take_out": self.take_out,
            "not_a_face": lambda: people.mark_not_a_face(self._selection().faces),
            "use_as_cover": self.use_as_cover,
            "split": self.split,
            "suggestion_right": lambda: self._people_rooms.answer(True),
            "suggestion_wrong": lambda: self._people_rooms.answer(False),
            "export": lambda: self._exporter.ask(self._selection().someone),
            "calibrate": self.calibrate,
            "join": lambda: self._joining.join(self._selection().people),
            "tell_apart": lambda: people.tell_apart(self._selection().people),
            "birth_date": lambda: self._birth.ask(self._selection().someone[0]),
            "stranger": self.stranger,
            "hide": self.hide,
            "show_person": self.show_person,
            "photos_of": self.photos_of,
            "show_in_folder": self.show_in_folder,
            "unfold": lambda: window.pane.unfold(),
            "sort_newest": partial(self.sort_by, PhotoOrder.NEWEST),
            "sort_oldest": partial(self.sort_by, PhotoOrder.OLDEST),
            "sort_name": partial(self.sort_by, PhotoOrder.NAME),
            "sort_folder": partial(self.sort_by, PhotoOrder.FOLDER),
            "sort_faces": partial(self.sort_by, PhotoOrder.FACES),
            "sort_added": partial(self.sort_by, PhotoOrder.ADDED),
            "larger": lambda: window.active_part().grow(1),
            "smaller": lambda: window.active_part().grow(-1),
            "fit": lambda: window.rooms.photo.canvas.fit(),
            "turn_right": lambda: window.rooms.photo.canvas.turn(1),
            "turn_left": lambda: window.rooms.photo.canvas.turn(-1),
            "back": window.go_back,
            "previous": lambda: window.rooms.photo.leaf(-1),
            "next": lambda: window.rooms.photo.leaf(1),
            "go_photos": lambda: go(Place(Room.PHOTOS)),
            "go_people": lambda: go(Place(Room.PEOPLE)),
            "go_unnamed": lambda: go(Place(Room.UNNAMED)),
            "go_single": lambda: go(Place(Room.SINGLE)),
            "go_hidden": lambda: go(Place(Room.HIDDEN)),
            "go_unreadable": lambda: go(Place(Room.UNREADABLE)),
            "go_review": lambda: go(Place(Room.REVIEW)),
            "go_map": lambda: go(Place(Room.MAP)),
            "go_activity": lambda: go(Place(Room.ACTIVITY)),
            "review_yes": window.review.yes,
            "review_no": window.review.no,
            "review_name": lambda: window.rooms.review.ask_for_name(),
            "review_skip": window.review.skip,
            "review_stranger": window.review.stranger,
            "review_not_a_face": window.review.not_a_face,
            "review_photo": lambda: window.rooms.review.open_selected(),
            "review_skipped": window.review.ask_skipped,
            "find_person": window.ask_for_person,
            "search": window.focus_search,
            "clear_search": window.search.clear,
            "palette": self.show_palette,
            "keys": self.show_keys,
        }

    # ---- folders and files

    def add_folder(self) -> None:
        """Ask for a folder and scan it."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, tr("Choose a folder with photos"), str(pictures_folder())
        )
        if chosen:
            self._window.scanning.scan([Path(chosen)])

    def watch_folder(self) -> None:
        """Watch the folder that is open, or no longer."""
        folder = self._window.navigator.place.folder
        if folder is not None:
            self._window.watching.set_watched(folder, not self._window.watching.is_watched(folder))

    def similar_to_file(self) -> None:
        """Ask for a picture and find the people in it."""
        chosen, _ = QFileDialog.getOpenFileName(self._window, tr("Choose a picture"), str(pictures_folder()))
        if chosen:
            self._window.similar.find_in_file(Path(chosen))

    def copy_path(self) -> None:
        """Put the paths of the selected files on the clipboard, one per line."""
        self._with_paths(lambda paths: QGuiApplication.clipboard().setText("\n".join(map(str, paths))))

    def show_in_folder(self) -> None:
        """Open the folder of the first selected file in the system's file manager."""
        self._with_paths(lambda paths: open_folder(paths[0].parent))

    def sort_by(self, order: PhotoOrder) -> None:
        """List the photos in another order."""
        self._window.rooms.photos.set_order(order)

    # ---- people and faces

    def open(self) -> None:
        """Show what is selected large."""
        self._window.active_part().open_selected()

    def find_similar(self) -> None:
        self._window.similar.find(self._selection())

    def name(self) -> None:
        """Type who the selected people or faces are."""
        self._window.ask_for_name(self._selection())

    def confirm(self) -> None:
        """A scan may have moved the faces meanwhile, so the person who is shown goes along."""
        selection = self._selection()
        self._window.people.confirm(selection.faces, selection.person)

    def take_out(self) -> None:
        selection = self._selection()
        self._window.people.take_out(selection.faces, selection.person)

    def use_as_cover(self) -> None:
        selection = self._selection()
        if selection.person is not None and selection.faces:
            self._window.people.set_cover(selection.person, selection.faces[0])

    def hide(self) -> None:
        selection = self._selection()
        self._window.people.set_hidden(selection.someone, not selection.hidden)

    def stranger(self) -> None:
        """Selected faces are meant by themselves, but on the page of a stranger it is about the stranger."""
        selection, people = self._selection(), self._window.people
        if selection.faces and not selection.strangers:
            people.mark_strangers(selection.faces)
        else:
            people.set_strangers(selection.someone, not selection.strangers)

    def show_person(self) -> None:
        person: PersonId | None = self._selection().person
        if person is not None:
            self._window.navigator.go(Place(Room.PERSON, person=person))

    def photos_of(self) -> None:
        """Those with all of the selected people together."""
        first, *others = self._selection().someone
        self._window.navigator.go(Place(Room.PHOTOS, person=first, others=tuple(others)))

    def split(self) -> None:
        """Faces that are selected on the person's page are those of another one."""
        selection = self._selection()
        self._splitting.ask(selection.someone[0], selection.faces if selection.at_home else ())

    # ---- the program

    def group_again(self) -> None:
        from gui.dialogs.grouping import GroupingDialog

        library, scanning = self._services.library, self._window.scanning
        dialog = GroupingDialog(self._window)
        dialog.chosen.connect(lambda method, options: scanning.group(method, **options))
        scanning.running_changed.connect(dialog.show_running)
        scanning.progressed.connect(dialog.show_progress)
        scanning.said.connect(dialog.show_result)
        dialog.show_running(scanning.running)
        reading = self._services.jobs.start(lambda _: (library.grouping_choice(), library.counts()))
        reading.finished.connect(dialog.show_present)
        dialog.open()

    def calibrate(self) -> None:
        from gui.dialogs.calibration import CalibrationDialog

        CalibrationDialog(self._services.jobs, self._services.library, self._window).open()

    def check(self) -> None:
        from gui.dialogs.doctor import DoctorDialog

        library = self._services.library
        dialog = DoctorDialog(self._services.jobs, library.check, library.repair, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.mended.connect(self._services.feed.publish_all)
        dialog.open()

    def show_preferences(self) -> None:
        from gui.dialogs.preferences.dialog import PreferencesDialog

        window = self._window
        if self._preferences is None:
            self._preferences = PreferencesDialog(
                self._services, window.scanning, window.watching, window.actions_table, window
            )
        self._preferences.open_up()

    def undo(self) -> None:
        """In the review a skip is taken back like an answer."""
        in_review = self._window.navigator.place.room is Room.REVIEW
        if not (in_review and self._window.review.take_back_skip()):
            self._window.people.undo()

    def show_palette(self) -> None:
        from gui.dialogs.palette import Palette

        Palette(self._window.actions_table, self._window).open()

    def show_keys(self) -> None:
        from gui.dialogs.keys import KeysDialog

        KeysDialog(self._window).open()

    # ---- who carries out what takes more than a function, made when it is first asked for

    @cached_property
    def _joining(self) -> JoinQuestion:
        from gui.controllers.joining import JoinQuestion

        return JoinQuestion(self._services, self._window.people, self._window)

    @cached_property
    def _splitting(self) -> SplitQuestion:
        from gui.controllers.splitting import SplitQuestion

        return SplitQuestion(self._services, self._window.people, self._window)

    @cached_property
    def _exporter(self) -> Exporter:
        from gui.controllers.exporting import Exporter

        return Exporter(self._services, self._window)

    @cached_property
    def _birth(self) -> BirthQuestion:
        from gui.controllers.birth import BirthQuestion

        return BirthQuestion(self._services, self._window.people, self._window)

    @cached_property
    def _people_rooms(self) -> PeopleRooms:
        from gui.controllers.people_rooms import PeopleRooms

        return PeopleRooms(self._window, self._joining)

    # ---- inside

    def _on_room_made(self, room: Room, page: Page) -> None:
        if room in ROOMS_OF_PEOPLE:
            self._people_rooms.take_in(page)

    def _selection(self) -> Selection:
        return self._window.selection()

    def _with_paths(self, use: Callable[[list[Path]], object]) -> None:
        selection, library = self._selection(), self._services.library

        def on_found(paths: list[Path]) -> None:
            if paths:
                use(paths)

        self._services.jobs.start(lambda _: _paths(library, selection), on_found)


def _paths(library: Library, selection: Selection) -> list[Path]:
    photos = list(selection.photos)[:MANY]
    if selection.faces and not photos:
        photos = [face.photo_id for face in library.faces(list(selection.faces)[:MANY])]
    found = [photo.path for photo in library.photos(list(dict.fromkeys(photos)))]
    return [*found, *selection.files]
