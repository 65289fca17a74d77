"""Pictures of the photo in the viewer and of those beside it, decoded in workers before they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from engine.errors import UserProblem
from engine.types import PhotoId
from gui.jobs import Job, Latest
from gui.services import Services

if TYPE_CHECKING:
    from engine.library import Library


class Decoded(NamedTuple):
    """The picture of a photo, whose longer side has at most `longest` pixels."""

    photo: PhotoId
    longest: int
    image: QImage


class PhotoPictures(QObject):
    """Keeps one picture of the photo that is shown and of each of its neighbours.

    Signals:
        arrived: The `QImage` of the photo that is shown.
    """

    arrived = Signal(QImage)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = services.library
        self._shown: PhotoId | None = None
        self._near: tuple[PhotoId, ...] = ()
        self._asked = 0  # pixels of the picture that was asked for last
        self._kept: dict[PhotoId, Decoded] = {}
        self._now = Latest(services.jobs)
        self._ahead = Latest(services.jobs)

    def begin(self, photo: PhotoId, near: Sequence[PhotoId]) -> QImage | None:
        """Another photo is shown, and `near` may be next: the picture if it is at hand."""
        self._shown, self._near, self._asked = photo, tuple(near), 0
        self._now.abandon()
        self._ahead.abandon()
        self._kept = {each: kept for each, kept in self._kept.items() if each == photo or each in near}
        return self._kept[photo].image if photo in self._kept else None

    def sharpen(self, longest: int, ahead: int) -> None:
        """Have the photo's picture with so many pixels, and those beside it with `ahead`."""
        photo = self._shown
        if photo is None or longest <= self._asked:
            return
        self._asked = longest
        if photo in self._kept and self._kept[photo].longest >= longest:
            self._look_ahead(ahead)
            return
        library = self._library

        def on_decoded(decoded: Decoded) -> None:
            self._take(decoded)
            self._look_ahead(ahead)

        self._now.start(lambda _: _decode(library, photo, longest), on_decoded)

    def _look_ahead(self, longest: int) -> None:
        library, missing = self._library, [each for each in self._near if each not in self._kept]
        if missing:
            job = self._ahead.start(lambda job: _decode_all(library, missing, longest, job), lambda _: None)
            job.reported.connect(self._take)

    def _take(self, decoded: Decoded) -> None:
        """What comes too late is of use if one leafs on slowly."""
        if decoded.photo == self._shown or decoded.photo in self._near:
            kept = self._kept.get(decoded.photo)
            if kept is None or kept.longest < decoded.longest:
                self._kept[decoded.photo] = decoded
                if decoded.photo == self._shown:
                    self.arrived.emit(decoded.image)


def _decode_all(library: Library, photos: Sequence[PhotoId], longest: int, job: Job) -> None:
    for photo in photos:
        job.token.check()
        try:
            job.report(_decode(library, photo, longest))
        except UserProblem:  # it is told when the photo is shown
            continue


def _decode(library: Library, photo: PhotoId, longest: int) -> Decoded:
    picture = library.picture(photo, longest)
    image = QImage(
        picture.data, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888
    )
    return Decoded(photo, longest, image.copy())  # the picture's bytes end with this function
