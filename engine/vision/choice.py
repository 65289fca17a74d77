"""Which models there are and which one is used; without torch, so that the window can ask."""

from __future__ import annotations

from engine.errors import ModelMissing
from engine.types import ModelInfo
from engine.vision.registry import all_models
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
    return [
        ModelInfo(
            spec.id, spec.title, installed(spec), spec.id == best, spec.dimensions, spec.licence, spec.figures
        )
        for spec in all_models().values()
    ]


def _best_installed() -> str | None:
    return next((spec.id for spec in all_models().values() if installed(spec)), None)
