"""A library of people in places, made without looking at a picture: vectors stand for what networks would see."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.catalogue import embeddings, faces, files, guesses, photos, roots, scenes
from engine.library import Library
from engine.types import Box, FaceId, PersonId, PhotoId

FACES, SCENES = "sface", "efficientnet-lite0"


@dataclass(frozen=True)
class Taken:
    """One photo, as it is put into the library."""

    name: str
    people: tuple[int, ...]
    place: int
    year: int = 2020
    like: str | None = None  # nearly the same picture as that one


def vector(kind: str, number: int, shot: str, size: int, noise: float) -> np.ndarray:
    """A unit vector near the `number`th centre of its kind."""
    centre = _random(f"{kind} {number}").normal(size=size)
    noisy = centre / np.linalg.norm(centre) + noise * _unit(
        _random(f"{kind} {number} {shot}").normal(size=size)
    )
    return _unit(noisy).astype(np.float32)


def fill(library: Library, top: Path, taken: list[Taken]) -> dict[str, tuple[PhotoId, list[FaceId]]]:
    """Photos and faces by name; everybody is a group without a name, and the groups are `group_of`."""

    def work(writer: sqlite3.Connection) -> dict[str, tuple[PhotoId, list[FaceId]]]:
        roots.add_root(writer, top)
        found = {}
        for shot in taken:
            digest = hashlib.md5(shot.name.encode()).digest()
            moment = (shot.year - 1970) * 365.25 * 86400 + 100 * 86400
            photo = photos.add_photo(writer, digest, 4000, 3000, moment, "mtcnn")
            new = [
                faces.NewFace(
                    Box(0.1 + 0.2 * place, 0.2, 0.1, 0.1), np.full((5, 2), 0.5, np.float32), 0.9, 0.5
                )
                for place in range(len(shot.people))
            ]
            face_ids = faces.add_faces(writer, photo, new)
            of_faces = [vector("face", who, shot.name, 128, 0.7) for who in shot.people]
            embeddings.add_embeddings(writer, FACES, zip(face_ids, of_faces, strict=True))
            scene = vector("scene", shot.place, shot.like or shot.name, 1280, 0.8)
            if shot.like:
                scene = _unit(scene + 0.05 * _unit(_random(shot.name).normal(size=1280))).astype(np.float32)
            scenes.add_scenes(writer, SCENES, [(photo, scene)])
            files.record_file(writer, top / shot.name, 10, 20, photo)
            found[shot.name] = (photo, face_ids)
        return found

    return library._catalogue.write(work)


def group(library: Library, face_ids: list[FaceId]) -> PersonId:
    """These faces are one group."""

    def work(writer: sqlite3.Connection) -> PersonId:
        (person,) = guesses.new_groups(writer, 1).tolist()
        guesses.store_guesses(writer, np.array(face_ids), np.full(len(face_ids), person))
        return PersonId(person)

    return library._catalogue.write(work)


def _random(seed: str) -> np.random.Generator:
    return np.random.default_rng(list(seed.encode()))


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector)
