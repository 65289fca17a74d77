"""The command line is a contract: scripts rely on what it prints and on its exit status."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parent.parent


def kith(*arguments: object, expect: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a script would."""
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, check=False)
    assert done.returncode == expect, done.stderr
    assert "Traceback" not in done.stderr
    return done


def answer(*arguments: object) -> dict[str, Any]:
    """The one JSON object that a command prints."""
    (line,) = kith(*arguments, "--json").stdout.splitlines()
    value: dict[str, Any] = json.loads(line)
    return value


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli") / "library"


@pytest.fixture(scope="module")
def first_scan(small_portraits: Path, where: Path) -> subprocess.CompletedProcess[str]:
    """Tells on standard error what it imports."""
    scan = "scan", small_portraits, "--library", where, "--device", "cpu", "--json"
    return kith(*scan, PYTHONPROFILEIMPORTTIME="1")


@pytest.fixture(scope="module")
def library(first_scan: subprocess.CompletedProcess[str], where: Path) -> Path:
    """A scanned library; what the tests say in it is said about different people."""
    (line,) = first_scan.stdout.splitlines()
    report = json.loads(line)
    assert (report["photos"], report["faces"], report["groups"], report["unreadable"]) == (6, 6, 1, 0)
    assert report["seconds"] > 0
    assert report["photos_per_second"] > 0
    return where


def test_a_scan_does_not_wait_for_the_compiler_of_torch(first_scan: subprocess.CompletedProcess[str]) -> None:
    """Importing it takes as long as everything else that the networks need."""
    imported = {line.rpartition("|")[2].strip() for line in first_scan.stderr.splitlines()}
    assert {"torch", "torchvision", "facenet_pytorch"} <= imported
    assert not {"torch._dynamo", "torch._inductor"} & imported


def test_faces_are_json_lines_with_boxes_in_pixels(library: Path, small_portraits: Path) -> None:
    lines = [json.loads(line) for line in kith("faces", "--library", library).stdout.splitlines()]
    assert len(lines) == 6
    assert {Path(line["photo"]) for line in lines} == set(small_portraits.glob("*.jpg"))
    for line in lines:
        assert set(line) == {"photo", "face", "box", "confidence", "quality", "person", "name"}
        assert 40 < line["box"][2] < 480
        assert 0 <= line["quality"] <= 1
        assert 0.5 < line["confidence"] <= 1


def test_naming_shows_in_people_and_in_similar(library: Path, small_portraits: Path) -> None:
    [group] = answer("people", "--library", library)["people"]
    assert (group["faces"], group["photos"]) == (5, 5)
    kith("name", group["id"], "Barack", "--library", library)
    [person] = answer("people", "--library", library)["people"]
    assert (person["id"], person["name"]) == (group["id"], "Barack")
    query = small_portraits / "obama.jpg"
    results = answer("similar", query, "--library", library, "--count", 2)["results"]
    assert [result["name"] for result in results] == ["Barack", "Barack"]
    assert str(query) not in [result["photo"] for result in results]
    assert set(results[0]) == {"photo", "face", "score", "person", "name"}
    again = answer("group", "--library", library, "--method", "kmeans", "--clusters", 2)
    assert again["faces"] == 6
    assert (again["method"], again["thresholds"], again["strangers"]) == ("kmeans", {"clusters": 2}, 0)
    offered = answer("group", "--library", library, "--method", "kmeans", "--clusters", "auto")
    assert 1 <= offered["thresholds"]["clusters"] <= 3
    assert "every stranger" in kith("group", "--library", library, "--method", "kmeans").stdout
    default = answer("group", "--library", library)
    assert default["people"] + default["strangers"] <= default["faces"]
    assert default["thresholds"]["pair"] > 0
    assert "Barack" in kith("people", "--library", library).stdout


def test_similar_by_scene_by_both_and_from_standard_input(library: Path, small_portraits: Path) -> None:
    query = small_portraits / "obama.jpg"
    by_scene = answer("similar", query, "--by", "scene", "--library", library)
    assert (by_scene["by"], by_scene["dimensions"]) == ("scene", 1280)
    assert str(query) not in [result["photo"] for result in by_scene["results"]]
    assert {"photo", "score", "face_score", "scene_score"} < set(by_scene["results"][0])
    joint = answer("similar", query, "--by", "both", "--weight", 1, "--exact", "--library", library)
    by_face = answer("similar", query, "--by", "face", "--library", library)["results"]
    assert joint["results"][0]["photo"] == by_face[0]["photo"]
    least = by_face[1]["score"]
    assert len(answer("similar", query, "--min-score", least, "--library", library)["results"]) == 2
    elsewhere = answer("similar", query, "--in", small_portraits.parent / "no", "--library", library)
    assert elsewhere["results"] == []
    with query.open("rb") as picture:
        command = [sys.executable, "main.py", "similar", "-", "--json", "--library", str(library)]
        piped = subprocess.run(command, cwd=ROOT, stdin=picture, capture_output=True, check=True)
    assert json.loads(piped.stdout)["results"] == by_face
    together = answer("similar", query, "--all", "--library", library)
    assert together["results"]
    [person] = answer("people", "--library", library)["people"]
    others = answer("similar", "--person", person["id"], "--by", "scene", "--library", library)["results"]
    assert {result["face_score"] for result in others} == {None}


