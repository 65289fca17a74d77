"""MTCNN's three stages over many pictures together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.vision.mtcnn.areas import SummedAreas, shrunk
from engine.vision.mtcnn.boxes import moved, squared, suppress, suppress_contained, whole_pixels
from engine.vision.mtcnn.networks import Decider, Proposer, Refiner

# The confidence asked for after each stage. facenet-pytorch asks 0.6 of the first, and has its second stage look at
# 40 % more places, none of which was a face in our measurements.
THRESHOLDS = (0.7, 0.7, 0.7)
# Of two boxes that share more than this after the second stage, only the surer one is kept. facenet-pytorch's 0.7 has
# its last stage look at 17 % more boxes for the same faces; 0.6 would save as much again, and loses one in 300.
OVERLAP = 0.65
SHRINK = 0.709  # from one level of the pyramid to the next: half the area

# No picture of a crowd comes near this; one of gravel or leaves could otherwise hold up a whole batch.
MOST_CANDIDATES = 4000
_MOST_LEVELS = 64  # more than pictures of any size have
# What goes through a network at once: on a processor about what its cache holds, elsewhere what keeps it busy.
_PIXELS = {"cpu": 1 << 15}
_PIXELS_ELSEWHERE = 1 << 24
# Tiles of the pyramid have a multiple of so many of P-Net's answers a side. torch compiles a convolution anew for
# every shape, which can take longer than to run it; so there are few shapes, whatever pictures come.
_STEP = 16


@dataclass(frozen=True, slots=True)
class Candidates:
    """Boxes of several pictures that may be faces, in pixels."""

    pictures: Tensor  # (n,) the number of the picture
    boxes: Tensor  # (n, 4)
    scores: Tensor  # (n,)

    def __getitem__(self, chosen: Tensor) -> Candidates:
        return Candidates(self.pictures[chosen], self.boxes[chosen], self.scores[chosen])


@dataclass(frozen=True, slots=True)
class Found:
    """One picture's faces."""

    boxes: NDArray[np.float32]  # (n, 4) left, top, right, bottom in pixels
    confidences: NDArray[np.float32]  # (n,)
    landmarks: NDArray[np.float32]  # (n, 5, 2)


