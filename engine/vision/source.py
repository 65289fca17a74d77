"""Where a model's published weights lie on this machine, and whether they are the ones that we know. No torch here."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import shutil
from pathlib import Path

from engine.errors import ModelMissing, UserProblem
from engine.paths import make_private, weights_dir
from engine.vision.registry import ModelSpec

# Raised whenever a converter or a network changes, so that old conversions are made anew.
_CONVERSION = 1


def source_file(spec: ModelSpec) -> Path | None:
    """The file with the model's published weights, or None if it isn't on this machine."""
    if spec.distribution is None:
        fetched = weights_dir() / spec.source_name
        return fetched if fetched.is_file() else None
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        located = Path(str(importlib.metadata.distribution(spec.distribution).locate_file(spec.file or "")))
        return located if located.is_file() else None
    return None


def converted_file(spec: ModelSpec) -> Path:
    """Where the converted weights are kept."""
    # The name holds what it was made from, so a conversion of other weights is never taken for this one.
    return weights_dir() / f"{spec.id}-{spec.sha256[:12]}-v{_CONVERSION}.safetensors"


def installed(spec: ModelSpec) -> bool:
    """Whether this model can run here."""
    return converted_file(spec).is_file() or source_file(spec) is not None


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
    partial.replace(target)
