"""A whole scan: walk, analyse, group, index."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from engine.catalogue import files, people, photos, roots
from engine.catalogue.connection import Catalogue
from engine.errors import Cancelled
from engine.grouping import GroupingChoice, group_changed
from engine.grouping.current import Grouped
from engine.photos.thumbnail_store import ThumbnailStore
from engine.progress import CancelToken, Progress, ReportProgress
from engine.scanning.fingerprints import take_fingerprints
from engine.scanning.pending import LookFirst, PendingFiles
from engine.scanning.plan import Plan, plan_scan
from engine.scanning.scenes import SceneScan
from engine.scanning.suspects import InHand, set_aside
from engine.searching.spaces import Spaces
from engine.types import Changes, ScanReport

if TYPE_CHECKING:
    from engine.pipeline import Analysis, Stored
    from engine.vision.networks import Networks

# While a scan runs the library is grouped each time its faces have grown by this share, so albums fill early.
_GROUP_EVERY = 0.5
_GROUP_FIRST = 60
# So many faces are grouped in a second or so: nobody who stops a scan, or closes the window, waits for more.
_GROUP_WHEN_STOPPED = 20_000
INDEXING = "Building the index"

OnChanges = Callable[[Changes], None]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the user wants a library scanned."""

    choice: GroupingChoice  # how faces are grouped
    look_first: LookFirst
    pause_after: int | None = None  # photos that are analysed at most; the rest is left for another time