class Cascade:
    """Finds faces of `min_face` pixels and more. Takes about 12 bytes a pixel and `_PIXELS` in each network."""

    def __init__(self, min_face: int, device: torch.device) -> None:
        self._min_face = min_face
        self._device = device
        self._pixels = _PIXELS.get(device.type, _PIXELS_ELSEWHERE)
        self._proposer = Proposer().eval().to(device)
        self._refiner = Refiner().eval().to(device)
        self._decider = Decider().eval().to(device)

    def find(self, pictures: Sequence[NDArray[np.uint8]]) -> list[Found]:
        """The faces of every picture, RGB of (height, width, 3) and of any sizes."""
        if not pictures:
            return []
        with torch.inference_mode():
            areas = SummedAreas(pictures, self._device)
            candidates = self._refine(areas, self._propose(areas))
            candidates, landmarks = self._decide(areas, candidates)
            return _by_picture(candidates, landmarks, len(pictures))

    def _propose(self, areas: SummedAreas) -> Candidates:
        found = [
            part
            for numbers, tables in areas.same_sized()
            for part in self._propose_same_sized(numbers, tables)
        ]
        if not found:
            return _none(self._device)
        levels, pictures, boxes, scores, regression = (
            torch.cat(column) for column in zip(*found, strict=True)
        )
        candidates = Candidates(pictures, boxes, scores)
        kept = suppress(boxes, scores, pictures * _MOST_LEVELS + levels, 0.5)
        kept = kept[suppress(boxes[kept], scores[kept], pictures[kept], 0.7)]
        kept = kept[_among_first(pictures[kept], MOST_CANDIDATES)]
        candidates = candidates[kept]
        boxes = squared(moved(candidates.boxes, regression[kept], inclusive=0))
        return Candidates(candidates.pictures, boxes, candidates.scores)

    def _propose_same_sized(
        self, numbers: Tensor, tables: Tensor
    ) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor, Tensor]]:
        """P-Net's finds, tile by tile: level, picture, box, confidence and regression of each."""
        height, width = (length - 1 for length in tables.shape[1:3])
        for number, scale in enumerate(_scales(min(height, width), self._min_face)):
            size = int(height * scale + 1), int(width * scale + 1)
            for row, column, tile in self._tiles(tables, size):
                places, scores, regression = self._proposer(tile, THRESHOLDS[0])
                picture, y, x = places.unbind(1)
                boxes = _windows(x + column, y + row, scale)
                yield torch.full_like(picture, number), numbers[picture], boxes, scores, regression

    def _tiles(self, tables: Tensor, size: tuple[int, int]) -> Iterator[tuple[int, int, Tensor]]:
        """A level of `size` in tiles (b, 3, h, w) that overlap so that P-Net sees every place once.

        With each come the row and the column of P-Net's answers that its first one is. A place near the right or
        lower edge may be in two tiles; of two boxes that are the same, suppression leaves one.
        """
        stride, window = Proposer.stride, Proposer.window
        side = max(int((self._pixels / len(tables)) ** 0.5) // stride // _STEP, 1) * _STEP
        parts = [list(_parts(_answers(length), side)) for length in size]
        pixels = [
            [(first * stride, (count - 1) * stride + window) for first, count in each] for each in parts
        ]
        places = product(*([first for first, _ in each] for each in parts))
        for (row, column), tile in zip(places, shrunk(tables, size, *pixels), strict=True):
            yield row, column, tile

    def _refine(self, areas: SummedAreas, candidates: Candidates) -> Candidates:
        candidates, answers = self._look(self._refiner, areas, candidates)
        candidates, answers = _sure(candidates, answers, THRESHOLDS[1])
        kept = suppress(candidates.boxes, candidates.scores, candidates.pictures, OVERLAP)
        candidates, answers = candidates[kept], answers[kept]
        boxes = squared(moved(candidates.boxes, answers[:, 1:5]))
        return Candidates(candidates.pictures, boxes, candidates.scores)

    def _decide(self, areas: SummedAreas, candidates: Candidates) -> tuple[Candidates, Tensor]:
        candidates, answers = self._look(self._decider, areas, candidates)
        candidates, answers = _sure(candidates, answers, THRESHOLDS[2])
        first, sides = candidates.boxes[:, :2], candidates.boxes[:, 2:] - candidates.boxes[:, :2] + 1
        landmarks = first[:, None] + answers[:, 5:].view(-1, 2, 5).mT * sides[:, None] - 1
        boxes = moved(candidates.boxes, answers[:, 1:5])
        candidates = Candidates(candidates.pictures, boxes, candidates.scores)
        kept = suppress_contained(boxes, candidates.scores, candidates.pictures, 0.7)
        return candidates[kept], landmarks[kept]

    def _look(
        self, network: Refiner | Decider, areas: SummedAreas, candidates: Candidates
    ) -> tuple[Candidates, Tensor]:
        """What the network says of each candidate that lies in its picture."""
        corners = whole_pixels(candidates.boxes, areas.sizes[candidates.pictures])
        inside = (corners[:, 2:] > corners[:, :2]).all(1)
        candidates, corners = candidates[inside], corners[inside]
        chunk = max(self._pixels // network.side**2, 1)
        answers = [
            network(areas.crops(pictures, corners, network.side))
            for pictures, corners in zip(
                torch.split(candidates.pictures, chunk), torch.split(corners, chunk), strict=True
            )
        ]
        return candidates, torch.cat(answers)


def _none(device: torch.device) -> Candidates:
    return Candidates(
        torch.empty(0, dtype=torch.int64, device=device),
        torch.empty(0, 4, device=device),
        torch.empty(0, device=device),
    )


def _scales(shortest: int, min_face: int) -> list[float]:
    """From the one that makes the smallest face 12 pixels to the one that makes the picture 12 pixels."""
    scale = Proposer.window / min_face
    length = shortest * scale
    scales = []
    while length >= Proposer.window:
        scales.append(scale)
        scale, length = scale * SHRINK, length * SHRINK
    return scales


def _answers(length: int) -> int:
    """How many places P-Net sees in a row of `length` pixels."""
    return -(-(length - 2) // 2) - 4


def _parts(length: int, side: int) -> Iterator[tuple[int, int]]:
    """Where the parts of a `length` begin and how long they are: at most `side`, all multiples of `_STEP`.

    The last begins inside the one before it where it has to. Only a length below `_STEP` stays as it is.
    """
    side = min(side, length // _STEP * _STEP) or length
    for first in range(0, length, side):
        part = min(side, -(-(length - first) // _STEP) * _STEP)
        yield min(first, length - part), part


def _windows(x: Tensor, y: Tensor, scale: float) -> Tensor:
    """The boxes (n, 4) in pixels of the picture that P-Net saw at its answers (x, y) of a level."""
    first = torch.stack([x, y], 1).float() * Proposer.stride
    return torch.cat([((first + 1) / scale).floor(), ((first + Proposer.window) / scale).floor()], 1)


def _among_first(groups: Tensor, count: int) -> Tensor:
    """Which of `groups` (n,) are among the first `count` of their value."""
    order = groups.argsort(stable=True)
    sizes = groups.bincount()
    ranks = torch.empty_like(groups)
    ranks[order] = torch.arange(len(groups), device=groups.device) - (sizes.cumsum(0) - sizes)[groups[order]]
    return ranks < count


def _sure(candidates: Candidates, answers: Tensor, threshold: float) -> tuple[Candidates, Tensor]:
    sure = answers[:, 0] > threshold
    return Candidates(candidates.pictures[sure], candidates.boxes[sure], answers[sure, 0]), answers[sure]


def _by_picture(candidates: Candidates, landmarks: Tensor, count: int) -> list[Found]:
    numbers, boxes, scores, points = (
        each.cpu().numpy() for each in (candidates.pictures, candidates.boxes, candidates.scores, landmarks)
    )
    return [
        Found(boxes[numbers == number], scores[numbers == number], points[numbers == number])
        for number in range(count)
    ]
