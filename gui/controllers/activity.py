"""What runs, and what has ended since the program was started, and how."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from engine.errors import Cancelled
from engine.progress import Progress
from gui.controllers.scanning import ScanController
from gui.jobs import Job, Jobs, Lane
from gui.models.ended import Ended, Outcome
from gui.problems import details, sentence

MOST = 500  # that have ended; the oldest are forgotten
NOTHING_YET = Progress(0, None)
STOPPABLE = (Lane.EXPORT, Lane.SEARCH)


@dataclass(slots=True, eq=False)
class Running:
    """A job that the user may want to know of; one that `waits` was not taken up yet."""

    job: Job
    progress: Progress = NOTHING_YET
    waits: bool = True


class Activity(QObject):
    """Follows every job that has a label, and hears of every problem that is told.

    Signals:
        changed: Something has begun or ended.
        progressed: A `Running` has come further.
    """

    changed = Signal()
    progressed = Signal(object)

    def __init__(self, jobs: Jobs, scanning: ScanController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scanning = scanning
        self._running: list[Running] = []
        self._ended: deque[Ended] = deque(maxlen=MOST)
        self._told: Exception | None = None
        jobs.begun.connect(self._on_begun)
        for signal in (scanning.running_changed, scanning.paused_changed, scanning.left_paused):
            signal.connect(lambda _: self.changed.emit())
        scanning.waiting_changed.connect(self.changed)

    @property
    def running(self) -> list[Running]:
        return list(self._running)

    @property
    def ended(self) -> list[Ended]:
        """The newest first."""
        return list(reversed(self._ended))

    def is_scan(self, running: Running) -> bool:
        """Whether it is what the commands to pause and to cancel a scan are about."""
        return running.job is self._scanning.job

    def can_stop(self, running: Running) -> bool:
        """Whether stopping it leaves nothing half done."""
        return self.is_scan(running) or running.job.lane in STOPPABLE

    def stop(self, running: Running) -> None:
        if self.is_scan(running):
            self._scanning.cancel()
        else:
            running.job.cancel()

    def note_problem(self, problem: Exception) -> None:
        """A problem was told; the one of a job with a label is here already."""
        if problem is not self._told and not isinstance(problem, Cancelled):
            self._end("", Outcome.FAILED, problem)

    def _on_begun(self, job: Job) -> None:
        running = Running(job)
        self._running.append(running)
        job.started.connect(lambda: self._on_started(running))
        job.progressed.connect(lambda progress: self._on_progressed(running, progress))
        job.finished.connect(lambda _: self._on_ended(running, Outcome.DONE))
        job.cancelled.connect(lambda: self._on_ended(running, Outcome.STOPPED))
        job.failed.connect(lambda problem: self._on_ended(running, Outcome.FAILED, problem))
        self.changed.emit()

    def _on_started(self, running: Running) -> None:
        running.waits = False
        self.progressed.emit(running)

    def _on_progressed(self, running: Running, progress: Progress) -> None:
        running.progress = progress
        self.progressed.emit(running)

    def _on_ended(self, running: Running, outcome: Outcome, problem: Exception | None = None) -> None:
        self._running.remove(running)
        self._told = problem
        self._end(running.job.label, outcome, problem)

    def _end(self, label: str, outcome: Outcome, problem: Exception | None) -> None:
        why, more = (sentence(problem), details(problem)) if problem else ("", "")
        self._ended.append(Ended(label, outcome, time.time(), why, more))
        self.changed.emit()
