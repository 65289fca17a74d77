"""Thumbnails and the index: made of the photos and of the catalogue, so whatever is wrong with them is made anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from engine.catalogue import embeddings, scenes
from engine.catalogue.connection import Catalogue
from engine.catalogue.scene_rows import SCENE_SPACE
from engine.doctor.catalogue import looking
from engine.errors import ModelMissing
from engine.finder import Finder
from engine.photos.thumbnail_store import ThumbnailStore, large
from engine.settings import load_settings
from engine.similar.files import Header, generations, is_whole, read_header
from engine.similar.finder import REBUILD_ROWS, REBUILD_SHARE
from engine.types import FaceId, Finding
from engine.vision.choice import default_model
from engine.vision.registry import find_model

_SAMPLE = 10_000  # vectors of the index that are compared with the catalogue's


def check(directory: Path) -> list[Finding]:
    """Of a library whose catalogue is sound."""
    with looking(directory / "catalogue.sqlite") as connection:
        return _check_thumbnails(directory, connection) + _check_index(directory, connection)


def mend(directory: Path) -> list[str]:
    """Drop thumbnails of nothing and whatever is damaged, and build the index anew; what was done."""
    found = check(directory)
    done = []
    if any(each.part == "thumbnails" and not each.harmless for each in found):
        done.append(_mend_thumbnails(directory))
    if any(each.part == "index" and not each.harmless for each in found):
        done.append(_mend_index(directory))
    return done


def _check_thumbnails(directory: Path, connection: sqlite3.Connection) -> list[Finding]:
    file = directory / "thumbnails.sqlite"
    if not file.is_file():
        return []
    try:
        kept = _keys(file)
    except sqlite3.DatabaseError as error:
        return [Finding("thumbnails", f"The thumbnails' file is damaged ({error}).")]
    wanted, shown = _wanted(connection)
    found = []
    if kept - wanted:
        found.append(
            Finding("thumbnails", f"{len(kept - wanted)} thumbnails belong to no photo and no face.")
        )
    if shown - kept:
        text = f"{len(shown - kept)} thumbnails are not made yet; they are when they are looked at."
        found.append(Finding("thumbnails", text, harmless=True))
    return found


def _keys(file: Path) -> set[str]:
    """Raises sqlite3.DatabaseError if the file is damaged."""
    with looking(file) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(said.splitlines()[-1])
        return {key for (key,) in connection.execute("SELECT key FROM thumbnails")}


def _wanted(connection: sqlite3.Connection) -> tuple[set[str], set[str]]:
    """The keys of all photos and faces, and those of what is shown."""
    photos = connection.execute("SELECT content_hash, shown FROM photo").fetchall()
    faces = connection.execute(
        "SELECT face.id, shown AND NOT not_a_face FROM face JOIN photo ON photo.id = photo_id"
    ).fetchall()
    keys = [(digest.hex(), shown) for digest, shown in photos]
    keys += [(f"face-{face}", shown) for face, shown in faces]
    large_ones = {
        large(digest.hex()) for digest, _ in photos
    }  # of which only those are made that were asked for
    return {key for key, _ in keys} | large_ones, {key for key, shown in keys if shown}


def _mend_thumbnails(directory: Path) -> str:
    file = directory / "thumbnails.sqlite"
    try:
        kept = _keys(file)
    except sqlite3.DatabaseError:
        for end in ("", "-wal", "-shm"):
            file.with_name(file.name + end).unlink(missing_ok=True)
        ThumbnailStore(file).close()
        return "The thumbnails were thrown away; they are made anew when they are looked at."
    with looking(directory / "catalogue.sqlite") as connection:
        orphans = kept - _wanted(connection)[0]
    with closing(ThumbnailStore(file)) as store:
        store.drop(*orphans)
    return f"{len(orphans)} thumbnails of nothing were dropped."


def _check_index(directory: Path, connection: sqlite3.Connection) -> list[Finding]:
    folder = directory / "index"
    if not folder.is_dir():
        return []
    found: list[Finding] = []
    named: set[Path] = set()
    for file in sorted(folder.glob("*.json")):
        header = read_header(folder, file.stem)
        if header is None:
            found.append(Finding("index", f"{file} can't be read."))
            continue
        named.update(
            path for path, number in generations(folder, file.stem).items() if number == header.generation
        )
        found += _check_one(folder, header, connection)
    left = {*folder.glob("*.annoy"), *folder.glob("*.npy")} - named
    return found + [Finding("index", f"{path} belongs to no index.") for path in sorted(left)]


def _check_one(folder: Path, header: Header, connection: sqlite3.Connection) -> list[Finding]:
    if not is_whole(folder, header):
        return [Finding("index", f"The index of {header.space} is damaged.")]
    ids = np.load(header.path(folder, "rows.npy"))
    vectors = np.load(header.path(folder, "vectors.npy"), mmap_mode="r")
    if vectors.shape != (header.rows, header.dimensions) or len(np.unique(ids)) != header.rows:
        return [Finding("index", f"The index of {header.space} is not what its header says.")]
    model = header.space.removeprefix(SCENE_SPACE)
    of_scenes = model != header.space
    there = scenes.photo_ids(connection, model) if of_scenes else _faces_with_vectors(connection, model)
    if not len(there):
        return []  # its vectors are made of others
    gone, fresh = len(np.setdiff1d(ids, there)), len(np.setdiff1d(there, ids))
    found = []
    if gone + fresh:
        whose = "photos" if of_scenes else "faces"
        text = f"The index of {header.space} holds {gone} {whose} too many and lacks {fresh}."
        due = gone + fresh > max(REBUILD_ROWS, header.rows * REBUILD_SHARE)
        text += "" if due else " Searches allow for that."
        found.append(Finding("index", text, harmless=not due))
    if _differs(connection, model, ids[np.isin(ids, there)], vectors[np.isin(ids, there)], of_scenes):
        found.append(Finding("index", f"The index of {header.space} holds other vectors than the catalogue."))
    return found


def _faces_with_vectors(connection: sqlite3.Connection, model: str) -> np.ndarray:
    """Hidden ones too: which of its rows may be shown an index asks when it is searched."""
    query = "SELECT face_id FROM embedding WHERE model = ?"
    return np.fromiter((row[0] for row in connection.execute(query, (model,))), np.int64)


def _differs(
    connection: sqlite3.Connection, model: str, ids: np.ndarray, vectors: np.ndarray, of_scenes: bool
) -> bool:
    """Whether some of the index's vectors, taken evenly, are not the catalogue's."""
    rows = np.arange(0, len(ids), max(1, len(ids) // _SAMPLE))
    if of_scenes:
        _, kept = scenes.vectors_of(connection, model, ids[rows].tolist())
    else:
        kept = embeddings.vectors_of(connection, model, [FaceId(face) for face in ids[rows].tolist()])
    return bool(len(rows)) and not np.array_equal(kept, vectors[rows])


def _mend_index(directory: Path) -> str:
    """Remove every index, and build that of the model in use."""
    folder = directory / "index"
    for path in (*folder.glob("*.json"), *folder.glob("*.annoy"), *folder.glob("*.npy")):
        path.unlink()
    try:
        spec = find_model(load_settings(directory).model or default_model())
    except ModelMissing:
        return "The index was removed; the next scan builds it anew."
    with Catalogue(directory / "catalogue.sqlite") as catalogue:
        Finder(catalogue, folder, spec).rebuild_if_due()
    return "The index was built anew."
