"""One part of a person who is being split: a heading and the faces."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from gui.models.split_parts import PartModel
from gui.thumbnails import Thumbnails
from gui.views.drag import Kind, unpacked
from gui.views.grid.tiles import FACE_TILES
from gui.views.people.grid import PeopleGrid

EDGE = 96
LOW, HIGH = 140, 260  # pixels of height


class PartRow(QFrame):
    """Faces can be dragged out of it and dropped anywhere in it.

    Signals:
        dropped: Ids of the faces (list) that fell here.
        first_wanted: This part is to stay who it is.
    """

    dropped = Signal(object)
    first_wanted = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.setObjectName("part")
        self.model = PartModel()
        self.grid = PeopleGrid(thumbnails, FACE_TILES, Kind.FACES, EDGE)
        self.grid.show_model(self.model)
        self.grid.setMinimumHeight(LOW)
        self.grid.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.grid.viewport().setAcceptDrops(True)
        self.grid.viewport().installEventFilter(self)
        self.heading = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.number = QLabel()
        self.number.setObjectName("quiet")
        self.stays = QPushButton()
        self.stays.setAutoDefault(False)
        self.stays.clicked.connect(self.first_wanted)
        self._lay_out()

    def set_texts(self, heading: str, detail: str, stays: str) -> None:
        """`stays` is what the button says that makes this part the first one; none without it."""
        self.heading.setText(heading)
        self.number.setText(detail)
        self.stays.setText(stays)
        self.stays.setVisible(bool(stays))
        self.grid.setAccessibleName(f"{heading}, {detail}")

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            move = cast(QDragMoveEvent, event)
            if unpacked(move.mimeData()) is None:
                return False
            self._light(True)
            move.setDropAction(Qt.DropAction.MoveAction)
            move.accept()
            return True
        if kind in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._light(False)
        if kind == QEvent.Type.Drop:
            drop = cast(QDropEvent, event)
            dragged = unpacked(drop.mimeData())
            if dragged is not None:
                drop.acceptProposedAction()
                self.dropped.emit(dragged.ids)
            return True
        return False

    def _light(self, on: bool) -> None:
        if self.property("target") != on:
            self.setProperty("target", on)
            self.style().unpolish(self)
            self.style().polish(self)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 12, 0)
        line.setSpacing(12)
        line.addWidget(self.heading)
        line.addWidget(self.number)
        line.addStretch(1)
        line.addWidget(self.stays)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.grid)
