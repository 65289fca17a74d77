"""The window of the preferences: a list of matters, and the page of one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from gui.actions import Actions
from gui.controllers.scanning import ScanController
from gui.controllers.watching import WatchController
from gui.dialogs.preferences.backup import BackupPage
from gui.dialogs.preferences.device import DevicePage
from gui.dialogs.preferences.folders import FoldersPage
from gui.dialogs.preferences.grouping import GroupingPage
from gui.dialogs.preferences.language import LanguagePage
from gui.dialogs.preferences.model import ModelPage
from gui.dialogs.preferences.page import PreferencePage
from gui.dialogs.preferences.privacy import PrivacyPage
from gui.dialogs.preferences.thumbnails import ThumbnailsPage
from gui.i18n import tr
from gui.services import Services

P = TypeVar("P", bound=PreferencePage)

LINE = 32


class PreferencesDialog(QDialog):
    """Not modal; stays until the window closes, so that what is under way in it can end."""

    def __init__(
        self,
        services: Services,
        scanning: ScanController,
        watching: WatchController,
        actions: Actions,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Preferences"))
        self.resize(760, 560)
        add_folder = actions["add_folder"]
        self._ways: dict[type[PreferencePage], Callable[[], PreferencePage]] = {
            FoldersPage: lambda: FoldersPage(services, scanning, watching, add_folder),
            ModelPage: lambda: ModelPage(services, scanning),
            GroupingPage: lambda: GroupingPage(services, scanning),
            DevicePage: lambda: DevicePage(services),
            LanguagePage: lambda: LanguagePage(services),
            ThumbnailsPage: lambda: ThumbnailsPage(services),
            PrivacyPage: lambda: PrivacyPage(services),
            BackupPage: lambda: BackupPage(services),
        }
        self._kinds = list(self._ways)
        self._made: dict[type[PreferencePage], PreferencePage] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Preferences"))
        self.list.setObjectName("sidebar")
        self.list.setFixedWidth(170)
        self._stack = QStackedWidget()
        for kind in self._kinds:
            QListWidgetItem(tr(kind.TITLE), self.list).setSizeHint(QSize(0, LINE))
            self._stack.addWidget(_scroll_area())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.setCurrentRow(0)

    def page(self, kind: type[P]) -> P:
        """The page of that kind, made when it is first looked at."""
        if kind not in self._made:
            page = self._made[kind] = self._ways[kind]()
            cast(QScrollArea, self._stack.widget(self._kinds.index(kind))).setWidget(page)
        return cast(P, self._made[kind])

    def pages(self) -> list[PreferencePage]:
        """All of them, made if they were not."""
        return [self.page(kind) for kind in self._kinds]

    def open_up(self) -> None:
        """Show it, with what is there now."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.page(self._kinds[self.list.currentRow()]).load()

    def _on_chosen(self, row: int) -> None:
        page = self.page(self._kinds[row])
        self._stack.setCurrentIndex(row)
        if self.isVisible():
            page.load()


def _scroll_area() -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
