"""The menu bar and the context menus."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.actions import Actions, Menu
from gui.controllers.scanning import ScanController
from gui.controllers.watching import WatchController
from gui.desktop import open_folder
from gui.i18n import tr


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> None:
    """Every command, in the order of the table."""
    for menu in Menu:
        made = bar.addMenu(tr(menu.value))
        for action in actions.of_menu(menu):
            made.addSeparator() if action is None else made.addAction(action)


CONTEXT = (
    "open", "show_person", "photos_of", "find_similar", None, "name", "join", "tell_apart", "split", "birth_date",
    "confirm", "take_out", "not_a_face", "draw_box", "use_as_cover", "stranger", "hide", None, "add_to_album",
    "new_album", "remove_from_album", "album_cover", None, "export", "show_in_folder", "copy_path", "unfold",
)  # fmt: skip


GROUND = (
    "add_folder",
    "scan_again",
    "new_album",
    "rename_album",
    "delete_album",
    None,
    "select_all",
    "larger",
    "smaller",
)


def context_menu(actions: Actions, parent: QWidget) -> QMenu | None:
    """What can be done with the selection: only what makes sense for it; None if nothing does."""
    # A new album can be made at any time, but is about the selection only where that can be put into one.
    besides = "" if actions["add_to_album"].isEnabled() else "new_album"
    names = [name for name in CONTEXT if name != besides]
    if not any(name and actions[name].isEnabled() for name in names):
        return None
    return _menu(names, actions, parent)


def ground_menu(actions: Actions, parent: QWidget) -> QMenu:
    """What can be done where nothing lies."""
    return _menu(GROUND, actions, parent)


def folder_menu(
    scanning: ScanController, watching: WatchController, folder: Path, is_root: bool, parent: QWidget
) -> QMenu:
    """What can be done with a folder of the library; only one that the user added is watched and taken away."""
    menu = QMenu(parent)
    menu.addAction(tr("Scan This Folder"), lambda: scanning.scan([folder]))
    if is_root:
        _add_of_root(menu, scanning, watching, folder)
    menu.addSeparator()
    menu.addAction(tr("Show in File Manager"), lambda: open_folder(folder))
    return menu


def _add_of_root(menu: QMenu, scanning: ScanController, watching: WatchController, folder: Path) -> None:
    watch = menu.addAction(tr("Watch This Folder"))
    watch.setToolTip(tr("Look for people in what comes into the folder"))
    watch.setCheckable(True)
    watch.setChecked(watching.is_watched(folder))
    watch.toggled.connect(lambda watched: watching.set_watched(folder, watched))
    menu.addAction(tr("Stop Showing This Folder"), lambda: scanning.forget(folder))


def _menu(names: Iterable[str | None], actions: Actions, parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    for name in names:
        if name is None:
            menu.addSeparator()
        elif actions[name].isEnabled():
            menu.addAction(actions[name])
    return menu
