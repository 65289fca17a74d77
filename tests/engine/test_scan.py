"""Scans of real photographs, from the files on disk to the people in the library."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance

from engine import asked_pictures
from engine.errors import Cancelled, LibraryBusy, UserProblem
from engine.library import Library
from engine.lock import library_lock
from engine.progress import CancelToken, Progress
from engine.types import PeopleSection, Person, SimilarQuery, SimilarTo


@pytest.fixture
def top(small_portraits: Path, tmp_path: Path) -> Path:
    """A folder of portraits that a test may change."""
    folder = tmp_path / "photos"
    shutil.copytree(small_portraits, folder / "white house")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture(scope="module")
def scanned_once(small_portraits: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A scanned library beside its folder of photos, kept to be copied to where they were when it was scanned."""
    kept, place = tmp_path_factory.mktemp("kept"), tmp_path_factory.mktemp("scanned")
    shutil.copytree(small_portraits, place / "photos" / "white house")
    with Library(place / "library") as library:
        library.scan([place / "photos"], device="cpu")
    shutil.copytree(place, kept, dirs_exist_ok=True)
    return kept, place


@pytest.fixture
def scanned(scanned_once: tuple[Path, Path]) -> Iterator[tuple[Library, Path]]:
    """A scanned library and its folder of photos, which a test may change."""
    kept, place = scanned_once
    shutil.rmtree(place)
    shutil.copytree(kept, place)
    with Library(place / "library") as library:
        yield library, place / "photos"


def the_group(library: Library) -> Person:
    """The only group that the portraits hold: all of one man, also those that show half of his face.

    The other man's only portrait stands alone.
    """
    [group] = library.people()
    return group


def test_the_portraits_of_one_man_are_one_group(scanned: tuple[Library, Path]) -> None:
    library, _ = scanned
    of_group = {library.photo(face.photo_id).path.name for face in library.faces_of(the_group(library).id)}
    halves = {"obama_partial_face.jpg", "obama_partial_face2.jpg"}
    assert of_group == {"obama.jpg", "obama2.jpg", "obama3.jpg", *halves}


def test_a_second_scan_of_unchanged_files_opens_none(scanned: tuple[Library, Path]) -> None:
    library, top = scanned
    for path in top.rglob("*.jpg"):
        about = path.stat()
        path.write_bytes(b"x" * about.st_size)  # whoever opens one now can't read it
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    report = library.scan([top], device="cpu")
    assert (report.photos, report.analysed, report.unreadable) == (6, 0, 0)
    assert the_group(library).faces == 5


def test_a_moved_and_a_copied_photo_keep_their_names(scanned: tuple[Library, Path]) -> None:
    library, top = scanned
    library.name_person(the_group(library).id, "Barack")
    (top / "white house").rename(top / "2009")
    shutil.copy(top / "2009" / "obama.jpg", top / "a copy.jpg")
    report = library.scan([top], device="cpu")
    assert (report.photos, report.analysed) == (7, 0)
    assert (the_group(library).name, the_group(library).faces) == ("Barack", 5)
    assert {path.parent.name for path in (library.photo(p).path for p in library.photo_ids())} <= {
        "2009",
        "photos",
    }


def test_an_edited_photo_keeps_the_name_of_its_face(scanned: tuple[Library, Path]) -> None:
    library, top = scanned
    library.name_person(the_group(library).id, "Barack")
    edited = top / "white house" / "obama2.jpg"
    with Image.open(edited) as image:
        ImageEnhance.Brightness(image).enhance(1.2).save(edited, quality=90)
    report = library.scan([top], device="cpu")
    assert report.analysed == 1
    assert the_group(library).faces == 5
    photo = next(p for p in library.photos(library.photo_ids()) if p.path == edited)
    (face,) = library.faces_in(photo.id)
    assert face.confirmed
    assert library.person(face.person_id).name == "Barack"
    assert library.face_thumbnail(face.id)[:2] == b"\xff\xd8"


def test_a_deleted_photo_disappears_and_its_name_waits_for_it(scanned: tuple[Library, Path]) -> None:
    library, top = scanned
    library.name_person(the_group(library).id, "Barack")
    away = top.parent / "away.jpg"
    (top / "white house" / "obama.jpg").rename(away)
    assert library.scan([top], device="cpu").photos == 5
    assert the_group(library).faces == 4
    away.rename(top / "back.jpg")
    report = library.scan([top], device="cpu")
    assert (report.photos, report.analysed, the_group(library).faces) == (6, 0, 5)


def test_a_folder_that_is_away_is_kept(scanned: tuple[Library, Path]) -> None:
    library, top = scanned
    top.rename(top.parent / "unplugged")
    report = library.scan([top], device="cpu")
    assert report.photos == 6
    assert the_group(library).faces == 5
    assert [folder.online for folder in library.folders()] == [False]
    thumbnail = library.thumbnail(library.photo_ids()[0])
    assert thumbnail[:2] == b"\xff\xd8"


