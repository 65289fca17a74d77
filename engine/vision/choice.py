"""Which models there are and which one is used; without torch, so that the window can ask."""

from __future__ import annotations

from engine.errors import ModelMissing
from engine.types import ModelInfo
from engine.vision.registry import ModelSpec, all_models, find_scene_model, scene_models
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


def usable_scene_model(wanted: str | None) -> str | None:
    """The model of scenes that was chosen, if its weights are here still, else the best that is installed."""
    spec = None if wanted is None else scene_models().get(wanted)
    return spec.id if spec is not None and installed(spec) else default_scene_model()


def check_scene_model(wanted: str) -> None:
    """Raise `UserProblem` if there is no such model of scenes, `ModelMissing` if its weights aren't here."""
    if not installed(find_scene_model(wanted)):
        raise ModelMissing(
            f"The weights of {wanted} are not on this machine; get them with “python main.py models --fetch {wanted}” "
            "or “--import FILE”."
        )


def _info(spec: ModelSpec, default: bool) -> ModelInfo:
    return ModelInfo(
        spec.id, spec.title, installed(spec), default, spec.dimensions, spec.licence, spec.figures, spec.url
    )


def _best_installed() -> str | None:
    return next((spec.id for spec in all_models().values() if installed(spec)), None)
