"""Which models there are and which one is used; without torch, so that the window can ask."""

from __future__ import annotations

from engine.errors import ModelMissing
from engine.types import ModelInfo
from engine.vision.registry import ModelSpec, all_models, scene_models
from engine.vision.source import installed


def default_model() -> str:
    """The best model that is installed. Raises `ModelMissing` if none is."""
    best = _best_installed()
    if best is None:
        raise ModelMissing("No model's weights are installed; run “make run” again.")
    return best


def model_infos() -> list[ModelInfo]:
    """Every model, best first."""
    best = _best_installed()
    return [_info(spec, spec.id == best) for spec in all_models().values()]


def scene_model_infos() -> list[ModelInfo]:
    """Every model of scenes, best first."""
    best = default_scene_model()
    return [_info(spec, spec.id == best) for spec in scene_models().values()]


def default_scene_model() -> str | None:
    """The best model of scenes that is installed; without any, there is no searching by scene."""
    return next((spec.id for spec in scene_models().values() if installed(spec)), None)


def _info(spec: ModelSpec, default: bool) -> ModelInfo:
    return ModelInfo(
        spec.id, spec.title, installed(spec), default, spec.dimensions, spec.licence, spec.figures
    )


def _best_installed() -> str | None:
    return next((spec.id for spec in all_models().values() if installed(spec)), None)
