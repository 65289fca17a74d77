"""The window of the preferences: a list of matters, and the page of one of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
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
from gui.i18n import mark, tr
from gui.services import Services

P = TypeVar("P", bound=PreferencePage)

LINE = 32
TITLES = (
    mark("Folders"),
    mark("Model"),
    mark("Grouping"),
    mark("Device"),
    mark("Language"),
    mark("Thumbnails"),
    mark("Privacy"),
    mark("Backup"),
)


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
        self._services = services
        self._scanning = scanning
        self._watching = watching
        self._add_folder = actions["add_folder"]
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Preferences"))
        self.list.setObjectName("sidebar")
        self.list.setFixedWidth(170)
        self._stack = QStackedWidget()
        for title in TITLES:
            QListWidgetItem(tr(title), self.list).setSizeHint(QSize(0, LINE))
            self._stack.addWidget(_scroll_area())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.setCurrentRow(0)

    # ---- the pages, each made when it is first looked at

    @cached_property
    def folders(self) -> FoldersPage:
        page = FoldersPage(self._services, self._scanning, self._watching, self._add_folder)
        return self._put(page)

    @cached_property
    def model(self) -> ModelPage:
        return self._put(ModelPage(self._services, self._scanning))

    @cached_property
    def grouping(self) -> GroupingPage:
        return self._put(GroupingPage(self._services, self._scanning))

    @cached_property
    def device(self) -> DevicePage:
        return self._put(DevicePage(self._services))

    @cached_property
    def language(self) -> LanguagePage:
        return self._put(LanguagePage(self._services))

    @cached_property
    def thumbnails(self) -> ThumbnailsPage:
        return self._put(ThumbnailsPage(self._services))

    @cached_property
    def privacy(self) -> PrivacyPage:
        return self._put(PrivacyPage(self._services))

    @cached_property
    def backup(self) -> BackupPage:
        return self._put(BackupPage(self._services))

    def pages(self) -> list[PreferencePage]:
        """All of them, made if they were not."""
        return [self._page(row) for row in range(len(TITLES))]

    def open_up(self) -> None:
        """Show it, with what is there now."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._page(self.list.currentRow()).load()

    def _on_chosen(self, row: int) -> None:
        page = self._page(row)
        self._stack.setCurrentIndex(row)
        if self.isVisible():
            page.load()

    def _page(self, row: int) -> PreferencePage:
        ways: tuple[Callable[[], PreferencePage], ...] = (
            lambda: self.folders,
            lambda: self.model,
            lambda: self.grouping,
            lambda: self.device,
            lambda: self.language,
            lambda: self.thumbnails,
            lambda: self.privacy,
            lambda: self.backup,
        )
        return ways[row]()

    def _put(self, page: P) -> P:
        row = [tr(title) for title in TITLES].index(page.title)
        cast(QScrollArea, self._stack.widget(row)).setWidget(page)
        return page


def _scroll_area() -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
