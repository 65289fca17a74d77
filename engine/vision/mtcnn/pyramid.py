"""Pictures at many sizes, and squares of them: what the networks look at.

A crop is read from a level in which it is little larger than it has to be, so four neighbours make each of its
pixels, however large the face is.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

# Crops are read from a level with so many times their pixels or more: from a coarser one they are less sharp than
# what the networks were trained on, and of 83 faces in group photos one was missed.
_FINER = 2**0.5


class Pyramid:
    """Pictures of one size, on one device, as they are and at smaller scales. Holds about 25 bytes a pixel.

    `pictures` are RGB, uint8 of (b, height, width, 3); `scales` of the other levels each are smaller than the one
    before. `levels` holds their pixels, 0..255 of (b, 3, h, w), channels last; the first are the pictures.
    """

    def __init__(self, pictures: Tensor, scales: Sequence[float]) -> None:
        self.count, self.height, self.width = pictures.shape[:3]
        self.levels = [pictures.permute(0, 3, 1, 2)]
        if pictures.device.type != "cpu":  # which alone shrinks whole numbers, and does it with vector units
            self.levels = [self.levels[0].float()]
        for number, scale in enumerate(scales):
            size = int(self.height * scale + 1), int(self.width * scale + 1)
            # Shrunk twice, but no more often, and the second time to half and less: a third of the time, as sharp.
            source = self.levels[0 if number < 2 else 1]
            self.levels.append(functional.interpolate(source, size, mode="bilinear", antialias=True))
        self._scales = torch.tensor([1.0, *scales], device=pictures.device)
        self._floats: dict[int, Tensor] = {}  # the levels that crops were read from

    def crops(self, pictures: Tensor, corners: Tensor, side: int, multiple: int) -> tuple[Tensor, Tensor]:
        """Rectangles of the pictures, each resized to a square, in an order of their own.

        `pictures` (n,) says from which picture each is; `corners` (n, 4) are whole pixels (left, top, right,
        bottom), right and bottom exclusive, none empty. Returns which rectangle each crop shows (n,), and the
        crops: pixels less 127.5, float32 of (m, 3, side, side), channels last; m is n or the next `multiple`, and
        what is more than n is grey.
        """
        longest = (corners[:, 2:] - corners[:, :2]).amax(1)
        enough = (self._scales >= _FINER * side / longest[:, None]).sum(1).sub_(1).clamp_(min=0)
        order = enough.argsort()
        counts = enough.bincount(minlength=len(self.levels)).tolist()
        shape = (-(-len(corners) // multiple) * multiple, side, side, 3)
        crops = torch.zeros(shape, device=corners.device).permute(0, 3, 1, 2)
        parts = zip(
            torch.split(crops[: len(corners)], counts),
            torch.split(pictures[order], counts),
            torch.split(corners[order], counts),
            strict=True,
        )
        for number, (crop, its_pictures, its_corners) in enumerate(parts):
            if len(crop):
                crop.copy_(self._resized(number, its_pictures, its_corners, side))
        return order, crops

    def _resized(self, number: int, pictures: Tensor, corners: Tensor, side: int) -> Tensor:
        """The crops (n, 3, side, side; -127.5..127.5) as one level shows them."""
        level = self._float(number)
        height, width = level.shape[2:]
        x = _steps(corners[:, 0], corners[:, 2], side).mul_(width / self.width).clamp_(0.5, width - 0.5)
        y = _steps(corners[:, 1], corners[:, 3], side).mul_(height / self.height).clamp_(0.5, height - 0.5)
        y += pictures[:, None] * height  # the pictures below one another, as they lie in memory, are one
        grid = x.new_empty(len(corners), side, side, 2)
        grid[..., 0] = x.mul_(2 / width).sub_(1)[:, None, :]
        grid[..., 1] = y.mul_(2 / (height * self.count)).sub_(1)[:, :, None]
        rows = level.permute(0, 2, 3, 1).reshape(1, -1, width, 3).permute(0, 3, 1, 2)
        sampled = functional.grid_sample(rows, grid.view(1, -1, side, 2), align_corners=False)
        return sampled.sub_(127.5).view(3, -1, side, side).transpose(0, 1)

    def _float(self, number: int) -> Tensor:
        if number not in self._floats:
            self._floats[number] = self.levels[number].float()
        return self._floats[number]


def _steps(first: Tensor, last: Tensor, count: int) -> Tensor:
    """Where `count` equal parts from each `first` to each `last` (n,) are looked at: (n, count).

    That is the middle of all pixels that a part touches where it is no longer than two, and of the part where it is.
    The first is what area pooling gives for a small face, as pixelated as those that the networks were trained on;
    looked at in the middle of each part it is smoother, and logos and leaves pass for faces.
    """
    lengths = (last - first)[:, None]
    begins = first[:, None] + lengths * torch.arange(count, device=first.device) // count
    ends = first[:, None] - (-lengths * torch.arange(1, count + 1, device=first.device) // count)
    middles = first[:, None] + lengths * (torch.arange(0.5, count, device=first.device) / count)
    return torch.where(lengths <= 2 * count, (begins + ends) / 2, middles)
