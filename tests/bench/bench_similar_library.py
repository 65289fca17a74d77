"""Finding similar photos in a whole library: `python -m tests.bench.bench_similar_library [--photos N]`.

A library of so many photos, each with a face and a vector of the whole picture, is written straight into a catalogue:
real embeddings drawn again with noise (see `similar_rows`; of scenes, those of `scenes`). Its indexes are built as a
scan builds them. Then questions are asked by face, by scene, by both and with conditions, and 1,000 photos more are
stored as a scan stores them: how soon is the last of them found?
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from engine.catalogue import embeddings, faces, files, photos, scenes
from engine.library import Library
from engine.types import Box, PhotoId, SimilarBy, SimilarOnly, SimilarQuery, SimilarTo
from tests.bench.bench_modes import FACES, SCENES, scene_vectors
from tests.bench.labelled import DATA
from tests.bench.similar_rows import SETS, Vectors, with_noise
from tests.bench.similar_rows import faces as real_faces
from tests.bench.similar_ways import Peak
from tests.bench.window_library import large_library

PHOTOS = 20_000
NEW = 1_000
ASKED = 15
SHOWN = 120  # as the window asks
BATCH = 5_000
FOLDER = Path("/photos/new")


def fill(library: Library, of_faces: Vectors, of_scenes: Vectors) -> None:
    """Give the photos 1 to n, and the face of the same number on each of them, vectors (n, d)."""
    for start in range(0, len(of_faces), BATCH):
        ids = range(start + 1, min(start + BATCH, len(of_faces)) + 1)

        def work(writer: sqlite3.Connection, ids: range = ids) -> None:
            embeddings.add_embeddings(writer, FACES, ((face, of_faces[face - 1]) for face in ids))  # type: ignore[misc]
            scenes.add_scenes(writer, SCENES, ((PhotoId(photo), of_scenes[photo - 1]) for photo in ids))

        library._catalogue.write(work)


def add_photos(library: Library, of_faces: Vectors, of_scenes: Vectors) -> list[PhotoId]:
    """Store new photos (n) as a scan does."""

    def work(writer: sqlite3.Connection) -> list[PhotoId]:
        added = []
        for row, (face, scene) in enumerate(zip(of_faces, of_scenes, strict=True)):
            photo = photos.add_photo(writer, b"new %012d" % row, 400, 300, None, "mtcnn")
            new = faces.NewFace(Box(0.4, 0.4, 0.2, 0.2), np.full((5, 2), 0.5, np.float32), 0.9, 0.5)
            its = faces.add_faces(writer, photo, [new])
            embeddings.add_embeddings(writer, FACES, zip(its, [face], strict=True))
            scenes.add_scenes(writer, SCENES, [(photo, scene)])
            files.record_file(writer, FOLDER / f"{row}.jpg", 1, 1, photo)
            added.append(photo)
        return added

    return library._catalogue.write(work)


def ways(year: int) -> Iterator[tuple[str, Callable[[SimilarTo], SimilarQuery]]]:
    for by in (SimilarBy.FACE, SimilarBy.SCENE, SimilarBy.BOTH):
        yield f"by {by.value}", lambda to, by=by: SimilarQuery(to, by)  # type: ignore[misc]
    only = SimilarOnly(unnamed=True)
    yield "by face, only unnamed", lambda to: SimilarQuery(to, SimilarBy.FACE, only=only)
    years = SimilarOnly(years=(year, year))
    yield "by both, only one year", lambda to: SimilarQuery(to, SimilarBy.BOTH, only=years)


def ask(library: Library, count: int) -> None:
    rows = np.linspace(1, count, ASKED).astype(int).tolist()
    for name, query in ways(2001):
        times = []
        for row in rows:
            start = time.perf_counter()
            answer = library.find_similar(query(SimilarTo(photos=(PhotoId(row),))))
            times.append((time.perf_counter() - start) * 1000)
        print(
            f"  {name:24} first {times[0]:7.0f} ms, then median {np.median(times[1:]):7.0f} ms, most "
            f"{max(times[1:]):7.0f} ms; {len(answer.photos)} photos"
        )


def add_and_find(library: Library, real: Vectors, of_scenes: Vectors) -> None:
    """New photos, and how soon one of them is among the answers."""
    new = with_noise(real, NEW, seed=7), with_noise(of_scenes, NEW, seed=7)
    start = time.perf_counter()
    added = add_photos(library, *new)
    stored = time.perf_counter()
    for by in (SimilarBy.FACE, SimilarBy.BOTH):
        asked = time.perf_counter()
        found = library.find_similar(SimilarQuery(SimilarTo(photos=(added[0],)), by, count=SHOWN))
        took = (time.perf_counter() - asked) * 1000
        new_ones = len({match.photo.id for match in found.photos} & set(added))
        print(
            f"  {NEW:,} photos more, {by.value}: {took:.0f} ms after they were stored, {new_ones} of them found"
        )
    print(f"  (storing them took {(stored - start) * 1000:.0f} ms)")


def measure(count: int, directory: Path, sets: list[str]) -> None:
    if not (directory / "index").is_dir():
        shutil.copytree(large_library(count), directory, dirs_exist_ok=True)
    real, (pictures, _) = real_faces(128, sets), scene_vectors()
    print(f"{count:,} photos with a face and a scene each")
    with Library(directory) as library:
        if not len(library._finder(FACES).space._source.ids()):
            fill(library, with_noise(real, count), with_noise(pictures, count))
        for name, build in (
            ("faces", library._finder(FACES).rebuild_if_due),
            ("scenes", library._searcher().spaces.rebuild_if_due),
        ):
            with Peak() as peak:
                start = time.perf_counter()
                build()
                print(f"  index of {name}: {time.perf_counter() - start:.0f} s ({peak})", flush=True)
        size = sum(path.stat().st_size for path in (directory / "index").iterdir())
        kept = (directory / "catalogue.sqlite").stat().st_size
        print(f"  indexes {size / 1e6:,.0f} MB, catalogue {kept / 1e6:,.0f} MB")
    with Library(directory) as library:
        ask(library, count)
        add_and_find(library, real, pictures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=PHOTOS)
    parser.add_argument("--sets", nargs="*", default=list(SETS), help="of ../shared/data")
    parser.add_argument("--keep", type=Path, help="where the library is kept, and found again")
    arguments, _ = parser.parse_known_args()
    if not DATA.is_dir():
        print("skipped: no ../shared")
        return
    if arguments.keep is not None:
        measure(arguments.photos, arguments.keep, arguments.sets)
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        measure(arguments.photos, Path(name, "library"), arguments.sets)


if __name__ == "__main__":
    main()
