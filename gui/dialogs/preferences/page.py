"""What all pages of the preferences have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.errors import UserProblem
from gui.i18n import tr
from gui.jobs import Job, Jobs, Lane, Work
from gui.problems import sentence
from gui.views.confirm import ConfirmStrip
from gui.words import decimal, in_figures


class PreferencePage(QWidget):
    """A heading, what it is about, whatever the page adds to `column`, and a line that says what came of it."""

    TITLE: ClassVar[str]  # in English

    def __init__(self, jobs: Jobs, about: str) -> None:
        super().__init__()
        self.title = tr(self.TITLE)
        self._jobs = jobs
        self.says = QLabel(wordWrap=True)
        self.says.setAccessibleName(tr("What came of it"))
        self.confirm = ConfirmStrip()
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(12)
        outer.addWidget(_label(self.title, "title"))
        outer.addWidget(_label(about, "quiet"))
        outer.addLayout(self.column)
        outer.addWidget(self.confirm)
        outer.addWidget(self.says)
        outer.addStretch(1)

    def load(self) -> None:
        """Read what there is now, in a worker; called whenever the page is shown."""

    def read(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Call `work` in a worker and `then` with what it returned."""
        self._jobs.start(lambda _: work(), then).failed.connect(self.show_problem)

    def do(self, work: Work, then: Callable[[Any], None], label: str = "", lane: Lane = Lane.COMMAND) -> Job:
        """The same of something that changes something; with a `label` the activities show it."""
        self.says.setText("")
        job = self._jobs.start(work, then, lane=lane, label=label)
        job.failed.connect(self.show_problem)
        return job

    def show_problem(self, problem: Exception) -> None:
        """The bar of the window says it with its details; here is where the user looks."""
        self.says.setText(
            sentence(problem) if isinstance(problem, UserProblem) else tr("Something went wrong.")
        )

    def add_buttons(self, *buttons: QPushButton) -> None:
        """A row of buttons at the left."""
        row = QHBoxLayout()
        for button in buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setObjectName(name)
    return label


def megabytes(size: int) -> str:
    """`12 MB`, `1.4 GB`."""
    if size < 1_000_000_000:
        return tr("{n} MB").format(n=in_figures(max(1, round(size / 1e6)) if size else 0))
    return tr("{n} GB").format(n=decimal(size / 1e9, 1))
