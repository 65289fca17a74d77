"""MTCNN's three stages over many pictures together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.vision.device import convolution_precision
from engine.vision.mtcnn.boxes import moved, squared, suppress, suppress_contained, whole_pixels
from engine.vision.mtcnn.networks import Decider, Proposer, Refiner
from engine.vision.mtcnn.proposals import propose
from engine.vision.mtcnn.pyramid import Pyramid
from engine.vision.mtcnn.sheets import STRIDE, WINDOW

# The confidence asked for after each stage. facenet-pytorch asks 0.6 and 0.7 of the first two, and has its second stage
# look at 40 % more places. Asking a little more costs one sure face in 100 and leaves fewer boxes that are no face.
THRESHOLDS = (0.68, 0.75, 0.7)
# Of two boxes that share more than this after the second stage, only the surer one is kept. facenet-pytorch's 0.7 has
# its last stage look at 17 % more boxes for the same faces; 0.6 would save as much again, and loses one in 300.
OVERLAP = 0.65
SHRINK = 0.709  # from one level of the pyramid to the next: half the area

# No picture of a crowd comes near this; one of gravel or leaves could otherwise hold up a whole batch.
MOST_CANDIDATES = 4000
_MOST_LEVELS = 64  # more than pictures of any size have
# What goes through a network at once: on a processor about what its cache holds, elsewhere what keeps it busy.
_PIXELS = {"cpu": 1 << 16}
_PIXELS_ELSEWHERE = 1 << 24
_CROPS = 8  # a multiple of so many go through it together: torch compiles a convolution anew for every number


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
    """Finds faces of `min_face` pixels and more. Takes about 22 bytes a pixel and `_PIXELS` in each network."""

    def __init__(self, min_face: int, device: torch.device) -> None:
        self._min_face = min_face
        self._device = device
        self._pixels = _PIXELS.get(device.type, _PIXELS_ELSEWHERE)
        precision = convolution_precision(device)
        self._proposer = Proposer(precision).eval().to(device)
        self._refiner = Refiner(precision).eval().to(device)
        self._decider = Decider(precision).eval().to(device)

    def find(self, pictures: Sequence[NDArray[np.uint8]]) -> list[Found]:
        """The faces of every picture, RGB of (height, width, 3) and of any sizes."""
        same_sized: dict[tuple[int, ...], list[int]] = {}
        for number, picture in enumerate(pictures):
            same_sized.setdefault(picture.shape, []).append(number)
        found: dict[int, Found] = {}
        for numbers in same_sized.values():
            together = torch.from_numpy(np.stack([pictures[number] for number in numbers]))
            found.update(zip(numbers, self._find_same_sized(together), strict=True))
        return [found[number] for number in range(len(pictures))]

    def _find_same_sized(self, pictures: Tensor) -> list[Found]:
        scales = _scales(min(pictures.shape[1:3]), self._min_face)
        with torch.inference_mode():
            pyramid = Pyramid(pictures.to(self._device), scales)
            candidates = self._refine(pyramid, self._propose(pyramid, scales))
            candidates, landmarks = self._decide(pyramid, candidates)
            return _by_picture(candidates, landmarks, len(pictures))

    def _propose(self, pyramid: Pyramid, scales: Sequence[float]) -> Candidates:
        if not scales:
            return _none(self._device)
        most = max(int((self._pixels / pyramid.count) ** 0.5) // STRIDE, 1)
        found = propose(self._proposer, pyramid.levels[1:], scales, most, THRESHOLDS[0])
        boxes, scores, pictures = found.boxes, found.scores, found.pictures
        kept = suppress(boxes, scores, pictures * _MOST_LEVELS + found.levels, 0.5)
        kept = kept[suppress(boxes[kept], scores[kept], pictures[kept], 0.7)]
        kept = kept[_among_first(pictures[kept], MOST_CANDIDATES)]
        boxes = squared(moved(boxes[kept], found.regression[kept], inclusive=0))
        return Candidates(pictures[kept], boxes, scores[kept])

    def _refine(self, pyramid: Pyramid, candidates: Candidates) -> Candidates:
        candidates, answers = self._look(self._refiner, pyramid, candidates)
        candidates, answers = _sure(candidates, answers, THRESHOLDS[1])
        kept = suppress(candidates.boxes, candidates.scores, candidates.pictures, OVERLAP)
        candidates, answers = candidates[kept], answers[kept]
        boxes = squared(moved(candidates.boxes, answers[:, 1:5]))
        return Candidates(candidates.pictures, boxes, candidates.scores)

    def _decide(self, pyramid: Pyramid, candidates: Candidates) -> tuple[Candidates, Tensor]:
        candidates, answers = self._look(self._decider, pyramid, candidates)
        candidates, answers = _sure(candidates, answers, THRESHOLDS[2])
        first, sides = candidates.boxes[:, :2], candidates.boxes[:, 2:] - candidates.boxes[:, :2] + 1
        landmarks = first[:, None] + answers[:, 5:].view(-1, 2, 5).mT * sides[:, None] - 1
        boxes = moved(candidates.boxes, answers[:, 1:5])
        candidates = Candidates(candidates.pictures, boxes, candidates.scores)
        kept = suppress_contained(boxes, candidates.scores, candidates.pictures, 0.7)
        return candidates[kept], landmarks[kept]

    def _look(
        self, network: Refiner | Decider, pyramid: Pyramid, candidates: Candidates
    ) -> tuple[Candidates, Tensor]:
        """What the network says of each candidate that lies in its picture."""
        limits = torch.tensor([pyramid.width, pyramid.height], device=self._device)
        corners = whole_pixels(candidates.boxes, limits)
        inside = (corners[:, 2:] > corners[:, :2]).all(1)
        candidates, corners = candidates[inside], corners[inside]
        order, crops = pyramid.crops(candidates.pictures, corners, network.side, _CROPS)
        chunk = max(self._pixels // network.side**2 // _CROPS, 1) * _CROPS
        answers = torch.cat([network(part) for part in torch.split(crops, chunk)])
        return candidates[order], answers[: len(order)]


def _none(device: torch.device) -> Candidates:
    return Candidates(
        torch.empty(0, dtype=torch.int64, device=device),
        torch.empty(0, 4, device=device),
        torch.empty(0, device=device),
    )


def _scales(shortest: int, min_face: int) -> list[float]:
    """From the one that makes the smallest face 12 pixels to the one that makes the picture 12 pixels."""
    scale = WINDOW / min_face
    length = shortest * scale
    scales = []
    while length >= WINDOW:
        scales.append(scale)
        scale, length = scale * SHRINK, length * SHRINK
    return scales


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