def test_what_cannot_be_read_is_listed_and_the_scan_goes_on(library: Library, top: Path) -> None:
    good = top / "white house" / "obama.jpg"
    (top / "cut off.jpg").write_bytes(good.read_bytes()[:2000])
    (top / "empty.png").touch()
    (top / "words.jpeg").write_text("not a picture")
    (top / "notes.txt").write_text("a list")
    report = library.scan([top], device="cpu")
    assert (report.photos, report.unreadable, report.skipped) == (6, 3, 1)
    reasons = {each.path.name: each.reason for each in library.unreadable()}
    assert set(reasons) == {"cut off.jpg", "empty.png", "words.jpeg"}
    assert all(reasons.values())
    shutil.copy(good, top / "empty.png")
    assert library.scan([top], device="cpu").unreadable == 2


def test_a_drive_pulled_out_during_the_scan_costs_no_photo(scanned: tuple[Library, Path]) -> None:
    library, top = scanned
    library.name_person(the_group(library).id, "Barack")
    for path in top.rglob("*.jpg"):
        os.utime(path, (1, 1))  # all are to be looked at again

    def pull_out(progress: Progress) -> None:
        if progress.note == "Looking for faces" and top.exists():
            top.rename(top.parent / "unplugged")

    library.scan([top], device="cpu", on_progress=pull_out)
    assert library.unreadable() == []
    assert len(library.photo_ids()) == 6
    assert (the_group(library).name, the_group(library).faces) == ("Barack", 5)


def test_cancelling_keeps_what_was_done_and_the_next_scan_does_the_rest(
    small_portraits: Path, library: Library, tmp_path: Path
) -> None:
    top = many_photos(small_portraits, tmp_path / "many", 40)
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        library.scan([top], device="cpu", cancel=cancel, on_progress=cancel_after(cancel, 1))
    done = len(library.photo_ids())
    assert 0 < done < 40
    report = library.scan([top], device="cpu")
    assert (report.photos, report.analysed) == (40, 40 - done)


def test_a_paused_scan_waits_and_goes_on(top: Path, library: Library) -> None:
    cancel = CancelToken()
    seen: list[Progress] = []

    def pause_once(progress: Progress) -> None:
        seen.append(progress)
        if progress.note == "Looking for photos":
            cancel.pause()
            import threading

            threading.Timer(0.3, cancel.resume).start()

    assert library.scan([top], device="cpu", cancel=cancel, on_progress=pause_once).photos == 6
    assert any(progress.total == 6 for progress in seen)


def test_a_second_scan_at_the_same_time_says_who_holds_the_library(library: Library, top: Path) -> None:
    with library_lock(library.directory, "scanning"), pytest.raises(LibraryBusy, match=str(os.getpid())):
        library.scan([top], device="cpu")
    assert library.scan([top], device="cpu").photos == 6


def test_a_folder_that_is_none_is_refused(library: Library, top: Path) -> None:
    with pytest.raises(UserProblem, match="no folder"):
        library.scan([top / "nowhere"])
    with pytest.raises(UserProblem, match="is a file"):
        library.scan([top / "white house" / "obama.jpg"])
    assert library.folders() == []


def test_another_model_looks_at_the_same_faces_and_names_stay(scanned: tuple[Library, Path]) -> None:
    library, top = scanned
    library.name_person(the_group(library).id, "Barack")
    named = {face.id for face in library.faces_of(the_group(library).id)}
    before = {face.id for p in library.photo_ids() for face in library.faces_in(p)}
    library.scan([top], model="facenet-casia", device="cpu")
    assert library.model == "facenet-casia"
    assert library.vectors().embedding.shape == (6, 512)
    assert {face.id for p in library.photo_ids() for face in library.faces_in(p)} == before
    [barack] = library.people(PeopleSection.NAMED)
    his = library.faces_of(barack.id)
    assert barack.name == "Barack"
    assert {face.id for face in his} >= named
    # This model may know him by half of his face as well, but the other man stays apart.
    assert "biden.jpg" not in {library.photo(face.photo_id).path.name for face in his}
    assert library.scan([top], device="cpu").analysed == 0


@pytest.mark.parametrize("method", [("default", {}), ("dbscan", {"eps": 0.9}), ("kmeans", {"clusters": 3})])
def test_no_grouping_undoes_what_the_user_said(
    method: tuple[str, dict[str, float]], scanned: tuple[Library, Path]
) -> None:
    library, _ = scanned
    everyone = [face for p in library.photo_ids() for face in library.faces_in(p)]
    stranger = next(face for face in everyone if face.person_id is None)
    halves = [face.id for face in everyone if "partial" in library.photo(face.photo_id).path.name]
    library.move_faces_to_name(halves, "Half")
    half = next(person for person in library.people() if person.name == "Half")
    group = next(person for person in library.people() if person.name is None)
    library.name_person(group.id, "Barack")
    library.name_person(half.id, "barack")
    ours = library.faces_of(library.people()[0].id)
    library.take_out([ours[0].id])
    library.mark_not_a_face([ours[1].id])
    library.move_faces_to_name([stranger.id], "Joe")
    name, values = method
    library.group(name, **values)  # type: ignore[arg-type]
    barack, joe = library.people(PeopleSection.NAMED)
    assert (barack.name, {face.id for face in library.faces_of(barack.id)}) == (
        "Barack",
        {f.id for f in ours[2:]},
    )
    assert joe.name == "Joe"
    assert stranger.id in {face.id for face in library.faces_of(joe.id)}


