"""A photo that ends the whole program does it once, and is set aside; a good one that was merely in hand is not."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fork_server import ForkServer, fork_server

from engine.catalogue import files
from engine.catalogue.connection import Catalogue
from engine.errors import Cancelled
from engine.progress import CancelToken
from engine.scanning.apart import End, first_to_end
from engine.scanning.plan import plan_scan
from engine.scanning.suspects import InHand, set_aside

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

HOOKS = str(Path(__file__).with_name("hooks"))
BAD_NAME = os.fsdecode(b"m\xfcller.jpg")  # not UTF-8: from a disk of the nineties
REASON = "reading it crashed the program"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer]:
    said = tmp_path_factory.mktemp("server") / "said"
    with fork_server(said, PYTHONPATH=HOOKS, KITH_TEST_ONCE=str(said.with_name("once"))) as running:
        yield running


class Scans:
    """Scans of one folder of photos, each in a process of its own."""

    def __init__(self, server: ForkServer, portraits: Path, folder: Path) -> None:
        self.server, self.top, self.library = server, folder / "photos", folder / "library"
        self.top.mkdir()
        for name in ("obama.jpg", "obama2.jpg", "biden.jpg"):
            shutil.copy(portraits / name, self.top)

    def harm(self, name: str, harm: bytes) -> Path:
        """A photo, perfectly good otherwise, that does harm when it is opened."""
        path = self.top / name
        path.write_bytes((self.top / "obama.jpg").read_bytes() + harm)
        return path

    def scan(self) -> int:
        return self.server.run("scan", self.top, "--device", "cpu", "--library", self.library)[0]

    def scan_until_killed(self, stuck: Path) -> int:
        """Killed when it has `stuck` in hand, which it never gets through with."""
        scan = self.server.start("scan", self.top, "--device", "cpu", "--library", self.library)
        until = time.monotonic() + 60
        while stuck.name.encode() not in self.in_hand() and time.monotonic() < until:
            time.sleep(0.05)
        return scan.send(signal.SIGKILL)

    def in_hand(self) -> bytes:
        file = self.library / "in-hand.json"
        return file.read_bytes() if file.exists() else b""

    def photos(self) -> int:
        _, output = self.server.run("faces", "--library", self.library)
        return len({json.loads(line)["photo"] for line in output.splitlines()})

    def unreadable(self) -> dict[str, str]:
        _, output = self.server.run("unreadable", "--json", "--library", self.library)
        return {Path(each["path"]).name: each["reason"] for each in json.loads(output)["files"]}


@pytest.fixture
def scans(server: ForkServer, small_portraits: Path, tmp_path: Path) -> Scans:
    return Scans(server, small_portraits, tmp_path)


def test_a_photo_that_crashes_the_program_is_set_aside_until_its_bytes_change(scans: Scans) -> None:
    bad = scans.harm(BAD_NAME, b"crashes!")
    assert scans.scan() == -signal.SIGABRT
    if os.name == "posix":
        assert stat.S_IMODE((scans.library / "in-hand.json").stat().st_mode) == 0o600
    assert scans.scan() == 0
    assert list(scans.unreadable().values()) == [REASON]
    assert scans.photos() == 3
    assert scans.scan() == 0, "it was opened again"
    bad.write_bytes(bad.read_bytes()[:-8] + b"harmless")
    assert scans.scan() == 0
    assert scans.unreadable() == {}
    assert scans.photos() == 4


def test_a_photo_that_was_in_hand_when_the_user_killed_the_scan_is_no_suspect_for_long(
    scans: Scans,
) -> None:
    scans.harm("good.jpg", b"kill -9!")
    scans.server.output.with_name("once").touch()
    assert scans.scan() == -signal.SIGKILL
    assert scans.scan() == 0
    assert scans.unreadable() == {}
    assert scans.photos() == 4


def test_a_photo_that_crashes_only_beside_the_networks_is_set_aside_after_the_second_time(
    scans: Scans,
) -> None:
    scans.harm("large.jpg", b"2 large!")
    assert [scans.scan() for _ in range(3)] == [-signal.SIGABRT, -signal.SIGABRT, 0]
    assert scans.unreadable() == {"large.jpg": REASON}
    assert scans.photos() == 3


def test_a_photo_whose_reading_never_ends_is_told_and_waiting_for_it_can_be_stopped(
    scans: Scans, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", HOOKS)
    good, endless = str(scans.top / "obama.jpg"), str(scans.harm("endless.jpg", b"endless!"))
    places = (first_to_end([good, endless, good], 2048, "", CancelToken(), each) for each in (0.5, 5, 50))
    assert next(place for place in places if place) == End(
        1, crashed=False
    )  # in less time a busy machine may not get so far
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        first_to_end([endless], 2048, "", cancel)
    assert first_to_end([good, good], 2048, "", CancelToken()) is None


def test_a_photo_whose_reading_never_ended_is_tried_again_by_every_scan(
    scans: Scans, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", HOOKS)
    bad = scans.harm("endless.jpg", b"endless!")
    about = bad.stat()
    assert scans.scan_until_killed(bad) == -signal.SIGKILL
    with Catalogue(scans.library / "catalogue.sqlite") as catalogue:

        def scan() -> set[str]:
            """What it opens."""
            set_aside(catalogue, InHand(scans.library), "sface", CancelToken(), seconds_each=10)
            plan = plan_scan(catalogue, [scans.top], "sface", CancelToken(), scans.library)
            return {file.path.name for group in plan.pending for file in group} & {bad.name}

        assert [scan(), scan()] == [set(), set()]
        [told] = catalogue.query(files.unreadable)
        assert (told.path, told.reason) == (bad, "reading it came to no end; it is tried again")
        with bad.open("r+b") as disk:  # it answers again
            disk.seek(-8, os.SEEK_END)
            disk.write(b"harmless")
        os.utime(bad, ns=(about.st_atime_ns, about.st_mtime_ns))
        assert scan() == {bad.name}
