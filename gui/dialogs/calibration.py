"""How sure a similarity is, on the user's own people."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from engine.errors import UserProblem
from engine.types import Calibration
from gui.i18n import tr
from gui.jobs import Jobs, Lane, Latest
from gui.problems import sentence
from gui.views.calibration_plot import HistogramPlot, RocPlot
from gui.words import counted, decimal, in_figures, percent

if TYPE_CHECKING:
    from engine.library import Library

RATES = (0.1, 0.01, 0.001, 0.0001)
USUAL = 0.001
ENOUGH = 200  # pairs; the engine measures on the user's people from this number on


class CalibrationDialog(QDialog):
    """Two plots; what is asked is answered below them.

    Signals:
        shown: What was found is on the screen.
    """

    shown = Signal()

    def __init__(self, jobs: Jobs, library: Library, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("How sure is a similarity?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(940, 580)
        self._library = library
        self._latest = Latest(jobs, Lane.SEARCH)
        self.calibration: Calibration | None = None
        self.origin = QLabel(tr("Comparing the faces that you named…"), wordWrap=True)
        self.histogram, self.roc = HistogramPlot(), RocPlot()
        self.asked = QDoubleSpinBox(minimum=-1.0, maximum=1.0, singleStep=0.01, value=0.62, decimals=2)
        self.asked.setAccessibleName(tr("Similarity"))
        self.answer = QLabel(wordWrap=True)
        self.rate = QComboBox()
        self.rate.setAccessibleName(tr("False match rate"))
        for rate in RATES:
            self.rate.addItem(tr("1 in {n}").format(n=in_figures(round(1 / rate))), rate)
        self.rate.setCurrentIndex(RATES.index(USUAL))
        self.threshold = QLabel(wordWrap=True)
        self._lay_out()
        self.rate.currentIndexChanged.connect(self._read)
        self.asked.valueChanged.connect(self._show_answer)
        self.histogram.pointed.connect(self.asked.setValue)
        self._read()

    def _read(self) -> None:
        library, rate = self._library, self.rate.currentData()
        job = self._latest.start(lambda _: library.calibration(rate), self._on_found)
        job.failed.connect(self._on_failed)

    def _on_found(self, found: Calibration) -> None:
        self.calibration = found
        self.origin.setText(origin(found))
        self.threshold.setText(
            tr("From <b>{similarity}</b> on; then {share} of the pairs of one person are recognised.").format(
                similarity=decimal(found.threshold, 3), share=percent(found.true_match_rate, 1)
            )
        )
        for plot in (self.histogram, self.roc):
            plot.show_calibration(found)
        self._show_answer()
        self.shown.emit()

    def _on_failed(self, problem: Exception) -> None:
        """Too few people for so small a rate, perhaps; a bug is said by the window."""
        if isinstance(problem, UserProblem):
            self.threshold.setText(sentence(problem))

    def _show_answer(self) -> None:
        if self.calibration is not None:
            similarity = self.asked.value()
            sure = probability(self.calibration, similarity)
            self.answer.setText(
                tr(
                    "<b>{share}</b> sure that the two are one person, if there is nothing else to go by."
                ).format(share=in_percent(sure))
            )
            self.histogram.ask(similarity)

    def _lay_out(self) -> None:
        plots = QHBoxLayout()
        plots.setSpacing(18)
        for title, plot in (
            (tr("Pairs of faces"), self.histogram),
            (tr("Recognised, by false matches"), self.roc),
        ):
            column = QVBoxLayout()
            heading = QLabel(title)
            heading.setObjectName("quiet")
            column.addWidget(heading)
            column.addWidget(plot, 1)
            plots.addLayout(column, 1)
        questions = QGridLayout()
        questions.setHorizontalSpacing(12)
        questions.setVerticalSpacing(10)
        questions.setColumnStretch(2, 1)
        rows = (
            (tr("How sure is"), self.asked, self.answer),
            (tr("False matches"), self.rate, self.threshold),
        )
        for line, (text, field, says) in enumerate(rows):
            label = QLabel(text)
            label.setBuddy(field)
            for place, widget in enumerate((label, field, says)):
                questions.addWidget(widget, line, place)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(14)
        column.addWidget(self.origin)
        column.addLayout(plots, 1)
        column.addLayout(questions)
        column.addWidget(buttons)


def origin(found: Calibration) -> str:
    """On whom it was measured."""
    pairs = tr("{pairs} of one person and {others} of two people").format(
        pairs=counted(found.same_pairs, "pair"), others=in_figures(found.different_pairs)
    )
    if found.own:
        return tr("Measured on the people that you named: {pairs}.").format(pairs=pairs)
    return tr(
        "The people that you named make {pairs}: fewer than {enough}, too few to measure on. These are the figures "
        "that the model {model} comes with; name and confirm more faces to see your own."
    ).format(pairs=pairs, enough=ENOUGH, model=found.model)


def in_percent(sure: float) -> str:
    """Nothing is quite certain."""
    if sure > 0.999:
        return tr("More than {share}").format(share=percent(0.999, 1))
    if sure < 0.001:
        return tr("Less than {share}").format(share=percent(0.001, 1))
    return percent(sure, 1)


def probability(found: Calibration, similarity: float) -> float:
    """That a pair of this similarity is one person, where half of all pairs are."""
    step = bisect_right(found.edges, similarity) - 1
    return found.probabilities[min(max(step, 0), len(found.probabilities) - 1)]
