"""Decoding keeps to its memory, however many threads ask."""

from __future__ import annotations

import random
import threading
import time

from engine.photos.memory import MemoryBudget


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
