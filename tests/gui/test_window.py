"""The window as a whole: first start, errors, keys, what is remembered, and how quickly it opens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QSlider

from engine.catalogue import roots
from engine.types import AlbumId, FaceId, PhotoId
from gui import theme
from gui.actions import COMMANDS, Menu
from gui.dialogs.grouping import GroupingDialog
from gui.dialogs.keys import KeysDialog
from gui.main_window import MainWindow
from gui.places import HOME, Place, Room
from gui.selection import Selection
from tests.gui.conftest import Hands

ROOT = Path(__file__).resolve().parents[2]


def test_the_first_start_asks_for_folders_and_promises_privacy(qtbot, bare_library):
    hands = Hands(qtbot, bare_library)
    empty = hands.window.rooms.photos.empty
    assert hands.window.rooms.photos.is_empty
    assert empty.isVisible()
    assert empty.button.text() == "Choose folders"
    assert "nothing leaves the machine" in empty._hint.text()
    hands.close()


def test_every_empty_room_says_what_to_do_next(qtbot, bare_library):
    hands = Hands(qtbot, bare_library)
    for command in ("go_people", "go_unnamed", "go_hidden", "go_unreadable"):
        hands.give(command)
        page = hands.window.rooms.page
        assert page.is_empty
        assert len(page.empty.sentence.text()) > 10
        assert page.empty.button.isVisible()
    hands.close()


def test_the_sidebar_counts_and_leads_everywhere(hands):
    assert hands.sidebar_lines() == [
        "All photos, 8", "People, 1", "Unnamed, 2", "Single faces, 1", "Review", "Map of faces", "Hidden, 0",
        "Unreadable, 1", "Activity", "ALBUMS", "New album…", "FOLDERS", "party, 8",
    ]  # fmt: skip
    hands.window.sidebar.setFocus()
    for _ in range(7):
        hands.press("Down")
    hands.press("Return")
    assert hands.window.navigator.place.room is Room.UNREADABLE
    table = hands.window.rooms.unreadable.table
    assert table.model().index(0, 0).data() == "torn.jpg"
    assert table.model().index(0, 2).data() == "The file ends too early."


def test_everything_is_reached_by_keyboard(hands):
    hands.press("Ctrl+2")
    assert hands.window.rooms.page is hands.window.rooms.people
    hands.press("Home")
    hands.press("Return")
    assert hands.window.rooms.page is hands.window.rooms.person
    hands.press("Home")
    hands.press("Return")
    assert hands.window.rooms.page is hands.window.rooms.photo
    hands.press("Esc")
    hands.press("V")
    assert hands.window.rooms.page is hands.window.rooms.photos
    assert hands.window.rooms.photos.grid.ids_model().count() == 7
    hands.press("Esc")
    hands.press("Esc")
    assert hands.window.rooms.page is hands.window.rooms.people
    hands.press("Alt+Left")
    assert hands.window.navigator.place == Place(Room.PHOTOS)


def test_a_bug_is_shown_with_details_and_logged(hands, caplog):
    def bug(_):
        raise ZeroDivisionError("a bug")

    hands.window.services.jobs.start(bug)
    hands.settle()
    message = hands.window.message
    assert message.text.startswith("Something went wrong")
    assert "ZeroDivisionError: a bug" in message.details
    assert "ZeroDivisionError" in caplog.text
    assert QApplication.activeModalWidget() is None


def test_copying_the_path_of_a_face(hands):
    anna = hands.person("Anna")
    hands.window.navigator.go(Place(Room.PERSON, person=anna))
    hands.settle()
    face = hands.library.faces_of(anna)[0]
    hands.window.rooms.person.grid.select_ids({face.id})
    hands.give("copy_path")
    assert QApplication.clipboard().text() == str(hands.library.photo(face.photo_id).path)


def test_the_window_is_found_again_as_it_was_left(qtbot, library):
    hands = Hands(qtbot, library)
    hands.give("go_unnamed")
    hands.give("larger")
    hands.window.actions_table["pane"].setChecked(True)
    hands.window.resize(770, 560)  # within the screen of the offscreen platform
    qtbot.wait(20)
    hands.window.splitter.setSizes([190, 420, 158])
    edge, sizes = hands.window.rooms.unnamed.grid.edge, hands.window.splitter.sizes()
    hands.close()

    again = Hands(qtbot, library)
    assert again.window.navigator.place.room is Room.UNNAMED
    assert again.window.rooms.unnamed.grid.edge == edge
    assert again.window.size().width() == 770
    assert again.window.splitter.sizes() == pytest.approx(sizes, abs=2)
    assert again.window.pane.isVisible()
    again.close()


@pytest.mark.skipif(os.name != "posix", reason="names of any bytes")
def test_a_folder_whose_name_is_not_unicode_is_found_again(qtbot, library):
    folder = library.folders()[0].path / os.fsdecode(b"M\xfcnchen, 100%")
    place = Place(Room.PHOTOS, folder=folder)
    hands = Hands(qtbot, library)
    hands.window.navigator.go(place)
    hands.close()
    again = Hands(qtbot, library)
    assert again.window.navigator.place == place
    again.close()


@pytest.mark.parametrize("room", ["attic", "person"])
def test_a_damaged_layout_file_does_no_harm(qtbot, library, room):
    (library.directory / "window.ini").write_text(
        f"[place]\nroom={room}\n[window]\ngeometry=nonsense\n[tiles]\nphotos=nan\n"
    )
    hands = Hands(qtbot, library)
    assert hands.window.navigator.place == Place(Room.PHOTOS)
    hands.close()


def test_a_folder_can_be_put_away(hands):
    folder = hands.library.folders()[0].path
    hands.window.scanning.forget(folder)
    hands.settle()
    assert hands.library.folders() == []
    assert hands.window.rooms.photos.is_empty
    assert "no longer shown" in hands.window.message.text


def test_a_folder_that_is_put_away_while_it_is_open_is_left_for_all_photos(hands, tmp_path):
    kept, folder = hands.library.folders()[0].path, tmp_path / "other"
    hands.library._catalogue.write(lambda writer: roots.add_root(writer, folder))
    hands.window.navigator.go(Place(Room.PHOTOS, folder=folder))
    hands.settle()
    assert hands.window.rooms.page.empty.sentence.text() == "There are no photos here"
    hands.window.scanning.forget(folder)
    hands.settle()
    assert hands.window.navigator.place == HOME
    assert len(hands.window.rooms.photos._model.ids) == 8
    assert [each.path for each in hands.library.folders()] == [kept]


def test_a_folder_that_was_taken_out_while_the_window_was_closed_is_not_opened(qtbot, library):
    folder = library.folders()[0].path
    first = Hands(qtbot, library)
    first.window.navigator.go(Place(Room.PHOTOS, folder=folder))
    first.close()
    library.forget_folder(folder)
    again = Hands(qtbot, library)
    assert again.window.navigator.place == HOME
    assert again.window.rooms.page.empty.button.text() == "Choose folders"
    again.close()


def test_the_keys_are_listed(hands):
    hands.press("?")
    dialog = hands.window.findChild(KeysDialog)
    assert dialog.isVisible()
    dialog.close()


def test_no_key_means_two_things():
    from gui.actions import sequences

    asked = Selection(faces=(FaceId(1),), question=True)  # the review has answers in the place of commands
    inside = Selection(
        photos=(PhotoId(1),), album=AlbumId(1)
    )  # where no face is selected that could be meant
    of_album = [
        each
        for each in COMMANDS
        if each.needs and each.needs(inside) and not each.needs(Selection(photos=(PhotoId(1),)))
    ]
    for given in (
        [each for each in COMMANDS if each.menu is not Menu.REVIEW and each not in of_album],
        [each for each in COMMANDS if each.needs is None or each.needs(inside)],
        [each for each in COMMANDS if each.needs is None or each.needs(asked)],
    ):
        keys = [key.toString() for command in given for key in sequences(command.keys)]
        assert len(keys) == len(set(keys))


def test_grouping_asks_for_the_parameters_of_its_method(hands, qtbot):
    dialog = GroupingDialog(hands.window)
    dialog.open()
    dialog.method.setCurrentIndex(1)
    assert dialog.eps.isVisible()
    assert not dialog.clusters.isVisible()
    dialog.min_samples.setValue(4)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.group.click()
    assert chosen.args == ["dbscan", {"eps": 0.5, "min_samples": 4}]


def test_controls_have_names_for_screen_readers(hands):
    for room in hands.window.rooms.pages().values():
        for control in [
            *room.findChildren(QAbstractButton),
            *room.findChildren(QLineEdit),
            *room.findChildren(QSlider),
        ]:
            if control.objectName().startswith("qt_"):  # Qt's own parts
                continue
            named = control.accessibleName() or getattr(control, "text", str)() or control.toolTip()
            assert named, control


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_texts_stand_out_from_their_ground(colours):
    for text, ground in (
        (colours.text, colours.window), (colours.text, colours.panel), (colours.quiet, colours.window),
        (colours.quiet, colours.panel), (colours.accent, colours.field), (colours.accent_text, colours.accent),
        (colours.problem_text, colours.problem), (colours.quiet, colours.field),
    ):  # fmt: skip
        assert contrast(text, ground) >= 4.5, (text, ground)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(name: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(name).getRgbF()[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_window_follows_dark_and_light(hands, qapp):
    themes = qapp.findChildren(theme.Theme)
    themes[-1].apply(theme.DARK)
    assert hands.window.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.window)
    themes[-1].apply(theme.LIGHT)
    assert hands.window.palette().color(QPalette.ColorRole.Window) == QColor(theme.LIGHT.window)


def test_the_window_shows_without_torch_and_scikit_learn(library):
    script = """
