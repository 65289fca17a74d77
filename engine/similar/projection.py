"""From one vector space into another: what was fitted on a library, or learned from it, kept in a file.

The file is a safetensors file, which holds numbers and no code. Its tensors, float32:

    mean        (d,)     taken off first
    0.weight    (h, d)   the first layer, applied as `x @ weight.T + bias`
    0.bias      (h,)     may be left out
    1.weight    (k, h)   the next layer, if there is one, and so on: between two layers stands a ReLU

Its metadata, all of it text: `format` is "kith-projection-1"; `source` is the space whose vectors go in ("sface",
"scene-efficientnet-lite0"). These may be missing: `kind`, "compact" or "learned"; `explained`, the share of the
variance that is kept; `rows`, how many vectors it was made from. What comes out is scaled to length 1. A library's
projections lie in its folder `projections`.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import xxhash
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from engine.errors import UserProblem
from engine.similar.source import Vectors

FORMAT = "kith-projection-1"
_TINY = 1e-12


class Projection(Protocol):
    """Whatever turns the vectors of one space into those of another."""

    @property
    def source(self) -> str:
        """The space whose vectors go in."""
        ...

    @property
    def dimensions(self) -> int:
        """Numbers in a vector that comes out."""
        ...

    @property
    def explained(self) -> float | None:
        """The share of the variance that is kept, 0..1, if that is known."""
        ...

    @property
    def fingerprint(self) -> str:
        """Differs for projections that differ: their vectors are not compared."""
        ...

    def __call__(self, vectors: Vectors) -> Vectors:
        """(n, d) to (n, k), unit rows."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class LayeredProjection:
    """A linear projection, or a small network of several layers with ReLUs between them."""

    source: str
    mean: Vectors  # (d,)
    layers: tuple[tuple[Vectors, Vectors], ...]  # weight (h, d), bias (h,)
    kind: str = "learned"
    explained: float | None = None
    rows: int = 0  # vectors that it was fitted on, if that is known

    def __post_init__(self) -> None:
        """Raises ValueError if one layer doesn't fit the next."""
        if self.mean.ndim != 1:
            raise ValueError("the mean is no row of numbers")
        width = len(self.mean)
        for weight, bias in self.layers:
            if weight.ndim != 2 or weight.shape[1] != width or bias.shape != weight.shape[:1]:
                raise ValueError("the layers don't fit each other")
            width = len(weight)
        finite = all(np.isfinite(part).all() for part in (self.mean, *sum(self.layers, ())))
        if not self.layers or not width or not finite:
            raise ValueError("there are no layers, or numbers that are none")

    @property
    def dimensions(self) -> int:
        return len(self.layers[-1][0])

    @property
    def fingerprint(self) -> str:
        digest = xxhash.xxh3_64(self.source.encode())
        for part in (self.mean, *sum(self.layers, ())):
            digest.update(np.ascontiguousarray(part, "<f4").tobytes())
        return digest.hexdigest()[:12]

    def __call__(self, vectors: Vectors) -> Vectors:
        out = np.asarray(vectors, np.float32).reshape(-1, len(self.mean)) - self.mean
        for number, (weight, bias) in enumerate(self.layers):
            out = (np.maximum(out, 0) if number else out) @ weight.T + bias
        unit: Vectors = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), np.float32(_TINY))
        return unit


def save_projection(projection: LayeredProjection, file: Path) -> None:
    """Write `file`, whole or not at all. Raises `OSError`."""
    tensors = {"mean": np.ascontiguousarray(projection.mean, np.float32)}
    for number, (weight, bias) in enumerate(projection.layers):
        tensors[f"{number}.weight"] = np.ascontiguousarray(weight, np.float32)
        tensors[f"{number}.bias"] = np.ascontiguousarray(bias, np.float32)
    about = {"format": FORMAT, "source": projection.source, "kind": projection.kind}
    about["rows"] = str(projection.rows)
    if projection.explained is not None:
        about["explained"] = json.dumps(round(projection.explained, 6))
    partial = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        save_file(tensors, str(partial), metadata=about)
        partial.replace(file)
    except SafetensorError as error:
        partial.unlink(missing_ok=True)
        raise OSError(str(error)) from error


def load_projection(file: Path) -> LayeredProjection:
    """Raises `UserProblem` if `file` can't be read or is no projection, `FileNotFoundError` if there is none."""
    if not file.is_file():
        raise FileNotFoundError(file)
    try:
        with safe_open(str(file), framework="numpy") as opened:
            about = opened.metadata() or {}
            tensors = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118  (no mapping)
        if about.get("format") != FORMAT:
            raise ValueError("it is of another format")
        explained = float(about["explained"]) if "explained" in about else None
        if explained is not None and not np.isfinite(explained):
            raise ValueError("the share that is kept is none")
        kind, rows = about.get("kind", "learned"), int(about.get("rows", 0))
        if kind not in ("compact", "learned"):  # files are called after it
            raise ValueError("it is of another kind")
        return LayeredProjection(about["source"], tensors["mean"], _layers(tensors), kind, explained, rows)
    except (SafetensorError, OSError, ValueError, KeyError, TypeError) as error:
        raise UserProblem(f"{file} is no projection that can be used: {error}.") from error


def _layers(tensors: dict[str, NDArray[np.float32]]) -> tuple[tuple[Vectors, Vectors], ...]:
    found: list[tuple[Vectors, Vectors]] = []
    while (weight := tensors.get(f"{len(found)}.weight")) is not None:
        bias = tensors.get(f"{len(found)}.bias", np.zeros(len(weight), np.float32))
        found.append((weight.astype(np.float32), bias.astype(np.float32)))
    return tuple(found)