def test_names_can_be_undone_after_a_restart(scanned: tuple[Library, Path]) -> None:
    library, top = scanned
    library.name_person(the_group(library).id, "Barack")
    library.close()
    with Library(top.parent / "library") as again:
        assert again.undo_label() == "Name Barack"
        again.undo()
        assert the_group(again).name is None
        again.redo()
        assert the_group(again).name == "Barack"


def test_a_picture_from_outside_finds_the_same_man(scanned: tuple[Library, Path], tmp_path: Path) -> None:
    library, top = scanned
    outside = tmp_path / "outside.png"
    with Image.open(top / "white house" / "obama3.jpg") as image:
        image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize(
            (360, 360 * image.height // image.width)
        ).save(outside)
    matches = library.similar_to_picture(outside, count=3)
    assert all(match.photo.path.name.startswith("obama") for match in matches)
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    with pytest.raises(UserProblem, match="count them from 0"):
        library.similar_to_picture(outside, face=1)


def test_a_picture_from_outside_is_read_once_until_it_changes(
    library: Library, small_portraits: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its faces, their thumbnails and what is like it are asked for one after another."""
    read: list[object] = []

    def noted(work: Callable[..., object]) -> Callable[..., object]:
        return lambda *given: (read.append(work.__name__), work(*given))[1]

    for name in ("open_photo", "content_hash"):
        monkeypatch.setattr(asked_pictures, name, noted(getattr(asked_pictures, name)))
    outside = tmp_path / "outside.jpg"

    def write(name: str) -> None:
        shutil.copyfile(small_portraits / name, outside)
        os.utime(outside, (1.6e9, 1.6e9))

    write("obama3.jpg")
    boxes = library.faces_in_picture(outside)
    assert len(library.face_thumbnails_in(outside, boxes)) == len(boxes) == 1
    library.find_similar(SimilarQuery(SimilarTo(picture=outside)))
    assert sorted(map(str, read)) == ["content_hash", "open_photo"]
    write("biden.jpg")
    assert library.faces_in_picture(outside) != boxes


def test_a_photo_without_a_face_says_so(scanned: tuple[Library, Path], tmp_path: Path) -> None:
    library, _ = scanned
    Image.new("RGB", (300, 300), "navy").save(tmp_path / "sky.png")
    with pytest.raises(UserProblem, match="No face was found"):
        library.similar_to_picture(tmp_path / "sky.png")


def test_faces_added_after_the_index_was_built_are_found(library: Library, top: Path) -> None:
    late = top / "white house" / "obama2.jpg"
    late.rename(top.parent / "late.jpg")
    library.scan([top], device="cpu")
    query = library.faces_in(
        next(p.id for p in library.photos(library.photo_ids()) if p.path.name == "obama.jpg")
    )
    before = [match.photo.path.name for match in library.similar_faces([query[0].id])]
    assert "obama2.jpg" not in before
    (top.parent / "late.jpg").rename(late)
    library.scan([top], device="cpu")
    best = library.similar_faces([query[0].id], count=2)
    assert "obama2.jpg" in [match.photo.path.name for match in best]
    (library.directory / "index").rename(library.directory / "index is gone")
    with Library(library.directory) as without_index:
        compared = without_index.similar_faces([query[0].id], count=2)
    assert [match.face for match in compared] == [match.face for match in best]
    assert [match.score for match in compared] == pytest.approx([match.score for match in best])


def test_only_the_owner_can_look_into_the_library(scanned: tuple[Library, Path]) -> None:
    library, _ = scanned
    assert library.directory.stat().st_mode & 0o077 == 0


def many_photos(portraits: Path, folder: Path, count: int) -> Path:
    """`count` different small photos in three folders, some with a face, made from the portraits."""
    choice = random.Random(7)
    sources = sorted(portraits.glob("*.jpg"))
    for number in range(count):
        target = folder / f"roll {number % 3}" / f"{number:03}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(choice.choice(sources)) as image:
            width = 150 + number
            image.resize((width, width * image.height // image.width)).save(target, quality=85)
    return folder


def cancel_after(cancel: CancelToken, files: int):
    def look(progress: Progress) -> None:
        if progress.done >= files and progress.note == "Looking for faces":
            cancel.cancel()

    return look
