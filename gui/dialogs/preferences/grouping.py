"""How strictly scans put faces together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton

from gui.controllers.scanning import ScanController
from gui.dialogs.preferences.page import PreferencePage
from gui.i18n import mark, tr
from gui.services import Services
from gui.views.strictness import StrictnessScale

if TYPE_CHECKING:
    from engine.grouping import GroupingChoice

ABOUT = (
    "Where the slider stands, scans put faces together from now on; the next one then groups all faces anew. What you "
    "said yourself always stays."
)
SETTLED = 400  # milliseconds after the last move
METHODS = {"dbscan": "DBSCAN", "kmeans": "K-means"}


class GroupingPage(PreferencePage):
    """A slider, and a button for those who don't want to wait for the next scan."""

    TITLE = mark("Grouping")

    def __init__(self, services: Services, scanning: ScanController) -> None:
        super().__init__(services.jobs, tr(ABOUT))
        self._library = services.library
        self._scanning = scanning
        self._shown = 0.0
        self.scale = StrictnessScale()
        self.method = QLabel(wordWrap=True)
        self.again = QPushButton(tr("Group All Faces Again"))
        self._settled = QTimer(self, singleShot=True, interval=SETTLED)
        self.column.addWidget(self.scale)
        self.column.addWidget(self.method)
        self.add_buttons(self.again)
        self.scale.slider.valueChanged.connect(self._on_moved)
        self._settled.timeout.connect(self.keep)
        self.again.clicked.connect(self._on_again)
        scanning.running_changed.connect(self._show_running)
        scanning.said.connect(self._on_said)
        self._show_running(scanning.running)

    def load(self) -> None:
        self.read(self._library.grouping_choice, self._on_loaded)

    def keep(self) -> None:
        """Keep what the slider says."""
        self._settled.stop()
        self._shown = strictness = self.scale.strictness
        preferences = self._library.preferences
        self.do(lambda _: preferences.set_strictness(strictness), lambda _: self.load())

    def _on_loaded(self, choice: GroupingChoice) -> None:
        other = METHODS.get(choice.method)
        self.method.setText(
            tr(
                "Faces are put together by {method} now; moving the slider leads back to the default method."
            ).format(method=other)
            if other
            else ""
        )
        self.method.setVisible(bool(other))
        if not self._settled.isActive():
            self._shown = choice.strictness or 0.0
            self.scale.set_strictness(choice.strictness)

    def _on_moved(self) -> None:
        if self.scale.strictness != self._shown:
            self._settled.start()

    def _on_again(self) -> None:
        strictness = self.scale.strictness
        self.says.setText(tr("Putting the faces together…"))
        self._scanning.group("default", **({"strictness": strictness} if strictness else {}))

    def _show_running(self, running: bool) -> None:
        self.again.setEnabled(not running)

    def _on_said(self, text: str, _: str) -> None:
        if self.says.text():
            self.says.setText(text)
