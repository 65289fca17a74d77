"""Decoding keeps to its memory, however many threads ask."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from engine.photos.memory import MemoryBudget
from tests.bench.large_files import write_png

ROOT = Path(__file__).resolve().parents[3]

# Opens the files after the first, all at once; prints by how many MB the process grew at its peak.
OPEN_ALL = """
import sys, threading
from pathlib import Path
from engine.photos.decode import open_photo
from engine.photos.memory import give_back_large_blocks

def megabytes(what):
    lines = dict(line.split(":") for line in open("/proc/self/status"))
    return int(lines[what].split()[0]) // 1024

give_back_large_blocks()
open_photo(Path(sys.argv[1]), 500)
before = megabytes("VmRSS")
threads = [threading.Thread(target=open_photo, args=(Path(name), 500)) for name in sys.argv[2:]]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(megabytes("VmHWM") - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process's memory is asked of Linux")
def test_panoramas_opened_at_once_take_no_more_than_a_scan_may(tmp_path: Path) -> None:
    """Six of 280 MB each by six threads: 1,680 MB if they didn't wait for one another."""
    write_png(tmp_path / "small.png", (500, 400))
    write_png(tmp_path / "panorama.png", (14_000, 5000))
    files = [tmp_path / "small.png", *[tmp_path / "panorama.png"] * 6]
    opened = subprocess.run(
        [sys.executable, "-c", OPEN_ALL, *map(str, files)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert 280 < int(opened.stdout) < 1500


def test_never_more_than_the_budget_is_out() -> None:
    budget, lock = MemoryBudget(100), threading.Lock()
    out, most = [0], [0]

    def work(seed: int) -> None:
        sizes = random.Random(seed)
        for _ in range(60):
            size = sizes.randint(1, 100)
            with budget.take(size):
                with lock:
                    out[0] += size
                    most[0] = max(most[0], out[0])
                time.sleep(0)
                with lock:
                    out[0] -= size

    run([threading.Thread(target=work, args=(seed,)) for seed in range(8)])
    assert out == [0]
    assert 0 < most[0] <= 100


def test_small_pictures_do_not_starve_a_big_one() -> None:
    """Whoever comes after the big one waits behind it, though there would be room for him."""
    budget, order = MemoryBudget(100), []
    began, asked = threading.Event(), threading.Event()

    def big() -> None:
        began.set()
        with budget.take(100):
            order.append("big")

    def small() -> None:
        asked.set()
        with budget.take(1):
            order.append("small")

    first, second = threading.Thread(target=big), threading.Thread(target=small)
    with budget.take(50):
        first.start()
        began.wait(10)
        while not budget._turn.locked():
            time.sleep(0)
        second.start()
        asked.wait(10)
        time.sleep(0.02)
        assert order == []
    first.join(10)
    second.join(10)
    assert order == ["big", "small"]


def test_an_error_gives_the_memory_back() -> None:
    budget = MemoryBudget(10)
    for _ in range(3):
        try:
            with budget.take(10):
                raise ValueError
        except ValueError:
            continue
    with budget.take(10):
        pass


def run(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
