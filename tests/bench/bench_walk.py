"""How fast a second scan finds that nothing is new: `python -m tests.bench.bench_walk`."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from engine.catalogue import roots
from engine.catalogue.connection import Catalogue
from engine.progress import CancelToken
from engine.scanning.fingerprints import take_fingerprints
from engine.scanning.plan import plan_scan

FOLDERS = 500
FILES = 200  # in each
ROUNDS = 5
MODEL = "sface"


def make_tree(top: Path) -> None:
    """Sparse files with the names of photos; nothing in them is ever read."""
    for number in range(FOLDERS):
        folder = top / f"{2000 + number // 25}" / f"album {number:03}"
        folder.mkdir(parents=True)
        for photo in range(FILES):
            with open(folder / f"IMG_{photo:04}.JPG", "wb") as file:  # noqa: PTH123
                file.truncate(photo)


def with_rglob(top: Path) -> int:
    """The plain way: every path below `top` and its `stat`."""
    return sum(path.stat().st_size >= 0 for path in top.rglob("*"))


def with_rglob_asking(top: Path) -> int:
    """The plain way as it is mostly written: each path is first asked whether it is a file."""
    return sum(path.stat().st_size >= 0 for path in top.rglob("*") if path.is_file())


def fill(catalogue: Catalogue, top: Path) -> None:
    """The catalogue as a scan of `top` leaves it: each file a photo without faces, looked at with the model."""
    catalogue.write(lambda writer: roots.add_root(writer, top))
    catalogue.write(lambda writer: _record(writer, top))


def _record(writer: sqlite3.Connection, top: Path) -> None:
    number = 0
    for folder, _, names in os.walk(top):
        where = writer.execute(
            "INSERT INTO folder (path, shown) VALUES (?, 1) RETURNING id", (os.fsencode(folder),)
        ).fetchone()[0]
        for name in names:
            number += 1
            about = (Path(folder) / name).stat()
            writer.execute(
                "INSERT INTO photo (id, content_hash, width, height, detector) VALUES (?, ?, 4, 3, 'none')",
                (number, number.to_bytes(16, "big")),
            )
            writer.execute(
                "INSERT INTO file (folder_id, name, size, mtime_ns, photo_id) VALUES (?, ?, ?, ?, ?)",
                (where, os.fsencode(name), about.st_size, about.st_mtime_ns, number),
            )


def interleaved(*ways: Callable[[], object]) -> list[tuple[float, float]]:
    """The best time in seconds of each of `ways`, by the clock and on the processor, taken in turns."""
    best = [(float("inf"), float("inf"))] * len(ways)
    for _ in range(ROUNDS):
        for index, way in enumerate(ways):
            start, busy = time.perf_counter(), _on_the_processor()
            way()
            took = time.perf_counter() - start, _on_the_processor() - busy
            best[index] = min(best[index][0], took[0]), min(best[index][1], took[1])
    return best


def _on_the_processor() -> float:
    """Seconds, those of processes that were started and have ended among them."""
    return sum(os.times()[:4])


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        top, library = Path(name) / "photos", Path(name) / "library"
        library.mkdir()
        make_tree(top)
        with Catalogue(library / "catalogue.sqlite") as catalogue:
            fill(catalogue, top)
            take_fingerprints(catalogue, [top])  # as every scan does at its end
            pending: list[int] = []

            def ours() -> None:
                plan = plan_scan(catalogue, [top], MODEL, CancelToken(), library)
                pending.append(sum(map(len, plan.pending)))

            plain, asking, scan = interleaved(lambda: with_rglob(top), lambda: with_rglob_asking(top), ours)
        print(
            f"{FOLDERS * FILES:,} unchanged files in {FOLDERS} folders, {max(pending)} of them to be decoded; "
            f"found out by Kith in {scan[0]:.2f} s, {scan[1]:.2f} of them on the processor"
        )
        for title, times in (("rglob, stat", plain), ("rglob, is_file, stat", asking)):
            print(
                f"  pathlib's {title}: {times[0]:.2f} s, {times[0] / scan[0]:.1f} x; "
                f"on the processor {times[1]:.2f} s, {times[1] / scan[1]:.1f} x"
            )


if __name__ == "__main__":
    main()
