"""Pictures of every room and dialog, in light and dark, on painted people: `make screenshots`.

python -m tests.screenshots FOLDER [LANGUAGE]        all of them
python -m tests.screenshots FOLDER --readme TARGET   README's few, small, out of FOLDER
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from engine.catalogue import files
from engine.library import Library
from engine.types import PersonId
from gui import theme
from gui.app import make_application
from gui.dialogs.preferences.dialog import PreferencesDialog
from gui.language import Language, speak
from gui.main_window import MainWindow
from gui.places import Place, Room
from tests.readme_picture import fill

THEMES = {"light": theme.LIGHT, "dark": theme.DARK}
DIALOGS = ("keys", "palette", "group_again", "calibrate", "check")
README = ("people-light", "review-dark", "map-light", "photo-dark")
README_WIDTH = 800
ABOUT_SOMEBODY = ("birth_date", "split", "export")


class Photographer:
    """Goes through the rooms, and keeps what is seen there."""

    def __init__(self, application: QApplication, window: MainWindow, folder: Path, end: str) -> None:
        self._application = application
        self._window = window
        self._folder = folder
        self._end = end
        self._jobs = window.services.jobs

    def wait(self, seconds: float = 0.4) -> None:
        """Until nothing is under way, and thumbnails have come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end or self._jobs.busy or self._window.services.thumbnails.busy:
            self._application.processEvents()
            time.sleep(0.01)

    def take(self, name: str, what: QWidget | None = None) -> None:
        self.wait()
        (what or self._window).grab().save(str(self._folder / f"{name}-{self._end}.png"))

    def rooms(self) -> None:
        for room in Room:
            if room not in (Room.PERSON, Room.PHOTO):
                self._window.navigator.go(Place(room))
                self.take(room.value)

    def person(self, person: PersonId) -> None:
        """The page of a person, and what is similar to a face of theirs."""
        window = self._window
        window.navigator.go(Place(Room.PERSON, person=person))
        self.take("person")
        window.rooms.person.grid.select_rows([1])
        window.actions_table["find_similar"].trigger()
        self.take("similar")
        window.actions_table["pane"].setChecked(False)
        window.rooms.person.grid.select_rows([])
        for command in ABOUT_SOMEBODY:
            self._dialog(command)

    def album(self, library: Library) -> None:
        """One with photos, and one that waits for them."""
        window, photos = self._window, library.photo_ids()
        for name, inside in (
            ("Grandmother's birthday", photos[3:24]),
            ("Lake", photos[20:31]),
            ("To print", []),
        ):
            [made] = library.create_album(name, inside).albums
            window.services.feed.publish_all()
            window.navigator.go(Place(Room.PHOTOS, album=made))
            self.take(f"album_{len(inside)}")
        window.navigator.go(Place(Room.PHOTOS))
        self.wait()
        window.rooms.photos.grid.setFocus()
        window.rooms.photos.grid.select_rows([0, 1, 2])
        window.actions_table["add_to_album"].trigger()
        self.take("add_to_album")
        window.go_back()

    def photo(self, library: Library) -> None:
        """One photo with what is known of it."""
        photos = library.photo_ids()
        self._window.navigator.go(Place(Room.PHOTO, photo=photos[9], siblings=photos))
        self.take("photo")
        self._window.actions_table["info"].setChecked(True)
        self.take("photo_information")
        self._window.actions_table["info"].setChecked(False)

    def dialogs(self) -> None:
        self._window.navigator.go(Place(Room.PEOPLE))
        for command in DIALOGS:
            self._dialog(command)
        self._window.actions_table["preferences"].trigger()
        dialog = self._window.findChild(PreferencesDialog)
        for row, page in enumerate(type(each).__name__ for each in dialog.pages()):
            dialog.list.setCurrentRow(row)
            self.take(page, dialog)
        dialog.close()

    def _dialog(self, command: str) -> None:
        self.wait()
        before = self._shown()
        self._window.actions_table[command].trigger()
        self.wait()
        for dialog in self._shown() - before:
            self.take(command, dialog)
            dialog.close()
        self.wait()

    def _shown(self) -> set[QDialog]:
        return {each for each in self._window.findChildren(QDialog) if each.isVisible()}


def main(folder: Path, language: Language) -> None:
    """Everything in both themes; the library is made anew each time."""
    os.umask(0o077)  # as the program does
    folder.mkdir(parents=True, exist_ok=True)
    application = make_application()
    speak(application, language)
    for name, colours in THEMES.items():
        application.setPalette(theme.palette_of(colours))
        application.setStyleSheet(theme.style_sheet(colours))
        end = f"{name}-{language.value}"
        _with_window(application, folder, end, None, lambda eye, _: eye.take("welcome"))
        _with_window(application, folder, end, fill, _everything)


def _everything(eye: Photographer, library: Library) -> None:
    eye.rooms()
    eye.person(next(person.id for person in library.people() if person.name == "Anna"))
    eye.photo(library)
    eye.album(library)
    eye.dialogs()


def _with_window(
    application: QApplication,
    folder: Path,
    end: str,
    fill_with: Callable[[Library, Path], None] | None,
    do: Callable[[Photographer, Library], None],
) -> None:
    with tempfile.TemporaryDirectory() as top, Library(Path(top) / "library") as library:
        if fill_with is not None:
            fill_with(library, Path(top) / "Summer")
            _add_torn(library, Path(top) / "Summer" / "torn.jpg")
            library.set_watched(Path(top) / "Summer", False)  # nothing is to change meanwhile
        window = MainWindow(library)
        window.resize(1200, 760)
        window.show()
        eye = Photographer(application, window, folder, end)
        eye.wait()
        do(eye, library)
        window.close()
        window.deleteLater()
        application.processEvents()


def _add_torn(library: Library, file: Path) -> None:
    file.write_bytes(b"\xff\xd8\xff")
    about = file.stat()
    library._catalogue.write(
        lambda writer: files.record_problem(
            writer, file, about.st_size, about.st_mtime_ns, "the file is cut off"
        )
    )


def keep_for_readme(folder: Path, target: Path) -> None:
    """Small ones; what is painted in few colours needs little room."""
    target.mkdir(exist_ok=True)
    for name in README:
        with Image.open(folder / f"{name}-{Language.ENGLISH.value}.png") as picture:
            size = (README_WIDTH, round(README_WIDTH * picture.height / picture.width))
            picture.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(
                target / f"{name}.png", optimize=True
            )


if __name__ == "__main__":
    if sys.argv[2:3] == ["--readme"]:
        keep_for_readme(Path(sys.argv[1]), Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]), Language(sys.argv[2]) if len(sys.argv) > 2 else Language.ENGLISH)
