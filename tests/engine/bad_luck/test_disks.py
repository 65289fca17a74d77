"""Disks that are full, and folders that are closed or can't be written to."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from library_contents import contents, groups

from engine.errors import UserProblem
from engine.library import Library
from engine.types import PeopleSection

Ordinary = Callable[[], AbstractContextManager[None]]


def test_a_scan_on_a_full_disk_says_so_and_goes_on_when_there_is_room(
    small_disk: Path, top: Path, small_portraits: Path
) -> None:
    with Library(small_disk / "library") as library:
        library.scan([top], device="cpu")
        library.name_person(library.people()[0].id, "Barack")
        before = contents(library, top)
        shutil.copytree(small_portraits, top / "more")
        fill(small_disk)
        with pytest.raises(UserProblem, match=r"full|room"):
            library.scan([top], device="cpu")
        assert_whole(library)
        assert contents(library, top).keys() == before.keys()
        (small_disk / "ballast").unlink()
        report = library.scan([top], device="cpu")
        assert (report.photos, report.unreadable) == (9, 0)
        (barack,) = library.people(PeopleSection.NAMED)
        assert barack.name == "Barack"
        assert_whole(library)
        assert all(library.thumbnail(photo) for photo in library.photo_ids())
        after = groups(library, top)
    with Library(top.parent / "with room") as roomy:
        roomy.scan([top], device="cpu")
        assert len(groups(roomy, top)) == len(after)


def test_what_came_while_the_disk_was_full_is_scanned_when_there_is_room(
    small_disk: Path, top: Path, small_portraits: Path
) -> None:
    library = small_disk / "library"
    watch = subprocess.Popen(
        [sys.executable, "main.py", "watch", top, "--library", library, "--json"],
        cwd=Path(__file__).resolve().parents[3], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert watch.stdout is not None
    assert watch.stderr is not None
    try:
        assert json.loads(watch.stdout.readline())["analysed"] == 3
        fill(small_disk)
        shutil.copytree(small_portraits, top / "more")
        assert re.search("full|room", watch.stderr.readline())
        (small_disk / "ballast").unlink()
        assert json.loads(watch.stdout.readline())["photos"] == 9
        watch.send_signal(signal.SIGINT)
        assert watch.wait(timeout=60) == 0
    finally:
        watch.kill()
        watch.communicate()


def fill(disk: Path) -> None:
    with (disk / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
        while True:
            ballast.write(bytes(4096))


def assert_whole(library: Library) -> None:
    with closing(sqlite3.connect(library.directory / "catalogue.sqlite")) as catalogue:
        assert catalogue.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def hand_over(folder: Path) -> None:
    """Everything in `folder` belongs to the ordinary user."""
    owner = folder.stat()
    for path in folder.rglob("*"):
        if os.geteuid() == 0:
            os.chown(path, owner.st_uid, owner.st_gid)


@pytest.fixture
def owned(open_to_all: Path, top: Path, named: Library) -> Path:
    """`photos` scanned, and the `library` of them, the man in it named, that belong to the ordinary user."""
    shutil.copytree(top, open_to_all / "photos")
    with Library(open_to_all / "library") as library:
        library.scan([open_to_all / "photos"], device="cpu")
        library.name_person(library.people()[0].id, "Barack")
    hand_over(open_to_all)
    return open_to_all


def test_photos_in_a_folder_that_cannot_be_written_to_are_scanned(owned: Path, ordinary: Ordinary) -> None:
    photos = owned / "photos"
    for path in photos.iterdir():
        path.chmod(0o400)
    photos.chmod(0o500)
    before = sorted(photos.iterdir())
    with scanned_nothing(owned) as library, ordinary():
        report = library.scan([photos], device="cpu")
        assert (report.photos, report.unreadable) == (3, 0)
    assert sorted(photos.iterdir()) == before
    photos.chmod(0o700)


def scanned_nothing(owned: Path) -> Library:
    """A new library that has its networks loaded: who loads them must be allowed to see their weights."""
    (owned / "nothing").mkdir()
    library = Library(owned / "another library")
    library.scan([owned / "nothing"], device="cpu")
    hand_over(owned)
    return library


def test_a_library_in_a_folder_that_cannot_be_written_to_is_said(owned: Path, ordinary: Ordinary) -> None:
    directory = owned / "library"
    for path in directory.iterdir():
        path.chmod(0o400)
    directory.chmod(0o500)
    with ordinary(), pytest.raises(UserProblem, match=r"writ|permission"), Library(directory) as library:
        library.scan([owned / "photos"], device="cpu")
    directory.chmod(0o700)


def test_a_file_and_a_folder_that_are_forbidden_are_listed_and_lose_no_name(
    owned: Path, ordinary: Ordinary
) -> None:
    photos = owned / "photos"
    (photos / "closed").mkdir()
    (photos / "obama3.jpg").rename(photos / "closed" / "obama3.jpg")
    hand_over(owned)
    with Library(owned / "library") as library:
        library.scan([photos], device="cpu")
        hand_over(owned)
        os.utime(photos / "obama2.jpg", (1, 1))
        (photos / "obama2.jpg").chmod(0)
        (photos / "closed").chmod(0)
        with ordinary():
            report = library.scan([photos], device="cpu")
            reasons = {each.path.name: each.reason for each in library.unreadable()}
            assert reasons == {
                "obama2.jpg": "no permission",
                "closed": "no permission to look into this folder",
            }
            assert report.unreadable == 2
        (photos / "closed").chmod(0o700)
        (photos / "obama2.jpg").chmod(0o600)
        with ordinary():
            report = library.scan([photos], device="cpu")
        assert (report.photos, report.unreadable) == (3, 0)
        (barack,) = library.people(PeopleSection.NAMED)
        assert (barack.name, barack.faces) == ("Barack", 3)
        assert all(face.confirmed for face in library.faces_of(barack.id))
