"""Starts, pauses and stops scans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.errors import LibraryBusy
from engine.progress import Progress
from engine.types import Changes, Unfinished
from gui.i18n import tr, tr_n
from gui.jobs import Job, Lane, Work
from gui.services import Services
from gui.words import counted, joined

if TYPE_CHECKING:
    from engine.types import GroupReport, ScanReport

STOPPED = "Stopped. What was found so far is kept."
NOTHING = Unfinished((), paused=False)


class ScanController(QObject):
    """One scan or grouping at a time.

    A scan that is paused while no job runs is one from before a restart.

    Signals:
        running_changed: Whether work is going on.
        paused_changed: Whether it is paused.
        left_paused: The folders (a tuple of `Path`) whose scan was paused before a restart, and waits.
        waiting_changed: Other folders wait to be scanned.
        progressed: A `Progress`.
        said: How it ended, in a sentence, and the name of a command to offer with it ("" for none).
    """

    running_changed = Signal(bool)
    paused_changed = Signal(bool)
    left_paused = Signal(object)
    waiting_changed = Signal()
    progressed = Signal(object)
    said = Signal(str, str)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._job: Job | None = None
        self._scanned: list[Path] = []  # by the job; none while it groups
        self._quiet = False
        self._waiting: list[Path] = []
        self._left = NOTHING

    @property
    def running(self) -> bool:
        return self._job is not None

    @property
    def paused(self) -> bool:
        return self._left.paused if self._job is None else self._job.token.paused

    @property
    def quiet(self) -> bool:
        """Whether what runs, or ran last, is a scan that nobody asked for."""
        return self._quiet

    def go_on_after_start(self) -> None:
        """Go on with the scan that the end of the program cut off; one that was paused waits for the user."""
        library = self._services.library
        self._services.jobs.start(lambda _: library.unfinished(), self._on_left)

    @property
    def job(self) -> Job | None:
        """What runs."""
        return self._job

    @property
    def waiting(self) -> list[Path]:
        """The folders that are scanned next, and those whose scan was paused before a restart."""
        return [*self._waiting, *(folder for folder in self._left.folders if folder not in self._waiting)]

    def scan(self, folders: Sequence[Path], model: str | None = None) -> None:
        """Scan `folders`, after the work that is going on if there is some; by `model` from now on if it is given."""
        if self.running:
            self._wait(folders)
            return
        library = self._services.library

        def work(job: Job) -> ScanReport:
            return library.scan(
                folders, model=model, on_progress=job.progress, cancel=job.token, on_changes=job.report
            )

        self._scanned = list(folders)
        self._start(work, self._on_scanned, tr("Scanning {where}").format(where=_where(folders)))

    def scan_quietly(self, folders: Sequence[Path], on_busy: Callable[[], None]) -> None:
        """Scan `folders`, where something has come or gone, and say only what is new. Nothing else may be running.

        `on_busy` is called if another process is scanning.
        """
        library = self._services.library

        def work(job: Job) -> ScanReport | None:
            try:
                return library.scan(
                    folders, on_progress=job.progress, cancel=job.token, on_changes=job.report
                )
            except LibraryBusy:
                return None

        def on_finished(report: ScanReport | None) -> None:
            if report is None:
                on_busy()
            elif report.analysed:
                new = counted(report.analysed, "new photo")
                self.said.emit(tr("{photos} in {where}.").format(photos=new, where=_where(folders)), "")

        self._scanned = list(folders)
        label = tr("Looking for what is new in {where}").format(where=_where(folders))
        self._start(work, on_finished, label, quiet=True)

    def scan_again(self) -> None:
        """Look for what is new in every folder."""
        library = self._services.library
        self._services.jobs.start(lambda _: [folder.path for folder in library.folders()], self._on_folders)

    def group(self, method: str, **options: Any) -> None:
        """Put all faces together anew; what the user has said stays."""
        if self.running:
            self.said.emit(tr("Faces can be grouped again when the scan is finished."), "")
            return
        library = self._services.library

        def work(job: Job) -> GroupReport:
            return library.group(method, on_progress=job.progress, cancel=job.token, **options)

        self._start(work, self._on_grouped, tr("Grouping all faces again"))

    def forget(self, folder: Path) -> None:
        """Stop showing `folder`; its files stay where they are, and names are kept."""
        library = self._services.library
        self._services.jobs.start(
            lambda _: library.forget_folder(folder),
            lambda _: self._on_forgotten(folder),
            lane=Lane.COMMAND,
        )

    def toggle_pause(self) -> None:
        """Pause, or go on; also over a restart."""
        if self._job is None:
            left, self._left = self._left, NOTHING
            if left.folders:
                self.scan(left.folders)
            return
        token = self._job.token
        token.resume() if token.paused else token.pause()
        self._remember_paused(self._scanned, token.paused)
        self.paused_changed.emit(token.paused)

    def cancel(self) -> None:
        """Stop; what was found is kept."""
        library, waiting = self._services.library, self._waiting
        self._waiting = []
        if self._job is not None:
            self._job.cancel()
        else:
            waiting, self._left = list(self._left.folders), NOTHING
            self.said.emit(tr(STOPPED), "scan_again")
            self.running_changed.emit(False)
        self._services.jobs.start(lambda _: library.drop_scan(waiting), lane=Lane.COMMAND)

    def _wait(self, folders: Sequence[Path]) -> None:
        """Scan `folders` after the work that is going on; if the program ends before that, after a restart."""
        library = self._services.library
        self._waiting.extend(folder for folder in folders if folder not in self._waiting)
        self.waiting_changed.emit()
        self._services.jobs.start(lambda _: library.note_scan(folders), lane=Lane.COMMAND)

    def _remember_paused(self, folders: Sequence[Path], paused: bool) -> None:
        library = self._services.library
        self._services.jobs.start(lambda _: library.pause_scan(folders, paused), lane=Lane.COMMAND)

    def _start(
        self, work: Work, on_finished: Callable[[Any], None], label: str, *, quiet: bool = False
    ) -> None:
        self._quiet = quiet
        self._job = job = self._services.jobs.start(work, on_finished, lane=Lane.SCAN, label=label)
        job.progressed.connect(self._on_progress)
        job.reported.connect(self._on_reported)
        job.finished.connect(self._on_ended)
        job.failed.connect(self._on_ended)
        job.cancelled.connect(self._on_cancelled)
        self.running_changed.emit(True)
        self.paused_changed.emit(False)

    def _on_forgotten(self, folder: Path) -> None:
        self._services.feed.publish_all()
        text = tr("{folder} is no longer shown. Add it again and its names are back.")
        self.said.emit(text.format(folder=folder.name or folder), "")

    def _on_folders(self, folders: list[Path]) -> None:
        if folders:
            self.scan(folders)
        else:
            self.said.emit(tr("There are no folders yet. Add one first."), "add_folder")

    def _on_progress(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    def _on_reported(self, changes: Changes) -> None:
        self._services.feed.gather(changes)

    def _on_scanned(self, report: ScanReport) -> None:
        away = [
            tr("{folder} is not there; its photos are kept.").format(folder=folder) for folder in report.away
        ]
        parts = [counted(report.photos, "photo"), counted(report.faces, "face")]
        if report.unreadable:
            parts.append(counted(report.unreadable, "unreadable file"))
        finished = tr("Scan finished: {found}.").format(found=joined(parts))
        self.said.emit(" ".join([finished, *away]), "go_unreadable" if report.unreadable else "")

    def _on_grouped(self, report: GroupReport) -> None:
        text = tr_n("{n} face is now in {groups}.", "{n} faces are now in {groups}.", report.faces)
        self.said.emit(text.format(groups=counted(report.groups, "group")), "go_unnamed")

    def _on_cancelled(self) -> None:
        self.said.emit(tr(STOPPED), "scan_again" if self._scanned else "")
        self._on_ended()

    def _on_ended(self, *_: object) -> None:
        self._job = None
        self._scanned = []
        self.running_changed.emit(False)
        self._services.feed.publish_all()
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self.scan(waiting)
        elif self._left.folders:  # another scan was begun meanwhile; perhaps it looked there too
            self.go_on_after_start()

    def _on_left(self, left: Unfinished) -> None:
        self._left = left
        if not left.folders or self.running:
            return
        if left.paused:
            self.left_paused.emit(left.folders)
        else:
            self.toggle_pause()


def _where(folders: Sequence[Path]) -> str:
    return (folders[0].name or str(folders[0])) if len(folders) == 1 else counted(len(folders), "folder")
