"""The watchdog and the guard of the window's thread notice what they are there for."""

from __future__ import annotations

import textwrap
import threading
import time
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QTimer

from tests.gui.thread_guard import ThreadGuard
from tests.gui.watchdog import ROOT, Watchdog


def as_if_in_the_window(source: str, **names: object) -> None:
    """Run `source` as if it stood in a file of the window's code."""
    exec(compile(textwrap.dedent(source), str(ROOT / "gui" / "slow.py"), "exec"), names)


def test_a_stall_is_noticed_with_its_cause(qtbot):
    watchdog = Watchdog()
    watchdog.begin()
    QTimer.singleShot(0, lambda: as_if_in_the_window("sleep(0.3)", sleep=time.sleep))
    qtbot.wait(400)
    stalls = watchdog.end()
    watchdog.close()
    assert any(stall.cause.startswith("gui/slow.py:1 ") for stall in stalls), stalls


def test_what_a_test_does_itself_is_no_stall(qtbot):
    watchdog = Watchdog()
    watchdog.begin()
    time.sleep(0.2)
    stalls = watchdog.end()
    watchdog.close()
    assert stalls == []


@pytest.fixture
def guard():
    """One more, so that what it sees doesn't fail the test."""
    with pytest.MonkeyPatch.context() as patch:
        yield ThreadGuard(patch)


def test_decoding_and_writing_in_the_window_thread_are_seen(
    library, tmp_path: Path, guard: ThreadGuard, nothing_long_in_the_window_thread: ThreadGuard
):
    path = tmp_path / "picture.png"
    Image.new("RGB", (8, 8)).save(path)
    Image.open(path).load()
    anna = next(person.id for person in library.people() if person.name == "Anna")
    library.name_person(anna, "Ann")
    assert guard.seen == [], "a test may do what it likes"

    worker = threading.Thread(
        target=as_if_in_the_window, args=("open(path).load()",), kwargs={"open": Image.open, "path": path}
    )
    worker.start()
    worker.join()
    assert guard.seen == [], "and so may a worker"

    as_if_in_the_window("open(path).load()", open=Image.open, path=path)
    as_if_in_the_window("library.name_person(anna, 'Anna')", library=library, anna=anna)
    assert "decodes a picture" in guard.seen[0]
    assert "writes to the catalogue" in guard.seen[-1]
    nothing_long_in_the_window_thread.seen.clear()
