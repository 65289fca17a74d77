"""How faces are put together: fewer or more people by the default method, or another method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QProgressBar,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from engine.progress import Progress
from engine.types import Counts
from gui.i18n import mark, tr
from gui.views.strictness import StrictnessScale
from gui.words import counted

if TYPE_CHECKING:
    from engine.grouping import GroupingChoice

METHODS = (
    ("default", mark("Default"), mark("The method that was measured to work best. A stranger stays alone.")),
    ("dbscan", "DBSCAN", mark("Faces closer than a distance belong together; a stranger stays alone.")),
    (
        "kmeans",
        "K-means",
        mark(
            "You say how many people there are, and every face is given to one of them: it makes a person of every "
            "stranger, and puts strangers among the people you know."
        ),
    ),
)


class GroupingDialog(QDialog):
    """Stays open, so that one can try; what came of it is said in it.

    Signals:
        chosen: The method (str) and its parameters (dict).
    """

    chosen = Signal(str, dict)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Group faces again"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.method = QComboBox()
        self.method.setAccessibleName(tr("Method"))
        for key, text, _ in METHODS:
            self.method.addItem(tr(text), key)
        self._about = QLabel(wordWrap=True)
        self._about.setObjectName("quiet")
        self._scale = StrictnessScale()
        self.strictness = self._scale.slider
        self.eps = QDoubleSpinBox(minimum=0.05, maximum=0.95, singleStep=0.05, value=0.5)
        self.min_samples = QSpinBox(minimum=1, maximum=50, value=2)
        self.clusters = QSpinBox(minimum=2, maximum=1_000_000, value=20)
        self._offer = QLabel(wordWrap=True)
        self._offer.setObjectName("quiet")
        self.says = QLabel(tr("What you have said yourself stays as it is."), wordWrap=True)
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(tr("Progress of the grouping"))
        self.progress.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.group = buttons.addButton(tr("Group"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._form = QFormLayout()
        self._lay_out(buttons)
        self.method.currentIndexChanged.connect(self._on_method_changed)
        self._on_method_changed(0)

    def options(self) -> dict[str, float | int]:
        """The parameters of the chosen method."""
        method = self.method.currentData()
        if method == "dbscan":
            return {"eps": self.eps.value(), "min_samples": self.min_samples.value()}
        if method == "kmeans":
            return {"clusters": self.clusters.value()}
        return {"strictness": self._scale.strictness} if self.strictness.value() else {}

    def show_present(self, present: tuple[GroupingChoice, Counts]) -> None:
        """How faces were grouped last, and what came of it.

        K-means can't find the number of people out, so those that the other methods found are offered.
        """
        choice, counts = present
        self.method.setCurrentIndex([key for key, _, _ in METHODS].index(choice.method))
        self._scale.set_strictness(choice.strictness)
        people = counts.named + counts.unnamed + counts.hidden
        self.clusters.setValue(max(people, 2))
        self._offer.setText(
            tr("{people} and groups are there now, and {faces} of nobody, which will be somebody's.").format(
                people=counted(people, "person", "people"), faces=counted(counts.single, "face")
            )
        )

    def show_running(self, running: bool) -> None:
        """Whether faces are being grouped, or a folder is scanned."""
        self.group.setEnabled(not running)
        self.progress.setRange(0, 0)
        self.progress.setVisible(running)

    def show_progress(self, progress: Progress) -> None:
        self.progress.setRange(0, progress.total or 0)
        self.progress.setValue(progress.done)

    def show_result(self, text: str, _: str = "") -> None:
        """What came of it."""
        self.says.setText(text)

    def _apply(self) -> None:
        self.says.setText(tr("Putting the faces together…"))
        self.chosen.emit(self.method.currentData(), self.options())

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        self._form.setVerticalSpacing(12)
        self._form.addRow(tr("Method"), self.method)
        self._form.addRow(self._about)
        self._form.addRow(self._scale)
        self._form.addRow(tr("Largest distance"), self.eps)
        self._form.addRow(tr("Faces that start a group"), self.min_samples)
        self._form.addRow(tr("Number of people"), self.clusters)
        self._form.addRow(self._offer)
        self.group.setDefault(True)
        buttons.accepted.connect(self._apply)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(14)
        column.addLayout(self._form)
        column.addWidget(self.says)
        column.addWidget(self.progress)
        column.addWidget(buttons)

    def _on_method_changed(self, place: int) -> None:
        key, _, about = METHODS[place]
        self._about.setText(tr(about))
        fields = (
            (self._scale, "default"),
            (self.eps, "dbscan"),
            (self.min_samples, "dbscan"),
            (self.clusters, "kmeans"),
            (self._offer, "kmeans"),
        )
        for field, method in fields:
            self._form.setRowVisible(field, method == key)
        self.adjustSize()
