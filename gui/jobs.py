"""Work off the window thread: a job reports in the window thread and ends in exactly one of three ways."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from engine.errors import Cancelled
from engine.progress import CancelToken, Progress


class Lane(Enum):
    """Jobs of one lane share its threads, so that a slow lane never holds up another."""

    READ = auto()  # what is on the screen
    ASIDE = auto()  # numbers beside the shelves, names to be completed: the screen must not wait for them
    COMMAND = auto()  # what the user says, strictly in the order in which it was said
    SEARCH = auto()  # find similar: the first one loads torch
    SCAN = auto()  # scanning and grouping, one at a time
    EXPORT = auto()  # copying photos to elsewhere


THREADS = {Lane.READ: 2, Lane.ASIDE: 1, Lane.COMMAND: 1, Lane.SEARCH: 1, Lane.SCAN: 1, Lane.EXPORT: 1}

Work = Callable[["Job"], Any]


class Job(QObject):
    """One piece of work, running in a worker; everything below arrives in the window thread.

    Signals:
        started: A worker took it up.
        progressed: A `Progress`; those that nobody had time to see are left out.
        reported: Whatever the work passed to `report`, every one of them.
        finished: What the work returned.
        failed: The exception that the work raised.
        cancelled: The work stopped because `cancel` was called.
    """

    started = Signal()
    progressed = Signal(object)
    reported = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    _posted = Signal(object)

    def __init__(
        self, work: Work, lane: Lane = Lane.READ, parent: QObject | None = None, label: str = ""
    ) -> None:
        super().__init__(parent)
        self.lane = lane
        self.label = label
        self.token = CancelToken()
        self._work = work
        self._abandoned = False
        self._lock = threading.Lock()
        self._newest: Progress | None = None
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; what it has done stays done."""
        self.token.cancel()

    def abandon(self) -> None:
        """Cancel, and never call `finished`: nobody wants the result any more. Errors are still delivered."""
        self._abandoned = True
        self.cancel()

    # ---- called by the work, in the worker

    def progress(self, progress: Progress) -> None:
        """Tell how far the work is, as often as the work likes."""
        with self._lock:
            unseen, self._newest = self._newest, progress
        if unseen is None:
            self._posted.emit(self._show_progress)

    def report(self, what: object) -> None:
        """Hand over something before the end."""
        self._posted.emit(lambda: self.reported.emit(what))

    def run(self) -> None:
        """Do the work in this thread."""
        self._posted.emit(self.started.emit)
        try:
            if self.token.cancelled:
                raise Cancelled
            result = self._work(self)
        except Cancelled:
            self._posted.emit(self.cancelled.emit)
        except Exception as problem:  # delivered, never swallowed: whoever listens to `failed` says it
            self._posted.emit(lambda problem=problem: self.failed.emit(problem))
        else:
            self._posted.emit(lambda: self._deliver(result))

    # ---- in the window thread

    def _show_progress(self) -> None:
        with self._lock:
            newest, self._newest = self._newest, None
        self.progressed.emit(newest)

    def _deliver(self, result: object) -> None:
        if self._abandoned:
            self.cancelled.emit()
        else:
            self.finished.emit(result)

    def _on_posted(self, say: Callable[[], None]) -> None:
        say()


class _Runner(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Jobs(QObject):
    """Starts jobs, keeps them alive until they have ended, and ends them all when the window closes.

    Signals:
        begun: A `Job` with a label, which the user is told of, was handed in.
        failed: The exception of any job that failed, after the job's own `failed`.
    """

    begun = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {lane: self._make_pool(threads) for lane, threads in THREADS.items()}
        self._alive: set[Job] = set()
        self._closed = False

    def start(
        self,
        work: Work,
        on_finished: Callable[[Any], None] | None = None,
        *,
        lane: Lane = Lane.READ,
        label: str = "",
    ) -> Job:
        """Run `work(job)` in a worker of `lane`; `on_finished(result)` is called in the window thread.

        With a `label` the user sees it among the activities: what is not done in a moment has one.
        """
        job = Job(work, lane, self, label)
        if on_finished is not None:
            job.finished.connect(on_finished)
        if self._closed:
            job.abandon()
            return job
        if label:
            self.begun.emit(job)  # who is told of it hears how it ended before those who hear of all jobs
        self._keep(job)
        self._pools[lane].start(_Runner(job))
        return job

    @property
    def busy(self) -> bool:
        return bool(self._alive)

    def close(self) -> None:
        """Put off long work, finish what the user has said, and wait until every thread has ended."""
        self._closed = True
        for job in self._alive:
            if job.lane is not Lane.COMMAND:
                job.token.put_off()
                job.abandon()
        for pool in self._pools.values():
            pool.waitForDone()
        self._alive.clear()

    def _make_pool(self, threads: int) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(threads)
        return pool

    def _keep(self, job: Job) -> None:
        self._alive.add(job)
        job.failed.connect(self._on_failed)
        for ended in (job.finished, job.failed, job.cancelled):
            ended.connect(lambda *_: self._forget(job))

    def _forget(self, job: Job) -> None:
        self._alive.discard(job)
        job.deleteLater()

    def _on_failed(self, problem: Exception) -> None:
        self.failed.emit(problem)


class Latest:
    """Of a row of jobs that answer the same question, only the newest answer counts."""

    def __init__(self, jobs: Jobs, lane: Lane = Lane.READ) -> None:
        self._jobs = jobs
        self._lane = lane
        self._job: Job | None = None

    def start(self, work: Work, on_finished: Callable[[Any], None], label: str = "") -> Job:
        """Start `work` and abandon the one before."""
        self.abandon()
        self._job = self._jobs.start(work, on_finished, lane=self._lane, label=label)
        for ended in (self._job.finished, self._job.failed, self._job.cancelled):
            ended.connect(self._forget(self._job))
        return self._job

    def abandon(self) -> None:
        if self._job is not None:
            self._job.abandon()
            self._job = None

    def _forget(self, job: Job) -> Callable[..., None]:
        def forget(*_: object) -> None:
            if self._job is job:
                self._job = None

        return forget
