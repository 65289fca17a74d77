"""Whether the grouping is one of the faces that are there now, as the user last wanted them grouped."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from engine.catalogue import embeddings
from engine.catalogue.connection import Catalogue
from engine.grouping import GroupingChoice

_FILE = "grouped"


class Grouped:
    """Remembers of which faces the last whole grouping was, in a small file of the library's `directory`.

    Without that file the faces count as never grouped, so losing it costs no more than one grouping.
    """

    def __init__(self, directory: Path, catalogue: Catalogue, model: str) -> None:
        self._file = directory / _FILE
        self._catalogue = catalogue
        self._model = model

    def now(self, choice: GroupingChoice) -> str:
        """What tells a grouping of these faces by this choice from all others."""
        ids = self._catalogue.query(lambda reader: embeddings.face_ids(reader, self._model))
        return hashlib.sha256(f"{self._model} {choice} ".encode() + ids.tobytes()).hexdigest()

    def is_of(self, faces: str) -> bool:
        try:
            return self._file.read_text(encoding="ascii") == faces
        except (OSError, ValueError):
            return False

    def note(self, faces: str) -> None:
        with contextlib.suppress(OSError):  # a full disk: the next scan groups once more
            self._file.write_text(faces, encoding="ascii")

    def withdraw(self) -> None:
        """Faces have changed, or are about to."""
        self._file.unlink(missing_ok=True)
