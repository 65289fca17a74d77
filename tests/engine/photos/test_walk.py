"""What a walk finds, and that nothing on a disk stops it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import Cancelled
from engine.paths import offline
from engine.photos.disks import MEMORY
from engine.photos.walk import FolderListing, walk, walk_ahead
from engine.progress import CancelToken


def put(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x" * 7)


def photos(*roots: Path, leave_out: tuple[Path, ...] = ()) -> list[str]:
    top = os.path.commonpath(roots)
    return [
        (listing.folder / photo.name).relative_to(top).as_posix()
        for listing in walk(roots, None, leave_out)
        for photo in listing.photos
    ]


def reasons(root: Path) -> dict[str, str]:
    return {other.stat.name: other.reason for listing in walk([root], None) for other in listing.others}


def test_photos_of_every_kind_in_a_fixed_order(tmp_path: Path) -> None:
    put(tmp_path, "b/2.JPG", "b/1.heic", "a/z.Nef", "a/b/c/d.png", "a/k.jpeg", "0.tiff", "x.jxl")
    assert photos(tmp_path) == [
        "0.tiff",
        "x.jxl",
        "a/k.jpeg",
        "a/z.Nef",
        "a/b/c/d.png",
        "b/1.heic",
        "b/2.JPG",
    ]


def test_size_and_time_are_the_files(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg")
    os.utime(tmp_path / "a.jpg", ns=(5, 1_234_567_890_123_456_700))
    ((photo,),) = [listing.photos for listing in walk([tmp_path], None)]
    assert (photo.name, photo.size) == ("a.jpg", 7)
    assert photo.mtime_ns == (tmp_path / "a.jpg").stat().st_mtime_ns


def test_what_is_no_photo_says_why(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg", "a.xmp", "a.AAE", "._a.jpg", "film.MOV", "notes.txt", "bare", ".hidden.jpg")
    found = reasons(tmp_path)
    assert photos(tmp_path) == ["a.jpg"]
    assert found["a.xmp"] == found["a.AAE"] == "a note beside a photo, not a photo"
    assert "Mac" in found["._a.jpg"]
    assert "video" in found["film.MOV"]
    assert "hidden" in found[".hidden.jpg"]
    assert found["notes.txt"] == found["bare"] == "not a photo"


@pytest.mark.parametrize(
    "folder",
    [
        ".git",
        ".thumbnails",
        "@eaDir",
        "$RECYCLE.BIN",
        "System Volume Information",
        ".Trash-1000",
        "lost+found",
    ],
)
def test_folders_that_are_not_entered(tmp_path: Path, folder: str) -> None:
    put(tmp_path, "a.jpg", f"b/{folder}/c.jpg", f"{folder}/d.jpg")
    assert photos(tmp_path) == ["a.jpg"]
    assert photos(tmp_path / folder) == ["d.jpg"], "chosen by the user"


def test_the_systems_own_folders_are_said_and_not_entered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a/1.jpg", "proc/self/2.jpg", "srv/proc/3.jpg", "process/4.jpg")
    monkeypatch.setattr(
        "engine.photos.walk.kernel_places", lambda: [tmp_path / "proc", tmp_path / "srv/proc"]
    )
    assert photos(tmp_path) == ["a/1.jpg", "process/4.jpg"]
    assert reasons(tmp_path) == {"proc": "the system's own, in which no photos lie"}
    (tmp_path / "link").symlink_to(tmp_path / "proc/self")
    assert photos(tmp_path / "a", tmp_path / "link") == ["a/1.jpg"]


@pytest.mark.skipif(not os.access(MEMORY, os.W_OK), reason="there is no disk in memory here")
def test_a_folder_on_the_disk_in_memory_is_walked_when_it_is_asked_for() -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        put(Path(folder), "a/1.jpg")
        assert photos(Path(folder)) == ["a/1.jpg"]


@pytest.mark.skipif(sys.platform != "linux", reason="what other systems mount differs")
def test_nobody_looks_into_processes_for_photos() -> None:
    [listing] = walk([Path("/proc/self")], None)
    assert "system's own" in (listing.problem or "")


def test_folders_left_out(tmp_path: Path) -> None:
    put(tmp_path, "a/1.jpg", "b/2.jpg", "b/c/3.jpg")
    assert photos(tmp_path, leave_out=(tmp_path / "b", tmp_path / "gone")) == ["a/1.jpg"]


def test_nested_roots_are_walked_once(tmp_path: Path) -> None:
    put(tmp_path, "a/1.jpg", "a/b/2.jpg", "c/3.jpg")
    everything = ["a/1.jpg", "a/b/2.jpg", "c/3.jpg"]
    assert sorted(photos(tmp_path, tmp_path / "a", tmp_path)) == everything
    assert sorted(photos(tmp_path / "a" / "b", tmp_path, tmp_path / "a")) == everything


def link(place: Path, target: Path | str) -> None:
    try:
        place.symlink_to(target)
    except (OSError, NotImplementedError):
        pytest.skip("no links on this system")


def test_links_are_followed_once(tmp_path: Path) -> None:
    put(tmp_path, "home/z/1.jpg", "home/z/y/2.jpg", "outside/3.jpg", "outside/4.jpg")
    link(tmp_path / "home" / "a", tmp_path / "home" / "z")
    link(tmp_path / "home" / "z" / "up", tmp_path / "home")
    link(tmp_path / "home" / "out", tmp_path / "outside")
    link(tmp_path / "home" / "5.jpg", tmp_path / "outside" / "4.jpg")
    assert photos(tmp_path / "home") == ["5.jpg", "z/1.jpg", "z/y/2.jpg", "out/3.jpg", "out/4.jpg"]


def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg")
    link(tmp_path / "b.jpg", tmp_path / "gone.jpg")
    link(tmp_path / "ring1.jpg", "ring2.jpg")
    link(tmp_path / "ring2.jpg", "ring1.jpg")
    assert photos(tmp_path) == ["a.jpg"]
    assert reasons(tmp_path) == dict.fromkeys(
        ["b.jpg", "ring1.jpg", "ring2.jpg"], "a link that leads nowhere"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipes_are_not_photos(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    assert photos(tmp_path) == []
    assert reasons(tmp_path) == {"a.jpg": "not a file that can be read"}


def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    try:
        put(tmp_path, "caf\udce9/\udcff.jpg")
    except (OSError, UnicodeError):
        pytest.skip("this system's names are Unicode")
    assert photos(tmp_path) == ["caf\udce9/\udcff.jpg"]


@pytest.fixture
def deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in a folder, 1,100 times; taken down again by hand, since what tidies up after tests can't."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1100):
        Path("d").mkdir()
        os.chdir("d")
    yield tmp_path
    for _ in range(1100):
        os.chdir("..")
        Path("d").rmdir()


def test_trees_deeper_than_pythons_stack(deep: Path) -> None:
    assert sum(1 for _ in walk([deep], None)) == 1101


def test_a_root_that_is_away(tmp_path: Path) -> None:
    put(tmp_path, "a.jpg")
    assert offline(tmp_path / "gone")
    assert offline(tmp_path / "a.jpg")
    assert not offline(tmp_path)
    assert [listing.problem for listing in walk([tmp_path / "gone"], None)] == ["this folder is gone"]


def test_a_folder_that_vanishes_does_not_stop_the_walk(tmp_path: Path) -> None:
    put(tmp_path, "a/1.jpg", "b/2.jpg", "c/3.jpg")
    found: list[FolderListing] = []
    for listing in walk([tmp_path], None):
        found.append(listing)
        if listing.folder.name == "a":
            (tmp_path / "b" / "2.jpg").unlink()
            (tmp_path / "b").rmdir()
    assert [listing.problem for listing in found] == [None, None, "this folder is gone", None]
    assert [photo.name for listing in found for photo in listing.photos] == ["1.jpg", "3.jpg"]


WALK = """
import os, sys
from collections.abc import Iterator
from pathlib import Path
from engine.photos.disks import MEMORY
from engine.photos.walk import walk
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for listing in walk([Path(sys.argv[1])], None):
    print(listing.folder.name, [photo.name for photo in listing.photos], listing.problem, sep="|")
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions on this system")
def test_forbidden_folders_are_a_problem_and_the_walk_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "root"
    put(root, "a/1.jpg", "b/2.jpg", "c/3.jpg", "d/4.jpg")
    for folder in (tmp_path, *tmp_path.parents[:-1]):
        if os.geteuid() == 0:
            folder.chmod(folder.stat().st_mode | 0o711)
    root.chmod(0o755)
    (root / "b").chmod(0)
    (root / "c").chmod(0o444)  # its names can be read, but not what they are
    project = Path(__file__).resolve().parents[3]
    try:
        said = subprocess.run(
            [sys.executable, "-c", WALK, root], cwd=project, capture_output=True, text=True, check=False
        )
    finally:
        (root / "b").chmod(0o755)
        (root / "c").chmod(0o755)
    forbidden = "no permission to look into this folder"
    assert said.stdout.splitlines() == [
        "root|[]|None",
        "a|['1.jpg']|None",
        f"b|[]|{forbidden}",
        f"c|[]|{forbidden}",
        "d|['4.jpg']|None",
    ], said.stderr


def test_cancelling_stops_the_walk(tmp_path: Path) -> None:
    put(tmp_path, "a/1.jpg", "b/2.jpg")
    cancel = CancelToken()
    listings = walk([tmp_path], cancel)
    next(listings)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(listings)


def test_a_walk_ahead_finds_the_same_and_can_be_left(tmp_path: Path) -> None:
    put(tmp_path, *(f"{number:02}/{number}.jpg" for number in range(40)))
    assert list(walk_ahead([tmp_path], None)) == list(walk([tmp_path], None))
    listings = walk_ahead([tmp_path], None)
    next(listings)
    listings.close()  # type: ignore[attr-defined]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("walk")]


def test_cancelling_stops_a_walk_ahead(tmp_path: Path) -> None:
    put(tmp_path, *(f"{number:02}/{number}.jpg" for number in range(40)))
    cancel = CancelToken()
    listings = walk_ahead([tmp_path], cancel)
    next(listings)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(listings)
