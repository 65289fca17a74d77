"""How faces are put together: the default, or a method with its parameters."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

METHODS = (
    ("default", "Default", "The method that was measured to work best."),
    ("dbscan", "DBSCAN", "Faces closer than a distance belong together; a stranger stays alone."),
    ("kmeans", "K-means", "You say how many people there are. Every face gets one of them, strangers too."),
)


class GroupingDialog(QDialog):
    """Not modal for the scan: it only asks.

    Signals:
        chosen: The method (str) and its parameters (dict).
    """

    chosen = Signal(str, dict)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Group faces again")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.method = QComboBox()
        self.method.setAccessibleName("Method")
        for key, text, _ in METHODS:
            self.method.addItem(text, key)
        self._about = QLabel(wordWrap=True)
        self._about.setObjectName("quiet")
        self.eps = QDoubleSpinBox(minimum=0.05, maximum=1.5, singleStep=0.05, value=0.5)
        self.min_samples = QSpinBox(minimum=1, maximum=50, value=2)
        self.clusters = QSpinBox(minimum=2, maximum=100_000, value=20)
        self._form = QFormLayout()
        self._lay_out()
        self.method.currentIndexChanged.connect(self._on_method_changed)
        self._on_method_changed(0)

    def options(self) -> dict[str, float | int]:
        """The parameters of the chosen method."""
        method = self.method.currentData()
        if method == "dbscan":
            return {"eps": self.eps.value(), "min_samples": self.min_samples.value()}
        return {"clusters": self.clusters.value()} if method == "kmeans" else {}

    def accept(self) -> None:
        self.chosen.emit(self.method.currentData(), self.options())
        super().accept()

    def _lay_out(self) -> None:
        self._form.addRow("Method", self.method)
        self._form.addRow(self._about)
        self._form.addRow("Largest distance", self.eps)
        self._form.addRow("Faces that start a group", self.min_samples)
        self._form.addRow("Number of people", self.clusters)
        note = QLabel("What you have said yourself stays as it is.", wordWrap=True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Group")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(400)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.addLayout(self._form)
        column.addWidget(note)
        column.addWidget(buttons)

    def _on_method_changed(self, place: int) -> None:
        key, _, about = METHODS[place]
        self._about.setText(about)
        for field, method in ((self.eps, "dbscan"), (self.min_samples, "dbscan"), (self.clusters, "kmeans")):
            self._form.setRowVisible(field, method == key)
