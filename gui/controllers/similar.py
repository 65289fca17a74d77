"""Asks the library for faces that look alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.errors import UserProblem
from engine.types import FaceId, Match
from gui.jobs import Job, Lane, Latest
from gui.selection import Selection
from gui.services import Services

if TYPE_CHECKING:
    from engine.library import Library

COUNT = 60
FACES_ASKED = 8  # of a person: the best ones say enough


class SimilarController(QObject):
    """Only the newest question is answered.

    Signals:
        asked: A question is under way; its words.
        answered: The list of `Match`.
        failed: It could not be answered; the error is shown elsewhere.
    """

    asked = Signal(str)
    answered = Signal(object)
    failed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = services.library
        self._latest = Latest(services.jobs, Lane.SEARCH)

    def find(self, selection: Selection) -> None:
        """Find faces like the selected faces, people or photos."""
        library = self._library
        self._ask(
            _question(selection), lambda: library.similar_faces(_faces_meant(library, selection), COUNT)
        )

    def find_in_file(self, path: Path) -> None:
        """Find faces like those of a picture that may lie outside the library."""
        self._ask(f"Like {path.name}", lambda: self._library.similar_to_picture(path, count=COUNT))

    def _ask(self, words: str, find: Callable[[], list[Match]]) -> None:
        def work(_: Job) -> list[Match]:
            return find()

        self.asked.emit(words)
        job = self._latest.start(work, self.answered.emit)
        job.failed.connect(lambda _: self.failed.emit())


def _question(selection: Selection) -> str:
    if selection.faces:
        return "Like this face" if len(selection.faces) == 1 else f"Like these {len(selection.faces)} faces"
    if selection.photos:
        return (
            "Like the faces in this photo" if len(selection.photos) == 1 else "Like the faces in these photos"
        )
    return "Like this person" if len(selection.someone) == 1 else "Like these people"


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
