"""What an album of a million photos costs, beside listing all photos: `python -m tests.bench.bench_albums`.

The library is that of the window's benchmark; it is left as it was.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from engine.library import Library
from tests.bench.window_library import large_library

T = TypeVar("T")
PHOTOS = 1_000_000
MANY = 10_000


class Waiting(threading.Thread):
    """A thread that wants Python's lock every millisecond, as the window does."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.longest = 0.0

    def run(self) -> None:
        before = time.perf_counter()
        while True:
            time.sleep(0.001)
            now = time.perf_counter()
            self.longest, before = max(self.longest, now - before), now


def told(what: str, work: Callable[[], T], waiting: Waiting, baseline: float | None = None) -> float:
    """Do it and print what it took; returns the seconds."""
    waiting.longest = 0.0
    start = time.perf_counter()
    work()
    took = time.perf_counter() - start
    ratio = "" if baseline is None else f"   {took / baseline:5.2f} x all photos"
    print(
        f"{what:44} {took * 1000:8.1f} ms   others wait {waiting.longest * 1000:3.0f} ms{ratio}", flush=True
    )
    return took


def measure(library: Library) -> None:
    waiting = Waiting()
    waiting.start()
    photos = library.photo_list().ids
    baseline = told("list all photos", library.photo_list, waiting)
    large = next(iter(library.create_album("All of them").albums))
    small = next(iter(library.create_album("Some of them").albums))
    told("add a million photos", lambda: library.add_to_album(large, photos), waiting)
    told("undo", library.undo, waiting)
    told("redo", library.redo, waiting)
    told("add 10,000 photos", lambda: library.add_to_album(small, photos[:MANY]), waiting)
    told("remove 10,000 of a million", lambda: library.remove_from_album(large, photos[:MANY]), waiting)
    told("undo", library.undo, waiting)
    told("count the albums", library.albums, waiting)
    told("list the album of a million", lambda: library.photo_list(album=large), waiting, baseline)
    told("its first screenful", lambda: library.photo_list(album=large, first=500), waiting, baseline)
    told("list the album of 10,000", lambda: library.photo_list(album=small), waiting, baseline)
    told("delete the album of a million", lambda: library.delete_album(large), waiting)
    told("undo", library.undo, waiting)


def main() -> int:
    with tempfile.TemporaryDirectory() as top:
        copy = Path(top) / "library"
        copy.mkdir(mode=0o700)
        shutil.copy(large_library(PHOTOS) / "catalogue.sqlite", copy)
        with Library(copy) as library:
            measure(library)
    return 0


if __name__ == "__main__":
    sys.exit(main())
