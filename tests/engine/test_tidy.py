"""Photos that were deleted long ago are dropped when the user asks for it, and nothing else ever is."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sample_library import make, words

from engine.catalogue.connection import Catalogue
from engine.catalogue.copies import copies
from engine.catalogue.faces import NewFace, add_faces
from engine.catalogue.photos import add_photo
from engine.library import Library, check_library
from engine.photos.thumbnail_store import ThumbnailStore, large
from engine.types import Box, PersonId

ROOT = Path(__file__).parents[2]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """The folder in which the photos of the sample library would be; one is there."""
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "there.jpg").touch()
    return folder


@pytest.fixture
def library(tmp_path: Path, photos: Path) -> Iterator[Path]:
    before = os.umask(0o077)
    yield make(tmp_path / "library", photos)
    os.umask(before)


def change(library: Path, statement: str) -> None:
    with closing(sqlite3.connect(library / "catalogue.sqlite")) as connection, connection:
        connection.execute(statement)


def delete(library: Path, where: str, days: float = 31) -> None:
    """The files that `where` names were found missing some days ago."""
    change(library, f"UPDATE file SET missing = 1 WHERE {where}")
    change(library, f"UPDATE file SET missing_since = missing_since - {days * 86400} WHERE {where}")


def gone(library: Path) -> set[str]:
    with Library(library) as opened:
        return {f"{photo.path.parent.name}/{photo.path.name}" for photo in opened.tidy_preview()}


def test_what_was_deleted_a_month_ago_is_named_with_who_is_in_it(library: Path) -> None:
    delete(library, "photo_id IN (35, 36)")
    delete(library, "photo_id = 37", days=29)
    with Library(library) as opened:
        found = opened.tidy_preview()
    assert [photo.path.name for photo in found] == ["IMG_2.jpg", "IMG_3.jpg"]
    assert [photo.names for photo in found] == [("Zoë Nr. 4",)] * 2
    assert [photo.faces for photo in found] == [1, 1]


def test_nothing_is_named_whose_drive_is_away_or_folder_forgotten(library: Path, photos: Path) -> None:
    delete(library, "photo_id IN (35, 36)")
    assert len(gone(library)) == 2
    photos.rename(photos.parent / "unplugged")
    assert gone(library) == set()
    (photos.parent / "unplugged").rename(photos)
    with Library(library) as opened:
        opened.forget_folder(photos)
    assert gone(library) == set()


def test_a_photo_with_a_copy_or_a_file_that_is_back_is_kept(library: Path, photos: Path) -> None:
    delete(library, "photo_id IN (35, 36, 37)")
    change(
        library,
        "INSERT INTO file (folder_id, name, size, mtime_ns, photo_id) VALUES (1, CAST('copy.jpg' AS BLOB), 1, 1, 35)",
    )
    (photos / "year 4").mkdir()
    (photos / "year 4" / "IMG_3.jpg").touch()
    assert gone(library) == {"year 4/IMG_4.jpg"}


def test_tidying_up_drops_all_of_them_and_no_name(library: Path) -> None:
    before = words(library / "catalogue.sqlite")
    with Library(library) as opened:
        anna = next(person for person in opened.people() if person.name == "Zoë Nr. 4")
        faces = [face.id for face in opened.faces_of(anna.id)]
    delete(library, "photo_id BETWEEN 33 AND 40")  # all of Zoë Nr. 4
    with Library(library) as opened:
        changes = opened.tidy_up([photo.id for photo in opened.tidy_preview()])
        assert changes.faces == set(faces)
        assert len(changes.photos) == 8
        assert anna.id in changes.people
        assert opened.tidy_preview() == []
        assert "Zoë Nr. 4" in opened.names()
        others = [face.id for face in opened.faces_of(opened.people()[0].id)]
        assert not {match.face.id for match in opened.similar_faces(others[:1], 90)} & set(faces)
    after = words(library / "catalogue.sqlite")
    assert after["names"] == before["names"]
    assert after["said"] == {row for row in before["said"] if row[0] not in faces}
    assert after["in albums"] == {row for row in before["in albums"] if row[1] not in changes.photos}
    assert changes.albums == {album for album, photo in before["in albums"] if photo in changes.photos}
    assert [each for each in check_library(library) if not each.harmless] == []
    assert words(copies(library)[0]) == before


def test_large_thumbnails_go_with_their_photos_and_those_of_others_stay(library: Path) -> None:
    with closing(sqlite3.connect(library / "catalogue.sqlite")) as connection:
        hashes = connection.execute(
            "SELECT content_hash FROM photo WHERE id IN (32, 33) ORDER BY id"
        ).fetchall()
    stays, goes = (large(digest.hex()) for (digest,) in hashes)
    with closing(ThumbnailStore(library / "thumbnails.sqlite")) as store:
        store.put(stays, b"stays")
        store.put(goes, b"goes")
    delete(library, "photo_id = 33")
    with Library(library) as opened:
        opened.tidy_up([photo.id for photo in opened.tidy_preview()])
    with closing(ThumbnailStore(library / "thumbnails.sqlite")) as store:
        assert (store.get(stays), store.get(goes)) == (b"stays", None)
    assert not any("belong to no photo" in each.text for each in check_library(library))


def test_every_step_can_still_be_undone_and_redone_without_them(library: Path) -> None:
    delete(library, "photo_id % 3 = 0")  # faces of every kind of word, and a cover
    with Library(library) as opened:
        opened.set_cover(6, 45)  # type: ignore[arg-type]
        dropped = opened.tidy_up([photo.id for photo in opened.tidy_preview()]).faces
        left = words(library / "catalogue.sqlite")
        while opened.undo_label():
            opened.undo()
        assert opened.names() == []
        while opened.redo_label():
            opened.redo()
    after = words(library / "catalogue.sqlite")
    assert after == left
    assert not {face for face, _ in after["said"] | after["rejected"]} & dropped
    assert [each for each in check_library(library) if not each.harmless] == []


def test_only_what_was_asked_for_and_is_still_missing_is_dropped(library: Path) -> None:
    delete(library, "photo_id IN (35, 36, 37)")
    with Library(library) as opened:
        named = [photo.id for photo in opened.tidy_preview()]
    change(library, "UPDATE file SET missing = 0 WHERE photo_id = 36")
    with Library(library) as opened:
        assert opened.tidy_up([*named[:2], 1]).photos == {35}  # type: ignore[list-item]


def test_ids_are_never_given_anew(library: Path) -> None:
    with Library(library) as opened:
        ids = opened.photo_ids()
        faces = {face.id for photo in ids for face in opened.faces_in(photo)}
    delete(library, f"photo_id > {max(ids) - 3}")
    with Library(library) as opened:
        dropped = opened.tidy_up([photo.id for photo in opened.tidy_preview()])
        assert (max(ids) in dropped.photos, max(faces) in dropped.faces) == (True, True)
    box = NewFace(Box(0.1, 0.1, 0.2, 0.2), np.zeros((5, 2), np.float32), 1.0, 1.0)
    with Catalogue(library / "catalogue.sqlite") as catalogue:
        photo = catalogue.write(lambda writer: add_photo(writer, b"new", 4, 3, None, "mtcnn"))
        [face] = catalogue.write(lambda writer: add_faces(writer, photo, [box]))
    assert photo > max(ids)
    assert face > max(faces)


def test_somebody_can_be_named_while_a_tidy_up_waits_for_a_slow_disk(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete(library, "photo_id IN (35, 36)")
    there = os.path.lexists
    with Library(library) as opened, ThreadPoolExecutor() as pool:
        named = [photo.id for photo in opened.tidy_preview()]

        def slow(path: Path) -> bool:
            pool.submit(opened.name_person, PersonId(6), "Somebody").result(timeout=30)
            return there(path)

        monkeypatch.setattr(os.path, "lexists", slow)
        assert opened.tidy_up(named).photos == set(named)


def test_the_command_asks_before_it_drops(library: Path) -> None:
    delete(library, "photo_id IN (35, 36)")
    command = [sys.executable, str(ROOT / "main.py"), "tidy", "--library", str(library)]

    def tidy(*options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *options], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    assert "2 with Zoë Nr. 4" in tidy("--dry-run").stdout
    refused = tidy()
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    assert '"dropped": 2' in tidy("--yes", "--json").stdout
    assert tidy("--yes").stdout == "No photo has been missing for so long.\n"