class Scanner:
    """Scans folders into one library with one model's networks, loaded only if there is something to look at."""

    def __init__(
        self,
        catalogue: Catalogue,
        thumbnails: ThumbnailStore,
        spaces: Spaces,
        load: Callable[[], Networks],
        directory: Path,
        wishes: Wishes,
        scenes: SceneScan | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._thumbnails = thumbnails
        self._spaces = spaces
        self._finder = spaces.faces
        self._load = load
        self._model = spaces.faces.spec.id
        self._directory = directory
        self._wishes = wishes
        self._scenes = scenes
        self._grouped = Grouped(directory, catalogue, self._model)

    def scan(
        self,
        folders: Sequence[Path],
        on_progress: ReportProgress,
        cancel: CancelToken,
        on_changes: OnChanges,
    ) -> ScanReport:
        """See `Library.scan`; the caller holds the library's lock and has checked the `folders`."""
        began = time.monotonic()
        for folder in folders:
            on_changes(self._catalogue.write(partial(roots.add_folder, path=folder)))
        book = InHand(self._directory)
        set_aside(self._catalogue, book, self._model, cancel)
        on_progress(Progress(0, None, "Looking for photos"))
        plan = plan_scan(self._catalogue, folders, self._model, cancel, self._directory)
        on_changes(plan.changes)
        pending = PendingFiles(plan.pending, self._wishes.look_first)
        try:
            analysed = self._analyse(pending, book, on_progress, cancel, on_changes)
        except Cancelled:
            if self._count_faces() <= _GROUP_WHEN_STOPPED:
                self._group(on_changes, CancelToken())
            raise
        take_fingerprints(self._catalogue, folders)
        if self._scenes is not None and not len(pending):
            self._scenes.run([folder for folder in folders if folder not in plan.away], cancel, on_progress)
        files = sum(map(len, plan.pending))
        done = Progress(files - len(pending), files)
        if not len(pending) or self._count_faces() <= _GROUP_WHEN_STOPPED:
            self._bring_up_to_date(done, on_progress, cancel, on_changes)
        self._index_the_rest(done, on_progress, cancel)
        return self._report(folders, plan, analysed, len(pending), time.monotonic() - began)

    def _bring_up_to_date(
        self, done: Progress, on_progress: ReportProgress, cancel: CancelToken, on_changes: OnChanges
    ) -> None:
        on_progress(replace(done, note="Grouping faces"))
        self._group(on_changes, cancel)
        on_progress(replace(done, note=INDEXING))
        self._finder.rebuild_if_due(on_progress=_indexing(on_progress), cancel=cancel)

    def _index_the_rest(self, done: Progress, on_progress: ReportProgress, cancel: CancelToken) -> None:
        """What is searched beside faces. At last it is told again how many files are done."""
        self._spaces.refresh()
        self._spaces.rebuild_if_due(on_progress=_indexing(on_progress), cancel=cancel)
        on_progress(replace(done, note=INDEXING))

    def _analyse(
        self,
        pending: PendingFiles,
        book: InHand,
        on_progress: ReportProgress,
        cancel: CancelToken,
        on_changes: OnChanges,
    ) -> int:
        """How many photos were decoded."""
        if not len(pending):
            return 0
        networks = self._load()
        from engine.pipeline import Analysis  # imports torch, as they have

        analysis = Analysis(self._catalogue, self._thumbnails, networks, book)
        meter = _Meter(len(pending), on_progress)
        analysed, faces_now = 0, self._count_faces()
        grouped_at = faces_now
        for stored in self._run(analysis, pending, cancel):
            if stored.changes:
                self._grouped.withdraw()
            meter.advance(stored)
            analysed += stored.decoded
            faces_now += len(stored.changes.faces)
            if stored.redrawn:
                self._finder.withdraw()
            on_changes(stored.changes)
            if faces_now >= max(_GROUP_FIRST, grouped_at * (1 + _GROUP_EVERY)):
                grouped_at = faces_now
                self._group(on_changes, cancel)
        return analysed

    def _run(self, analysis: Analysis, pending: PendingFiles, cancel: CancelToken) -> Iterator[Stored]:
        """All of the files, or as many as give the photos after which the scan is to pause."""
        left = self._wishes.pause_after
        if left is None:
            yield from analysis.run(pending, cancel)
            return
        while left > 0 and len(pending):  # copies and unreadable files don't count
            for stored in analysis.run(islice(pending, left), cancel):
                left -= stored.decoded
                yield stored

    def _count_faces(self) -> int:
        return self._catalogue.query(photos.counts).faces

    def _group(self, on_changes: OnChanges, cancel: CancelToken) -> None:
        """Group what has changed since the last time, as the user last wanted it."""
        spec, choice = self._finder.spec, self._wishes.choice
        changes = group_changed(self._catalogue, spec, choice, self._grouped, cancel)
        if changes is not None:
            self._finder.refresh()
            on_changes(changes)

    def _report(
        self, folders: Sequence[Path], plan: Plan, analysed: int, left: int, seconds: float
    ) -> ScanReport:
        tops = {
            folder for folder in folders if not any(folder != o and folder.is_relative_to(o) for o in folders)
        }
        readable = sum(self._catalogue.query(partial(files.count_with_photos, root=top)) for top in tops)
        problems = self._catalogue.query(lambda reader: files.unreadable(reader, skipped=True))
        here = [each for each in problems if any(each.path.is_relative_to(folder) for folder in folders)]
        return ScanReport(
            photos=readable,
            analysed=analysed,
            faces=self._count_faces(),
            groups=len(self._catalogue.query(people.people)),
            unreadable=sum(not each.skipped for each in here),
            skipped=sum(each.skipped for each in here),
            seconds=seconds,
            away=tuple(plan.away),
            left=left,
        )


def _indexing(on_progress: ReportProgress) -> ReportProgress:
    return lambda built: on_progress(replace(built, note=INDEXING))


class _Meter:
    """Photos per second over the last half minute or so, and the time that is left."""

    def __init__(self, total: int, on_progress: ReportProgress) -> None:
        self._total = total
        self._tell = on_progress
        self._done = 0
        self._marks: list[tuple[float, int]] = [(time.monotonic(), 0)]
        self._tell(Progress(0, total, "Looking for faces"))

    def advance(self, stored: Stored) -> None:
        self._done += stored.files
        now = time.monotonic()
        self._marks = [mark for mark in self._marks if now - mark[0] < 30][-50:] or self._marks[-1:]
        since, then = self._marks[0]
        self._marks.append((now, self._done))
        speed = (self._done - then) / (now - since) if now > since else None
        left = (self._total - self._done) / speed if speed else None
        self._tell(Progress(self._done, self._total, "Looking for faces", speed, left, stored.unreadable))
