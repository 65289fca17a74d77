"""From which year to which."""

from __future__ import annotations

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSpinBox, QWidget, QWidgetAction

from gui.i18n import tr

FIRST = 1826  # the oldest photograph


class YearsMenu(QMenu):
    """Signals:
    chosen: The first and the last year as a tuple, or None for any.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.first, self.last = _spin(tr("From year")), _spin(tr("To year"))
        self.any = QPushButton(tr("Any Year"))
        row_widget = QWidget()
        row = QHBoxLayout(row_widget)
        row.addWidget(QLabel(tr("From", "before a year")))
        row.addWidget(self.first)
        row.addWidget(QLabel(tr("to", "between two years")))
        row.addWidget(self.last)
        row.addWidget(self.any)
        action = QWidgetAction(self)
        action.setDefaultWidget(row_widget)
        self.addAction(action)
        self.first.valueChanged.connect(self._on_first)
        self.last.valueChanged.connect(self._on_last)
        self.any.clicked.connect(self._on_any)

    def offer(self, years: tuple[int, int] | None, among: tuple[int, int] | None) -> None:
        """Show `years`, or else those between which the photos lie."""
        this_year = QDate.currentDate().year()
        first, last = years or among or (this_year, this_year)
        for spin, year in ((self.first, first), (self.last, last)):
            if spin.value() != year:
                with QSignalBlocker(spin):
                    spin.setValue(year)

    def _on_first(self, year: int) -> None:
        with QSignalBlocker(self.last):
            self.last.setValue(max(year, self.last.value()))
        self._choose()

    def _on_last(self, year: int) -> None:
        with QSignalBlocker(self.first):
            self.first.setValue(min(year, self.first.value()))
        self._choose()

    def _choose(self) -> None:
        self.chosen.emit((self.first.value(), self.last.value()))

    def _on_any(self) -> None:
        self.chosen.emit(None)
        self.close()


def _spin(name: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(FIRST, QDate.currentDate().year() + 1)
    spin.setAccessibleName(name)
    spin.setKeyboardTracking(False)  # not after every digit
    return spin
