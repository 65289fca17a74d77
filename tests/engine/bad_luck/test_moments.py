"""Files that change under a scan, several programs at once, odd names, and libraries that move."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fork_server import fork_server
from PIL import Image

from engine.errors import LibraryBusy
from engine.library import Library
from engine.progress import Progress
from engine.scanning.scanner import INDEXING
from engine.types import Box, PeopleSection


def between_walk_and_reading(act: Callable[[], object]) -> Callable[[Progress], None]:
    """A listener that does `act` when a scan has seen which files there are, and opened none."""
    left = [act]

    def listen(progress: Progress) -> None:
        if progress.note == "Looking for faces" and left:
            left.pop()()

    return listen


def names_of_photos(library: Library) -> set[str]:
    return {photo.path.name for photo in library.photos(library.photo_ids())}


def files_to_look_at(library: Library, top: Path) -> int | None:
    """How many files a scan finds new or changed; it looks at them."""
    seen: list[Progress] = []
    library.scan([top], device="cpu", on_progress=seen.append)
    # The index, which comes last, counts its rows.
    return max(each.total for each in seen if each.total is not None and each.note != INDEXING)


def test_a_file_that_vanishes_before_it_is_read_is_no_error(library: Library, top: Path) -> None:
    vanish = between_walk_and_reading((top / "obama2.jpg").unlink)
    report = library.scan([top], device="cpu", on_progress=vanish)
    assert (report.photos, report.unreadable) == (2, 0)
    assert library.unreadable(skipped=True) == []


def test_a_file_that_is_exchanged_before_it_is_read_is_known_as_what_was_read(
    library: Library, top: Path
) -> None:
    target = top / "obama2.jpg"
    exchange = between_walk_and_reading(lambda: Image.new("RGB", (300, 200), "green").save(target))
    assert library.scan([top], device="cpu", on_progress=exchange).photos == 3
    (photo,) = (photo for photo in library.photos(library.photo_ids()) if photo.path == target)
    assert (photo.width, photo.height, photo.faces) == (300, 200, 0)
    assert files_to_look_at(library, top) == 0


def test_a_file_that_is_still_being_copied_is_left_for_the_next_scan(
    named: Library, top: Path, portraits: Path
) -> None:
    with Image.open(portraits / "obama.jpg") as image:
        image.convert("RGB").resize((4000, 5000)).save(top.parent / "large.jpg")
    whole = (top.parent / "large.jpg").read_bytes()
    target, begun = top / "large.jpg", len(whole) * 3 // 4
    target.write_bytes(whole[:begun])  # enough of it to pass for a damaged photo
    with _slow_copy(target, whole[begun:]):
        report = named.scan([top], device="cpu")
    assert (report.photos, report.unreadable) == (3, 0)
    target.write_bytes(whole)
    assert named.scan([top], device="cpu").photos == 4
    assert files_to_look_at(named, top) == 0
    (photo,) = (photo for photo in named.photos(named.photo_ids()) if photo.path == target)
    assert (photo.height, photo.faces) == (5000, 1)
    with Library(top.parent / "another library") as other:
        other.scan([top], device="cpu")
        (its,) = (each for each in other.photos(other.photo_ids()) if each.path == target)
        assert (its.width, its.height, its.faces) == (photo.width, photo.height, photo.faces)


class _slow_copy:  # noqa: N801
    """Something that appends to a file, a byte every millisecond, and is never done."""

    def __init__(self, target: Path, rest: bytes) -> None:
        self._target, self._rest, self._stop = target, rest, threading.Event()
        self._thread = threading.Thread(target=self._copy)

    def _copy(self) -> None:
        with self._target.open("ab", buffering=0) as file:
            for byte in self._rest:
                if self._stop.wait(0.001):
                    return
                file.write(bytes([byte]))

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def test_a_file_with_room_made_in_advance_is_looked_at_again_where_time_goes_in_large_steps(
    named: Library, top: Path, small_portraits: Path
) -> None:
    """As it is copied to a camera's card: all of its length at once, and times of whole seconds."""
    whole = (small_portraits / "biden.jpg").read_bytes()
    target = top / "biden.jpg"
    half = len(whole) * 3 // 4
    target.write_bytes(whole[:half] + bytes(len(whole) - half))
    second = 0

    def write_just_now() -> None:
        nonlocal second
        second = int(time.time()) + 1
        os.utime(target, (second, second))

    named.scan([top], device="cpu", on_progress=between_walk_and_reading(write_just_now))
    target.write_bytes(whole)
    os.utime(target, (second, second))
    assert files_to_look_at(named, top) == 1
    with Library(top.parent / "another library") as other:
        other.scan([top], device="cpu")
        assert boxes(other) == boxes(named)
    os.utime(target, (second - 10, second - 10))
    assert named.scan([top], device="cpu").analysed == 0
    assert files_to_look_at(named, top) == 0


