"""The library's long work: scanning, grouping, tidying up, mending."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.catalogue import faces, unfinished
from engine.catalogue.upkeep import KEPT_DAYS
from engine.errors import LibraryBusy
from engine.library.core import keep_copy_if_due
from engine.library.photos import Photos
from engine.paths import as_walked
from engine.progress import CancelToken, ReportProgress, ignore_progress
from engine.settings import load_settings
from engine.types import Changes, PhotoId, Unfinished

if TYPE_CHECKING:
    from engine.doctor import Repaired
    from engine.grouping import GroupingChoice
    from engine.types import Finding, GonePhoto, GroupReport, ScanReport
    from engine.watch import Watcher


OnChanges = Callable[[Changes], None]


class Work(Photos):
    """Each belongs into a worker thread, tells its progress and can be cancelled."""

    def scan(
        self,
        folders: Sequence[Path],
        *,
        model: str | None = None,
        device: str | None = None,
        pause_after: int | None = None,
        on_progress: ReportProgress = ignore_progress,
        cancel: CancelToken | None = None,
        on_changes: OnChanges | None = None,
    ) -> ScanReport:
        """Find what is new in `folders`, look for faces in it, and group. Once scanned, a folder is remembered.

        What was done when the scan stops, for whatever reason, stays done. `on_changes` is told every few seconds
        what has been stored. After `pause_after` newly analysed photos the scan pauses: it returns, and is
        `unfinished`. Raises `UserProblem` (`LibraryBusy` if another scan is running) and `Cancelled`.
        """
        chosen, where = model or self.model, device or self._settings.device
        cancel = cancel or CancelToken()
        self._settings = load_settings(self.directory)
        from engine.lock import library_lock
        from engine.scanning.folders import checked
        from engine.scanning.noted import scan_noted
        from engine.scanning.scanner import Scanner, Wishes

        with library_lock(self.directory, "scanning"):
            wanted = checked(self._catalogue, folders)
            with scan_noted(self._catalogue, wanted, cancel) as noted:
                load = partial(self._networks, chosen, where)
                if chosen != self._settings.model:
                    load()  # a model that is chosen but can't be loaded would be in the way ever after
                    self._choose(chosen)
                noted.begun = True
                wishes = Wishes(self._grouping(), self._look_first, pause_after)
                spaces, of_scenes = self._searcher().spaces, self._scene_scan(load)
                scanner = Scanner(
                    self._catalogue, self._thumbnails, spaces, load, self.directory, wishes, of_scenes
                )
                report = scanner.scan(wanted, on_progress, cancel, on_changes or (lambda _: None))
                noted.paused = bool(report.left)
            keep_copy_if_due(self._catalogue)
        return report

    def unfinished(self) -> Unfinished:
        """The folders whose scan was cut off, or paused, and is to go on with `scan`."""
        return self._catalogue.query(unfinished.unfinished)

    def note_scan(self, folders: Sequence[Path]) -> None:
        """The user wants `folders` scanned, which has to wait: it is unfinished until `scan` has done it."""
        walked = [as_walked(folder) for folder in folders]
        self._catalogue.write(lambda writer: unfinished.note(writer, walked, paused=False))

    def pause_scan(self, folders: Sequence[Path], paused: bool) -> None:
        """Remember, also over a restart, that the scan of `folders` is paused, or that it goes on.

        The scan itself is paused by its `CancelToken`; pause that first.
        """
        walked = [as_walked(folder) for folder in folders]
        self._catalogue.write(lambda writer: unfinished.set_paused(writer, walked, paused))

    def drop_scan(self, folders: Sequence[Path]) -> None:
        """The user wants no more of the unfinished scan of `folders`; what it found is kept."""
        walked = [as_walked(folder) for folder in folders]
        self._catalogue.write(lambda writer: unfinished.end(writer, walked))

    def look_first(self, folders: Sequence[Path] = (), photos_in_view: Sequence[PhotoId] = ()) -> None:
        """The user is looking at `folders`, or at these photos: scans open what lies there before the rest."""
        near = [photo.path.parent for photo in self.photos(photos_in_view)] if photos_in_view else []
        self._look_first.folders = tuple(dict.fromkeys([*folders, *near]))

    def group(
        self,
        method: str = "default",
        *,
        eps: float | None = None,
        min_samples: int | None = None,
        clusters: int | None = None,
        strictness: float | None = None,
        on_progress: ReportProgress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> GroupReport:
        """Group all faces anew, without scanning; what the user said stays. Later scans group likewise.

        Raises `UserProblem`, `Cancelled`.
        """
        from engine import grouping
        from engine.grouping.current import Grouped
        from engine.lock import library_lock

        choice = grouping.GroupingChoice(method, eps, min_samples, clusters, strictness)
        with library_lock(self.directory, "grouping"):
            spec = self._finder(self.model).spec
            grouped = Grouped(self.directory, self._catalogue, spec.id)
            report, _ = grouping.group_library(self._catalogue, spec, choice, on_progress, cancel, grouped)
            self._keep(
                method=method, eps=eps, min_samples=min_samples, clusters=clusters, strictness=strictness
            )
        return report

    def look_at_drawn(self, cancel: CancelToken | None = None) -> Changes:
        """Let grouping and searching know the faces whose boxes were drawn; a scan would do so too.

        Takes seconds the first time, as the networks are loaded. Raises `UserProblem`, `Cancelled`.
        """
        model, cancel = self.model, cancel or CancelToken()
        if not self._catalogue.query(lambda reader: faces.photos_with_drawn(reader, model)):
            return Changes()
        from engine import grouping
        from engine.grouping.current import Grouped
        from engine.lock import library_lock
        from engine.scanning.drawn import look_at_drawn

        networks = self._networks(model, self._settings.device)
        changes = look_at_drawn(self._catalogue, self._thumbnails, networks, cancel)
        finder, choice = self._finder(model), self._grouping()
        with contextlib.suppress(LibraryBusy), library_lock(self.directory, "grouping"):
            # A scan that is running groups at its end.
            grouped = Grouped(self.directory, self._catalogue, model)
            found = grouping.group_changed(self._catalogue, finder.spec, choice, grouped, cancel)
            changes |= found or Changes()
        finder.refresh()
        return changes

    def grouping_choice(self) -> GroupingChoice:
        """How faces were last grouped at the user's wish, which scans go on with."""
        return self._grouping()

    def tidy_preview(self, days: float = KEPT_DAYS) -> list[GonePhoto]:
        """The photos that `tidy_up` would drop: deleted, and missed for `days` already."""
        from engine import tidy

        return tidy.preview(self._catalogue, days)

    def tidy_up(self, photo_ids: Sequence[PhotoId], days: float = KEPT_DAYS) -> Changes:
        """Drop what is known of those of these photos that `tidy_preview` names. People keep their names.

        It can't be undone; a copy of the catalogue is kept. Raises `UserProblem`, `LibraryBusy`.
        """
        from engine import tidy
        from engine.lock import library_lock

        with library_lock(self.directory, "tidying up"):
            finder = self._finder(self.model)
            return tidy.tidy_up(self._catalogue, self._thumbnails, finder, photo_ids, days)

    def check(self) -> list[Finding]:
        """See `engine.library.check_library`."""
        from engine import doctor

        return doctor.check(self.directory)

    def repair(self) -> Repaired:
        """See `repair_library`; a catalogue whose file is damaged can only be mended when it is closed."""
        from engine import doctor

        repaired = doctor.repair(self.directory, opened=True)
        self._finder(self.model).refresh()
        return repaired

    def watcher(
        self, on_due: Callable[[], None], on_notice: Callable[[str], None], rewalk: float | None = None
    ) -> Watcher:
        """What says where a scan is due; see there. It is to be started, and told what to `watch`."""
        from engine.watch import REWALK_SECONDS, Watcher

        return Watcher(on_due, on_notice, self.directory, rewalk=rewalk or REWALK_SECONDS)
