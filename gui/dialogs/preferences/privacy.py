"""What Kith keeps, where, and that nobody else gets it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from gui.desktop import open_folder
from gui.dialogs.preferences.page import PreferencePage
from gui.i18n import mark, tr
from gui.services import Services

ABOUT = (
    "Faces are biometric data. They never leave this machine: Kith makes no network connection, unless you ask it to "
    "fetch a model. Your photos are only ever read, and the library can be read by you alone."
)
DELETE = (
    "To delete all that Kith knows of faces and people, close it and delete this folder. Copies that you made "
    "elsewhere are yours to delete; your photos are not touched."
)


class PrivacyPage(PreferencePage):
    """Where the library lies."""

    TITLE = mark("Privacy")

    def __init__(self, services: Services) -> None:
        super().__init__(services.jobs, tr(ABOUT))
        folder = services.library.directory
        self.where = QLabel(str(folder), wordWrap=True)
        self.where.setAccessibleName(tr("Where the library lies"))
        self.where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.show_folder = QPushButton(tr("Show in File Manager"))
        self.column.addWidget(QLabel(tr("Everything that Kith knows lies in this folder:")))
        self.column.addWidget(self.where)
        self.add_buttons(self.show_folder)
        self.column.addWidget(QLabel(tr(DELETE), wordWrap=True))
        self.show_folder.clicked.connect(lambda: open_folder(folder))
