"""What the user chose for one library, in a small file beside its catalogue."""

from __future__ import annotations

import dataclasses
import json
import logging
from dataclasses import dataclass
from pathlib import Path

from engine.errors import UserProblem

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """The defaults are what a new library starts with."""

    model: str | None = None  # None: the best that is installed
    scene_model: str | None = None  # likewise
    device: str = "auto"
    # How faces were last grouped at the user's wish: scans go on with it. None: what was measured for the model.
    method: str = "default"
    eps: float | None = None
    min_samples: int | None = None
    clusters: int | None = None
    strictness: float | None = None
    thumbnail_limit: int | None = None  # bytes; None: the usual


_KINDS: dict[str, type | tuple[type, ...]] = {
    "model": str,
    "scene_model": str,
    "device": str,
    "method": str,
    "eps": (int, float),
    "min_samples": int,
    "clusters": int,
    "strictness": (int, float),
    "thumbnail_limit": int,
}


def load_settings(directory: Path) -> Settings:
    """The library's settings; what can't be read is left at its default."""
    try:
        stored = json.loads((directory / "settings.json").read_text(encoding="utf-8"))
        if not isinstance(stored, dict):
            raise ValueError("not an object")
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):
        log.warning("The settings in %s can't be read; using the defaults.", directory)
        return Settings()
    return Settings(**{key: stored[key] for key, kind in _KINDS.items() if isinstance(stored.get(key), kind)})


def save_settings(directory: Path, settings: Settings) -> None:
    """Write all of them, atomically. Raises `UserProblem`."""
    target = directory / "settings.json"
    partial = target.with_suffix(".new")
    try:
        partial.write_text(json.dumps(dataclasses.asdict(settings), indent=2), encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        raise UserProblem(f"The settings in {directory} can't be kept: {error.strerror}.") from error
