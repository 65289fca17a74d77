"""Which of the similar things are wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QToolButton, QWidget

from engine.types import PersonId, SimilarOnly
from gui.controllers.search_history import Choices, Search
from gui.i18n import mark, tr
from gui.views.similar.modes import toggle
from gui.views.similar.years import YearsMenu

ONE_FOLDER = mark("Only photos of one folder")


class FilterBar(QWidget):
    """The conditions add up. What can be chosen is what was among the answers before they were narrowed down.

    Signals:
        only_wanted: The `SimilarOnly` that should hold from now on.
    """

    only_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._only = SimilarOnly()
        self._choices = Choices()
        self.unnamed = toggle(tr("Unnamed"), tr("Only faces of nobody who has a name"))
        self.folder = _with_menu(tr("Folder"), tr(ONE_FOLDER), QMenu(self))
        self.years_menu = YearsMenu(self)
        self.years = _with_menu(tr("Years"), tr("Only photos of some years"), self.years_menu)
        self.people = _with_menu(
            tr("Not…"), tr("Without somebody; of whole pictures, without those that show them"), QMenu(self)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self.unnamed, self.folder, self.years, self.people):
            row.addWidget(button)
        row.addStretch(1)
        self.unnamed.clicked.connect(lambda on: self._want(unnamed=on))
        self.folder.menu().aboutToShow.connect(self._fill_folders)
        self.people.menu().aboutToShow.connect(self._fill_people)
        self.years_menu.chosen.connect(lambda years: self._want(years=years))

    def show_search(self, search: Search) -> None:
        """Show what holds."""
        self._only, self._choices = only, choices = search.query.only, search.choices
        self.unnamed.setChecked(only.unnamed)
        self.folder.setChecked(bool(only.folders))
        self.folder.setText(_short(only.folders[0].name) if only.folders else tr("Folder"))
        self.folder.setToolTip(str(only.folders[0]) if only.folders else tr(ONE_FOLDER))
        self.years.setChecked(only.years is not None)
        self.years.setText(tr("Years") if only.years is None else _span(only.years))
        self.people.setChecked(bool(only.not_people & {person for person, _ in choices.people}))
        with QSignalBlocker(self.years_menu):
            self.years_menu.offer(only.years, choices.years)

    def _want(self, **changed: object) -> None:
        self.only_wanted.emit(replace(self._only, **changed))  # type: ignore[arg-type]

    def _fill_folders(self) -> None:
        menu = self.folder.menu()
        menu.clear()
        _add(menu, tr("Any Folder"), not self._only.folders, partial(self._want, folders=()))
        menu.addSeparator()
        folders = list(dict.fromkeys([*self._only.folders, *self._choices.folders]))
        for folder, name in zip(folders, told_apart(folders), strict=True):
            action = _add(menu, name, self._only.folders == (folder,), partial(self._want, folders=(folder,)))
            action.setToolTip(str(folder))
        menu.setToolTipsVisible(True)
        menu.addSeparator()
        menu.addAction(tr("Another Folder…"), self._ask_for_folder)

    def _fill_people(self) -> None:
        menu = self.people.menu()
        menu.clear()
        for person, name in self._choices.people:
            _add(
                menu,
                tr("Not {name}").format(name=name),
                person in self._only.not_people,
                partial(self._turn, person),
            )
        if not self._choices.people:
            menu.addAction(tr("Nobody here has a name")).setEnabled(False)

    def _turn(self, person: PersonId) -> None:
        self._want(not_people=self._only.not_people ^ {person})

    def _ask_for_folder(self) -> None:
        first = str(self._choices.folders[0]) if self._choices.folders else ""
        chosen = QFileDialog.getExistingDirectory(self.window(), tr("Only photos in this folder"), first)
        if chosen:
            self._want(folders=(Path(chosen),))


def told_apart(folders: Sequence[Path]) -> list[str]:
    """Their names, with as many of the folders above them as it takes: a camera's are all called alike."""
    names = [folder.name or str(folder) for folder in folders]
    for more in range(2, max((len(folder.parts) for folder in folders), default=0) + 1):
        times = Counter(names)
        if len(times) == len(names):
            break
        names = [
            str(Path(*folder.parts[-more:])) if times[name] > 1 else name
            for folder, name in zip(folders, names, strict=True)
        ]
    return names


def _with_menu(text: str, tip: str, menu: QMenu) -> QToolButton:
    """Down while its condition holds, whatever is clicked."""
    button = toggle(text, tip)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return button


def _add(menu: QMenu, text: str, checked: bool, wanted: partial[None]) -> QAction:
    action = menu.addAction(text.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(checked)
    action.triggered.connect(lambda _=False: wanted())
    return action


def _short(text: str, most: int = 10) -> str:
    text = text if len(text) <= most else f"{text[: most - 1]}…"
    return text.replace("&", "&&")


def _span(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
