"""Drives that are mounted below a folder, or that a link in it leads to, go and come back."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.catalogue import files, photos, roots
from engine.catalogue.connection import Catalogue
from engine.catalogue.mounts import Mount, add_mount, mounts
from engine.library import Library
from engine.progress import CancelToken
from engine.scanning.plan import Plan, plan_scan
from engine.tidy import preview
from engine.watch.watcher import Watcher

Mounting = Callable[[Path], None]
ELSEWHERE = Path("/dev/shm"), Path("/var/tmp")  # which every user has on Linux, mostly on two devices
NAMES = ("1.jpg", "year/2.jpg", "year/3.jpg")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A folder with a photo of its own, and beside it what lies on a drive."""
    for file in ("photos/own.jpg", *(f"drive/{name}" for name in NAMES)):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(file.encode())
    return tmp_path / "photos"


@pytest.fixture
def catalogue(top: Path) -> Iterator[Catalogue]:
    with Catalogue(top.parent / "catalogue.sqlite") as opened:
        opened.write(lambda writer: roots.add_root(writer, top))
        yield opened


def scan(catalogue: Catalogue, *folders: Path) -> Plan:
    """As a scan does, each file a photo, whatever is in it."""
    plan = plan_scan(catalogue, folders, "sface", CancelToken(), folders[0] / "library")

    def record(writer: sqlite3.Connection) -> None:
        for file in (file for group in plan.pending for file in group):
            photo = photos.add_photo(writer, file.path.read_bytes(), 40, 30, None, "mtcnn")
            files.record_file(writer, file.path, file.size, file.mtime_ns, photo)

    catalogue.write(record)
    return plan


def shown(catalogue: Catalogue, top: Path) -> set[str]:
    ids = catalogue.query(lambda reader: photos.photo_ids(reader, None, None, False))
    return {str(photo.path.relative_to(top)) for photo in catalogue.query(lambda r: photos.photos(r, ids))}


def to_be_tidied(catalogue: Catalogue) -> list[str]:
    return [gone.path.name for gone in preview(catalogue, days=-1)]


@pytest.fixture
def known(catalogue: Catalogue, top: Path) -> Catalogue:
    """As after a scan with the drive mounted at `usb`, for those who may not mount: it is unmounted now."""
    (top.parent / "drive").rename(top / "usb")
    scan(catalogue, top)
    catalogue.write(lambda writer: add_mount(writer, Mount(top / "usb", linked=False)))
    (top / "usb").rename(top.parent / "drive")
    return catalogue


EVERYTHING = {"own.jpg", *(f"usb/{name}" for name in NAMES)}


@pytest.mark.parametrize("point", [False, True], ids=["gone", "an empty mount point"])
@pytest.mark.parametrize("asked", ["", "usb", "usb/year"])
def test_what_a_drive_held_stays_when_it_goes(known: Catalogue, top: Path, point: bool, asked: str) -> None:
    if point:
        (top / "usb").mkdir()
    plan = scan(known, top / asked)
    assert plan.away == [top / (asked or "usb")]
    assert plan.changes.photos == frozenset()
    assert shown(known, top) == EVERYTHING
    assert to_be_tidied(known) == []


def test_what_was_deleted_beside_the_drive_is_missing(known: Catalogue, top: Path) -> None:
    (top / "own.jpg").unlink()
    (top / "note.txt").touch()
    scan(known, top)
    assert shown(known, top) == EVERYTHING - {"own.jpg"}
    assert to_be_tidied(known) == ["own.jpg"]


def test_what_was_deleted_from_the_drive_before_it_went_is_not_tidied_up(known: Catalogue, top: Path) -> None:
    known.write(lambda writer: files.mark_missing(writer, top / "usb" / "year", [b"2.jpg"]))
    assert to_be_tidied(known) == []


def test_an_ordinary_folder_of_a_drives_name_is_scanned_and_the_drives_photos_stay(
    known: Catalogue, top: Path
) -> None:
    (top / "usb").mkdir()
    (top / "usb" / "mine.jpg").write_bytes(b"mine")
    for asked in (top, top / "usb"):
        assert scan(known, asked).away == [top / "usb"]
        assert shown(known, top) == EVERYTHING | {"usb/mine.jpg"}
    assert to_be_tidied(known) == []


def test_a_folder_into_which_all_of_a_drive_was_copied_is_an_ordinary_one(
    known: Catalogue, top: Path
) -> None:
    shutil.copytree(top.parent / "drive", top / "usb")
    assert scan(known, top).away == []
    assert known.query(mounts) == []
    (top / "usb" / "year" / "2.jpg").unlink()
    scan(known, top)
    assert shown(known, top) == EVERYTHING - {"usb/year/2.jpg"}


@pytest.fixture
def mount() -> Iterator[Mounting]:
    """Mount a real, empty drive at a folder."""
    mounted: list[Path] = []

    def mount(folder: Path) -> None:
        try:
            done = subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=1m", "kith", folder], capture_output=True
            )
        except FileNotFoundError:
            pytest.skip("there is no mount here")
        if done.returncode:
            pytest.skip("mounting a drive needs more rights")
        mounted.append(folder)

    yield mount
    for folder in mounted:
        if folder.is_mount():
            unmount(folder)


def unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.parametrize("asked", ["", "usb"])
def test_a_real_drive_goes_and_comes_back(
    catalogue: Catalogue, top: Path, mount: Mounting, asked: str
) -> None:
    (top / "usb").mkdir()

    def plug_in() -> None:
        mount(top / "usb")
        shutil.copytree(top.parent / "drive", top / "usb", dirs_exist_ok=True)

    plug_in()
    scan(catalogue, top)
    unmount(top / "usb")
    assert scan(catalogue, top / asked).away == [top / "usb"]
    assert shown(catalogue, top) == EVERYTHING
    (top / "usb").rmdir()
    assert scan(catalogue, top / asked).away == [top / "usb"]
    assert (shown(catalogue, top), to_be_tidied(catalogue)) == (EVERYTHING, [])
    (top / "usb").mkdir()
    plug_in()
    again = scan(catalogue, top / asked)
    assert (again.away, sum(map(len, again.pending)), again.changes.photos) == ([], 0, frozenset())
    (top / "usb" / "1.jpg").unlink()
    assert scan(catalogue, top / asked).away == []
    assert shown(catalogue, top) == EVERYTHING - {"usb/1.jpg"}
    assert to_be_tidied(catalogue) == ["1.jpg"]


def test_a_real_drive_from_which_everything_was_deleted_is_there(
    catalogue: Catalogue, top: Path, mount: Mounting
) -> None:
    (top / "usb").mkdir()
    mount(top / "usb")
    shutil.copytree(top.parent / "drive", top / "usb", dirs_exist_ok=True)
    scan(catalogue, top)
    for entry in ("year", "1.jpg"):
        shutil.rmtree(top / "usb" / entry) if entry == "year" else (top / "usb" / entry).unlink()
    assert scan(catalogue, top).away == []
    assert shown(catalogue, top) == {"own.jpg"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell when drives come in other ways")
def test_a_drive_that_comes_and_goes_below_a_watched_folder_is_due_and_watched(
    top: Path, mount: Mounting
) -> None:
    (top / "usb").mkdir()
    due = threading.Event()
    with Watcher(due.set, print, top.parent / "library", quiet=0.3) as watcher:

        def until_due(*folders: Path) -> None:
            scanned: set[Path] = set()
            while not scanned & set(folders):
                assert due.wait(60), "nothing came"
                due.clear()
                scanned |= set(watcher.take())

        watcher.watch([top])
        until_due(top)
        mount(top / "usb")
        until_due(top, top / "usb")
        (top / "usb" / "new.jpg").write_bytes(b"new")
        until_due(top / "usb")
        unmount(top / "usb")
        until_due(top)


@pytest.fixture
def elsewhere(top: Path) -> Iterator[Path]:
    """A folder on another device."""
    here = top.stat().st_dev
    others = [place for place in ELSEWHERE if place.is_dir() and place.stat().st_dev != here]
    if not others:
        pytest.skip("there is no other device to write to")
    folder = others[0] / f"kith-{os.getpid()}"
    shutil.copytree(top.parent / "drive", folder)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("emptied", [False, True])
def test_a_link_to_a_drive_that_goes_is_away(
    catalogue: Catalogue, top: Path, elsewhere: Path, emptied: bool
) -> None:
    (top / "usb").symlink_to(elsewhere)
    scan(catalogue, top)
    shutil.rmtree(elsewhere)
    if emptied:  # the mount point of the drive
        elsewhere.mkdir()
    assert scan(catalogue, top).away == [top / "usb"]
    assert (shown(catalogue, top), to_be_tidied(catalogue)) == (EVERYTHING, [])
    shutil.copytree(top.parent / "drive", elsewhere, dirs_exist_ok=True)
    assert scan(catalogue, top).away == []
    assert shown(catalogue, top) == EVERYTHING


def test_a_link_that_was_deleted_is_not_away(catalogue: Catalogue, top: Path, elsewhere: Path) -> None:
    (top / "usb").symlink_to(elsewhere)
    scan(catalogue, top)
    (top / "usb").unlink()
    assert scan(catalogue, top).away == []
    assert shown(catalogue, top) == {"own.jpg"}


def test_the_command_names_the_drive_and_tidies_nothing_of_it_up(
    known: Catalogue, top: Path, tmp_path: Path
) -> None:
    directory = tmp_path / "library"
    with Library(directory):
        pass
    with (
        closing(sqlite3.connect(top.parent / "catalogue.sqlite")) as source,
        closing(sqlite3.connect(directory / "catalogue.sqlite")) as target,
    ):
        source.backup(target)
    command = [sys.executable, "main.py", "scan", top, "--library", directory, "--json", "--device", "cpu"]
    root = Path(__file__).parents[2]
    said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert json.loads(said.stdout)["away"] == [str(top / "usb")]
    assert f"{top / 'usb'} is" in said.stderr
    with Library(directory) as library:
        assert len(library.photo_ids()) == 4
        assert library.tidy_preview(days=0) == []
