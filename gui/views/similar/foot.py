"""Below the results: what the index may have missed, and naming what is selected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from engine.types import SimilarAnswer
from gui.i18n import tr, tr_n
from gui.views.elided import ElidedLabel
from gui.views.similar.modes import SHORTEST, toggle
from gui.words import percent


class FootBar(QWidget):
    """Signals:
    exact_wanted: Everything should be compared, or what the index proposes.
    naming_wanted: Say who is on the selected results.
    """

    exact_wanted = Signal(bool)
    naming_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._recall = ElidedLabel()
        self._recall.setObjectName("quiet")
        self.exact = toggle(
            tr("Exact"), tr("Compare everything, not only what the index proposes; it takes longer")
        )
        self.name = QPushButton(tr("Name…"))
        self.name.setToolTip(tr("Say who is on the selected results, all at once (N)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._recall)
        row.addStretch(1)
        row.addWidget(self.exact)
        row.addWidget(self.name)
        self.exact.clicked.connect(self.exact_wanted)
        self.name.clicked.connect(self.naming_wanted)
        self.name.setMinimumWidth(SHORTEST)
        self.name.hide()

    @property
    def recall(self) -> str:
        return self._recall.full_text

    def show_answer(self, answer: SimilarAnswer | None) -> None:
        """Say how much of the truly best it holds, as was measured on this library."""
        self._recall.set_full_text(_recall(answer) if answer is not None else "")
        self._recall.setToolTip(_explained(answer) if answer is not None else "")
        self.exact.setVisible(answer is not None and (answer.recall is not None or answer.query.exact))
        self.exact.setChecked(answer is not None and answer.query.exact)

    def show_selected(self, faces: int) -> None:
        """So many faces would get the name."""
        self.name.setVisible(faces > 0)
        self.name.setText(tr_n("Name…", "Name {n}…", faces))


def _recall(answer: SimilarAnswer) -> str:
    if answer.recall is None or answer.query.exact:
        return tr("Everything was compared")
    return tr("Finds {share} of what comparing everything would").format(share=_share(answer.recall))


def _explained(answer: SimilarAnswer) -> str:
    if answer.recall is None or answer.query.exact:
        return tr("No index was needed: every face or photo of the library was compared.")
    return tr("Measured on this library when its index was built. “Exact” compares everything.")


def _share(recall: float) -> str:
    """Never rounded up to all of it."""
    return percent(int(recall * 1000) / 1000, 1)
