"""Scans that pause, are put off or stopped; where they look first; and what they leave as it is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from engine.catalogue.connection import Catalogue
from engine.errors import Cancelled, UserProblem
from engine.library import Library
from engine.progress import CancelToken, Progress
from engine.types import Unfinished

NOTHING = Unfinished((), paused=False)


@pytest.fixture
def top(small_portraits: Path, tmp_path: Path) -> Path:
    """Four portraits in `a`, two in `b`."""
    for number, path in enumerate(sorted(small_portraits.glob("*.jpg"))):
        target = tmp_path / "photos" / ("a" if number < 4 else "b") / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    return tmp_path / "photos"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


def folders_of(library: Library) -> list[str]:
    return sorted(photo.path.parent.name for photo in library.photos(library.photo_ids()))


def test_a_scan_pauses_after_some_photos_and_goes_on_after_a_restart(library: Library, top: Path) -> None:
    report = library.scan([top], device="cpu", pause_after=4)
    assert (report.analysed, report.left, len(library.photo_ids())) == (4, 2, 4)
    library.close()
    with Library(library.directory) as again:
        assert again.unfinished() == Unfinished((top,), paused=True)
        report = again.scan(again.unfinished().folders, device="cpu", pause_after=4)
        assert (report.photos, report.analysed, report.left) == (6, 2, 0)
        assert again.unfinished() == NOTHING


def test_broken_files_are_no_reason_to_pause(library: Library, top: Path) -> None:
    for number in range(5):
        (top / f"broken {number}.jpg").write_text("no picture")
    report = library.scan([top], device="cpu", pause_after=6)
    assert (report.left, report.photos, report.unreadable) == (0, 6, 5)


@pytest.mark.parametrize("put_off", [True, False])
def test_only_what_the_user_stopped_is_finished(put_off: bool, library: Library, top: Path) -> None:
    cancel = CancelToken()

    def stop(progress: Progress) -> None:
        if progress.note == "Looking for faces":
            cancel.put_off() if put_off else cancel.cancel()

    with pytest.raises(Cancelled):
        library.scan([top], device="cpu", on_progress=stop, cancel=cancel)
    assert library.unfinished() == (Unfinished((top,), paused=False) if put_off else NOTHING)
    library.forget_folder(top)
    assert library.unfinished() == NOTHING


def test_a_scan_that_could_not_begin_is_not_unfinished(library: Library, top: Path) -> None:
    with pytest.raises(UserProblem):
        library.scan([top], model="no such model", device="cpu")
    with pytest.raises(UserProblem):
        library.scan([top / "nowhere"], device="cpu")
    assert library.unfinished() == NOTHING


def test_what_the_user_looks_at_is_scanned_first(library: Library, top: Path) -> None:
    library.look_first([top / "b"])
    library.scan([top], device="cpu", pause_after=2)
    assert folders_of(library) == ["b", "b"]
    library.look_first(photos_in_view=library.photo_ids())
    shutil.copy(top / "a" / "biden.jpg", top / "b" / "z.jpg")
    library.scan([top], device="cpu", pause_after=1)
    assert folders_of(library) == ["b", "b", "b"]


def test_a_folder_inside_a_known_one_is_scanned_but_not_listed(library: Library, top: Path) -> None:
    library.scan([top], device="cpu", pause_after=1)
    report = library.scan([top / "b"], device="cpu")
    assert (report.photos, report.analysed) == (2, 2)
    assert [folder.path for folder in library.folders()] == [top]
    assert library.unfinished().folders == (top,)


def test_a_scan_that_finds_nothing_new_groups_nothing(library: Library, top: Path) -> None:
    library.scan([top], device="cpu")
    grouped = len(library.people())
    with Catalogue(library.directory / "catalogue.sqlite") as catalogue:
        catalogue.write(lambda writer: writer.execute("DELETE FROM guess"))
    library.scan([top], device="cpu")
    assert library.people() == []
    Image.new("RGB", (64, 64), "green").save(top / "green.png")
    (top / "b" / "obama_partial_face.jpg").unlink()
    library.scan([top], device="cpu")
    assert 0 < len(library.people()) <= grouped


def test_new_faces_are_grouped_as_the_user_last_wanted(library: Library, top: Path, tmp_path: Path) -> None:
    late = tmp_path / "late.jpg"
    (top / "a" / "obama3.jpg").rename(late)
    library.scan([top], device="cpu")
    assert in_groups(library) < 5  # one man's only portrait stands alone
    library.group("kmeans", clusters=2)
    assert in_groups(library) == 5
    late.rename(top / "obama3.jpg")
    with Library(library.directory) as again:
        again.scan([top], device="cpu")
        assert in_groups(again) == 6
        again.group()
        late.write_bytes((top / "obama3.jpg").read_bytes())
        (top / "obama3.jpg").unlink()
        again.scan([top], device="cpu")
        assert in_groups(again) < 5


def test_fewer_faces_than_the_user_said_there_are_people_is_no_problem(library: Library, top: Path) -> None:
    library.scan([top], device="cpu")
    library.group("kmeans", clusters=6)
    for path in (top / "a").iterdir():
        path.unlink()
    assert library.scan([top], device="cpu").photos == 2


def in_groups(library: Library) -> int:
    return sum(person.faces for person in library.people())
