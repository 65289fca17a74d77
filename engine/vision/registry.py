"""What `resources/models.toml` says about each embedder."""

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

    kind: str  # "aligned" by five landmarks, or "margin" around the detector's box
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
def all_models(toml: Path | None = None) -> Mapping[str, ModelSpec]:
    """Every model that we know, best first."""
    with (toml or resource("models.toml")).open("rb") as file:
        return {model_id: _spec(model_id, table) for model_id, table in tomllib.load(file).items()}


def find_model(model_id: str) -> ModelSpec:
    """The model of that id; raises `UserProblem` if there is none."""
    models = all_models()
    if model_id not in models:
        raise UserProblem(f"There is no model called “{model_id}”; choose one of {', '.join(models)}.")
    return models[model_id]


def _spec(model_id: str, table: dict[str, Any]) -> ModelSpec:
    fields = dict(table)
    return ModelSpec(id=model_id, crop=CropSpec(**fields.pop("crop")), **fields)
