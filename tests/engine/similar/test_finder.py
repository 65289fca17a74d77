"""A space's index is in step with its rows, whatever happens to them."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.errors import Cancelled
from engine.progress import CancelToken, Progress
from engine.similar import finder as finder_module
from engine.similar import grow
from engine.similar.finder import REBUILD_ROWS, SpaceFinder
from tests.bench.clouds import clouds, unit

D = 16
Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class Rows:
    """What a catalogue would hold."""

    def __init__(self, count: int = 0, seed: int = 0) -> None:
        self.kept: dict[int, Vectors] = {}
        self.hidden: set[int] = set()
        self.random = np.random.default_rng(seed)
        self.add(count)

    def add(self, count: int, step: int = 2) -> None:
        last = max(self.kept, default=0)
        for number, vector in enumerate(self.random.standard_normal((count, D)), 1):
            self.kept[last + step * number] = unit(vector[None])[0]

    def ids(self, after: int = 0) -> Ids:
        return np.array(sorted(row for row in self.kept if row > after), np.int64)

    def vectors(self, ids: Ids) -> tuple[Ids, Vectors]:
        there = sorted(row for row in ids.tolist() if row in self.kept)
        return np.array(there, np.int64), np.array([self.kept[row] for row in there], np.float32)

    def shown(self, ids: Ids) -> Ids:
        return np.array(
            [row for row in ids.tolist() if row in self.kept and row not in self.hidden], np.int64
        )

    def best(self, query: Vectors, count: int, without: set[int] = frozenset()) -> list[int]:
        shown = [row for row in self.kept if row not in self.hidden | without]
        return sorted(shown, key=lambda row: (-float(self.kept[row] @ query), row))[:count]


def query_of(seed: int) -> Vectors:
    return unit(np.random.default_rng(seed + 1000).standard_normal((1, D)))[0]


def check(finder: SpaceFinder, rows: Rows, seed: int = 0, count: int = 20) -> None:
    query = query_of(seed)
    ids, scores = finder.search(query, count)
    assert ids.tolist() == rows.best(query, count)
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)
    left_out = rows.best(query, 3)
    ids, _ = finder.search(query, count, exclude=np.array(left_out, np.int64))
    assert ids.tolist() == rows.best(query, count, set(left_out))


@pytest.mark.parametrize("at_once", [0, 10**9], ids=["a large library's way", "a small one's"])
@settings(max_examples=25)
@given(
    steps=st.lists(st.sampled_from(["add", "hide", "show", "drop", "build", "start"]), max_size=12),
    seed=st.integers(0, 99),
)
def test_answers_are_those_of_comparing_all_that_is_shown_now(
    tmp_path_factory: pytest.TempPathFactory, at_once: int, steps: list[str], seed: int
) -> None:
    rows, folder = Rows(30, seed), tmp_path_factory.mktemp("space")
    finder = SpaceFinder(folder, "space", D, rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finder_module, "COMPARED_AT_ONCE", at_once)
        patch.setattr(finder_module, "REBUILD_ROWS", 0)
        for step in steps:
            some = rows.random.choice(rows.ids(), 5).tolist() if rows.kept else []
            match step:
                case "add":
                    rows.add(7)
                case "hide":
                    rows.hidden |= set(some)
                case "show":
                    rows.hidden -= set(list(rows.hidden)[:6])
                case "drop":
                    for row in {*some} - {max(rows.kept, default=0)}:  # ids are not given anew
                        del rows.kept[row]
                case "build":
                    finder.rebuild_if_due()
                case "start":
                    finder = SpaceFinder(folder, "space", D, rows)
            check(finder, rows, seed)


def test_rows_that_come_between_others_are_found_after_the_next_rebuild(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a scan with another model goes on after a pause."""
    monkeypatch.setattr(finder_module, "COMPARED_AT_ONCE", 0)
    rows = Rows(600)
    finder = SpaceFinder(tmp_path, "space", D, rows)
    assert finder.rebuild_if_due()
    rows.kept[7] = query_of(0)
    finder.rebuild_if_due()
    check(finder, rows)
    check(SpaceFinder(tmp_path, "space", D, rows), rows)


