"""Only the published weights are ever loaded; they are converted once, and a damaged conversion is made anew."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
import torch

from engine.errors import ModelMissing, UserProblem
from engine.vision.choice import default_model, model_infos
from engine.vision.registry import ModelSpec, all_models, find_model
from engine.vision.source import converted_file, import_weights, installed, source_file
from engine.vision.weights import load_state


@pytest.fixture
def sface() -> ModelSpec:
    return find_model("sface")


def from_elsewhere(spec: ModelSpec) -> ModelSpec:
    """The same model, its package not being installed."""
    return dataclasses.replace(spec, distribution="a-package-that-nobody-has")


def test_weights_that_are_not_the_published_ones_are_not_loaded(
    sface: ModelSpec, empty_weights: Path
) -> None:
    other = dataclasses.replace(sface, sha256="0" * 64)
    with pytest.raises(ModelMissing, match="SHA-256"):
        load_state(other)
    assert not converted_file(other).exists()


def test_without_weights_the_user_learns_how_to_get_them(empty_weights: Path, sface: ModelSpec) -> None:
    with pytest.raises(ModelMissing, match="--fetch facenet-vggface2"):
        load_state(find_model("facenet-vggface2"))
    with pytest.raises(ModelMissing, match="make run"):
        load_state(from_elsewhere(sface))


def test_converting_happens_once(sface: ModelSpec, empty_weights: Path) -> None:
    first = load_state(sface)
    made = converted_file(sface).stat()
    second = load_state(sface)
    assert converted_file(sface).stat().st_mtime_ns == made.st_mtime_ns
    assert first.keys() == second.keys()
    assert all(torch.equal(first[key], second[key]) for key in first)
    assert [file.name for file in empty_weights.iterdir()] == [converted_file(sface).name]
    # Only the conversion is needed from now on.
    assert load_state(from_elsewhere(sface)).keys() == first.keys()


@pytest.mark.parametrize("damage", [b"", b"\0" * 4096, "cut short"])
def test_a_damaged_conversion_is_made_anew(
    sface: ModelSpec, empty_weights: Path, damage: bytes | str
) -> None:
    good = load_state(sface)
    file = converted_file(sface)
    whole = file.read_bytes()
    file.write_bytes(damage if isinstance(damage, bytes) else whole[: len(whole) // 2])
    again = load_state(sface)
    assert all(torch.equal(good[key], again[key]) for key in good)
    assert file.read_bytes() == whole


def test_a_place_that_cant_be_written_costs_only_time(
    sface: ModelSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A file where the folder should be stops everybody, the system's administrator too.
    (tmp_path / "taken").write_text("not a folder")
    monkeypatch.setenv("KITH_WEIGHTS", str(tmp_path / "taken" / "weights"))
    assert load_state(sface)["out.weight"].shape == (128, 1024 * 7 * 7)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_others_cant_look_into_the_folder(sface: ModelSpec, empty_weights: Path) -> None:
    load_state(sface)
    assert empty_weights.stat().st_mode & 0o077 == 0


def test_weights_can_be_imported_from_a_file(sface: ModelSpec, empty_weights: Path, tmp_path: Path) -> None:
    packaged = source_file(sface)
    assert packaged is not None
    own = tmp_path / "downloaded.onnx"
    own.write_bytes(packaged.read_bytes())
    spec = from_elsewhere(sface)
    assert not installed(spec)
    import_weights(spec, own)
    own.unlink()
    assert installed(spec)
    assert load_state(spec).keys() == load_state(sface).keys()


def test_what_isnt_the_published_file_is_not_imported(
    sface: ModelSpec, empty_weights: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.onnx"
    wrong.write_bytes(b"something else")
    with pytest.raises(ModelMissing, match="SHA-256"):
        import_weights(sface, wrong)
    with pytest.raises(UserProblem, match=r"missing\.onnx"):
        import_weights(sface, tmp_path / "missing.onnx")
    with pytest.raises(UserProblem):
        import_weights(sface, tmp_path)
    assert not empty_weights.exists() or not list(empty_weights.iterdir())


def test_the_default_is_the_best_that_is_installed(empty_weights: Path) -> None:
    assert default_model() == "sface"
    infos = {info.id: info for info in model_infos()}
    assert infos.keys() == {"sface", "facenet-vggface2", "facenet-casia"}
    assert [info.id for info in infos.values() if info.default] == ["sface"]
    assert infos["facenet-casia"].installed
    assert not infos["facenet-vggface2"].installed
    assert all(info.figures and info.licence for info in infos.values())


def test_models_can_be_listed_when_none_is_installed(
    empty_weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = {spec.id: from_elsewhere(spec) for spec in all_models().values()}
    monkeypatch.setattr("engine.vision.choice.all_models", lambda: missing)
    assert not any(info.installed or info.default for info in model_infos())
    with pytest.raises(ModelMissing):
        default_model()


def test_an_unknown_model_is_named_with_those_that_there_are() -> None:
    with pytest.raises(UserProblem, match="“arcface”; choose one of sface, facenet-vggface2, facenet-casia"):
        find_model("arcface")
