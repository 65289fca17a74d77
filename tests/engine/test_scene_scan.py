"""A scan sees whole pictures too, and catches up on those that were scanned before it did."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from engine.catalogue import scenes
from engine.errors import Cancelled
from engine.library import Library
from engine.progress import CancelToken, Progress

MODEL = "efficientnet-lite0"


def vectors(library: Library) -> dict[str, np.ndarray]:
    """By file name."""
    name_of = {photo.id: photo.path.name for photo in library.photos(library.photo_ids())}
    ids, rows = library._catalogue.query(lambda reader: scenes.vectors_of(reader, MODEL, list(name_of)))
    return {name_of[photo]: row for photo, row in zip(ids.tolist(), rows, strict=True)}


def forget(library: Library) -> None:
    """As a library is that was scanned by a program that saw faces alone."""
    library._catalogue.write(lambda writer: writer.execute("DELETE FROM scene"))


@pytest.fixture
def library(tmp_path: Path):
    with Library(tmp_path / "library") as opened:
        yield opened


def test_a_scan_gives_every_photo_a_vector(library, small_portraits):
    report = library.scan([small_portraits])
    assert len(vectors(library)) == report.photos == report.analysed


def test_photos_that_have_none_get_one_without_their_faces_being_looked_for_again(library, small_portraits):
    library.scan([small_portraits])
    before, faces = (
        vectors(library),
        {face for photo in library.photo_ids() for face in library.faces_in(photo)},
    )
    forget(library)
    report = library.scan([small_portraits])
    after = vectors(library)
    assert report.analysed == 0
    assert {face for photo in library.photo_ids() for face in library.faces_in(photo)} == faces
    assert after.keys() == before.keys()
    assert min(float(after[name] @ before[name]) for name in before) > 0.999


def test_without_thumbnails_the_files_are_read(library, small_portraits):
    library.scan([small_portraits])
    before = vectors(library)
    forget(library)
    library._thumbnails.drop(*(row for row in _digests(library)))
    library.scan([small_portraits])
    after = vectors(library)
    assert min(float(after[name] @ before[name]) for name in before) > 0.999


def test_catching_up_can_be_cancelled_and_goes_on_later(library, small_portraits, monkeypatch):
    monkeypatch.setattr("engine.scanning.scenes._AT_ONCE", 2)
    library.scan([small_portraits])
    everything = vectors(library).keys()
    forget(library)
    cancel = CancelToken()

    def stop_in_the_middle(progress: Progress) -> None:
        if progress.note == "Looking at whole pictures" and progress.done >= 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        library.scan([small_portraits], on_progress=stop_in_the_middle, cancel=cancel)
    part = vectors(library).keys()
    assert part
    assert part < everything
    library.scan([small_portraits])
    assert vectors(library).keys() == everything


def test_a_scan_with_nothing_new_looks_at_no_picture(library, small_portraits):
    library.scan([small_portraits])
    library._loaded.clear()
    library.scan([small_portraits])
    assert not library._loaded


def _digests(library: Library) -> list[str]:
    def read(reader: sqlite3.Connection) -> list[str]:
        return [digest.hex() for (digest,) in reader.execute("SELECT content_hash FROM photo")]

    return library._catalogue.query(read)
