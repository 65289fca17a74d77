"""The window of the preferences: a list of matters, and the page of one of them."""

from __future__ import annotations

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
        self.folders = FoldersPage(services, scanning, watching, actions["add_folder"])
        self.model = ModelPage(services, scanning)
        self.grouping = GroupingPage(services, scanning)
        self.device = DevicePage(services)
        self.language = LanguagePage(services)
        self.thumbnails = ThumbnailsPage(services)
        self.privacy = PrivacyPage(services)
        self.backup = BackupPage(services)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Preferences"))
        self.list.setObjectName("sidebar")
        self.list.setFixedWidth(170)
        self._stack = QStackedWidget()
        for page in self.pages():
            QListWidgetItem(page.title, self.list).setSizeHint(QSize(0, LINE))
            self._stack.addWidget(_scrolled(page))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.setCurrentRow(0)

    def pages(self) -> list[PreferencePage]:
        return [
            self.folders, self.model, self.grouping, self.device, self.language, self.thumbnails,
            self.privacy, self.backup,
        ]  # fmt: skip

    def open_up(self) -> None:
        """Show it, with what is there now."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.pages()[self.list.currentRow()].load()

    def _on_chosen(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        if self.isVisible():
            self.pages()[row].load()


def _scrolled(page: PreferencePage) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area
