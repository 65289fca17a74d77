"""MTCNN's first stage: P-Net over the sheets of a pyramid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.vision.mtcnn.networks import Proposer
from engine.vision.mtcnn.sheets import STRIDE, WINDOW, Part, Sheet, sheets

_FARTHER = 1 << 20  # than any column of a sheet


@dataclass(frozen=True, slots=True)
class Proposals:
    """Places where P-Net sees a face."""

    pictures: Tensor  # (n,) the number of the picture
    levels: Tensor  # (n,) the number of the level
    boxes: Tensor  # (n, 4) what it looked at, in pixels of the picture
    scores: Tensor  # (n,)
    regression: Tensor  # (n, 4)


def propose(
    network: Proposer, levels: Sequence[Tensor], scales: Sequence[float], most: int, threshold: float
) -> Proposals:
    """P-Net's finds on `levels` (b, 3, h, w; 0..255), at least one, of these `scales`.

    `most` is how many rows or columns of answers are computed at once.
    """
    plan = sheets([(_answers(level.shape[2]), _answers(level.shape[3])) for level in levels], most)
    found = [network.look(_filled(sheet, levels, network.precision), threshold) for sheet in plan]
    places = [
        places + places.new_tensor([0, 0, number * _FARTHER]) for number, (places, _) in enumerate(found)
    ]
    pictures, rows, columns = torch.cat(places).T.contiguous()
    inside, level, y, x = _on_levels(plan, rows, columns)
    features = torch.cat([features for _, features in found])[inside]
    scores, regression = network.answers(features)
    scale = torch.tensor(scales, device=level.device)[level]
    return Proposals(pictures[inside], level, _windows(x, y, scale), scores, regression)


def _filled(sheet: Sheet, levels: Sequence[Tensor], precision: torch.dtype) -> Tensor:
    """The sheet's pixels (b, 3, h, w; -127.5..127.5), channels last, grey where no part of a level lies."""
    first = levels[sheet.parts[0].level]
    shape = (len(first), _seen(sheet.rows), _seen(sheet.columns), 3)
    pixels = torch.full(shape, 127.5, dtype=precision, device=first.device).permute(0, 3, 1, 2)
    for part in sheet.parts:
        top, left, at = (STRIDE * each for each in (part.row, part.column, part.at))
        seen = levels[part.level][:, :, top : top + _seen(sheet.rows), left : left + _seen(part.columns)]
        pixels[:, :, : seen.shape[2], at : at + seen.shape[3]] = seen
    return pixels.sub_(127.5)


def _on_levels(plan: Sequence[Sheet], rows: Tensor, columns: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Which places of the sheets are places of a level, and of those the level, row and column.

    Each sheet's columns count from its number times `_FARTHER`.
    """
    parts = [(number * _FARTHER + part.at, part) for number, sheet in enumerate(plan) for part in sheet.parts]
    begins = torch.tensor([begin for begin, _ in parts], device=columns.device)
    which = torch.bucketize(columns, begins, right=True) - 1
    x = columns - begins[which]
    inside = (rows < _each("rows", parts, which)) & (x < _each("columns", parts, which))
    which = which[inside]
    y = rows[inside] + _each("row", parts, which)
    return inside, _each("level", parts, which), y, x[inside] + _each("column", parts, which)


def _each(name: str, parts: Sequence[tuple[int, Part]], which: Tensor) -> Tensor:
    return torch.tensor([getattr(part, name) for _, part in parts], device=which.device)[which]


def _answers(length: int) -> int:
    """How many places P-Net sees in a row of `length` pixels; the last may see two thirds of a pixel's grey."""
    return -(-(length - 2) // 2) - 4


def _seen(count: int) -> int:
    """How many pixels P-Net sees at `count` places in a row."""
    return (count - 1) * STRIDE + WINDOW


def _windows(x: Tensor, y: Tensor, scale: Tensor) -> Tensor:
    """The boxes (n, 4) in pixels of the picture that P-Net saw at its answers (x, y) of a level."""
    first = torch.stack([x, y], 1).float() * STRIDE
    scale = scale[:, None]
    return torch.cat([((first + 1) / scale).floor(), ((first + WINDOW) / scale).floor()], 1)
