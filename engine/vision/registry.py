"""What `resources/models.toml` says about each embedder, of faces and of scenes."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.errors import UserProblem
from engine.paths import resource


@dataclass(frozen=True, slots=True)
class CropSpec:
    """How a face is cut out for a network: see `engine.vision.align`."""

    kind: str  # "aligned" by five landmarks, "margin" around the detector's box, or "whole": the picture
    size: int  # pixels, square
    margin: int = 0


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One embedder: where its weights come from and what was measured for it."""

    id: str
    title: str
    network: str
    dimensions: int
    crop: CropSpec
    sha256: str
    licence: str
    kind: str = "face"  # or "scene": what its vectors are of
    distribution: str | None = None  # the installed package that carries the weights ...
    file: str | None = None  # ... and the file in it
    url: str | None = None  # or where they are fetched from, if the user asks
    thresholds: Mapping[str, float] = field(default_factory=dict)
    calibration: Mapping[str, list[float]] = field(default_factory=dict)  # see engine.people.calibration
    figures: Mapping[str, str] = field(default_factory=dict)

    @property
    def source_name(self) -> str:
        """The name of the weights' file."""
        return (self.file or self.url or self.id).rsplit("/", 1)[-1]


@functools.cache
def every_model(toml: Path | None = None) -> Mapping[str, ModelSpec]:
    """Every model that we know, of faces and of scenes, best first."""
    with (toml or resource("models.toml")).open("rb") as file:
        return {model_id: _spec(model_id, table) for model_id, table in tomllib.load(file).items()}


def all_models(toml: Path | None = None) -> Mapping[str, ModelSpec]:
    """Every model that tells faces apart, best first."""
    return {spec.id: spec for spec in every_model(toml).values() if spec.kind == "face"}


def scene_models() -> Mapping[str, ModelSpec]:
    """Every model that tells scenes apart, best first."""
    return {spec.id: spec for spec in every_model().values() if spec.kind == "scene"}


def find_model(model_id: str) -> ModelSpec:
    """The model of faces of that id; raises `UserProblem` if there is none."""
    return _find(model_id, all_models())


def find_scene_model(model_id: str) -> ModelSpec:
    """The model of scenes of that id; raises `UserProblem` if there is none."""
    return _find(model_id, scene_models())


def find_any_model(model_id: str) -> ModelSpec:
    """The model of that id; raises `UserProblem` if there is none."""
    return _find(model_id, every_model())


def _find(model_id: str, models: Mapping[str, ModelSpec]) -> ModelSpec:
    if model_id not in models:
        raise UserProblem(f"There is no model called “{model_id}”; choose one of {', '.join(models)}.")
    return models[model_id]


def _spec(model_id: str, table: dict[str, Any]) -> ModelSpec:
    fields = dict(table)
    return ModelSpec(id=model_id, crop=CropSpec(**fields.pop("crop")), **fields)