def boxes(library: Library) -> dict[str, list[Box]]:
    """Where the faces are, by the photo's name."""
    return {
        photo.path.name: [face.box for face in library.faces_in(photo.id)]
        for photo in library.photos(library.photo_ids())
    }


def test_a_ring_of_folders_and_a_name_that_is_not_utf_8_are_scanned_once(library: Library, top: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(top) + b"/m\xfcnchen"))
    try:
        odd.mkdir()
    except OSError:
        pytest.skip("this disk takes UTF-8 only")
    (top / "obama2.jpg").rename(odd / os.fsdecode(b"\xe4.jpg"))
    (odd / "back").symlink_to(top, target_is_directory=True)
    (top / "round").symlink_to("round")
    report = library.scan([top], device="cpu")
    assert (report.photos, report.faces) == (3, 3)
    assert os.fsdecode(b"\xe4.jpg") in names_of_photos(library)
    assert all(library.thumbnail(photo)[:2] == b"\xff\xd8" for photo in library.photo_ids())
    assert files_to_look_at(library, top) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_the_second_of_two_scans_is_told_which_process_holds_the_library(
    library: Library, top: Path, tmp_path: Path
) -> None:
    with fork_server(tmp_path / "said") as server:

        def scan_too() -> None:
            status, said = server.run("scan", top, "--device", "cpu", "--library", library.directory)
            assert status == 1
            assert said == (
                f"Kith is already scanning in this library, in process {os.getpid()}; "
                "wait until it has finished, or stop it there.\n"
            )

        library.scan([top], device="cpu", on_progress=between_walk_and_reading(scan_too))
        status, said = server.run("scan", top, "--device", "cpu", "--library", library.directory)
        assert (status, said.split(",")[0]) == (0, "3 photos")


def test_the_window_is_told_of_a_scan_on_the_command_line(library: Library, top: Path) -> None:
    def scan_too() -> None:
        with Library(library.directory) as window, pytest.raises(LibraryBusy, match="already scanning"):
            window.scan([top], device="cpu")

    report = library.scan([top], device="cpu", on_progress=between_walk_and_reading(scan_too))
    assert report.photos == 3


def test_a_library_and_photos_that_move_to_other_disks_keep_what_was_said(named: Library, top: Path) -> None:
    (barack,) = named.people(PeopleSection.NAMED)
    wrong = next(
        face for face in named.faces_of(barack.id) if named.photo(face.photo_id).path.name == "obama3.jpg"
    )
    named.take_out([wrong.id])
    named.close()
    new = top.parent / "new disk"
    shutil.copytree(named.directory, new / "library")
    shutil.copytree(top, new / "pictures" / "2009")
    shutil.rmtree(named.directory)
    shutil.rmtree(top)
    with Library(new / "library") as library:
        report = library.scan([new / "pictures"], device="cpu")
        assert (report.photos, report.analysed) == (3, 0)
        assert names_of_photos(library) == {"obama.jpg", "obama2.jpg", "obama3.jpg"}
        assert all(library.picture(photo, 100).width for photo in library.photo_ids())
        library.forget_folder(top)  # which looks like a drive that is away
        assert all(photo.path.is_file() for photo in library.photos(library.photo_ids()))
        (barack,) = library.people(PeopleSection.NAMED)
        photos = {library.photo(face.photo_id).path.name for face in library.faces_of(barack.id)}
        assert (barack.name, photos) == ("Barack", {"obama.jpg", "obama2.jpg"})
        library.group()
        assert wrong.id not in {face.id for face in library.faces_of(barack.id)}
