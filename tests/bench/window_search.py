"""Typing into the search field with a million photos: how long the window stands still, when the answer comes."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from gui.main_window import MainWindow
from tests.bench.window_drive import line, run_event_loop, settle, timed, window_on

TYPED = ("person 42", "june 2019", "img_0001")
BETWEEN = 120  # milliseconds between two keys: a quick typist
BEAT = 2


def measure(directory: Path, photos: int) -> None:
    """Print what is measured on the library of `photos` in `directory`."""
    with window_on(directory) as window:
        settle(window)
        keys: list[float] = []
        stalls: list[float] = []
        answers = [_type(window, words, keys, stalls) for words in TYPED]
        line(f"a key in the search field of {photos:,} photos", keys, 0.050)
        line("the window standing still while words are typed and found", stalls, 0.050)
        print(
            f"  from the last key until all that is found is listed: {max(answers):.1f} s at worst",
            flush=True,
        )


def _type(window: MainWindow, words: str, keys: list[float], stalls: list[float]) -> float:
    field, page = window.search_field, window.rooms.photos
    field.setFocus()
    field.clear()
    field.searched.emit("")
    settle(window)
    beats: list[float] = []
    heart = QTimer(interval=BEAT)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    for letter in words:
        keys.append(timed(lambda letter=letter: QTest.keyClicks(field, letter)))
        QTest.qWait(BETWEEN)
    found = timed(
        lambda: run_event_loop(
            lambda: window.navigator.place.words == words and not window.services.jobs.busy
        )
    )
    heart.stop()
    stalls.append(max(after - before for before, after in pairwise(beats)))
    assert page.grid.ids_model().count()
    return found
