"""A library as plain values, so that two can be compared whatever ids they gave."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from engine.library import Library
from engine.types import FaceId

Key = tuple[str, tuple[float, ...]]  # a photo's path below the top folder, and a face's box


def contents(library: Library, top: Path) -> dict[Key, np.ndarray]:
    """Every face's vector."""
    vectors = library.vectors()
    return {
        _key(library, top, int(face)): row for face, row in zip(vectors.face, vectors.embedding, strict=True)
    }


def groups(library: Library, top: Path) -> set[frozenset[Key]]:
    """Who is together with whom."""
    return {
        frozenset(_key(library, top, face.id) for face in library.faces_of(person.id))
        for person in library.people()
    }


def face_keys(library: Library, top: Path, face_ids: Iterable[FaceId]) -> dict[FaceId, Key]:
    """What tells each of these faces, whatever its id."""
    return {face_id: _key(library, top, face_id) for face_id in face_ids}


def _key(library: Library, top: Path, face_id: int) -> Key:
    face = library.faces([face_id])[0]  # type: ignore[list-item]
    box = tuple(round(value, 3) for value in (face.box.x, face.box.y, face.box.w, face.box.h))
    return str(library.photo(face.photo_id).path.relative_to(top)), box
