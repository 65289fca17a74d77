"""Where a model's published weights lie on this machine, and whether they are the ones that we know. No torch here."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import shutil
from collections.abc import Iterable
from pathlib import Path

from engine.errors import ModelMissing, UserProblem
from engine.paths import is_file, make_private, weights_dir
from engine.vision.registry import ModelSpec

# Raised whenever a converter or a network changes, so that old conversions are made anew.
_CONVERSION = 1


def source_file(spec: ModelSpec) -> Path | None:
    """The file with the model's published weights, or None if it isn't on this machine.

    That is the one in the package that carries it, else the one that was fetched or imported.
    """
    candidates = [weights_dir() / spec.source_name]
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        if spec.distribution is not None and spec.file is not None:
            packaged = importlib.metadata.distribution(spec.distribution).locate_file(spec.file)
            candidates.insert(0, Path(str(packaged)))
    return next((file for file in candidates if is_file(file)), None)


def converted_file(spec: ModelSpec) -> Path:
    """Where the converted weights are kept."""
    # The name holds what it was made from, so a conversion of other weights is never taken for this one.
    return weights_dir() / f"{spec.id}-{spec.sha256[:12]}-v{_CONVERSION}.safetensors"


def installed(spec: ModelSpec) -> bool:
    """Whether this model can run here."""
    return is_file(converted_file(spec)) or source_file(spec) is not None


def check(file: Path, spec: ModelSpec) -> None:
    """Raise `ModelMissing` unless `file` is byte for byte the one whose SHA-256, or its beginning, we know."""
    if not _sha256(file).startswith(spec.sha256):
        raise ModelMissing(
            f"The weights in {file} are not the published ones of {spec.id} (their SHA-256 differs), "
            "so they are not loaded; install or fetch them again."
        )


def model_of(file: Path, models: Iterable[ModelSpec]) -> ModelSpec:
    """Whose published weights `file` holds. Raises `UserProblem` if nobody's, or if it can't be read."""
    try:
        found = _sha256(file)
    except OSError as error:
        raise UserProblem(f"The weights in {file} can't be taken: {error.strerror or error}.") from error
    for spec in models:
        if found.startswith(spec.sha256):
            return spec
    raise UserProblem(f"{file} holds the published weights of none of the models.")


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def import_weights(spec: ModelSpec, file: Path) -> None:
    """Take a model's published weights from a file that the user has; only the published ones are taken.

    Raises `UserProblem` if the file can't be read or kept, `ModelMissing` if it holds something else.
    """
    partial = weights_dir() / f"{spec.source_name}.copying"
    try:
        check(file, spec)
        make_private(weights_dir())
        shutil.copyfile(file, partial)
        partial.replace(weights_dir() / spec.source_name)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise UserProblem(f"The weights in {file} can't be taken: {error.strerror or error}.") from error
