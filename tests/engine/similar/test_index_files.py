"""The files of an index: a crash leaves a usable one, and damage is noticed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.errors import Cancelled
from engine.progress import CancelToken, Progress
from engine.similar import grow
from engine.similar.build import build
from engine.similar.files import WHOLE_LIMIT, fingerprint
from engine.similar.index import open_index
from tests.bench.clouds import clouds

ROOT = Path(__file__).resolve().parents[3]

# Builds face ids 0, 1, 2, ... over and over, and says when it has begun and when each index is in force.
BUILDER = """
import sys
from pathlib import Path
from engine.similar.build import build
from tests.bench.clouds import clouds
folder, rows = Path(sys.argv[1]), int(sys.argv[2])
vectors, _ = clouds(rows, 32, people=50, seed=rows)
while True:
    print("building", flush=True)
    build(folder, "model", range(rows), vectors)
"""


def build_rows(folder: Path, rows: int, model: str = "model") -> None:
    build(folder, model, range(rows), clouds(rows, 32, people=50, seed=rows)[0])


def usable_rows(folder: Path, model: str = "model") -> int | None:
    """How many faces the index holds, all of them the right ones; None if it can't be opened."""
    opened = open_index(folder, model, 32)
    if opened is None:
        return None
    vectors, _ = clouds(len(opened), 32, people=50, seed=len(opened))
    for face in range(0, len(opened), 97):
        ids, scores = opened.search(vectors[face], 1)
        assert ids.tolist() == [face]
        assert scores[0] == pytest.approx(1, abs=1e-5)
    return len(opened)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.2])
def test_killed_in_the_middle_of_building(tmp_path: Path, delay: float) -> None:
    build_rows(tmp_path, 500)
    builder = subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(tmp_path), "2000"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert builder.stdout is not None
    builder.stdout.readline()
    with pytest.raises(subprocess.TimeoutExpired):
        builder.wait(delay)
    builder.kill()
    assert builder.wait() == -signal.SIGKILL
    builder.stdout.close()
    assert usable_rows(tmp_path) in (500, 2000)
    build_rows(tmp_path, 700)
    assert usable_rows(tmp_path) == 700
    assert len(list(tmp_path.glob("model-*"))) == 4, "what the killed build left is still there"


def damage(path: Path, how: str) -> None:
    content = bytearray(path.read_bytes())
    match how:
        case "gone":
            path.unlink()
            return
        case "empty":
            content = bytearray()
        case "truncated":
            content = content[:-1]
        case "longer":
            content += b"\0"
        case "altered at the start":
            content[3] ^= 1
        case "altered in the middle":
            content[len(content) // 2] ^= 1
        case "altered at the end":
            content[-1] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    "how",
    [
        "gone",
        "empty",
        "truncated",
        "longer",
        "altered at the start",
        "altered in the middle",
        "altered at the end",
    ],
)
@pytest.mark.parametrize(
    "name", ["model.json", "model-1.annoy", "model-1.rows.npy", "model-1.vectors.npy", "model-1.codes.npy"]
)
def test_damage_is_noticed_and_mended_by_building(tmp_path: Path, name: str, how: str) -> None:
    build_rows(tmp_path, 300)
    assert usable_rows(tmp_path) == 300
    damage(tmp_path / name, how)
    assert open_index(tmp_path, "model", 32) is None
    build_rows(tmp_path, 300)
    assert usable_rows(tmp_path) == 300


@pytest.mark.parametrize("header", ["[]", "null", "7", "{}", '{"checksum": 1, "format": 1}', "\x00"])
def test_a_header_of_something_else_is_not_believed(tmp_path: Path, header: str) -> None:
    build_rows(tmp_path, 300)
    (tmp_path / "model.json").write_text(header)
    assert open_index(tmp_path, "model", 32) is None


def test_an_index_of_another_model_or_size_or_none_at_all(tmp_path: Path) -> None:
    assert open_index(tmp_path / "nowhere", "model", 32) is None
    build_rows(tmp_path, 300)
    assert open_index(tmp_path, "model", 64) is None
    (tmp_path / "model.json").rename(tmp_path / "other.json")
    assert open_index(tmp_path, "other", 32) is None


def test_a_large_file_that_grew_shrank_or_lost_its_end_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(WHOLE_LIMIT + 10)  # sparse: it takes no room
    whole = fingerprint(path)
    with path.open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"x")
    changed = fingerprint(path)
    with path.open("r+b") as file:
        file.truncate(WHOLE_LIMIT + 9)
    assert len({whole, changed, fingerprint(path)}) == 3


def test_models_with_like_names_keep_out_of_each_others_way(tmp_path: Path) -> None:
    build_rows(tmp_path, 200, "facenet-2")
    build_rows(tmp_path, 300, "facenet")
    build_rows(tmp_path, 400, "facenet")
    assert usable_rows(tmp_path, "facenet-2") == 200
    assert usable_rows(tmp_path, "facenet") == 400


def test_an_open_index_answers_while_and_after_another_is_built(tmp_path: Path) -> None:
    build_rows(tmp_path, 300)
    opened = open_index(tmp_path, "model", 32)
    assert opened is not None
    for rows in (400, 500):
        build_rows(tmp_path, rows)
        vectors, _ = clouds(300, 32, people=50, seed=300)
        assert opened.search(vectors[123], 1)[0].tolist() == [123]
    assert usable_rows(tmp_path) == 500


@pytest.mark.parametrize("apart", [True, False], ids=["in a process of their own", "in this one"])
@pytest.mark.parametrize("when", [0.01, 0.2, 0.75, 0.9])
def test_cancelling_at_any_time_keeps_the_old_index_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: float, apart: bool
) -> None:
    """The trees have 0.1 to 0.8 of the progress."""
    monkeypatch.setattr(grow, "IN_PROCESS", 0 if apart else 10**6)
    build_rows(tmp_path, 300)
    before = sorted(tmp_path.iterdir())
    token = CancelToken()
    seen: list[float] = []

    def cancel_there(progress: Progress) -> None:
        assert progress.total == 6_000
        seen.append(progress.done / progress.total)
        if seen[-1] >= when:
            token.cancel()

    vectors, _ = clouds(6_000, 32, people=50)
    with pytest.raises(Cancelled):
        build(tmp_path, "model", np.arange(6_000), vectors, on_progress=cancel_there, cancel=token)
    assert seen == sorted(seen)
    assert sorted(tmp_path.iterdir()) == before
    assert usable_rows(tmp_path) == 300


def test_trees_that_grew_in_a_process_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grow, "IN_PROCESS", 0)
    build_rows(tmp_path, 700)
    assert usable_rows(tmp_path) == 700


def test_a_full_disk_keeps_the_old_index(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    build_rows(tmp_path, 300)
    script = (
        "import resource, signal, sys; from pathlib import Path; from engine.similar.build import build;"
        "from tests.bench.clouds import clouds; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2);"
        "build(Path(sys.argv[1]), 'model', range(3000), clouds(3000, 32, people=50)[0])"
    )
    del resource
    for limit in (100_000, 390_000, 470_000):  # in the vectors; in the codes, or in the trees
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path), str(limit)],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 1
        assert "OSError" in done.stderr
        assert usable_rows(tmp_path) == 300
        assert len(list(tmp_path.glob("model-*"))) == 4
