"""A real catalogue in a temporary folder, and a builder that fills it the way a scan does."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalogue import embeddings, faces, files, guesses, people, photos, roots
from engine.catalogue.connection import Catalogue
from engine.types import Box, FaceId, PersonId, PhotoId

MODEL = "sface"


class Library:
    """Short words for what the tests do all the time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.top = Path("/photos")
        self.catalogue = Catalogue(file)
        self.write(roots.add_root, self.top)

    def write(self, work: Callable[..., Any], *values: Any, **named: Any) -> Any:
        return self.catalogue.write(lambda writer: work(writer, *values, **named))

    def read(self, work: Callable[..., Any], *values: Any, **named: Any) -> Any:
        return self.catalogue.query(lambda reader: work(reader, *values, **named))

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.catalogue.query(lambda reader: reader.execute(query, values).fetchall())

    def restart(self) -> None:
        self.catalogue.close()
        self.catalogue = Catalogue(self.file)

    def photo(
        self,
        path: str,
        boxes: Sequence[Box] = (Box(0.4, 0.4, 0.2, 0.2),),
        *,
        content: str | None = None,
        vectors: Sequence[np.ndarray] | None = None,
        taken: float | None = None,
        mtime: int = 0,
    ) -> tuple[PhotoId, list[FaceId]]:
        """Record a file whose content is `content` (else: its path); new content gets `boxes` as faces."""
        digest = hashlib.md5(os.fsencode(content or path)).digest()

        def work(writer: sqlite3.Connection) -> tuple[PhotoId, list[FaceId]]:
            photo_id = photos.find_photo(writer, digest)
            found: list[FaceId] = []
            if photo_id is None:
                photo_id = photos.add_photo(writer, digest, 4000, 3000, taken, "mtcnn")
                new = [faces.NewFace(box, np.full((5, 2), box.x), 0.9, box.w) for box in boxes]
                found = faces.add_faces(writer, photo_id, new)
                if vectors is not None:
                    embeddings.add_embeddings(writer, MODEL, list(zip(found, vectors, strict=True)))
            self.replaced = files.record_file(writer, self.top / path, 10, mtime, photo_id)
            return photo_id, found

        return self.catalogue.write(work)

    def guess(self, *groups: Sequence[FaceId]) -> list[PersonId]:
        """Group faces as the machine would, each group a new person."""

        def work(writer: sqlite3.Connection) -> list[PersonId]:
            new = guesses.new_groups(writer, len(groups)).tolist()
            pairs = [(face, person) for group, person in zip(groups, new, strict=True) for face in group]
            table = np.array(pairs, np.int64).reshape(-1, 2)
            guesses.store_guesses(writer, table[:, 0], table[:, 1])
            return [PersonId(person) for person in new]

        return self.catalogue.write(work)

    def group(self, count: int, name: str) -> tuple[PersonId, list[FaceId]]:
        """A new group of `count` faces, each in a photo of its own."""
        found = [face for number in range(count) for face in self.photo(f"{name}/{number}.jpg")[1]]
        return self.guess(found)[0], found

    def faces_of(self, person: PersonId) -> set[FaceId]:
        return {face.id for face in self.read(faces.faces_of, person)}

    def albums(self) -> dict[str | None, int]:
        return {person.name: person.faces for person in self.read(people.people)}

    def said(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that the user said; people who have neither name nor mark count as never mentioned."""
        return {
            "person": self.rows(
                "SELECT id, name, name_key, hidden, cover_face, stranger, born FROM person "
                "WHERE name IS NOT NULL OR hidden OR cover_face IS NOT NULL OR stranger OR born IS NOT NULL "
                "ORDER BY id"
            ),
            "drawn": self.rows("SELECT * FROM drawn ORDER BY face_id"),
            "said": self.rows("SELECT * FROM said ORDER BY face_id"),
            "rejected": self.rows("SELECT * FROM rejected ORDER BY face_id, person_id"),
            "apart": self.rows("SELECT * FROM apart ORDER BY person_id, other_id"),
            "album": self.rows("SELECT * FROM album WHERE name IS NOT NULL ORDER BY id"),
            "album_photo": self.rows(
                "SELECT album_id, photo_id FROM album_photo JOIN album ON album.id = album_id "
                "WHERE name IS NOT NULL ORDER BY album_id, photo_id"
            ),
        }

    def check(self) -> None:
        """What is derived agrees with what it is derived from, and nothing refers to nothing."""
        assert (
            self.rows(
                "SELECT id, face.person_id, belief.person_id FROM face JOIN belief ON face_id = id "
                "WHERE face.person_id IS NOT belief.person_id OR face.not_a_face IS NOT belief.not_a_face"
            )
            == []
        )
        assert (
            self.rows(
                "SELECT id FROM photo JOIN showing ON photo_id = id "
                "WHERE photo.shown <> showing.shown OR photo.moment <> showing.moment"
            )
            == []
        )
        assert self.rows("PRAGMA foreign_key_check") == []
        assert self.rows("SELECT * FROM recording") == []


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "catalogue.sqlite")
    yield library
    library.check()
    library.catalogue.close()


@pytest.fixture(scope="session")
def new_library() -> type[Library]:
    """For tests that open their own."""
    return Library
