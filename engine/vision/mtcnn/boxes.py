"""What MTCNN does with boxes: (n, 4) of left, top, right, bottom in pixels, as facenet-pytorch does it.

Its sides are counted from the first pixel to the last, hence the 1 that some of these formulas add.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.vision.borrowed import batched_nms


def moved(boxes: Tensor, regression: Tensor, inclusive: int = 1) -> Tensor:
    """Every corner moved by `regression` (n, 4), in parts of the box's width and height."""
    sides = boxes[:, 2:] - boxes[:, :2] + inclusive
    return boxes + regression * sides.repeat(1, 2)


def squared(boxes: Tensor) -> Tensor:
    """The square of the longer side around the same centre."""
    sides = boxes[:, 2:] - boxes[:, :2]
    longest = sides.amax(1, keepdim=True)
    first = boxes[:, :2] + sides * 0.5 - longest * 0.5
    return torch.cat([first, first + longest], 1)


def whole_pixels(boxes: Tensor, limits: Tensor) -> Tensor:
    """The boxes' pixels inside pictures of `limits` (n, 2; width, height): right and bottom exclusive.

    Boxes that lie outside come back empty or inside out.
    """
    corners = boxes.trunc().long()
    return torch.cat([(corners[:, :2] - 1).clamp(min=0), torch.minimum(corners[:, 2:], limits)], 1)


def suppress(boxes: Tensor, scores: Tensor, groups: Tensor, overlap: float) -> Tensor:
    """The boxes that no surer one of the same group covers by more than `overlap` (IoU), surest first."""
    # Groups are kept apart by moving them; in double precision this doesn't depend on how many there are.
    kept: Tensor = batched_nms(boxes.double(), scores.double(), groups, overlap)
    return kept


def suppress_contained(boxes: Tensor, scores: Tensor, groups: Tensor, overlap: float) -> Tensor:
    """As `suppress`, but `overlap` is the part of the smaller box: a nose in a face goes, whatever its size."""
    order = scores.argsort(descending=True, stable=True)
    covers = _shared_part(boxes[order]) > overlap
    covers &= groups[order][:, None] == groups[order]
    covers.triu_(1)  # only surer ones suppress
    keep = torch.ones_like(order, dtype=torch.bool)
    # A box stays if none that stays covers it. Repeated, this settles from the surest on downwards.
    while not torch.equal(keep, settled := ~(covers & keep[:, None]).any(0)):
        keep = settled
    return order[keep]


def _shared_part(boxes: Tensor) -> Tensor:
    """Of every two boxes the shared area as a part of the smaller one, (n, n)."""
    first = torch.maximum(boxes[:, None, :2], boxes[:, :2])
    last = torch.minimum(boxes[:, None, 2:], boxes[:, 2:])
    shared = (last - first + 1).clamp(min=0).prod(2)
    areas = (boxes[:, 2:] - boxes[:, :2] + 1).prod(1)
    return shared / torch.minimum(areas[:, None], areas)
