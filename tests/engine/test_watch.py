"""What a watcher says is to be scanned, when files really come, grow, move and go."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from engine.library import Library
from engine.lock import library_lock
from engine.photos.disks import among, parse_mount, parse_mountinfo
from engine.watch.events import OnLost, OnTouched
from engine.watch.settling import Settling
from engine.watch.watcher import Watcher

PATIENCE = 60.0  # seconds until a test gives up

linux = pytest.mark.skipif(sys.platform != "linux", reason="what other systems tell differs in detail")


class Watching:
    """A watcher and what it said."""

    def __init__(self, library: Path, **choices: object) -> None:
        self.due = threading.Event()
        self.notices: list[str] = []
        self.scans: list[list[Path]] = []
        self.watcher = Watcher(
            self.due.set,
            self.notices.append,
            library,
            **({"quiet": 0.3, "rewalk": 0.3} | choices),  # type: ignore[arg-type]
        )

    def next(self) -> list[Path]:
        """The folders of the next scan."""
        assert self.due.wait(PATIENCE), "nothing came"
        self.due.clear()
        self.scans.append(self.watcher.take())
        return self.scans[-1]

    def until(self, wanted: Path) -> None:
        """Scan until `wanted` was scanned."""
        while not any(wanted.is_relative_to(folder) for folder in self.next()):
            pass


@pytest.fixture
def root(tmp_path: Path) -> Path:
    top = tmp_path / "photos"
    for folder in ("camera", "phone", "old"):
        (top / folder).mkdir(parents=True)
        (top / folder / "1.jpg").write_bytes(b"first")
    return top


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    """Start watchers that are stopped after the test."""
    started: list[Watcher] = []

    def begin(*roots: Path, **choices: object) -> Watching:
        watching = Watching(tmp_path / "library", **choices)
        watching.watcher.watch(roots)
        watching.watcher.start()
        started.append(watching.watcher)
        assert watching.next() == sorted(roots), "what happened before is not known"
        return watching

    yield begin
    for watcher in started:
        watcher.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("watch")]


def test_a_new_photo_is_due_with_its_folder_alone(root: Path, begin: Callable[..., Watching]) -> None:
    watching = begin(root)
    (root / "phone" / "new.jpg").write_bytes(b"new")
    assert watching.next() == [root / "phone"]


def test_a_photo_in_folders_that_came_with_it(
    root: Path, begin: Callable[..., Watching], tmp_path: Path
) -> None:
    (tmp_path / "card" / "DCIM" / "100").mkdir(parents=True)
    (tmp_path / "card" / "DCIM" / "100" / "new.jpg").write_bytes(b"new")
    watching = begin(root)
    shutil.copytree(tmp_path / "card", root / "card")
    watching.until(root / "card" / "DCIM" / "100")


@linux
def test_the_systems_own_folders_are_not_watched(
    root: Path, begin: Callable[..., Watching], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.watch.events.kernel_places", lambda: [root / "old"])
    watching = begin(root)
    (root / "old" / "2.jpg").write_bytes(b"second")
    (root / "camera" / "2.jpg").write_bytes(b"second")
    assert watching.next() == [root / "camera"]
    (root / "2.jpg").write_bytes(b"second")
    assert watching.next() == [root]


def test_a_photo_that_is_still_being_copied_is_not_due(root: Path, begin: Callable[..., Watching]) -> None:
    watching = begin(root, quiet=1.5)

    def copy() -> None:
        with (root / "phone" / "slow.jpg").open("wb") as file:
            for _ in range(20):
                file.write(bytes(1000))
                file.flush()
                time.sleep(0.1)

    copying = threading.Thread(target=copy)
    copying.start()
    assert watching.next() == [root / "phone"]
    assert (root / "phone" / "slow.jpg").stat().st_size == 20_000
    copying.join()


def test_a_copy_of_which_nobody_tells_is_waited_for_too(tmp_path: Path) -> None:
    settling = Settling(quiet=2, patience=100)
    settling.touch(tmp_path, 0)
    for second in range(10):
        (tmp_path / "slow.jpg").write_bytes(bytes(100 + second))
        assert settling.come_out(second * 2) == []
    assert settling.come_out(20) == [tmp_path]
    assert settling.come_out(30) == []


def test_hours_of_copying_keep_nobody_waiting(tmp_path: Path) -> None:
    (tmp_path / "busy").mkdir()
    (tmp_path / "calm").mkdir()
    settling = Settling(quiet=2, patience=30)
    settling.touch(tmp_path / "calm", 0)
    scans = []
    for second in range(100):
        (tmp_path / "busy" / f"{second}.jpg").touch()
        settling.touch(tmp_path / "busy", second)
        scans += settling.come_out(second)
    assert scans.count(tmp_path / "calm") == 1
    assert scans.count(tmp_path / "busy") == 3


def test_both_ends_of_a_move_are_due_in_one_scan(root: Path, begin: Callable[..., Watching]) -> None:
    (root / "camera" / "2.jpg").write_bytes(b"second")
    watching = begin(root)
    (root / "camera" / "2.jpg").rename(root / "phone" / "2.jpg")
    assert watching.next() == [root / "camera", root / "phone"]


def test_a_folder_that_is_renamed_or_deleted(root: Path, begin: Callable[..., Watching]) -> None:
    watching = begin(root)
    (root / "camera").rename(root / "holiday")
    assert watching.next() == [root]
    (root / "holiday" / "new.jpg").write_bytes(b"new")
    assert watching.next() == [root / "holiday"]
    shutil.rmtree(root / "holiday")
    watching.until(root)


def test_an_emptied_folder_is_not_taken_for_a_drive_that_is_away(
    root: Path, begin: Callable[..., Watching]
) -> None:
    watching = begin(root)
    (root / "camera" / "1.jpg").unlink()
    assert watching.next() == [root]


def test_what_is_no_photo_and_what_merely_is_read_is_not_due(
    root: Path, begin: Callable[..., Watching], tmp_path: Path
) -> None:
    (root / ".thumbnails").mkdir()
    watching = begin(root)
    (root / "old" / "notes.txt").write_text("no photo")
    (root / ".thumbnails" / "1.jpg").write_bytes(b"small")
    for _ in range(3):
        (root / "camera" / "1.jpg").read_bytes()
        os.listdir(root / "camera")  # noqa: PTH208
    (root / "phone" / "end.jpg").write_bytes(b"end")
    watching.until(root / "phone")
    assert watching.scans[1:] == [[root / "phone"]]


def test_a_library_in_a_watched_folder_does_not_wake_its_own_scan(
    tmp_path: Path, root: Path, begin: Callable[..., Watching]
) -> None:
    (tmp_path / "library").mkdir()
    watching = begin(tmp_path)
    (tmp_path / "library" / "1.jpg").write_bytes(b"a picture of ours")
    (root / "phone" / "end.jpg").write_bytes(b"end")
    watching.until(root / "phone")
    assert watching.scans[1:] == [[root / "phone"]]


def test_a_storm_is_one_scan_of_the_whole(root: Path, begin: Callable[..., Watching]) -> None:
    for number in range(80):
        (root / f"{number}").mkdir()
    watching = begin(root, quiet=1.0)
    for photo in range(30):
        for number in range(80):
            (root / f"{number}" / f"{photo}.jpg").touch()
    watching.until(root)
    assert watching.scans[-1] == [root]


def test_a_drive_that_goes_and_comes_back(root: Path, begin: Callable[..., Watching], tmp_path: Path) -> None:
    watching = begin(root)
    root.rename(tmp_path / "unplugged")
    root.mkdir()  # its mount point
    watching.until(root)
    root.rmdir()
    (tmp_path / "unplugged" / "phone" / "meanwhile.jpg").write_bytes(b"new")
    (tmp_path / "unplugged").rename(root)
    watching.until(root)
    (root / "phone" / "after.jpg").write_bytes(b"new")
    watching.until(root / "phone")


def test_folders_watched_later_and_no_longer(root: Path, begin: Callable[..., Watching]) -> None:
    watching = begin(root / "camera")
    watching.watcher.watch([root / "phone"])
    assert watching.next() == [root / "phone"]
    (root / "camera" / "new.jpg").write_bytes(b"new")
    (root / "phone" / "new.jpg").write_bytes(b"new")
    watching.until(root / "phone")
    assert watching.scans[-1] == [root / "phone"]


def test_what_was_due_in_a_folder_that_was_forgotten_is_not_scanned(
    root: Path, begin: Callable[..., Watching]
) -> None:
    watching = begin(root / "camera", root / "phone")
    (root / "phone" / "new.jpg").write_bytes(b"new")
    assert watching.due.wait(PATIENCE)
    watching.watcher.watch([root / "camera"])
    assert watching.watcher.take() == []
    watching.watcher.put_back([root / "phone"])
    assert watching.watcher.take() == []


def test_a_folder_that_is_a_link(root: Path, begin: Callable[..., Watching], tmp_path: Path) -> None:
    try:
        (tmp_path / "link").symlink_to(root)
    except (OSError, NotImplementedError):
        pytest.skip("no links on this system")
    watching = begin(tmp_path / "link")
    (root / "phone" / "new.jpg").write_bytes(b"new")
    assert watching.next() == [tmp_path / "link" / "phone"]


def test_a_scan_that_could_not_be_done_is_due_again(root: Path, begin: Callable[..., Watching]) -> None:
    watching = begin(root)
    (root / "phone" / "new.jpg").write_bytes(b"new")
    taken = watching.next()
    assert watching.watcher.take() == []
    watching.watcher.put_back(taken)
    (root / "camera" / "new.jpg").write_bytes(b"new")
    assert watching.next() == [root / "camera", root / "phone"]


def test_network_drives_are_walked_and_the_user_is_told(root: Path, begin: Callable[..., Watching]) -> None:
    watching = begin(root, silent=lambda folder: [folder])
    (notice,) = watching.notices
    assert str(root) in notice
    assert "network" in notice
    (root / "phone" / "new.jpg").write_bytes(b"new")
    assert watching.next() == [root / "phone"]
    shutil.rmtree(root / "camera")
    watching.until(root)
    assert len(watching.notices) == 1


class NoMoreWatches:
    """Stands for a system whose limit is reached, where the real one can't be lowered."""

    def __init__(self, on_touched: OnTouched, on_lost: OnLost) -> None:
        pass

    def watch(self, root: Path) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    def unwatch(self, root: Path) -> None:
        pass

    def stop(self) -> None:
        pass