def test_suggestions_questions_and_calibration_are_for_scripts(library: Path) -> None:
    for group in answer("suggest", "--library", library)["groups"]:
        assert set(group) == {"person", "faces", "people"}
        assert all(0 < each["probability"] <= 1 for each in group["people"])
    assert isinstance(answer("questions", "--library", library, "--count", 3)["questions"], list)
    found = answer("calibrate", "--library", library, "--false-match-rate", 0.01)
    assert found["own"] is False, "six faces are not enough"
    assert len(found["edges"]) == len(found["same"]) + 1
    assert -1 < found["threshold"] < 1
    table = kith("calibrate", "--library", library).stdout
    assert "too few to measure on" in table
    assert len(table.splitlines()) > len(found["same"])
    for wrong in (["calibrate", "--false-match-rate", 2], ["questions", "--count", 0], ["suggest", 999]):
        assert len(kith(*wrong, "--library", library, expect=1).stderr.splitlines()) == 1


def test_vectors_are_plain_arrays(library: Path, tmp_path: Path) -> None:
    kith("vectors", "--out", tmp_path / "faces.npz", "--library", library)
    with np.load(tmp_path / "faces.npz", allow_pickle=False) as written:
        assert written["embedding"].shape == (6, 128)
        assert written["embedding"].dtype == np.float32
        assert np.allclose(np.linalg.norm(written["embedding"], axis=1), 1, atol=1e-5)
        assert written["face"].dtype.kind == written["photo"].dtype.kind == "U"
        assert str(written["model"]) == "sface"


def test_vectors_that_cannot_be_written_leave_no_half_file(library: Path, tmp_path: Path) -> None:
    (tmp_path / "faces.npz").mkdir()
    kith("vectors", "--out", tmp_path / "faces.npz", "--library", library, expect=1)
    assert [path.name for path in tmp_path.iterdir()] == ["faces.npz"]


def test_models_say_what_is_installed() -> None:
    models = {model["id"]: model for model in answer("models")["models"]}
    assert models["sface"]["default"]
    assert models["facenet-casia"]["installed"]
    assert not models["facenet-vggface2"]["default"]
    assert models["sface"]["figures"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["scan", "/no/such/folder"], "no folder"),
        (["group", "--method", "kmeans", "--clusters", "99"], "99 groups"),
        (["similar", "/no/such/photo.jpg"], "/no/such/photo.jpg"),
        (["similar"], "--person"),
        (["similar", "--person", "Nobody"], "Nobody"),
        (["similar", "--person", "1", "--weight", "2"], "--weight"),
        (["name", "4711", "Anna"], "no longer in the library"),
        (["name", "1", "  "], "name"),
        (["scan", ".", "--model", "guess"], "no model"),
        (["scan", ".", "--scene-model", "resnet50"], "models --fetch resnet50"),
        (["vectors", "--out", "/no/such/folder/faces.npz"], "can't be written"),
    ],
)
def test_the_users_problem_is_one_line_and_status_1(library: Path, arguments: list[str], said: str) -> None:
    done = kith(*arguments, "--library", library, expect=1)
    assert said in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["scan"], ["dance"], ["name", "Anna"], ["group", "--method", "magic"]])
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    kith(*arguments, expect=2)


def test_a_path_that_is_empty_is_not_the_current_folder(tmp_path: Path) -> None:
    for arguments in (["scan", ""], ["people", "--library", ""]):
        assert "a path is empty" in kith(*arguments, expect=2, KITH_LIBRARY=str(tmp_path / "none")).stderr
    assert not (tmp_path / "none").exists()


def test_an_id_that_no_library_can_hold_is_wrong_usage(library: Path) -> None:
    assert "no id" in kith("name", 2**63, "Anna", "--library", library, expect=2).stderr


@pytest.mark.parametrize("directory", ["x" * 300, "a\nb\x1b[31m", "a\udcffb"])
def test_odd_paths_are_said_in_one_harmless_line(tmp_path: Path, directory: str) -> None:
    done = kith("people", "--library", tmp_path / directory, expect=1)
    assert len(done.stderr.splitlines()) == 1
    assert "\x1b" not in done.stderr


