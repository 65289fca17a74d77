"""Asks the library for faces that look alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from engine.errors import UserProblem
from engine.types import FaceId, Match
from gui.face_crops import cut_faces
from gui.jobs import Job, Lane, Latest, Work
from gui.selection import Selection
from gui.services import Services

if TYPE_CHECKING:
    from engine.library import Library

COUNT = 60
FACES_ASKED = 8  # of a person: the best ones say enough


class Offer(NamedTuple):
    """The faces of a picture file, left to right."""

    path: Path
    faces: list[QImage]
    largest: int | None


class SimilarController(QObject):
    """Only the newest question is answered.

    Signals:
        asked: A question is under way; its words.
        answered: The list of `Match`.
        failed: It could not be answered; the error is shown elsewhere.
        faces_offered: The faces of a picture file (a list of `QImage`) and the number of the one that is asked about.
    """

    asked = Signal(str)
    answered = Signal(object)
    failed = Signal()
    faces_offered = Signal(object, int)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = services.library
        self._latest = Latest(services.jobs, Lane.SEARCH)
        self._file: Path | None = None  # whose faces are on offer

    def find(self, selection: Selection) -> None:
        """Find faces like the selected faces, people or photos."""
        library = self._library
        self._file = None
        self.asked.emit(_question(selection))
        self._search(lambda _: _matches(library, selection))

    def find_in_file(self, path: Path) -> None:
        """Find faces like the largest of a picture that may lie outside the library, and offer its other faces."""
        library = self._library

        def work(job: Job) -> list[Match]:
            offer = _offer(library, path)
            job.report(offer)
            return library.similar_to_picture(path, face=offer.largest, count=COUNT)

        self._file = path
        self.asked.emit(f"Like {path.name}")
        self._search(work).reported.connect(self._on_offer)

    def pick_face(self, number: int) -> None:
        """Ask about another face of the picture file, counted from 0."""
        library, path = self._library, self._file
        if path is not None:
            self._search(lambda _: library.similar_to_picture(path, face=number, count=COUNT))

    def _search(self, work: Work) -> Job:
        job = self._latest.start(work, self.answered.emit)
        job.failed.connect(lambda _: self.failed.emit())
        return job

    def _on_offer(self, offer: Offer) -> None:
        if offer.path == self._file and offer.largest is not None and len(offer.faces) > 1:
            self.faces_offered.emit(offer.faces, offer.largest)


def _offer(library: Library, path: Path) -> Offer:
    boxes = library.faces_in_picture(path)
    sizes = [box.w * box.h for box in boxes]
    return Offer(path, cut_faces(path, boxes), sizes.index(max(sizes)) if sizes else None)


def _question(selection: Selection) -> str:
    if selection.faces:
        return "Like this face" if len(selection.faces) == 1 else f"Like these {len(selection.faces)} faces"
    if selection.photos:
        return (
            "Like the faces in this photo" if len(selection.photos) == 1 else "Like the faces in these photos"
        )
    return "Others like this person" if len(selection.someone) == 1 else "Others like these people"


def _matches(library: Library, selection: Selection) -> list[Match]:
    """For people, faces that are not theirs yet: their own are on their page."""
    own = set() if selection.faces or selection.photos else set(selection.someone)
    own_faces = sum(library.person(person).faces for person in own)
    found = library.similar_faces(_faces_meant(library, selection), COUNT + own_faces)
    return [match for match in found if match.face.person_id not in own][:COUNT]


def _faces_meant(library: Library, selection: Selection) -> list[FaceId]:
    faces = list(selection.faces)
    if not faces:
        for photo in selection.photos:
            faces += [face.id for face in library.faces_in(photo)]
    if not faces and not selection.photos:
        for person in selection.someone:
            faces += [face.id for face in library.faces_of(person)[:FACES_ASKED]]
    if not faces:
        raise UserProblem(
            "No face was found here, so there is nothing to compare. Choose a photo with people."
        )
    return faces
