"""Context menus: on things, on empty ground, and from the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from gui.places import Place, Room


def texts(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if action.text()]


def bottom_of(view) -> QPoint:
    return view.viewport().rect().bottomRight() - QPoint(4, 4)


def test_empty_ground_offers_what_can_be_done_there(hands):
    grid = hands.window.rooms.photos.grid
    grid.select_rows([0])
    menu = hands.menu_at(grid, bottom_of(grid))
    assert "Add Folder…" in texts(menu)
    assert "Select All" in texts(menu)
    assert "Open" not in texts(menu)
    assert grid.selected_rows() == []
    menu.close()


def test_empty_ground_of_a_person_is_about_the_person(hands):
    anna = hands.person("Anna")
    hands.window.navigator.go(Place(Room.PERSON, person=anna))
    hands.settle()
    grid = hands.window.rooms.person.grid
    menu = hands.menu_at(grid, bottom_of(grid))
    assert {"Name…", "Hide", "Photos of This Person"} <= set(texts(menu))
    menu.close()


def test_unreadable_files_have_a_menu(hands):
    hands.give("go_unreadable")
    table = hands.window.rooms.unreadable.table
    menu = hands.menu_at(table, table.visualRect(table.model().index(0, 0)).center())
    assert texts(menu) == ["Show in File Manager", "Copy Path"]
    menu.close()


def test_a_right_click_in_the_sidebar_leads_nowhere(hands):
    sidebar = hands.window.sidebar
    before = sidebar.currentIndex().row()
    folder = sidebar.model().index(sidebar.model().rowCount() - 1, 0)
    menu = hands.menu_at(sidebar, sidebar.visualRect(folder).center())
    assert texts(menu) == [
        "Scan This Folder", "Watch This Folder", "Stop Showing This Folder", "Show in File Manager",
    ]  # fmt: skip
    assert sidebar.currentIndex().row() == before
    menu.close()
    menu = hands.menu_at(sidebar, bottom_of(sidebar))
    assert "Add Folder…" in texts(menu)
    menu.close()


def test_the_menu_key_opens_the_menu_on_the_current_tile(hands):
    grid = hands.window.rooms.photos.grid
    grid.setFocus()
    hands.press("End")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(2, 2), grid.mapToGlobal(QPoint(2, 2)))
    with hands.qtbot.waitSignal(grid.menu_wanted) as wanted:
        QApplication.sendEvent(grid, event)
    rect = grid.visualRect(grid.currentIndex())
    assert rect.contains(grid.viewport().mapFromGlobal(wanted.args[0]))
    next(menu for menu in hands.window.findChildren(QMenu) if menu.isVisible()).close()


def test_a_face_of_nobody_has_no_page_to_open(hands):
    viewer = hands.window.rooms.photo
    hands.window.navigator.go(Place(Room.PHOTO, photo=hands.photo("party 7.jpg")))
    hands.settle()
    known, stranger = hands.library.faces_in(viewer.photo)
    viewer.canvas.choose(stranger.id)
    assert not hands.window.actions_table["open"].isEnabled()
    viewer.canvas.choose(known.id)
    assert hands.window.actions_table["open"].isEnabled()


def test_who_is_at_home_is_not_sent_there(hands):
    anna = hands.person("Anna")
    hands.window.navigator.go(Place(Room.PERSON, person=anna))
    hands.settle()
    hands.window.rooms.person.grid.select_rows([0])
    assert not hands.window.actions_table["show_person"].isEnabled()
    hands.window.navigator.go(Place(Room.PHOTO, photo=hands.photo("party 0.jpg")))
    hands.settle()
    hands.press("Tab")
    assert hands.window.actions_table["show_person"].isEnabled()