def test_when_watches_run_out_folders_are_walked(root: Path, begin: Callable[..., Watching]) -> None:
    watching = begin(root, open_events=NoMoreWatches)
    (root / "phone" / "new.jpg").write_bytes(b"new")
    assert watching.next() == [root / "phone"]
    (notice,) = watching.notices
    assert "can't watch as many folders" in notice


RUN_OUT = """
import sys, threading
from pathlib import Path
from engine.watch import Watcher
root, due = Path(sys.argv[1]), threading.Event()
with Watcher(due.set, print, root.parent / "library", quiet=0.3, rewalk=0.3) as watcher:
    watcher.watch([root])
    due.wait(60)
    due.clear()
    print(watcher.take() == [root])
    (root / "phone" / "new.jpg").write_bytes(b"new")
    due.wait(60)
    print(watcher.take() == [root / "phone"])
"""


@linux
@pytest.mark.parametrize("limit", ["watches", "instances"])
def test_the_systems_own_limit(limit: str, root: Path) -> None:
    """In a user namespace anybody may lower it."""
    lowered = f"echo {2 if limit == 'watches' else 0} > /proc/sys/user/max_inotify_{limit}"
    with_limit = ["unshare", "--user", "--map-root-user", "sh", "-c", f'{lowered} && exec "$@"', "sh"]
    try:
        subprocess.run([*with_limit, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no user namespaces here")
    said = subprocess.run(
        [*with_limit, sys.executable, "-c", RUN_OUT, root],
        cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=False,
    )  # fmt: skip
    notice, *found = said.stdout.splitlines()
    assert "can't watch as many folders" in notice, said.stderr
    assert found == ["True", "True"], said.stderr


MOUNTS = r"""22 28 0:21 / /proc rw,nosuid shared:12 - proc proc rw
28 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 28 0:50 / /mnt/our\040photos rw shared:9 master:2 - nfs4 server:/photos rw
41 28 0:51 / /home/me/remote rw - fuse.sshfs me@server: rw
42 28 8:1 / /media/stick rw - fuseblk /dev/sda1 rw
43 40 8:2 / /mnt/our\040photos/local rw - xfs /dev/sda2 rw"""


@pytest.mark.skipif(os.name != "posix", reason="mount points of Unix")
def test_which_folders_lie_on_silent_disks() -> None:
    mounts = parse_mountinfo(MOUNTS)
    assert among(mounts, Path("/mnt/our photos/2020")) == [Path("/mnt/our photos/2020")]
    assert among(mounts, Path("/home/me")) == [Path("/home/me/remote")]
    assert among(mounts, Path("/media/stick")) == among(mounts, Path("/mnt/our photos/local")) == []
    mac = parse_mount(
        "/dev/disk3s1 on / (apfs, local)\n//me@nas/p on /Volumes/our photos (smbfs, nodev, me)\n"
    )
    assert among(mac, Path("/Volumes/our photos/a")) == [Path("/Volumes/our photos/a")]
    assert among(mac, Path("/Users/me")) == []


def line(stream: IO[str] | None) -> str:
    assert stream is not None
    return stream.readline()


def test_the_command_scans_what_comes_waits_for_others_and_ends_in_peace(
    small_portraits: Path, tmp_path: Path
) -> None:
    photos, library = tmp_path / "photos", tmp_path / "library"
    (photos / "inbox").mkdir(parents=True)
    shutil.copy(small_portraits / "obama.jpg", photos)
    Library(library).close()
    command = [sys.executable, "main.py", "watch", photos, "--library", library, "--json"]
    with library_lock(library, "scanning"):
        watch = subprocess.Popen(
            command,
            cwd=Path(__file__).resolve().parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert "Watching goes on" in line(watch.stderr)
    try:
        assert json.loads(line(watch.stdout))["analysed"] == 1
        shutil.copy(small_portraits / "obama2.jpg", photos / "inbox")
        assert json.loads(line(watch.stdout))["analysed"] == 1
        watch.send_signal(signal.SIGINT)
        said, complaints = watch.communicate(timeout=PATIENCE)
    finally:
        watch.kill()
    assert (watch.returncode, said, complaints.strip()) == (0, "", "")
    with Library(library) as opened:
        assert [(folder.path, folder.watched) for folder in opened.folders()] == [(photos, True)]
        assert len(opened.photo_ids()) == 2
        opened.set_watched(photos, False)
        assert not opened.folders()[0].watched
