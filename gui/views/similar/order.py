"""What one result is, a face or a photo, and how alike it must be."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSlider, QWidget

from gui.i18n import tr
from gui.models.rows import likeness
from gui.models.similar import Grouping
from gui.views.similar.modes import SHORTEST, toggle


class OrderBar(QWidget):
    """Signals:
    grouping_wanted: The `Grouping`.
    least_wanted: The least similarity (float, 0 for any), while the slider moves.
    """

    grouping_wanted = Signal(object)
    least_wanted = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.faces = toggle(tr("By Face"), tr("One result for each face"))
        self.photos = toggle(tr("By Photo"), tr("One result for each photo"))
        self._group = QButtonGroup(self)
        self.least = QSlider(Qt.Orientation.Horizontal)
        self.least.setRange(0, 100)
        self.least.setPageStep(5)
        self.least.setMinimumWidth(SHORTEST)
        self.least.setAccessibleName(tr("Least similarity"))
        self.least.setToolTip(tr("Show nothing less alike than this"))
        self._least = QLabel()
        self._least.setObjectName("quiet")
        self._least.setMinimumWidth(self._least.fontMetrics().horizontalAdvance("≥ 100 %"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self.faces, self.photos):
            self._group.addButton(button)
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.least, 1)
        row.addSpacing(4)
        row.addWidget(self._least)
        self.faces.clicked.connect(lambda: self.grouping_wanted.emit(Grouping.FACES))
        self.photos.clicked.connect(lambda: self.grouping_wanted.emit(Grouping.PHOTOS))
        self.least.valueChanged.connect(self._on_moved)
        self._say()

    def show_order(self, grouping: Grouping, has_faces: bool, least: float) -> None:
        """Show what holds; where no faces were compared only photos can be listed."""
        self.faces.setEnabled(has_faces)
        (self.faces if grouping is Grouping.FACES else self.photos).setChecked(True)
        with QSignalBlocker(self.least):
            self.least.setValue(round(least * 100))
        self._say()

    def _on_moved(self, value: int) -> None:
        self._say()
        self.least_wanted.emit(value / 100)

    def _say(self) -> None:
        value = self.least.value()
        self._least.setText(f"≥ {likeness(value / 100)}" if value else tr("all"))
