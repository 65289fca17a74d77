"""How long the catalogue takes with 50,000 photos and 100,000 faces: `python tests/engine/catalogue/measure.py`."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[2]), str(HERE)]

from conftest import Library  # noqa: E402

from engine.catalogue import commands, embeddings, faces, files, guesses, people, photos  # noqa: E402
from engine.types import Box  # noqa: E402

PHOTOS, GROUPS, BATCH = 50_000, 2_000, 200
RNG = np.random.default_rng(1)


def timed(label: str, work: Callable[..., Any], *values: Any, **named: Any) -> Any:
    began = time.perf_counter()
    result = work(*values, **named)
    sys.stdout.write(f"{label:44}{(time.perf_counter() - began) * 1000:9.1f} ms\n")
    return result


def store_batch(writer: sqlite3.Connection, first: int) -> None:
    for number in range(first, first + BATCH):
        photo = photos.add_photo(writer, number.to_bytes(16, "big"), 4000, 3000, float(number), "mtcnn")
        new = [
            faces.NewFace(Box(x, 0.1, 0.2, 0.2), np.zeros((5, 2)), 0.9, float(RNG.random()))
            for x in (0.1, 0.5)
        ]
        found = faces.add_faces(writer, photo, new)
        embeddings.add_embeddings(
            writer, "sface", [(face, RNG.standard_normal(128, np.float32)) for face in found]
        )
        files.record_file(writer, Path(f"/photos/{number // 500}/{number}.jpg"), 10, number, photo)


def regroup(writer: sqlite3.Connection, every: np.ndarray) -> list[int]:
    """A few large families and many small groups."""
    groups = guesses.new_groups(writer, GROUPS)
    guesses.store_guesses(writer, every, groups[(GROUPS * RNG.random(len(every)) ** 3).astype(int)])
    return groups.tolist()


def measure(library: Library) -> None:
    timed(
        "store 50k photos, 100k faces and vectors",
        lambda: [library.write(store_batch, first) for first in range(0, PHOTOS, BATCH)],
    )
    every = np.arange(1, 2 * PHOTOS + 1)
    groups = timed("first grouping", library.write, regroup, every)
    ids = timed("photo_ids", library.read, photos.photo_ids)
    timed("photos, 500 of them", library.read, photos.photos, ids[:500])
    timed("people", library.read, people.people)
    timed("counts", library.read, photos.counts)
    timed("vectors", library.read, embeddings.vectors, "sface")
    largest = timed("faces_of the largest group", library.read, faces.faces_of, groups[0])
    timed(f"name_person, {len(largest)} faces", library.write, commands.name_person, groups[0], "Anna")
    timed("undo", library.write, commands.undo)
    timed("name_person, 60 faces", library.write, commands.name_person, groups[900], "Ben")
    timed("join 60 faces", library.write, commands.name_person, groups[901], "ben")
    timed("take_out, 1 face", library.write, commands.take_out, [largest[0].id])
    timed("move_faces_to_name, all 100k", library.write, commands.move_faces_to_name, every.tolist(), "Cleo")
    timed("undo", library.write, commands.undo)
    timed("another grouping, nobody stays", library.write, regroup, every)
    timed("prune_people", library.write, guesses.prune_people)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "catalogue.sqlite")
        measure(library)
        library.catalogue.close()
