"""Thumbnails for the grids: made by a small pool, only for what is on the screen now, kept in bounded memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QPixmap

from engine.errors import UnreadablePhoto, UserProblem
from engine.types import FaceId, PhotoId
from gui.i18n import tr
from gui.models.tile import Picture, ThumbKey
from gui.pixmaps import PixmapCache, Wanted, from_jpeg, tile_image

if TYPE_CHECKING:
    from engine.library import Library


THREADS = 2


class Thumbnails(QObject):
    """Hands out pixmaps for tiles; what is missing is made in workers and announced.

    A view says with `show` which thumbnails it is showing, the most wanted first. That list replaces the view's
    former one, so whatever was scrolled past before a worker came to it is never made.

    Signals:
        arrived: A set of `ThumbKey` that can be painted now.
        failed: An exception that is a bug, not an unreadable photo.
    """

    arrived = Signal(object)
    failed = Signal(object)

    _made = Signal(object, QImage)
    _broke = Signal(object, object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._cache = PixmapCache()
        self._broken: set[ThumbKey] = set()
        self._queue = _Queue()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)
        self._broke.connect(self._on_broke, Qt.ConnectionType.QueuedConnection)

    def pixmap(self, wanted: Wanted) -> QPixmap | None:
        """The pixmap if it is at hand."""
        return self._cache.get(wanted)

    def is_broken(self, key: ThumbKey) -> bool:
        """Whether there is no hope for this thumbnail."""
        return key in self._broken

    def show(self, viewer: object, wanted: Sequence[Wanted]) -> None:
        """Make these thumbnails for `viewer`, the first ones first, and forget what it asked for before."""
        missing = [each for each in wanted if each.key not in self._broken and self._cache.get(each) is None]
        self._queue.replace(id(viewer), missing)
        self._pool.clear()
        for _ in range(0 if self._queue.is_empty else THREADS):  # others may still be waiting for theirs
            self._pool.start(_Worker(self._work))

    @property
    def busy(self) -> bool:
        """Whether any that is wanted is still missing."""
        return not self._queue.is_empty

    def forget_broken(self) -> None:
        """Try again what failed: the file may be back."""
        self._broken.clear()

    def forget_all(self) -> None:
        """Make all of them anew: ids of photos and faces that were dropped may be given to others."""
        self._broken.clear()
        self._cache.clear()

    def close(self) -> None:
        """Stop making thumbnails and wait for the workers."""
        self._queue.close()
        self._pool.clear()
        self._pool.waitForDone()
        self._cache.clear()

    # ---- in the workers

    def _work(self) -> None:
        while (wanted := self._queue.take()) is not None:
            try:
                image = self._read(wanted.key)
            except Exception as problem:  # delivered to the window thread, which tells bugs from bad photos
                self._broke.emit(wanted, problem)
            else:
                self._made.emit(wanted, tile_image(image, wanted.edge, wanted.radius))

    def _read(self, key: ThumbKey) -> QImage:
        if key.kind is Picture.FACE:
            data = self._library.face_thumbnail(FaceId(key.id))
        else:
            data = self._library.thumbnail(PhotoId(key.id))
        image = from_jpeg(data)
        if image.isNull():
            raise UnreadablePhoto(tr("The thumbnail is damaged."))
        return image

    # ---- in the window thread

    def _on_made(self, wanted: Wanted, image: QImage) -> None:
        self._queue.done(wanted)
        self._cache.put(wanted, QPixmap.fromImage(image))
        self.arrived.emit({wanted.key})

    def _on_broke(self, wanted: Wanted, problem: Exception) -> None:
        self._queue.done(wanted)
        self._broken.add(wanted.key)
        self.arrived.emit({wanted.key})
        if not isinstance(problem, UserProblem):
            self.failed.emit(problem)


class _Worker(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()


class _Queue:
    """What each viewer still wants; whoever asked last is served first. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wishes: OrderedDict[int, list[Wanted]] = OrderedDict()
        self._under_way: set[Wanted] = set()
        self._closed = False

    def replace(self, viewer: int, wanted: Sequence[Wanted]) -> None:
        with self._lock:
            self._wishes.pop(viewer, None)
            if wanted:
                self._wishes[viewer] = list(reversed(wanted))

    def take(self) -> Wanted | None:
        """The next one to make, which then counts as under way until `done`."""
        with self._lock:
            while self._wishes and not self._closed:
                viewer, stack = next(reversed(self._wishes.items()))
                wanted = stack.pop()
                if not stack:
                    del self._wishes[viewer]
                if wanted not in self._under_way:
                    self._under_way.add(wanted)
                    return wanted
        return None

    @property
    def is_empty(self) -> bool:
        with self._lock:
            return not self._wishes and not self._under_way

    def done(self, wanted: Wanted) -> None:
        with self._lock:
            self._under_way.discard(wanted)

    def close(self) -> None:
        with self._lock:
            self._closed = True
