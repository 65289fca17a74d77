"""What the system tells of changes in folders, by way of watchdog."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import BaseObserver, ObservedWatch

from engine.photos.disks import kernel_places
from engine.photos.walk import is_kept_apart, why_no_photo

# Not that files are opened and read: a scan does that, and would be followed by another for ever.
_OF_INTEREST: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip

# The system watches no more: its limits on watches and on those who watch, or its memory, are used up.
RAN_OUT = {errno.ENOSPC, errno.EMFILE, errno.ENFILE, errno.ENOMEM}

OnTouched = Callable[[Path], None]
OnLost = Callable[[Path | None], None]


class SystemEvents:
    """Watches whole trees. Both callbacks come from threads of its own.

    `on_touched` is told the folder in which, or the new folder in and below which, something is other than before.
    `on_lost` is told a folder that can't be watched because watches ran out, or None when so much happened at once
    that the system forgot some of it. Links to folders are not followed.
    """

    def __init__(self, on_touched: OnTouched, on_lost: OnLost) -> None:
        """Raises `OSError` if the system lets nobody watch any more."""
        self._on_touched = on_touched
        self._watches: dict[Path, list[ObservedWatch]] = {}
        self._observer = _observer(on_lost)
        self._observer.start()

    def watch(self, root: Path) -> None:
        """Watch `root` and everything below it, in about a second for 20,000 folders. Raises `OSError`.

        Not the kernel's own file systems, where processes come and go all the time. A folder that comes into being
        right beside one of these is told, but what comes into it later is not, until it is watched anew.
        """
        handler = _Handler(root, self._on_touched)
        self._watches[root] = watches = []
        for place, deep in _around(handler.real, [str(place) for place in kernel_places()]):
            try:
                watch = self._observer.schedule(handler, place, recursive=deep, event_filter=_OF_INTEREST)
            except OSError as error:
                if place == handler.real or error.errno in RAN_OUT:
                    raise
            else:
                watches.append(watch)

    def unwatch(self, root: Path) -> None:
        """Forget about `root`, whether it is still there or not."""
        for watch in self._watches.pop(root, []):
            with contextlib.suppress(KeyError):  # watchdog could not even begin with it
                self._observer.unschedule(watch)

    def stop(self) -> None:
        """No callback comes after this."""
        self._observer.stop()
        self._observer.join()


def _around(top: str, apart: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The folders to be watched so that all of `top` but for the places `apart` is, and whether with all below."""
    inside = top.rstrip(os.sep) + os.sep
    if top in apart:
        return
    deep = not any(place.startswith(inside) for place in apart)
    yield top, deep
    if not deep:
        with contextlib.suppress(OSError), os.scandir(top) as entries:
            folders = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
            for folder in sorted(folders):
                yield from _around(folder, apart)


class _Handler(FileSystemEventHandler):
    """Turns events of files below a root into folders, named as the root is."""

    def __init__(self, root: Path, on_touched: OnTouched) -> None:
        self.real = os.path.realpath(root)  # a root that is a link would be watched as a link
        self._root = root
        self._on_touched = on_touched

    def on_any_event(self, event: FileSystemEvent) -> None:
        appeared = event.dest_path or ("" if isinstance(event, _GONE) else event.src_path)
        gone = event.src_path if isinstance(event, (*_GONE, *_MOVED)) else ""
        if event.is_directory and appeared:
            self._tell(os.fsdecode(appeared))
        elif appeared and why_no_photo(Path(os.fsdecode(appeared)).name) is None:
            self._tell(os.path.dirname(os.fsdecode(appeared)))  # noqa: PTH120
        if gone:  # perhaps a folder: some systems can't say any more
            self._tell(os.path.dirname(os.fsdecode(gone)))  # noqa: PTH120

    def _tell(self, place: str) -> None:
        below = Path(place).relative_to(self.real) if Path(place).is_relative_to(self.real) else Path()
        if not any(is_kept_apart(part) for part in below.parts):
            self._on_touched(self._root / below)


_GONE = (FileDeletedEvent, DirDeletedEvent)
_MOVED = (FileMovedEvent, DirMovedEvent)


if sys.platform == "linux":
    from watchdog.observers.inotify import InotifyEmitter
    from watchdog.observers.inotify_c import (
        CallbackId,
        InotifyEvent,
        InotifyFD,
        Mask,
        WatchCallback,
        WatchDescriptor,
    )

    class _Inotify(InotifyFD):
        """Tells when watches run out, and when events are lost, of which watchdog itself says nothing."""

        def __init__(self, on_lost: OnLost) -> None:
            super().__init__()
            self._on_lost = on_lost

        def add_callback(
            self, path: bytes, mask: Mask, callback: WatchCallback, id_: CallbackId
        ) -> WatchDescriptor:
            try:
                return super().add_callback(path, mask, callback, id_)
            except OSError as error:
                if error.errno in RAN_OUT:
                    self._on_lost(Path(os.fsdecode(path)))
                raise

        def handle_event(self, event: InotifyEvent) -> None:
            super().handle_event(event)
            if event.is_queue_overflow:
                self._on_lost(None)

    class _InotifyObserver(BaseObserver):
        """All watches over one inotify instance of its own: each user has but 128 of them."""

        def __init__(self, on_lost: OnLost) -> None:
            self._inotify = _Inotify(on_lost)
            self._inotify.start()
            super().__init__(InotifyEmitter, inotify_fd=self._inotify)

        def on_thread_stop(self) -> None:
            super().on_thread_stop()
            self._inotify.stop()
            self._inotify.join()

    def _observer(on_lost: OnLost) -> BaseObserver:
        return _InotifyObserver(on_lost)

else:
    from watchdog.observers import Observer

    def _observer(_on_lost: OnLost) -> BaseObserver:
        return Observer()
