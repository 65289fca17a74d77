"""What the last grouping was made of, so that the next one need only look at what has changed since."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zipfile
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import embeddings, guesses
from engine.catalogue.connection import Catalogue
from engine.people.constraints import Constraints

_MARK = "grouped"
_BASIS = "grouped.npz"

Ids = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The faces that a grouping saw, what it knew of the user's words, and what it made of them."""

    faces: Ids  # (n,), ascending
    prints: Ids  # (n,): of their vectors, to know a new one by
    people: Ids  # (n,): whose they are after it, or -1
    said: Ids  # (n,): the person that the user gave, or -1
    refused: Ids  # (m,): face and person in one number each

    @classmethod
    def of(cls, faces: Ids, vectors: NDArray[np.float32], people: Ids, words: Constraints) -> Basis:
        """Of the `vectors` (n, d) of `faces` (n,), ascending."""
        prints = np.ascontiguousarray(vectors[:, :2]).view(np.int64).ravel() if len(faces) else faces
        refused = np.sort((faces[words.not_rows] << 32) | words.not_people)
        return cls(faces, prints, people, words.said, refused)

    def differing(self, before: Basis) -> Bools:
        """Those of these faces (n,) that are new or look different, or whose person or words are others since.

        Words alone change whose a face is between two groupings, but for a catalogue that was mended or
        restored; that is noticed too.
        """
        known = np.isin(self.faces, before.faces, assume_unique=True)
        there = np.isin(before.faces, self.faces, assume_unique=True)
        changed = ~known
        for now, then in (
            (self.prints, before.prints),
            (self.people, before.people),
            (self.said, before.said),
        ):
            changed[known] |= now[known] != then[there]
        spoken_of = np.setxor1d(self.refused, before.refused, assume_unique=True) >> 32
        return np.asarray(changed | np.isin(self.faces, spoken_of), np.bool_)


class Grouped:
    """Remembers the last grouping, in two small files of the library's `directory`.

    Without them the faces count as never grouped, so losing them costs no more than one whole grouping.
    """

    def __init__(self, directory: Path, catalogue: Catalogue, model: str) -> None:
        self._mark = directory / _MARK
        self._basis = directory / _BASIS
        self._catalogue = catalogue
        self._model = model

    def now(self, rule: str) -> str:
        """What tells a grouping of these faces, by `rule`, under the user's words from all others."""
        ids, heard = self._catalogue.query(lambda reader: _state(reader, self._model))
        return hashlib.sha256(f"{self._model} {rule} {heard} ".encode() + ids.tobytes()).hexdigest()

    def is_of(self, state: str) -> bool:
        """Whether nothing has changed since the grouping that was noted for `state`."""
        try:
            return self._mark.read_text(encoding="ascii") == state
        except (OSError, ValueError):
            return False

    def basis(self, rule: str) -> Basis | None:
        """Of the last grouping, if it was one by `rule`."""
        try:
            with np.load(self._basis, allow_pickle=False) as kept:
                if str(kept["rule"]) != f"{self._model} {rule}":
                    return None
                return Basis(*(kept[each.name] for each in fields(Basis)))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def note(self, rule: str, state: str, basis: Basis) -> None:
        """Faces are grouped by `rule`; `state` is what `now` gave before they were read."""
        with contextlib.suppress(OSError):  # a full disk: the next scan groups everything once more
            self.forget()
            with self._basis.open("wb") as file:
                columns = {each.name: getattr(basis, each.name) for each in fields(Basis)}
                np.savez(file, rule=np.array(f"{self._model} {rule}"), **columns)
            self._mark.write_text(state, encoding="ascii")

    def withdraw(self) -> None:
        """Faces have changed, or are about to."""
        self._mark.unlink(missing_ok=True)

    def forget(self) -> None:
        """The next grouping looks at everybody anew."""
        self.withdraw()
        self._basis.unlink(missing_ok=True)


def _state(reader: sqlite3.Connection, model: str) -> tuple[Ids, tuple[int, int]]:
    return embeddings.face_ids(reader, model), guesses.heard(reader)
