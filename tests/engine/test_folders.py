"""What a scan makes of folders that are named oddly or away, and of files that changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from engine.catalogue.connection import Catalogue
from engine.catalogue.faces import NewFace, add_faces
from engine.errors import Cancelled, UserProblem
from engine.library import Library
from engine.progress import CancelToken, Progress
from engine.types import Box, Changes


@pytest.fixture
def top(small_portraits: Path, tmp_path: Path) -> Path:
    """A folder of three portraits of one man, which a test may change."""
    folder = tmp_path / "photos" / "camera"
    folder.mkdir(parents=True)
    for name in ("obama.jpg", "obama2.jpg", "obama3.jpg"):
        shutil.copy(small_portraits / name, folder)
    return folder.parent


@pytest.fixture
def library(top: Path, tmp_path: Path) -> Iterator[Library]:
    """A library of these portraits, the man named."""
    with Library(tmp_path / "library") as opened:
        opened.scan([top], device="cpu")
        opened.name_person(opened.people()[0].id, "Barack")
        yield opened


def confirmed_in(library: Library) -> set[str]:
    """The names of the photos in which the user said that this is Barack."""
    barack = library.people()[0]
    assert barack.name == "Barack"
    sure = [face for face in library.faces_of(barack.id) if face.confirmed]
    return {str(library.photo(face.photo_id).path.parent.name) + "/" + library.photo(face.photo_id).path.name
            for face in sure}  # fmt: skip


def test_a_folder_named_with_dots_is_the_same_folder(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(top / "camera")
    with Library(tmp_path / "library") as library:
        report = library.scan([Path("../camera"), Path("..")], device="cpu")
        assert report.photos == len(library.photo_ids()) == 3
        assert [folder.path for folder in library.folders()] == [top / "camera", top]


def test_an_empty_folder_where_photos_were_is_a_drive_that_is_away(library: Library, top: Path) -> None:
    top.rename(top.parent / "unplugged")
    top.mkdir()
    report = library.scan([top], device="cpu")
    assert (report.photos, report.away) == (3, (top,))
    assert [folder.online for folder in library.folders()] == [False]
    assert confirmed_in(library) == {"camera/obama.jpg", "camera/obama2.jpg", "camera/obama3.jpg"}
    top.rmdir()
    (top.parent / "unplugged").rename(top)
    assert library.scan([top], device="cpu").away == ()
    assert library.folders()[0].online


@pytest.mark.parametrize("deleted", [True, False])
def test_a_folder_in_one_that_is_there_was_deleted_or_emptied_and_is_not_away(
    library: Library, top: Path, deleted: bool
) -> None:
    (top / "beside").mkdir()
    shutil.rmtree(top / "camera")
    if not deleted:
        (top / "camera").mkdir()
    report = library.scan([top / "camera"], device="cpu")
    assert report.away == ()
    assert library.photo_ids() == []
    assert [folder.path for folder in library.folders()] == [top]


def test_a_folder_that_never_held_a_photo_may_be_empty(library: Library, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    assert library.scan([tmp_path / "new"], device="cpu").away == ()
    assert all(folder.online for folder in library.folders())


@pytest.mark.parametrize("archive", ["archive", "sorted"])  # walked before and after the camera's folder
def test_a_name_stays_with_its_photo_when_the_camera_uses_a_files_name_again(
    archive: str, library: Library, top: Path
) -> None:
    (top / archive).mkdir()
    (top / "camera" / "obama.jpg").rename(top / archive / "obama.jpg")
    Image.new("RGB", (480, 360), "green").save(top / "camera" / "obama.jpg")
    library.scan([top], device="cpu")
    assert confirmed_in(library) == {f"{archive}/obama.jpg", "camera/obama2.jpg", "camera/obama3.jpg"}


def test_a_model_that_cannot_be_loaded_is_not_chosen(library: Library, top: Path) -> None:
    for model in ("no such model", "facenet-vggface2"):
        with pytest.raises(UserProblem):
            library.scan([top], model=model, device="cpu")
        assert library.model == "sface"
    assert library.scan([top], device="cpu").photos == 3


def test_an_edited_face_is_searched_by_its_new_looks_even_if_the_scan_was_stopped(
    library: Library, top: Path
) -> None:
    edited = top / "camera" / "obama2.jpg"
    with Image.open(edited) as image:
        ImageEnhance.Contrast(image.convert("L").convert("RGB")).enhance(1.6).save(edited, quality=60)
    cancel = CancelToken()

    def stop_at_the_end(progress: Progress) -> None:
        if progress.note == "Grouping faces":
            cancel.cancel()

    with pytest.raises(Cancelled):
        library.scan([top], device="cpu", on_progress=stop_at_the_end, cancel=cancel)
    with Library(library.directory) as again:
        vectors = again.vectors()
        row = next(row for row, path in enumerate(vectors.photo) if Path(path) != edited)
        matches = again.similar_faces([int(vectors.face[row])])  # type: ignore[list-item]
        expected = dict(
            zip(map(int, vectors.face), (vectors.embedding @ vectors.embedding[row]).tolist(), strict=True)
        )
        assert len(matches) == 2
        assert np.allclose(
            [match.score for match in matches], [expected[m.face.id] for m in matches], atol=1e-4
        )


def test_whoever_watches_a_scan_hears_of_every_photo_also_when_it_is_stopped(
    top: Path, tmp_path: Path
) -> None:
    heard = Changes()

    def hear(changes: Changes) -> None:
        nonlocal heard
        heard |= changes

    for number in range(12):  # more than are decoded ahead
        Image.new("RGB", (100 + number, 120), "green").save(top / f"{number}.png")
    with Library(tmp_path / "another library") as library, pytest.raises(Cancelled):
        library.scan([top], device="cpu", cancel=_CancelAfterChecks(30), on_changes=hear)
    with Library(tmp_path / "another library") as library:
        assert library.photo_ids()
        assert heard.photos == set(library.photo_ids())


def test_a_known_face_without_a_vector_is_cut_out_where_the_library_knows_it(
    library: Library, top: Path
) -> None:
    """Known from an earlier look, by another model: the detector is not asked again, and may not find it."""
    Image.new("RGB", (300, 200), "green").save(top / "green.png")
    library.scan([top], device="cpu")
    green = next(p.id for p in library.photos(library.photo_ids()) if p.path.name == "green.png")
    face = NewFace(Box(0.3, 0.3, 0.3, 0.4), np.full((5, 2), 0.4, np.float32), 0.99, 0.5)
    with Catalogue(library.directory / "catalogue.sqlite") as catalogue:
        (known,) = catalogue.write(lambda writer: add_faces(writer, green, [face]))
    assert library.faces_in_picture(top / "green.png") == [face.box]
    assert known not in [match.face.id for match in library.similar_to_picture(top / "green.png")]


class _CancelAfterChecks(CancelToken):
    """Cancels itself when it has been looked at so many times."""

    def __init__(self, checks: int) -> None:
        super().__init__()
        self._left = checks

    def check(self) -> None:
        self._left -= 1
        if not self._left:
            self.cancel()
        super().check()
