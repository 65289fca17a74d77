"""Thumbnails for the grids: made by a small pool, only for what is on the screen now, kept in bounded memory.

What takes no time comes first, for all that is on the screen: thumbnails that were made before, and for other photos
the small pictures that their cameras put into the files. Then the missing ones are made. Tiles that are large, or on a
screen of high density, take the large thumbnails of photos; the usual ones stand for these until they are made.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import partial
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
ROUGH_BYTES = (
    64 * 1024 * 1024
)  # of the cameras' small pictures, and what stands for large ones: some screens full
LARGE_FROM = 240  # pixels of the screen; the shorter side of most photos' usual thumbnails has no more


class Stage(Enum):
    """How far the work for a thumbnail is."""

    LOOKED_FOR = auto()  # is there one, or a small picture of the camera's?
    MADE = auto()


_Wishes = OrderedDict[int, deque[Wanted]]  # by viewer, whoever asked first at the front


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
    _roughed = Signal(object, QImage)
    _broke = Signal(object, object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._cache = PixmapCache()
        self._rough = PixmapCache(ROUGH_BYTES)
        self._broken: set[ThumbKey] = set()
        self._queue = _Queue()
        self._viewers: set[int] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._made.connect(self._on_made, Qt.ConnectionType.QueuedConnection)
        self._roughed.connect(self._on_roughed, Qt.ConnectionType.QueuedConnection)
        self._broke.connect(self._on_broke, Qt.ConnectionType.QueuedConnection)

    def pixmap(self, wanted: Wanted) -> QPixmap | None:
        """The pixmap if it is at hand; a rough one until it is made."""
        return self._cache.get(wanted) or self._rough.get(wanted)

    def is_broken(self, key: ThumbKey) -> bool:
        """Whether there is no hope for this thumbnail."""
        return key in self._broken

    def show(self, viewer: QObject, wanted: Sequence[Wanted]) -> None:
        """Make these thumbnails for `viewer`, the first ones first, and forget what it asked for before."""
        missing = [each for each in wanted if each.key not in self._broken and self._cache.get(each) is None]
        if id(viewer) not in self._viewers:
            self._viewers.add(id(viewer))
            viewer.destroyed.connect(partial(self._on_viewer_gone, id(viewer)))
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
        self._rough.clear()

    def close(self) -> None:
        """Stop making thumbnails and wait for the workers."""
        self._queue.close()
        self._pool.clear()
        self._pool.waitForDone()
        self._cache.clear()
        self._rough.clear()

    # ---- in the workers

    def _work(self) -> None:
        while (taken := self._queue.take()) is not None:
            wanted, stage = taken
            try:
                if stage is Stage.LOOKED_FOR:
                    self._look_for(wanted)
                else:
                    self._made.emit(wanted, _tile(self._make(wanted), wanted))
            except Exception as problem:  # delivered to the window thread, which tells bugs from bad photos
                self._broke.emit(wanted, problem)

    def _look_for(self, wanted: Wanted) -> None:
        kept = self._kept(wanted)
        if kept is not None:
            self._made.emit(wanted, _tile(kept, wanted))
            return
        self._queue.put_off(wanted)
        if wanted.key.kind is Picture.PHOTO:
            rough = self._rough_one(PhotoId(wanted.key.id), _is_large(wanted))
            if rough is not None:
                self._roughed.emit(wanted, _tile(rough, wanted))

    def _rough_one(self, photo: PhotoId, large: bool) -> bytes | None:
        """The usual thumbnail for a large one, or else what the camera put into the file."""
        usual = self._library.kept_thumbnail(photo) if large else None
        return usual or self._library.embedded_thumbnail(photo)

    def _kept(self, wanted: Wanted) -> bytes | None:
        if wanted.key.kind is Picture.FACE:
            return self._library.kept_face_thumbnail(FaceId(wanted.key.id))
        return self._library.kept_thumbnail(PhotoId(wanted.key.id), large=_is_large(wanted))

    def _make(self, wanted: Wanted) -> bytes:
        if wanted.key.kind is Picture.FACE:
            return self._library.face_thumbnail(FaceId(wanted.key.id))
        return self._library.thumbnail(PhotoId(wanted.key.id), large=_is_large(wanted))

    # ---- in the window thread

    def _on_viewer_gone(self, viewer: int, *_: object) -> None:
        """Nobody sees what it asked for any more, and another one may be made where it was."""
        self._viewers.discard(viewer)
        self._queue.replace(viewer, ())

    def _on_made(self, wanted: Wanted, image: QImage) -> None:
        self._queue.done(wanted)
        self._cache.put(wanted, QPixmap.fromImage(image))
        self._rough.drop(wanted)
        self.arrived.emit({wanted.key})

    def _on_roughed(self, wanted: Wanted, image: QImage) -> None:
        if self._cache.get(wanted) is None:  # it may have been made at once
            self._rough.put(wanted, QPixmap.fromImage(image))
            self.arrived.emit({wanted.key})

    def _on_broke(self, wanted: Wanted, problem: Exception) -> None:
        self._queue.done(wanted)
        self._rough.drop(wanted)
        self._broken.add(wanted.key)
        self.arrived.emit({wanted.key})
        if not isinstance(problem, UserProblem):
            self.failed.emit(problem)


def _is_large(wanted: Wanted) -> bool:
    return wanted.edge > LARGE_FROM


def _tile(data: bytes, wanted: Wanted) -> QImage:
    image = from_jpeg(data)
    if image.isNull():
        raise UnreadablePhoto(tr("The thumbnail is damaged."))
    return tile_image(image, wanted.edge, wanted.radius)


class _Worker(QRunnable):
    """Lets go of its work: PySide may keep a runnable that was quick, which would keep the owner of the pool alive."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work: list[Callable[[], None]] = [work]

    def run(self) -> None:
        self._work.pop()()