POSIX_SHELL = pytest.mark.skipif(os.name != "posix", reason="a POSIX shell's redirections")
NO_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def in_shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `$KITH ...` as a shell would."""
    variables = os.environ | environment | {"KITH": f"{sys.executable} {ROOT / 'main.py'}"}
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, env=variables, check=False)


@POSIX_SHELL
@pytest.mark.parametrize(
    ("redirection", "status"),
    [("| true", 0), (">&-", 0), (">/dev/null 2>&-", 0), (">/dev/full", 1), ("--nonsense 2>&-", 2)],
)
def test_output_that_leads_nowhere_is_no_bug(library: Path, redirection: str, status: int) -> None:
    if "/dev/full" in redirection and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    done = in_shell(f"$KITH people --json --library '{library}' {redirection}")
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == (1 if status == 1 else 0)


@POSIX_SHELL
def test_without_utf_8_names_are_kept_and_problems_are_said(library: Path, tmp_path: Path) -> None:
    person = answer("people", "--library", library)["people"][0]["id"]
    done = in_shell(f"$KITH name {person} 'Zoë' --library '{library}'", **NO_UTF8)
    assert done.returncode == 0, done.stderr
    assert answer("people", "--library", library)["people"][0]["name"] == "Zoë"
    done = in_shell(f"$KITH people --library '{tmp_path}/nowhère'", **NO_UTF8)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


@POSIX_SHELL
def test_a_name_that_is_not_text_is_refused_rather_than_mangled(library: Path) -> None:
    assert "not text" in kith("name", 1, "Zo\udcff", "--library", library, expect=1).stderr


def test_asking_about_a_library_that_is_not_there_does_not_make_it(tmp_path: Path) -> None:
    done = kith("people", "--library", tmp_path / "nowhere", expect=1)
    assert "no library" in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_without_a_display_the_window_points_at_the_command_line(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells by the environment whether there is a display")
    done = kith(expect=1, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="", KITH_LIBRARY=str(tmp_path))
    assert "main.py scan" in done.stderr


def test_the_engine_imports_without_qt_and_its_facade_without_torch() -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "import engine.library, engine.cli\n"
        "heavy = {'torch', 'sklearn', 'scipy', 'onnx'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_scan_that_finds_nothing_new_loads_no_networks(library: Path, small_portraits: Path) -> None:
    code = (
        "import sys; from engine.cli import run_command\n"
        f"assert run_command(['scan', {str(small_portraits)!r}, '--library', {str(library)!r}]) == 0\n"
        "sys.exit('torch was imported' if 'torch' in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_script_scans_in_portions_and_reads_progress(small_portraits: Path, tmp_path: Path) -> None:
    where = ("--library", tmp_path / "library", "--device", "cpu", "--json")
    done = kith("scan", small_portraits, "--pause-after", 2, "--progress", "json", *where)
    report = json.loads(done.stdout)
    assert (report["analysed"], report["left"]) == (2, 4)
    lines = [line for line in done.stderr.splitlines() if line.startswith("{")]
    progress = [json.loads(line) for line in lines]
    assert all(
        set(p) == {"done", "total", "note", "per_second", "seconds_left", "unreadable"} for p in progress
    )
    assert (progress[-1]["done"], progress[-1]["total"]) == (2, 6)
    assert "scan --resume" in done.stderr
    report = json.loads(kith("scan", *where).stdout)
    assert (report["photos"], report["analysed"], report["left"]) == (6, 4, 0)
    assert "none is unfinished" in kith("scan", *where, expect=2).stderr
    assert json.loads(kith("scan", "--resume", *where).stdout)["photos"] == 0


def test_progress_names_the_files_that_could_not_be_read(small_portraits: Path, tmp_path: Path) -> None:
    photos = Path(shutil.copytree(small_portraits, tmp_path / "photos"))
    for name in ("empty.jpg", "torn.jpg"):
        (photos / name).write_bytes(b"torn" if name == "torn.jpg" else b"")
    where = ("--library", tmp_path / "library", "--device", "cpu", "--json", "--progress", "json")
    lines = [line for line in kith("scan", photos, *where).stderr.splitlines() if line.startswith("{")]
    told = [each for line in lines for each in json.loads(line)["unreadable"]]
    assert sorted(told, key=lambda each: each["path"]) == [
        {"path": str(photos / "empty.jpg"), "reason": "empty file"},
        {"path": str(photos / "torn.jpg"), "reason": "not a picture"},
    ]


def test_progress_of_grouping_can_be_read_too(library: Path) -> None:
    done = kith("group", "--library", library, "--progress", "json", "--json")
    assert json.loads(done.stdout)["faces"] == 6
    assert all("done" in json.loads(line) for line in done.stderr.splitlines())


@pytest.mark.parametrize("arguments", [["scan", ".", "--resume"], ["scan", ".", "--pause-after", "0"]])
def test_what_makes_no_sense_together_is_wrong_usage(arguments: list[str], tmp_path: Path) -> None:
    kith(*arguments, "--library", tmp_path / "none", expect=2)
    assert not (tmp_path / "none").exists()


@pytest.mark.skipif(os.name != "posix", reason="POSIX's signals")
@pytest.mark.parametrize("asked", [[signal.SIGTERM], [signal.SIGINT, signal.SIGTERM]])
def test_a_scan_that_is_told_to_stop_says_so(small_portraits: Path, tmp_path: Path, asked: list[int]) -> None:
    """The second signal stops it at once."""
    command = [
        sys.executable,
        str(ROOT / "main.py"),
        "scan",
        str(small_portraits),
        "--library",
        str(tmp_path),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as scan:
        while not (tmp_path / "lock-holder.json").exists() and scan.poll() is None:
            time.sleep(0.01)
        for number in asked:
            scan.send_signal(number)
        out, said = scan.communicate(timeout=60)
    assert (scan.returncode, out, said) == (1, "", "Stopped; what was done stays done.\n")
