"""The slider from fewer, bigger groups to more, purer ones."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from gui.i18n import tr

STEPS = 10  # of the slider, to either side
USUAL = "as measured to be best"


class StrictnessScale(QWidget):
    """The slider and what its ends mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(-STEPS, STEPS)
        self.slider.setPageStep(STEPS // 2)
        self.slider.setAccessibleName(tr("Strictness: from fewer, bigger groups to more, purer ones"))
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setTickInterval(STEPS)
        row = QHBoxLayout()
        for text, side in (
            (tr("fewer, bigger"), Qt.AlignmentFlag.AlignLeft),
            (tr(USUAL), Qt.AlignmentFlag.AlignHCenter),
            (tr("more, purer"), Qt.AlignmentFlag.AlignRight),
        ):
            label = QLabel(text, alignment=side)
            label.setObjectName("quiet")
            row.addWidget(label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.slider)
        column.addLayout(row)

    @property
    def strictness(self) -> float:
        """-1..1."""
        return self.slider.value() / STEPS

    def set_strictness(self, strictness: float | None) -> None:
        self.slider.setValue(round((strictness or 0) * STEPS))