class _Queue:
    """What each viewer still wants; whoever asked last is served first. Safe from any thread.

    Nothing is made before all that is wanted has been looked for.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wanted: dict[int, frozenset[Wanted]] = {}
        self._to_look_for: _Wishes = OrderedDict()
        self._to_make: _Wishes = OrderedDict()
        self._under_way: set[Wanted] = set()
        self._closed = False

    def replace(self, viewer: int, wanted: Sequence[Wanted]) -> None:
        with self._lock:
            self._to_look_for.pop(viewer, None)
            known = frozenset(self._to_make.pop(viewer, ()))  # they need not be looked for again
            self._wanted.pop(viewer, None)
            if wanted:
                self._wanted[viewer] = frozenset(wanted)
                self._to_look_for[viewer] = deque(each for each in wanted if each not in known)
                self._to_make[viewer] = deque(each for each in wanted if each in known)

    def take(self) -> tuple[Wanted, Stage] | None:
        """What to do next; it counts as under way until `done` or `put_off`."""
        with self._lock:
            for stage, wishes in ((Stage.LOOKED_FOR, self._to_look_for), (Stage.MADE, self._to_make)):
                wanted = self._next_of(wishes)
                if wanted is not None:
                    self._under_way.add(wanted)
                    return wanted, stage
        return None

    def put_off(self, wanted: Wanted) -> None:
        """It is not there; it is made for those who still want it then."""
        with self._lock:
            self._under_way.discard(wanted)
            for viewer, wishes in self._wanted.items():
                if wanted in wishes:
                    self._to_make.setdefault(viewer, deque()).append(wanted)

    @property
    def is_empty(self) -> bool:
        with self._lock:
            return not (any(self._to_look_for.values()) or any(self._to_make.values()) or self._under_way)

    def done(self, wanted: Wanted) -> None:
        with self._lock:
            self._under_way.discard(wanted)

    def close(self) -> None:
        with self._lock:
            self._closed = True

    def _next_of(self, wishes: _Wishes) -> Wanted | None:
        while wishes and not self._closed:
            viewer, waiting = next(reversed(wishes.items()))
            while waiting:
                wanted = waiting.popleft()
                if wanted not in self._under_way:
                    return wanted
            del wishes[viewer]
        return None
