"""Albums in the window: made of what is selected, filled, called otherwise, taken back, and there after a restart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from engine.library import Library
from gui.dialogs.export import ExportDialog
from gui.places import HOME, Place, Room
from gui.views.drag import Kind, packed
from tests.gui.conftest import Hands


def albums(hands: Hands) -> dict[str, int]:
    """As the sidebar lists them."""
    texts = hands.sidebar_lines()
    lines = texts[texts.index("ALBUMS") + 1 : texts.index("FOLDERS")]
    assert lines[-1] == "New album…"
    return {name: int(number) for name, number in (line.rsplit(", ", 1) for line in lines[:-1])}


def line_of(hands: Hands, name: str) -> QPoint:
    sidebar = hands.window.sidebar
    model = sidebar.model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    index = next(index for index in rows if index.data() == name)
    sidebar.scrollTo(index)
    return sidebar.visualRect(index).center()


def open_album(hands: Hands, name: str) -> list[int]:
    """Click on it; the photos that are listed then."""
    sidebar = hands.window.sidebar
    hands.qtbot.mouseClick(sidebar.viewport(), Qt.MouseButton.LeftButton, pos=line_of(hands, name))
    hands.settle()
    return list(hands.window.rooms.photos._model.ids)


def drop(hands: Hands, kind: Kind, ids: list[int], name: str) -> bool:
    point, target = line_of(hands, name), hands.window.sidebar.viewport()
    data, left, none = packed(kind, ids), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = Qt.DropAction.MoveAction
    QApplication.sendEvent(target, QDragEnterEvent(point, move, data, left, none))
    QApplication.sendEvent(target, QDragMoveEvent(point, move, data, left, none))
    event = QDropEvent(QPointF(point), move, data, left, none)
    QApplication.sendEvent(target, event)
    hands.settle()
    return event.isAccepted()


def select(hands: Hands, *rows: int) -> list[int]:
    grid = hands.window.rooms.photos.grid
    grid.setFocus()
    grid.select_rows(list(rows))
    return list(grid.selected_ids())


@pytest.fixture
def summer(hands: Hands) -> list[int]:
    """The album “Summer” of the first three photos."""
    ids = select(hands, 0, 1, 2)
    hands.library.add_to_album("Summer", ids)
    hands.window.services.feed.publish_all()
    hands.window.people.read_history()
    hands.settle()
    return ids


def test_an_album_is_made_filled_and_taken_back(hands):
    window = hands.window
    first = select(hands, 0, 1, 2)
    hands.press("Ctrl+Shift+N")
    hands.type_name("Summer")
    assert albums(hands) == {"Summer": 3}
    assert window.actions_table["undo"].text() == "&Undo “Make the album “Summer” of 3 photos”"
    assert window.message.text == "Done: Make the album “Summer” of 3 photos"
    more = select(hands, 2, 3, 4)
    hands.press("A")
    hands.type_name("summer")
    assert albums(hands) == {"Summer": 5}
    hands.press("Ctrl+Z")
    assert albums(hands) == {"Summer": 3}
    hands.press("Ctrl+Y")
    assert open_album(hands, "Summer") == sorted({*first, *more})
    select(hands, 4)
    hands.give("remove_from_album")
    assert albums(hands) == {"Summer": 4}
    assert list(window.rooms.photos._model.ids) == sorted({*first, *more} - {more[-1]})
    assert len(hands.library.photo_ids()) == 8
    select(hands, 0)
    hands.give("album_cover")
    assert hands.library.albums()[0].cover == first[0]


def test_what_changes_in_an_album_has_nothing_else_read_again(hands, summer, monkeypatch):
    read = []
    for name in ("counts", "folders", "people", "photo_list"):
        known = getattr(Library, name)

        def listed(library, *values, name=name, known=known, **named):
            read.append(name)
            return known(library, *values, **named)

        monkeypatch.setattr(Library, name, listed)
    select(hands, 5)
    hands.press("A")
    hands.type_name("Another")
    assert albums(hands) == {"Another": 1, "Summer": 3}
    assert read == []


def test_a_deleted_album_is_left_and_undone(hands, summer):
    open_album(hands, "Summer")
    select(hands, 1)
    hands.press("Del")  # of the photo that is selected
    assert albums(hands) == {"Summer": 2}
    hands.press("Ctrl+Z")
    hands.give("delete_album")
    assert hands.window.navigator.place == HOME
    assert albums(hands) == {}
    hands.press("Ctrl+Z")
    assert albums(hands) == {"Summer": 3}
    assert open_album(hands, "Summer") == summer


def test_the_sidebar_renames_and_deletes_in_place(hands, summer):
    sidebar = hands.window.sidebar
    open_album(hands, "Summer")
    sidebar.setFocus()
    hands.press("F2")
    editor = sidebar.findChild(QLineEdit)
    assert editor.text() == "Summer"
    editor.selectAll()
    hands.type_name("By the Sea")
    hands.qtbot.waitUntil(lambda: albums(hands) == {"By the Sea": 3})
    hands.settle()
    assert hands.window.rooms.photos.accessibleName() == "By the Sea"
    sidebar.setFocus()
    hands.press("Del")
    assert albums(hands) == {}


def test_the_menu_of_an_album_is_about_that_album(hands, summer):
    hands.library.add_to_album("Garden", summer[:1])
    hands.window.services.feed.publish_all()
    hands.settle()
    open_album(hands, "Summer")
    sidebar = hands.window.sidebar
    menu = hands.menu_at(sidebar, line_of(hands, "Garden"))
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Rename", "Delete Album", "Export…", "&New Album…"]
    menu.actions()[1].trigger()
    menu.close()
    hands.settle()
    assert albums(hands) == {"Summer": 3}


def test_photos_and_faces_fall_on_albums_and_on_the_line_for_a_new_one(hands, summer):
    others = select(hands, 3, 4)
    assert drop(hands, Kind.PHOTOS, others, "Summer")
    assert albums(hands) == {"Summer": 5}
    faces = [face.id for face in hands.library.faces_of(hands.person("Anna"))]
    assert drop(hands, Kind.FACES, faces, "New album…")
    hands.type_name("Anna")
    assert albums(hands) == {"Anna": 7, "Summer": 5}
    assert not drop(hands, Kind.PHOTOS, others, "People")
    assert hands.library.undo_label() == "Make the album “Anna” of 7 photos"


def test_a_photo_is_dragged_with_all_that_is_selected_and_from_between_photos_a_rectangle_is_drawn(
    hands, monkeypatch
):
    grid = hands.window.rooms.photos.grid
    dragged = []
    monkeypatch.setattr(
        "gui.views.grid.grid.start_drag", lambda _, kind, ids, __: dragged.append((kind, list(ids)))
    )
    none, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier

    def pull(start: QPoint, keys: Qt.KeyboardModifier = none) -> list[int]:
        """The rows that are selected afterwards."""
        QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, keys, start)
        for step in range(1, 6):
            at = start + QPoint(6 * step, 0)
            move = QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(at),
                QPointF(at),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                keys,
            )
            QApplication.sendEvent(grid.viewport(), move)
        QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, keys, start + QPoint(30, 0))
        return grid.selected_rows()

    def middle(row: int) -> QPoint:
        return grid.visualRect(grid.model().index(row, 0)).center()

    ids = select(hands, 0, 1)
    pull(middle(1))
    assert dragged == [(Kind.PHOTOS, ids)]
    assert pull(middle(2)) == [2]
    assert dragged[1:] == [(Kind.PHOTOS, list(grid.selected_ids()))]
    corner = grid.visualRect(grid.model().index(1, 0)).topLeft() + QPoint(1, 1)
    assert pull(corner) == [1]
    assert pull(middle(0), ctrl) == [0, 1]
    assert len(dragged) == 2


def test_an_empty_album_is_opened_and_says_what_to_do(hands):
    hands.window.sidebar.setFocus()
    hands.press("Home")
    for _ in range(9):
        hands.press("Down")
    hands.press("Return")  # on “New album…”
    hands.type_name("Later")
    page = hands.window.rooms.photos
    assert page.is_empty
    assert page.empty.sentence.text() == "This album is empty"
    page.empty.button.click()
    hands.settle()
    assert hands.window.navigator.place == HOME
    select(hands, 0)
    hands.press("Ctrl+Shift+N")
    hands.type_name("later")  # that one
    assert albums(hands) == {"Later": 1}


def test_back_closes_the_sheet_from_wherever_the_keyboard_is(hands, summer):
    open_album(hands, "Summer")
    hands.give("rename_album")
    sheet = hands.window.focusWidget().parentWidget()
    assert sheet.isVisible()
    hands.window.rooms.photos.grid.setFocus()
    hands.press("Esc")
    assert not sheet.isVisible()
    assert hands.window.navigator.place.album is not None


def test_a_name_that_is_taken_is_refused_in_words(hands, summer):
    hands.library.create_album("Garden")
    hands.window.services.feed.publish_all()
    hands.settle()
    open_album(hands, "Garden")
    hands.give("rename_album")
    hands.window.focusWidget().selectAll()
    hands.type_name("summer")
    assert hands.window.message.text == "There is already an album called summer."
    assert albums(hands) == {"Garden": 0, "Summer": 3}


def test_the_photos_of_people_are_added_and_a_photo_is_from_the_viewer(hands, summer):
    hands.give("go_people")
    hands.window.rooms.people.grid.select_rows([0])
    hands.press("A")
    hands.type_name("Anna")
    assert albums(hands) == {"Anna": 7, "Summer": 3}
    open_album(hands, "Summer")
    hands.window.rooms.photos.grid.setFocus()
    hands.press("Home")
    hands.press("Return")
    assert hands.window.navigator.place.photo == summer[0]
    hands.press("A")
    hands.type_name("Best")
    hands.give("remove_from_album")
    assert albums(hands) == {"Anna": 7, "Best": 1, "Summer": 2}


def test_an_album_is_searched_in_and_found_by_its_name(hands, summer):
    hands.window.focus_search()
    hands.qtbot.keyClicks(hands.window.search_field, "summ")
    hands.qtbot.waitUntil(lambda: hands.suggested() == ["Summer, 3 photos"])
    hands.qtbot.waitUntil(lambda: list(hands.window.rooms.photos._model.ids) == summer)
    open_album(hands, "Summer")
    hands.window.focus_search()
    hands.type_name("2")
    assert len(hands.window.rooms.photos._model.ids) == 1
    assert hands.window.navigator.place.album is not None


def test_after_a_restart_the_album_is_there_and_open_and_can_be_undone(qtbot, library: Library):
    before = Hands(qtbot, library)
    select(before, 0, 1)
    before.press("Ctrl+Shift+N")
    before.type_name("Summer")
    ids = open_album(before, "Summer")
    before.close()
    after = Hands(qtbot, library)
    [album] = library.albums()
    assert after.window.navigator.place == Place(Room.PHOTOS, album=album.id)
    assert list(after.window.rooms.photos._model.ids) == ids
    after.press("Ctrl+Z")
    assert albums(after) == {}
    assert after.window.navigator.place == HOME
    after.close()


def test_an_album_and_selected_photos_are_exported(hands, summer, tmp_path):
    open_album(hands, "Summer")
    hands.window.rooms.photos.grid.clearSelection()
    for rows, name, copied in (((), "all", 3), ((1,), "one", 1)):
        select(hands, *rows)
        hands.give("export")
        dialog = hands.window.findChild(ExportDialog)
        assert not dialog.faces.isVisible()
        dialog.folder.setText(str(tmp_path / name))
        dialog.go.click()
        hands.settle()
        assert len(list((tmp_path / name).iterdir())) == copied
        dialog.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
