"""A scan that knows folders by their fingerprints finds what one that reads every row finds."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.catalogue import files, photos, roots
from engine.catalogue.connection import Catalogue
from engine.errors import Cancelled
from engine.photos import walk_helpers
from engine.photos.walk import SALT, walk
from engine.progress import CancelToken
from engine.scanning.fingerprints import known_fingerprints, take_fingerprints
from engine.scanning.plan import Plan, plan_scan

MODEL = "sface"
# Photos, a note beside one, a hidden file, a name that is not UTF-8, and one with what separates paths elsewhere.
NAMES = ("1.jpg", "2.JPG", "2.xmp", ".3.jpg", "notes.txt", os.fsdecode(b"\xff.jpg"), "a\\b.jpg", "link.jpg")
FOLDERS = ("", "a", "a/b", "a b", "ä")


def scan(catalogue: Catalogue, top: Path) -> Plan:
    """As a scan does, each file a photo, whatever is in it; what begins with "bad" is unreadable."""
    plan = plan_scan(catalogue, [top], MODEL, CancelToken(), top / "library")

    def record(writer: sqlite3.Connection) -> None:
        for file in (file for group in plan.pending for file in group):
            content = file.path.read_bytes()
            if content.startswith(b"bad"):
                files.record_problem(writer, file.path, file.size, file.mtime_ns, "damaged")
                continue
            known = photos.find_photo(writer, content)
            photo = known or photos.add_photo(writer, content, 40, 30, None, "mtcnn")
            files.record_file(writer, file.path, file.size, file.mtime_ns, photo)

    catalogue.write(record)
    take_fingerprints(catalogue, [top])
    return plan


def rows(catalogue: Catalogue) -> list[tuple[object, ...]]:
    query = """
        SELECT path, name, size, mtime_ns, photo_id, problem, skipped, missing
        FROM file JOIN folder ON folder.id = folder_id ORDER BY path, name"""
    return catalogue.query(lambda reader: reader.execute(query).fetchall())


def forget_fingerprints(catalogue: Catalogue) -> None:
    catalogue.write(lambda writer: writer.execute("DELETE FROM fingerprint"))


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_dir():
        file.unlink(missing_ok=True)
        file.write_bytes(content)


def _overwrite(file: Path, content: bytes) -> None:
    """In place, and in the very size and time that it had."""
    if file.is_file():
        about = file.stat()
        with file.open("r+b") as opened:
            opened.write(content[: about.st_size])
        os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns + len(content) % 3))


def _rename(file: Path, to: Path) -> None:
    into_itself = to.parent.resolve().is_relative_to(file.resolve())
    if file.exists() and not to.exists() and to.parent.is_dir() and not into_itself:
        file.rename(to)


def _delete(file: Path) -> None:
    file.unlink(missing_ok=True)


def _link(file: Path, to: Path) -> None:
    if file.parent.is_dir() and not os.path.lexists(file):
        file.symlink_to(to)


def _pipe(file: Path) -> None:
    if file.parent.is_dir() and not os.path.lexists(file):
        os.mkfifo(file)


def _remove_folder(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def changes() -> st.SearchStrategy[Callable[[Path], None]]:
    place = (
        st.tuples(st.sampled_from(FOLDERS), st.sampled_from(NAMES))
        .map("/".join)
        .map(lambda at: at.lstrip("/"))
    )
    content = st.sampled_from([b"one", b"two", b"bad", b"longer"])
    folder = st.sampled_from(FOLDERS[1:])
    return st.one_of(
        st.builds(lambda at, what: lambda top: _put(top / at, what), place, content),
        st.builds(lambda at, what: lambda top: _overwrite(top / at, what), place, content),
        st.builds(lambda at, to: lambda top: _rename(top / at, top / to), place, place),
        st.builds(lambda at, to: lambda top: _rename(top / at, top / to), folder, folder),
        st.builds(lambda at: lambda top: _delete(top / at), place),
        st.builds(lambda at, to: lambda top: _link(top / at, top / to), place, st.one_of(place, folder)),
        st.builds(lambda at: lambda top: _pipe(top / at), place),
        st.builds(lambda at: lambda top: _remove_folder(top / at), folder),
    )


@pytest.mark.skipif(os.name != "posix", reason="pipes, links and names of every kind")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(changes(), min_size=1, max_size=8), min_size=2, max_size=4))
def test_whatever_changes_the_plan_is_the_one_that_every_row_gives(
    steps: list[list[Callable[[Path], None]]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        top = Path(name) / "photos"
        _put(top / "own.jpg", b"own")
        with Catalogue(Path(name) / "quick.sqlite") as quick, Catalogue(Path(name) / "full.sqlite") as full:
            for catalogue in (quick, full):
                catalogue.write(lambda writer: roots.add_root(writer, top))
            for step in steps:
                for change in step:
                    change(top)
                forget_fingerprints(full)
                ours, theirs = scan(quick, top), scan(full, top)
                assert ours.pending == theirs.pending
                assert (ours.changes, ours.away) == (theirs.changes, theirs.away)
                assert rows(quick) == rows(full)


@pytest.fixture
def album(tmp_path: Path) -> Path:
    """More folders than are worth a process of their own."""
    top = tmp_path / "photos"
    for number in range(150):
        _put(top / f"{number % 7}" / f"{number:03}" / "1.jpg", b"%d" % number)
    return top


def all_unchanged(catalogue: Catalogue, top: Path) -> bool:
    known = known_fingerprints(catalogue, [top])
    listings = {str(listing.folder): listing for listing in walk([top], None, known=known)}
    assert len(listings) == 158
    return len(known) == 150 and all(listings[folder].unchanged for folder in known)


def test_a_second_scan_reads_no_row_of_a_file(album: Path, tmp_path: Path) -> None:
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        assert len(scan(catalogue, album).pending[0]) == 150
        assert all_unchanged(catalogue, album)
        (album / "3" / "003" / "1.jpg").write_bytes(b"another")
        assert [file.path.parent.name for file in scan(catalogue, album).pending[1]] == ["003"]
        assert all_unchanged(catalogue, album)


def test_an_unreadable_photo_does_not_make_its_folder_slow(album: Path, tmp_path: Path) -> None:
    _put(album / "0" / "000" / "2.jpg", b"bad")
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        scan(catalogue, album)
        assert all_unchanged(catalogue, album)


def test_a_walk_whose_helpers_die_looks_for_itself(
    album: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starting = subprocess.Popen

    def start_and_kill(*about: object, **options: object) -> subprocess.Popen[bytes]:
        process = starting(*about, **options)  # type: ignore[call-overload]
        process.kill()
        return process

    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        scan(catalogue, album)
        monkeypatch.setattr(walk_helpers.subprocess, "Popen", start_and_kill)
        assert all_unchanged(catalogue, album)


def test_a_walk_that_is_left_or_cancelled_leaves_no_process(album: Path, tmp_path: Path) -> None:
    cancel = CancelToken()
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        scan(catalogue, album)
        walking = walk([album], cancel, known=known_fingerprints(catalogue, [album]))
        next(walking)
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(walking)
        another = walk([album], None, known=known_fingerprints(catalogue, [album]))
        next(another)
        another.close()
    left = subprocess.run(["ps", "-o", "args=", "--ppid", str(os.getpid())], capture_output=True, text=True)
    assert SALT.hex() not in left.stdout


def test_a_kind_of_file_that_has_become_a_photos_is_looked_at(album: Path, tmp_path: Path) -> None:
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        scan(catalogue, album)
        catalogue.write(
            lambda writer: writer.execute(
                "UPDATE file SET photo_id = NULL, problem = 'not a photo', skipped = 1 WHERE size = 1"
            )
        )
        take_fingerprints(catalogue, [album])
        plan = plan_scan(catalogue, [album], MODEL, CancelToken(), album / "library")
        assert len(plan.pending[1]) == 10


def test_a_file_of_a_time_beyond_what_can_be_stored_is_a_file_like_any_other(tmp_path: Path) -> None:
    top = tmp_path / "photos"
    _put(top / "1.jpg", b"one")
    os.utime(top / "1.jpg", (2**34, 2**34))  # the year 2514, or the last that the file system knows
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        catalogue.write(lambda writer: roots.add_root(writer, top))
        assert any(scan(catalogue, top).pending)
        for _ in range(2):  # by its folder's fingerprint, and by its row
            assert not any(scan(catalogue, top).pending)
            forget_fingerprints(catalogue)
