"""What the window feels like: `python -m tests.bench.bench_window [--small]`.

Offscreen, on libraries of 100,000 and 1,000,000 photos that are made in build/bench the first time (400 MB), and on a
few real photos for the tour. `--small` leaves out the million.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse

from tests.bench import (
    window_correction,
    window_grid,
    window_search,
    window_stands,
    window_start,
    window_tour,
)
from tests.bench.window_drive import application, ratio
from tests.bench.window_library import large_library
from tests.gui import stalls

LISTED, LARGE = 100_000, 1_000_000
STARTS = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help=f"{LISTED:,} photos instead of {LARGE:,}")
    arguments, _ = parser.parse_known_args()
    photos = LISTED if arguments.small else LARGE
    kith, hello, heavy = window_start.compare(large_library(LISTED), STARTS)
    what = f"start: {kith:.2f} s with {LISTED:,} photos; PySide6's hello-world {hello:.2f} s"
    ratio(what, kith / hello, "<= 2.5 x", kith / hello <= 2.5)
    print(f"  imported by then of what is slow to import: {', '.join(sorted(heavy)) or 'nothing'}")
    application()
    window_grid.measure(large_library(photos), photos, LISTED)
    window_stands.measure(large_library(photos), photos)
    window_search.measure(large_library(photos), photos)
    window_correction.measure(large_library(LISTED), LISTED)
    print(window_tour.measure())
    print(stalls.kept() or "the window tests have not been run here: `make test`")


if __name__ == "__main__":
    main()
