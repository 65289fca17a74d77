"""Looks whether the library is sound, and mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import LibraryBusy, UserProblem
from engine.types import Finding
from gui.i18n import tr
from gui.jobs import Jobs, Lane, Latest
from gui.phrases import phrase
from gui.problems import sentence

if TYPE_CHECKING:
    from engine.doctor import Repaired

LOOKING = "Looking through the library… In a large one this takes a minute."
MENDING = "Mending the library… Please leave Kith open until it is done."
SAFE = "Nothing of what you said is dropped that can still be read, and a damaged file is kept beside the new one."


class DoctorDialog(QDialog):
    """Says in plain words what is wrong; mends it when the user says so, and tells what was done and what was lost.

    Signals:
        mended: The library was changed, whether all could be mended or not.
    """

    mended = Signal()

    def __init__(
        self,
        jobs: Jobs,
        check: Callable[[], list[Finding]],
        repair: Callable[[], Repaired],
        parent: QWidget | None = None,
        problem: str = "",
    ) -> None:
        """`problem` is why the library can't be opened."""
        super().__init__(parent)
        self.setWindowTitle(tr("Check the library"))
        self._repair = repair
        self._problem = problem
        self._jobs = jobs
        self._checking = Latest(jobs)
        self._mending = False
        self.all_mended = False
        self.heading = QLabel(wordWrap=True)
        self.heading.setObjectName("title")
        self.list = QPlainTextEdit(readOnly=True)
        self.list.setAccessibleName(tr("What was found"))
        self._note = QLabel(tr(SAFE), wordWrap=True)
        self._note.setObjectName("quiet")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(tr("The library is being looked through"))
        self.mend = QPushButton(tr("Mend"))
        self.close_button = QPushButton(tr("Close"))
        self._lay_out()
        self._wait(problem or tr(LOOKING))
        self._checking.start(lambda _: check(), self._show_found).failed.connect(self._show_failure)

    @property
    def text(self) -> str:
        """All that it says."""
        return f"{self.heading.text()}\n{self.list.toPlainText()}"

    def reject(self) -> None:
        """Looking is given up; mending is not."""
        if not self._mending:
            self._checking.abandon()
            super().reject()

    def _lay_out(self) -> None:
        self.resize(560, 360)
        buttons = QDialogButtonBox()
        buttons.addButton(self.mend, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.mend.clicked.connect(self._on_mend)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        for widget in (self.heading, self._bar):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self._note)
        column.addStretch()
        column.addWidget(buttons)

    def _wait(self, words: str) -> None:
        self.heading.setText(words)
        self._bar.setRange(0, 0)
        self._bar.show()
        for widget in (self.list, self._note, self.mend):
            widget.hide()

    def _say(self, heading: str, lines: Iterable[str], *, mendable: bool = False) -> None:
        text = "\n".join(lines)
        self.heading.setText(heading)
        self.list.setPlainText(text)
        self.list.setVisible(bool(text))
        self._bar.hide()
        self.mend.setVisible(mendable)
        self._note.setVisible(mendable)
        (self.mend if mendable else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_found(self, found: Sequence[Finding]) -> None:
        wrong = [each for each in found if not each.harmless]
        mendable = any(each.mendable for each in wrong)
        if wrong and not mendable:  # a newer program's: it says so itself
            self._say(tr("The library can't be opened."), map(_line, found))
            return
        heading = tr("Something is wrong in the library.") if wrong else tr("The library is sound.")
        self._say(self._problem or heading, map(_line, found), mendable=mendable)

    def _on_mend(self) -> None:
        self._mending = True
        self.close_button.setEnabled(False)
        self._wait(tr(MENDING))
        job = self._jobs.start(
            lambda _: self._repair(), self._show_repaired, lane=Lane.SCAN, label=tr("Mending the library")
        )
        job.failed.connect(self._show_failure)

    def _show_repaired(self, repaired: Repaired) -> None:
        self._ended()
        self.all_mended = not repaired.left
        left = [tr("Still wrong:"), *map(_line, repaired.left)] if repaired.left else []
        heading = tr("Not everything could be mended.") if left else tr("The library is mended.")
        self._say(heading, [*map(phrase, repaired.done), *left])
        self.mended.emit()

    def _show_failure(self, problem: Exception) -> None:
        """A bug is told by whoever listens to all jobs."""
        self._ended()
        told = sentence(problem) if isinstance(problem, UserProblem) else tr("Something went wrong.")
        again = isinstance(problem, LibraryBusy) and self.mend.isVisible()
        self._say(self._problem or tr("The library could not be mended."), [told], mendable=again)

    def _ended(self) -> None:
        self._mending = False
        self.close_button.setEnabled(True)


def _line(finding: Finding) -> str:
    return f"• {phrase(finding.text)}"