def test_most_of_a_library_is_hidden(tmp_path: Path) -> None:
    rows = Rows(2_000)
    finder = SpaceFinder(tmp_path, "space", D, rows)
    finder.rebuild_if_due()
    rows.hidden = set(rows.best(query_of(0), 1_900))
    check(finder, rows)


def test_an_index_is_built_anew_when_enough_has_changed(tmp_path: Path) -> None:
    rows = Rows(800)
    finder = SpaceFinder(tmp_path, "space", D, rows)
    assert finder.rebuild_if_due()
    assert not finder.rebuild_if_due()
    rows.add(REBUILD_ROWS)
    assert not finder.rebuild_if_due()
    rows.add(1)
    assert finder.rebuild_if_due()
    for row in rows.ids()[: REBUILD_ROWS + 1].tolist():
        del rows.kept[row]
    assert finder.rebuild_if_due()
    check(finder, rows)


@pytest.mark.parametrize("kind", ["json", "annoy", "rows.npy", "vectors.npy", "codes.npy"])
def test_damage_costs_nothing_but_a_rebuild(tmp_path: Path, kind: str) -> None:
    rows = Rows(900)
    SpaceFinder(tmp_path, "space", D, rows).rebuild_if_due()
    file = next(tmp_path.glob(f"*.{kind}"))
    file.write_bytes(file.read_bytes()[:-2])
    finder = SpaceFinder(tmp_path, "space", D, rows)
    check(finder, rows)
    assert finder.rebuild_if_due()
    check(finder, rows)


def test_two_spaces_keep_out_of_each_others_way_but_are_withdrawn_together(tmp_path: Path) -> None:
    faces, scenes = Rows(900, 1), Rows(700, 2)
    finders = [SpaceFinder(tmp_path, "sface", D, faces), SpaceFinder(tmp_path, "scene-x", D, scenes)]
    assert all(finder.rebuild_if_due() for finder in finders)
    check(finders[0], faces)
    check(finders[1], scenes)
    finders[0].withdraw()
    assert all(finder.rebuild_if_due() for finder in finders)


def test_searches_go_on_while_an_index_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grow, "IN_PROCESS", 0)
    rows = Rows(3_000)
    finder = SpaceFinder(tmp_path, "space", D, rows)
    finder.rebuild_if_due()
    rows.add(1_000)
    growing, searched, token = threading.Event(), threading.Event(), CancelToken()

    def wait(progress: Progress) -> None:
        if progress.done > 0.3 * (progress.total or 0):
            growing.set()
            assert searched.wait(60)

    builder = threading.Thread(target=finder.rebuild_if_due, kwargs={"on_progress": wait, "cancel": token})
    builder.start()
    assert growing.wait(60)
    rows.add(10)
    check(finder, rows)
    searched.set()
    builder.join()
    check(finder, rows)
    assert not finder.rebuild_if_due()


def test_a_build_that_is_cancelled_leaves_the_answers_as_they_were(tmp_path: Path) -> None:
    rows = Rows(1_000)
    finder = SpaceFinder(tmp_path, "space", D, rows)
    finder.rebuild_if_due()
    rows.add(1_000)
    token = CancelToken()
    with pytest.raises(Cancelled):
        finder.rebuild_if_due(on_progress=lambda _: token.cancel(), cancel=token)
    check(finder, rows)


def test_the_recall_is_known_where_something_may_be_missed(tmp_path: Path) -> None:
    rows = Rows(100)
    finder = SpaceFinder(tmp_path, "space", D, rows)
    assert finder.recall is None
    large = SpaceFinder(tmp_path, "large", 64, _Large(clouds(24_000, 64, people=800)[0]))
    large.rebuild_if_due()
    assert large.recall is None or large.recall >= 0.9995


class _Large(Rows):
    def __init__(self, vectors: Vectors) -> None:
        super().__init__()
        self.kept = dict(enumerate(vectors, 1))
