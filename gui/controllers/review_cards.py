"""What is shown with a question, made ready in a worker before the question is asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage

from engine.errors import UserProblem
from engine.types import Face, FaceId, PersonId, Question, QuestionKind
from gui.controllers.review_queue import Key, key_of
from gui.i18n import tr
from gui.jobs import Job, Lane
from gui.pixmaps import from_jpeg
from gui.services import Services
from gui.words import counted

if TYPE_CHECKING:
    from engine.library import Library

FACES = 6  # of each side
LIKEST = 60  # faces among which the most alike ones of the other side are looked for
SHARP = 640  # pixels of a face that fills its side
ROOM = 0.35  # around a face, of its longer side: as in its thumbnail
KEPT = 12  # cards, and close-ups


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two that are compared."""

    title: str
    detail: str
    faces: tuple[Face, ...]
    images: tuple[QImage, ...]  # thumbnails; null where there is none


@dataclass(frozen=True, eq=False)
class Card:
    """A question and its two sides."""

    question: Question
    left: Side
    right: Side


class Cards(QObject):
    """Makes cards and close-ups, and keeps the last ones.

    Signals:
        ready: The `Card` of a question that was wanted.
        sharp: The `FaceId` of a face, and its close-up.
    """

    ready = Signal(object)
    sharp = Signal(object, QImage)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._cards: OrderedDict[Key, Card] = OrderedDict()
        self._close_ups: OrderedDict[FaceId, QImage] = OrderedDict()
        self._under_way: set[object] = set()

    def card(self, question: Question) -> Card | None:
        """The card if it is at hand and still says what is known."""
        card = self._cards.get(key_of(question))
        return card if card is not None and card.question.people == question.people else None

    def want(self, questions: Sequence[Question]) -> None:
        """Make the cards of these, the first one first."""
        library = self._services.library
        for question in questions:
            if self.card(question) is None:
                self._start(key_of(question), partial(_card_for, library, question), self._on_card)

    def close_up(self, face: Face) -> QImage | None:
        """The face in as many pixels as fill its side, if it is at hand; else it is made."""
        found = self._close_ups.get(face.id)
        if found is None:
            library = self._services.library
            self._start(
                face.id, lambda _: _close_up(library, face), lambda image: self._on_sharp(face.id, image)
            )
        return found

    def forget(self) -> None:
        """Ids may mean others now."""
        self._cards.clear()
        self._close_ups.clear()

    def _start(self, what: object, work: Callable[[Job], object], then: Callable[[Any], None]) -> None:
        if what in self._under_way:
            return
        self._under_way.add(what)
        job = self._services.jobs.start(work, then, lane=Lane.READ)
        for ended in (job.finished, job.failed, job.cancelled):
            ended.connect(lambda *_: self._under_way.discard(what))

    def _on_card(self, card: Card) -> None:
        self._cards[key_of(card.question)] = card
        while len(self._cards) > KEPT:
            self._cards.popitem(last=False)
        for side in (card.left, card.right):
            for face in side.faces[:1]:
                self.close_up(face)
        self.ready.emit(card)

    def _on_sharp(self, face: FaceId, image: QImage) -> None:
        self._close_ups[face] = image
        while len(self._close_ups) > KEPT:
            self._close_ups.popitem(last=False)
        self.sharp.emit(face, image)


def _card_for(library: Library, question: Question, _: Job) -> Card:
    if question.kind is QuestionKind.FACE:
        left = _side(library, tr("This face"), tr("belongs to nobody yet"), library.faces(question.faces))
    else:
        group = question.people[0]
        left = _side(library, tr("This group"), _size(group.faces), library.faces_of(group.id)[:FACES])
    person = question.people[-1]
    faces = _likest(library, [face.id for face in left.faces], person.id)
    right = _side(library, person.name or tr("This group"), _size(person.faces), faces)
    return Card(question, left, right)


def _likest(library: Library, asked: Sequence[FaceId], person: PersonId) -> list[Face]:
    """A person's faces to compare with those `asked` about: the most alike first, then the best."""
    matches = library.similar_faces(asked, LIKEST) if asked else []
    alike = [match.face for match in matches if match.face.person_id == person]
    best = library.faces_of(person)[:FACES]
    return list({face.id: face for face in [*alike, *best]}.values())[:FACES]


def _side(library: Library, title: str, detail: str, faces: Sequence[Face]) -> Side:
    return Side(title, detail, tuple(faces), tuple(_thumbnail(library, face) for face in faces))


def _size(faces: int) -> str:
    return counted(faces, "face")


def _thumbnail(library: Library, face: Face) -> QImage:
    try:
        return from_jpeg(library.face_thumbnail(face.id))
    except UserProblem:  # its photo can't be read now; the face is asked about all the same
        return QImage()


def _close_up(library: Library, face: Face) -> QImage:
    """The square around a face, from the photo itself; a null image if that can't be read."""
    try:
        photo = library.photo(face.photo_id)
        longer = max(face.box.w * photo.width, face.box.h * photo.height) * (1 + 2 * ROOM)
        longest = max(photo.width, photo.height)
        wanted = min(longest, ceil(SHARP * longest / max(longer, 1.0)))
        picture = library.picture(face.photo_id, wanted)
    except UserProblem:
        return QImage()
    image = QImage(
        picture.data, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888
    )
    return image.copy(_square(face, picture.width, picture.height).toRect())


def _square(face: Face, width: int, height: int) -> QRectF:
    """Around the face, and within the picture as far as that is large enough."""
    x, y, w, h = face.box.in_pixels(width, height)
    edge = min(max(w, h) * (1 + 2 * ROOM), max(width, height))
    left = min(max(0.0, x + w / 2 - edge / 2), max(0.0, width - edge))
    top = min(max(0.0, y + h / 2 - edge / 2), max(0.0, height - edge))
    return QRectF(left, top, edge, edge) & QRectF(0, 0, width, height)
