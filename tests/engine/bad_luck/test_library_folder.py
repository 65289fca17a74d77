"""Full disks, closed folders, damaged files: said in the user's words, and nothing that was said is lost."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from engine.errors import UserProblem
from engine.library import Library
from engine.lock import library_lock
from engine.paths import offline
from engine.photos.thumbnail_store import ThumbnailStore
from engine.settings import Settings, load_settings, save_settings
from engine.vision.registry import find_model
from engine.vision.weights import load_state

Ordinary = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def closed(open_to_all: Path) -> Iterator[Path]:
    """A folder that nobody may look into."""
    folder = open_to_all / "closed"
    (folder / "photos").mkdir(parents=True)
    folder.chmod(0)
    yield folder
    folder.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_folder_with_other_files_is_neither_taken_nor_closed_to_others(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "photo.jpg").touch()
    shared.chmod(0o755)
    with pytest.raises(UserProblem, match="a folder of its own"):
        Library(shared)
    assert shared.stat().st_mode & 0o777 == 0o755
    assert [path.name for path in shared.iterdir()] == ["photo.jpg"]


@pytest.mark.parametrize("left", ["thumbnails.sqlite", "settings.json"])
def test_a_library_that_lost_its_catalogue_is_still_one(tmp_path: Path, left: str) -> None:
    (tmp_path / left).touch()
    (tmp_path / "notes.txt").touch()
    Library(tmp_path).close()


def test_a_file_in_the_place_of_the_library_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for directory in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("x" * 300)):
        with pytest.raises(UserProblem, match="can't be kept in"):
            Library(directory)


def test_the_catalogue_of_another_program_is_not_taken_for_ours(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    with closing(sqlite3.connect(file)) as other:
        other.executescript("CREATE TABLE song (title); PRAGMA user_version = 1;")
    with pytest.raises(UserProblem, match="another program"):
        Library(tmp_path)
    with closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("song",)]


@pytest.mark.parametrize("damage", [b"\xff\x00", b"", b"[1]", b'"text"', b"[" * 100_000, b'{"model": 3}'])
def test_damaged_settings_are_the_defaults(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(damage)
    assert load_settings(tmp_path) == Settings()


def test_settings_that_cannot_be_kept_are_said(tmp_path: Path) -> None:
    (tmp_path / "settings.json").mkdir()
    with pytest.raises(UserProblem, match="can't be kept"):
        save_settings(tmp_path, Settings("sface"))


def test_who_holds_the_lock_is_only_comfort(tmp_path: Path) -> None:
    holder = tmp_path / "lock-holder.json"
    holder.mkdir()
    with library_lock(tmp_path, "scanning"):
        for said in (b"[]", b"7", b"\xff", json.dumps({"pid": 1}).encode()):
            if holder.is_dir():
                holder.rmdir()
            holder.write_bytes(said)
            with pytest.raises(UserProblem, match="Another copy"), library_lock(tmp_path, "grouping"):
                pass


def test_a_library_that_cannot_be_locked_is_said(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(UserProblem, match="can't be locked"), library_lock(tmp_path, "scanning"):
        pass


def test_what_lies_in_a_closed_folder_is_away_and_no_error(closed: Path, ordinary: Ordinary) -> None:
    with ordinary():
        assert offline(closed / "photos")


def test_a_library_in_a_closed_folder_is_said(closed: Path, ordinary: Ordinary) -> None:
    with ordinary(), pytest.raises(UserProblem, match="Permission denied"):
        Library(closed / "library")


def test_a_folder_whose_name_is_too_long_is_away_and_no_error(tmp_path: Path) -> None:
    assert offline(tmp_path / ("x" * 300))


def test_groups_are_counted_from_one(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        for clusters in (0, -3):
            with pytest.raises(UserProblem, match="at least one"):
                library.group("kmeans", clusters=clusters)


def test_thumbnails_that_cannot_be_kept_are_told_of_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails.sqlite")
    with closing(sqlite3.connect(tmp_path / "thumbnails.sqlite")) as other:
        other.execute("DROP TABLE thumbnails")
    for key in "abc":
        store.put(key, b"picture")
        assert store.get(key) is None
    store.close()
    assert len(caplog.messages) == 1


def test_a_closed_folder_of_weights_costs_time_and_no_more(
    closed: Path,
    ordinary: Ordinary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("KITH_WEIGHTS", str(tmp_path))
    load_state(find_model("sface"))  # what it imports may be out of the ordinary user's reach as well
    monkeypatch.setenv("KITH_WEIGHTS", str(closed))
    with ordinary():
        assert load_state(find_model("sface"))
    assert "every start will convert them" in caplog.text
