"""From a file of published weights to tensors ready to run: found, checked, converted once, then memory-mapped."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.errors import ModelMissing, UserProblem
from engine.paths import make_private, weights_dir
from engine.vision.registry import ModelSpec

# Raised whenever a converter or a network changes, so that old conversions are made anew.
_CONVERSION = 1

State = dict[str, Tensor]


def source_file(spec: ModelSpec) -> Path | None:
    """Where this model's published weights lie on this machine, or None."""
    if spec.distribution is not None:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            located = Path(str(importlib.metadata.distribution(spec.distribution).locate_file(spec.file or "")))
            return located if located.is_file() else None
        return None
    fetched = weights_dir() / spec.source_name
    return fetched if fetched.is_file() else None


def installed(spec: ModelSpec) -> bool:
    """Whether this model can run here."""
    return _converted_file(spec).is_file() or source_file(spec) is not None


def load_state(spec: ModelSpec) -> State:
    """The network's tensors. Raises `ModelMissing` if they aren't here or aren't what was published."""
    converted = _converted_file(spec)
    if converted.is_file():
        with contextlib.suppress(Exception):  # a damaged conversion is only a cache: make it anew
            return load_file(str(converted))
    source = source_file(spec)
    if source is None:
        raise ModelMissing(_how_to_get(spec))
    check(source, spec)
    state = _converter(spec)(source)
    _save(state, converted)
    return state


def check(file: Path, spec: ModelSpec) -> None:
    """Raise `ModelMissing` unless `file` is byte for byte the one whose SHA-256 we know."""
    with file.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    if found != spec.sha256:
        raise ModelMissing(
            f"The weights in {file} are not the published ones of {spec.id} (their SHA-256 differs), "
            "so they are not loaded; install or fetch them again."
        )


def import_weights(spec: ModelSpec, file: Path) -> None:
    """Take a model's published weights from a file that the user has; only the published ones are taken."""
    if not file.is_file():
        raise UserProblem(f"There is no file {file}.")
    check(file, spec)
    target = make_private(weights_dir()) / spec.source_name
    partial = target.with_name(target.name + ".copying")
    shutil.copyfile(file, partial)
    os.replace(partial, target)


def _converted_file(spec: ModelSpec) -> Path:
    # The name holds what it was made from, so a conversion of other weights is never taken for this one.
    return weights_dir() / f"{spec.id}-{spec.sha256[:12]}-v{_CONVERSION}.safetensors"


def _save(state: State, target: Path) -> None:
    """Atomically: two programs that start together may both convert."""
    make_private(target.parent)
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        save_file({key: value.contiguous() for key, value in state.items()}, str(partial))
        os.replace(partial, target)
    except OSError:
        # Without room for the converted file we are slower at the next start, no more.
        partial.unlink(missing_ok=True)


def _converter(spec: ModelSpec) -> Callable[[Path], State]:
    from engine.vision import facenet, sface

    if spec.network == "sface":
        return sface.convert_sface
    return facenet.convert_casia if spec.source_name.endswith(".pb") else facenet.convert_vggface2


def _how_to_get(spec: ModelSpec) -> str:
    if spec.url:
        return (
            f"The weights of {spec.id} are not on this machine; get them with "
            f"“python main.py models --fetch {spec.id}” or “--import FILE”."
        )
    return f"The weights of {spec.id} are missing; “make run” installs them (package {spec.distribution})."
