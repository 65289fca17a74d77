"""Watches folders and gathers those that need a scan."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol

from engine.errors import Cancelled
from engine.paths import as_walked, offline
from engine.photos.disks import mount_points, silent_places
from engine.progress import CancelToken
from engine.watch.events import RAN_OUT, OnLost, OnTouched, SystemEvents
from engine.watch.rewalk import Rewalk
from engine.watch.settling import Settling

QUIET_SECONDS = 1.5  # without a change, and a folder's files may be read
REWALK_SECONDS = 300.0
_PATIENCE = 20.0  # quiet periods after which a restless folder is scanned all the same
_MOST_FOLDERS = 50  # that are scanned one by one, instead of their root as a whole

log = logging.getLogger(__name__)


class Events(Protocol):
    """See `SystemEvents`."""

    def watch(self, root: Path) -> None: ...
    def unwatch(self, root: Path) -> None: ...
    def stop(self) -> None: ...


OpenEvents = Callable[[OnTouched, OnLost], Events]
Identity = tuple[int, int, frozenset[Path]]  # device, inode, and the mount points below


class Watcher:
    """Watches whole trees, in threads of its own, and survives drives that go and come.

    `on_due` is called when `take` has something to give; `on_notice` with a sentence for the user, once for each
    folder that can't be watched and is walked every `rewalk` seconds instead. Both come from the watcher's threads.
    """

    def __init__(
        self,
        on_due: Callable[[], None],
        on_notice: Callable[[str], None],
        leave_out: Path,
        *,
        quiet: float = QUIET_SECONDS,
        rewalk: float = REWALK_SECONDS,
        open_events: OpenEvents = SystemEvents,
        silent: Callable[[Path], list[Path]] = silent_places,
    ) -> None:
        """`leave_out` is the library's own folder; `quiet` and `rewalk` are seconds."""
        self._on_due, self._on_notice = on_due, on_notice
        self._leave_out = as_walked(leave_out)
        self._quiet, self._rewalk = quiet, rewalk
        self._open_events, self._silent = open_events, silent
        self._events: Events | None = None
        self._lock = threading.Lock()
        self._roots: tuple[Path, ...] = ()
        self._watched: dict[Path, Identity] = {}
        self._unwatchable: set[Path] = set()  # roots of too many folders
        self._lost: deque[Path | None] = deque()
        self._walks: dict[Path, Rewalk] = {}
        self._settling = Settling(quiet, quiet * _PATIENCE)
        self._due: dict[Path, None] = {}
        self._told: set[str] = set()
        self._cancel = CancelToken()
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._listen, name="watch", daemon=True),
            threading.Thread(target=self._walk, name="watch-rewalk", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let go of everything. A network drive that does not answer is not waited for."""
        self._cancel.cancel()
        self._stopped.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def __enter__(self) -> Watcher:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def watch(self, folders: Sequence[Path]) -> None:
        """Watch these folders from now on, and no others. Each is due as soon as it is watched: what happened in it
        before nobody knows.
        """
        wanted = [as_walked(folder) for folder in folders]
        with self._lock:
            self._roots = tuple(f for f in wanted if not any(f != o and f.is_relative_to(o) for o in wanted))

    def take(self) -> list[Path]:
        """The folders that are to be scanned now, by one scan; the watcher counts them as scanned."""
        with self._lock:
            due, self._due = list(self._due), {}
            # A folder that was forgotten since must not come back by being scanned.
            watched = [folder for folder in due if any(folder.is_relative_to(root) for root in self._roots)]
            return _fewest(watched, self._roots)

    def put_back(self, folders: Iterable[Path]) -> None:
        """Their scan could not be done: `take` will give them again. `on_due` is not called for that."""
        with self._lock:
            self._due |= dict.fromkeys(folders)

    # ------------------------------------------------------------ in the first thread

    def _listen(self) -> None:
        try:
            while not self._stopped.wait(self._quiet / 3):
                self._keep_watches()
                self._give_up_lost()
                self._gather()
        finally:
            if self._events is not None:
                self._events.stop()

    def _keep_watches(self) -> None:
        """Watch new roots, and those that were away or in which a drive came or went; let go of those that went.

        The system tells nothing of a drive that is mounted below a root, nor of what happens on it from then on.
        """
        for root in self._watched.keys() - set(self._roots):
            self._unwatch(root)
            with self._lock:
                self._settling.forget(root)
        points = mount_points()
        for root in self._roots:
            now = _identity(root, points)
            if root in self._watched and now != self._watched[root]:
                self._unwatch(root)
            if now is not None and root not in self._watched:
                self._watched[root] = now
                self._begin(root)

    def _begin(self, root: Path) -> None:
        places = self._silent(root)
        for place in places:
            self._tell(
                f"The system tells nothing of new photos in {place}, which lies on a network drive or the like"
            )
        self._walk_instead(places)
        if root in places:
            return
        try:
            self._events = self._events or self._open_events(self._touch, self._lost.append)
            self._events.watch(root)
            self._touch(root)
        except OSError as error:
            if error.errno in RAN_OUT:
                self._lost.append(root)
            else:  # gone again, or closed to us: tried again when it is another folder
                log.info("%s can't be watched: %s", root, error)
                self._walk_instead([root])

    def _unwatch(self, root: Path) -> None:
        del self._watched[root]
        self._unwatchable.discard(root)
        if self._events is not None:
            self._events.unwatch(root)
        with self._lock:
            self._walks = {f: walk for f, walk in self._walks.items() if not f.is_relative_to(root)}

    def _give_up_lost(self) -> None:
        while self._lost:
            place = self._lost.popleft()
            for root in self._watched.keys() - self._unwatchable:
                if place is None:  # so much happened that some of it was not told
                    self._touch(root)
                elif place == root or place.is_relative_to(os.path.realpath(root)):
                    self._give_up(root)

    def _give_up(self, root: Path) -> None:
        self._unwatchable.add(root)
        self._tell(f"The system can't watch as many folders as lie in {root}")
        if self._events is not None:
            self._events.unwatch(root)  # the half that it does watch is missed by other programs
        with self._lock:
            self._settling.forget(root)  # the first walk says that all of it is due
        self._walk_instead([root])

    def _walk_instead(self, places: Iterable[Path]) -> None:
        with self._lock:
            for place in places:
                self._walks.setdefault(place, Rewalk(place, [self._leave_out]))

    def _touch(self, folder: Path) -> None:
        if folder.is_relative_to(self._leave_out):
            return
        with self._lock:
            self._settling.touch(folder, time.monotonic())

    def _gather(self) -> None:
        with self._lock:
            out = self._settling.come_out(time.monotonic())
            new = {_to_be_walked(folder, self._roots): None for folder in out}
            self._due |= new
        if new:
            self._on_due()

    def _tell(self, why: str) -> None:
        minutes = max(1, round(self._rewalk / 60))
        if why not in self._told:
            self._told.add(why)
            self._on_notice(f"{why}; it is looked through every {minutes} minutes instead.")

    # ------------------------------------------------------------ in the second thread

    def _walk(self) -> None:
        next_walk: dict[Rewalk, float] = {}
        while not self._stopped.wait(min(self._quiet, self._rewalk)):
            with self._lock:
                walks = list(self._walks.values())
            next_walk = {walk: next_walk.get(walk, 0.0) for walk in walks}
            for walk in walks:
                if time.monotonic() >= next_walk[walk]:
                    with contextlib.suppress(Cancelled):
                        for folder in walk.changed(self._cancel):
                            self._touch(folder)
                    next_walk[walk] = time.monotonic() + self._rewalk


def _identity(root: Path, mount_points: Collection[Path]) -> Identity | None:
    """What tells that another disk is mounted there or below, or that the folder was exchanged; None if it is away."""
    try:
        about = root.stat()
    except OSError:
        return None
    real = os.path.realpath(root)
    below = frozenset(point for point in mount_points if point.is_relative_to(real))
    return None if offline(root) else (about.st_dev, about.st_ino, below)


def _to_be_walked(folder: Path, roots: Sequence[Path]) -> Path:
    """`folder`, or the nearest above it in its root that is there and not empty: an emptied one looks like a drive
    that is away.
    """
    while folder not in roots and _is_gone_or_empty(folder) and folder != folder.parent:
        folder = folder.parent
    return folder


def _is_gone_or_empty(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return True


def _fewest(folders: Sequence[Path], roots: Sequence[Path]) -> list[Path]:
    """The same without those that lie in others; of too many, their roots."""
    if len(folders) > _MOST_FOLDERS:
        folders = [root for root in roots if any(folder.is_relative_to(root) for folder in folders)]
    chosen: list[Path] = []
    for folder in sorted(folders):
        if not any(folder.is_relative_to(other) for other in chosen):
            chosen.append(folder)
    return chosen
