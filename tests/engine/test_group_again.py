"""What a scan groups: what is new and what the user said since, not everybody."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.catalogue import embeddings, faces, files, photos
from engine.grouping import regroup
from engine.library import Library
from engine.people.measures import scores
from engine.people.rule import Rule
from engine.types import Box, FaceId, PersonId
from engine.vision.registry import find_model
from tests.bench.clouds import clouds, unit

MODEL = "sface"
RULE = Rule.of(find_model(MODEL).thresholds)

Vectors = NDArray[np.float32]


@pytest.fixture
def top(tmp_path: Path) -> Path:
    (tmp_path / "photos").mkdir()
    return tmp_path / "photos"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as library:
        library._settings = library._settings.__class__(model=MODEL)
        yield library


def arrive(library: Library, top: Path, vectors: Vectors, quality: float = 0.8) -> list[FaceId]:
    """Files that an earlier scan has looked at, with a face each, as a drive brings them along."""
    begun = len(list(top.iterdir()))
    paths = [top / f"{number}.jpg" for number in range(begun, begun + len(vectors))]
    for path in paths:
        path.write_bytes(path.name.encode())

    def work(writer: sqlite3.Connection) -> list[FaceId]:
        found = []
        for path, vector in zip(paths, vectors, strict=True):
            stat = path.stat()
            digest = hashlib.md5(path.name.encode()).digest()
            photo = photos.add_photo(writer, digest, 400, 300, None, "mtcnn")
            new = faces.NewFace(Box(0.1, 0.2, 0.2, 0.3), np.full((5, 2), 0.5, np.float32), 0.9, quality)
            found += faces.add_faces(writer, photo, [new])
            embeddings.add_embeddings(writer, MODEL, [(found[-1], vector)])
            files.record_file(writer, path, stat.st_size, stat.st_mtime_ns, photo)
        return found

    return library._catalogue.write(work)


def scan(library: Library, top: Path) -> None:
    report = library.scan([top], model=MODEL, device="cpu")
    assert not report.analysed, "the files are known, or this would want networks"


def whose(library: Library) -> dict[FaceId, PersonId | None]:
    rows = library._catalogue.query(lambda r: r.execute("SELECT id, person_id FROM face").fetchall())
    return {FaceId(face): person and PersonId(person) for face, person in rows}


def labels(library: Library, of: list[FaceId]) -> NDArray[np.int64]:
    now = whose(library)
    return np.array([now[face] or -1 for face in of])


@pytest.fixture
def grouped_whole(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many faces each grouping of everybody had."""
    seen: list[int] = []
    real = regroup.default

    def counting(embeddings: Vectors, *rest: object, **more: object) -> NDArray[np.int64]:
        seen.append(len(embeddings))
        return real(embeddings, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(regroup, "default", counting)
    return seen


def test_photos_in_ten_portions_make_the_people_of_all_at_once(
    library: Library, top: Path, grouped_whole: list[int]
) -> None:
    vectors, who = clouds(600, 128, people=40, spread=1.0)
    known: list[FaceId] = []
    for start in range(0, 600, 60):
        known += arrive(library, top, vectors[start : start + 60])
        scan(library, top)
    assert max(grouped_whole) < 300, "the later portions were grouped into what was there"
    found = scores(who, labels(library, known)).f
    library.group()
    assert grouped_whole[-1] == 600
    assert found > scores(who, labels(library, known)).f - 0.005


def test_nobody_whom_no_new_face_is_like_changes_their_id_or_faces(library: Library, top: Path) -> None:
    vectors, who = clouds(400, 128, people=20, spread=0.8)
    newcomer = who == who[-1]
    old = arrive(library, top, vectors[~newcomer])
    scan(library, top)
    before = whose(library)
    new = arrive(library, top, vectors[newcomer])
    scan(library, top)
    after = whose(library)
    assert len({after[face] for face in new} - {None}) == 1
    assert {face: after[face] for face in old} == before


def near_to_two() -> Vectors:
    """Five faces of Anna as a child and five of her grown up, with whom the average of both is as much alike."""
    child, grown = np.eye(2, 128, dtype=np.float32)
    noise = np.random.default_rng(0).standard_normal((10, 128), np.float32) * 0.03
    return unit(np.concatenate([child + noise[:5], grown + noise[5:]]))


def test_what_the_user_said_takes_effect_in_the_next_scan(
    library: Library, top: Path, grouped_whole: list[int]
) -> None:
    found = arrive(library, top, near_to_two())
    arrive(library, top, clouds(60, 128, people=6, spread=0.5)[0])  # others, of whom nothing is said
    found += arrive(library, top, unit(near_to_two().sum(axis=0, keepdims=True)), quality=0.1)
    scan(library, top)
    child, grown, between = (whose(library)[found[row]] for row in (0, 5, 10))
    assert child is not None
    assert grown is not None
    assert between is None
    library.merge([grown], child)
    scan(library, top)
    assert {whose(library)[face] for face in found} == {child}
    assert len(grouped_whole) == 1
    library.undo()
    scan(library, top)
    assert whose(library)[found[5]] == grown
    assert whose(library)[found[0]] == child


def test_a_scan_after_which_nothing_is_said_groups_nothing(library: Library, top: Path) -> None:
    arrive(library, top, near_to_two())
    scan(library, top)
    library._catalogue.write(lambda writer: writer.execute("DELETE FROM guess"))
    scan(library, top)
    assert library.people() == []


@pytest.mark.parametrize("lost", ["guesses", "file", "choice"])
def test_everybody_is_grouped_again_where_the_last_grouping_says_nothing(
    lost: str, library: Library, top: Path, grouped_whole: list[int]
) -> None:
    arrive(library, top, near_to_two())
    scan(library, top)
    two = library.people()
    arrive(library, top, np.eye(3, 128, dtype=np.float32)[2:])
    if lost == "guesses":  # a mended catalogue
        library._catalogue.write(lambda writer: writer.execute("DELETE FROM guess"))
    elif lost == "file":
        (library.directory / "grouped.npz").write_bytes(b"PK\x03\x04 half of it")
    else:
        library._settings = library._settings.__class__(model=MODEL, strictness=0.1)
        library._keep(strictness=0.1)
    scan(library, top)
    assert grouped_whole == [10, 11]
    assert [person.faces for person in library.people()] == [person.faces for person in two]