import sys
from pathlib import Path
from gui.app import make_application
from gui.main_window import MainWindow
from engine.library import Library
application = make_application()
with Library(Path(sys.argv[1])) as library:
    window = MainWindow(library)
    window.show()
    from PySide6.QtCore import QTimer
    QTimer.singleShot(300, application.quit)
    application.exec()
    assert window.rooms.photos.grid.ids_model().count() == 8
    window.close()
print([name for name in ("torch", "sklearn", "onnx", "scipy", "torchvision") if name in sys.modules])
"""
    library.close()
    done = subprocess.run(
        [sys.executable, "-c", script, str(library.directory)],
        cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


def test_a_screenshot_with_an_album_open(hands, tmp_path):
    anna = hands.person("Anna")
    hands.window.resize(1240, 800)
    hands.window.navigator.go(Place(Room.PERSON, person=anna))
    hands.settle()
    hands.window.rooms.person.grid.select_ids({hands.library.faces_of(anna)[1].id})
    hands.give("find_similar")
    shown = hands.window.services.thumbnails
    hands.qtbot.waitUntil(lambda: not shown.busy, timeout=5000)
    hands.qtbot.wait(20)
    picture = hands.window.grab()
    assert picture.save(str(tmp_path / "album.png"))
    assert isinstance(hands.window, MainWindow)
    colours = {picture.toImage().pixelColor(x, y).name() for x in range(0, 1240, 8) for y in range(0, 800, 8)}
    assert len(colours) > 50, "no faces are painted"
    assert hands.window.windowState() == Qt.WindowState.WindowNoState


def test_a_person_is_found_by_name(hands):
    hands.press("Ctrl+K")
    popover = hands.window.popover
    hands.qtbot.keyClicks(QApplication.focusWidget(), "nobody")
    assert popover.hint.text() == "Nobody has this name"
    hands.press("Return")
    assert hands.window.message.text == "Nobody is called nobody."
    assert hands.window.navigator.place.room is Room.PHOTOS
    hands.press("Ctrl+K")
    hands.type_name("anna")
    assert hands.window.navigator.place == Place(Room.PERSON, person=hands.person("Anna"))
    assert len(hands.library.people()) == 3


def test_full_screen_and_back(hands):
    hands.press("F11")
    hands.qtbot.waitUntil(hands.window.isFullScreen)
    assert hands.window.actions_table["full_screen"].isChecked()
    hands.press("F11")
    hands.qtbot.waitUntil(lambda: not hands.window.isFullScreen())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_what_the_window_remembers_is_for_its_owner_alone(qtbot, library):
    path = library.directory / "window.ini"
    path.write_text("[place]\nroom=people\n")
    path.chmod(0o644)
    hands = Hands(qtbot, library)
    assert hands.window.navigator.place.room is Room.PEOPLE
    hands.close()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "geometry" in path.read_text()
