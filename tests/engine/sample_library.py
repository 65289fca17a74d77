"""A library as a scan and an evening of naming leave it, made without looking at a picture."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from engine.catalogue import embeddings, faces, files, guesses, photos, roots
from engine.catalogue.connection import Catalogue
from engine.finder import Finder
from engine.library import Library
from engine.photos.thumbnail_store import ThumbnailStore
from engine.types import Box, FaceId, PersonId
from engine.vision.registry import find_model

MODEL = "sface"
GROUPS, IN_EACH = 12, 8

Words = dict[str, set[tuple[Any, ...]]]


def make(directory: Path, top: Path) -> Path:
    """Twelve groups of eight faces, each in a photo of its own below `top`; most named, some corrected."""
    with Library(directory) as library:
        groups = [_group(library, top, number) for number in range(GROUPS)]
        for number, (person, _) in enumerate(groups[:8]):
            library.name_person(person, f"Zoë Nr. {number}")
        of = [found for _, found in groups]
        library.take_out(of[0][:2])
        library.move_faces(of[1][:2], groups[2][0])
        library.mark_not_a_face(of[3][:2])
        library.confirm(of[4][:3])
        library.set_hidden(groups[9][0], True)
        library.set_born(groups[6][0], "2016")
        library.tell_apart([groups[6][0], groups[7][0]])
        library.set_cover(groups[5][0], of[5][3])
        library.draw_face(library.photo_ids()[0], Box(0.6, 0.6, 0.2, 0.2), "Zoë Nr. 3")
        library.set_hidden(groups[10][0], True)
        library.undo()
        shown = library.photo_ids()
        library.add_to_album("Sommer am See", shown[:40])
        [album] = library.albums()
        library.remove_from_album(album.id, shown[:3])
        library.set_album_cover(album.id, shown[5])
        library.add_to_album("Zoë", shown[20:60])
    with Catalogue(directory / "catalogue.sqlite") as catalogue, closing(_thumbnails(directory)) as store:
        Finder(catalogue, directory / "index", find_model(MODEL)).rebuild_if_due()
        for face in range(1, GROUPS * IN_EACH + 1):
            store.put(f"face-{face}", bytes(500))
    return directory


def words(file: Path) -> Words:
    """Everything that the user said, as it stands in a sound catalogue."""
    queries = {
        "names": "SELECT id, name FROM person WHERE name IS NOT NULL",
        "hidden": "SELECT id FROM person WHERE hidden = 1",
        "drawn": "SELECT face_id FROM drawn",
        "said": "SELECT face_id, person_id FROM said",
        "rejected": "SELECT face_id, person_id FROM rejected",
        "born": "SELECT id, born FROM person WHERE born IS NOT NULL",
        "apart": "SELECT person_id, other_id FROM apart",
        "albums": "SELECT id, name, cover_photo FROM album WHERE name IS NOT NULL",
        "in albums": "SELECT album_id, photo_id FROM album_photo",
        "roots": "SELECT path FROM root",
    }
    with closing(sqlite3.connect(file)) as connection:
        return {what: set(connection.execute(query).fetchall()) for what, query in queries.items()}


def _thumbnails(directory: Path) -> ThumbnailStore:
    return ThumbnailStore(directory / "thumbnails.sqlite")


def _group(library: Library, top: Path, number: int) -> tuple[PersonId, list[FaceId]]:
    random = np.random.default_rng(number)
    centre = random.normal(size=128)

    def work(writer: sqlite3.Connection) -> tuple[PersonId, list[FaceId]]:
        roots.add_root(writer, top)
        found = []
        for photo in range(IN_EACH):
            path = top / f"year {number}" / f"IMG_{photo}.jpg"
            digest = hashlib.md5(str(path).encode()).digest()
            photo_id = photos.add_photo(writer, digest, 4000, 3000, None, "mtcnn")
            box = Box(0.1 + photo / 20, 0.2, 0.2, 0.3)
            found += faces.add_faces(
                writer, photo_id, [faces.NewFace(box, np.full((5, 2), 0.5, np.float32), 0.9, 0.5)]
            )
            vector = centre + 0.1 * random.normal(size=128)
            unit = (vector / np.linalg.norm(vector)).astype(np.float32)
            embeddings.add_embeddings(writer, MODEL, [(found[-1], unit)])
            files.record_file(writer, path, 10, 20, photo_id)
        (person,) = guesses.new_groups(writer, 1).tolist()
        guesses.store_guesses(writer, np.array(found), np.full(len(found), person))
        return PersonId(person), found

    return library._catalogue.write(work)
