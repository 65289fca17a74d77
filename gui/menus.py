"""The menu bar and the context menus."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.actions import Actions, Menu


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> None:
    """Every command, in the order of the table."""
    for menu in Menu:
        made = bar.addMenu(menu.value)
        for action in actions.of_menu(menu):
            made.addSeparator() if action is None else made.addAction(action)


CONTEXT = (
    "open", "show_person", "photos_of", "find_similar", None, "name", "confirm", "take_out", "not_a_face",
    "use_as_cover", "hide", None, "show_in_folder", "copy_path",
)  # fmt: skip


def context_menu(actions: Actions, parent: QWidget) -> QMenu:
    """What can be done with the selection: only what makes sense for it."""
    menu = QMenu(parent)
    for name in CONTEXT:
        if name is None:
            menu.addSeparator()
        elif actions[name].isEnabled():
            menu.addAction(actions[name])
    return menu
