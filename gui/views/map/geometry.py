"""Where points of a plane lie in a view: fit, zoom and pan as plain arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSizeF

Points = NDArray[np.float32]

MARGIN = 28.0  # pixels that stay free around a plane that fits
OUT, IN = 0.5, 400.0  # how far one may zoom, as multiples of what fits


@dataclass(frozen=True, slots=True)
class MapGeometry:
    """A view of `view` pixels whose middle shows the point `centre` of the plane, at `scale` pixels a unit.

    Both count downwards. `fit_scale` is the scale at which all points are in view.
    """

    view: QSizeF
    centre: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0
    fit_scale: float = 1.0

    @classmethod
    def fitting(cls, points: Points, view: QSizeF) -> MapGeometry:
        """All of `points` (n, 2) in view."""
        if not len(points):
            return cls(view)
        low, high = points.min(axis=0).astype(float), points.max(axis=0).astype(float)
        room = np.array([view.width(), view.height()]) - 2 * MARGIN
        scale = float((np.maximum(room, 1) / np.maximum(high - low, 1e-3)).min())
        x, y = (low + high) / 2
        return cls(view, (float(x), float(y)), scale, scale)

    @property
    def is_fitting(self) -> bool:
        return self.scale == self.fit_scale

    def in_view(self, points: Points, ratio: float = 1.0) -> Points:
        """Where `points` (n, 2) lie, in pixels from the view's top left corner, `ratio` to one of its own."""
        middle = np.array([self.view.width(), self.view.height()]) / 2
        # The centre comes off first: far zoomed in, nothing would be left of a small difference of large numbers.
        moved: Points = points - np.array(self.centre, np.float32)
        moved *= np.float32(self.scale * ratio)
        moved += (middle * ratio).astype(np.float32)
        return moved

    def seen(self, points: Points, beyond: float = 0.0) -> NDArray[np.intp]:
        """The rows of those of `points` (n, 2) that lie in the view, or up to so many pixels outside of it."""
        x, y = points[:, 0], points[:, 1]
        left, top = self.at(QPointF(-beyond, -beyond))
        right, bottom = self.at(QPointF(self.view.width() + beyond, self.view.height() + beyond))
        return np.flatnonzero((x >= left) & (x < right) & (y >= top) & (y < bottom))

    def at(self, spot: QPointF) -> tuple[float, float]:
        """The point of the plane under a pixel of the view."""
        x = self.centre[0] + (spot.x() - self.view.width() / 2) / self.scale
        return x, self.centre[1] + (spot.y() - self.view.height() / 2) / self.scale

    def zoomed(self, factor: float, spot: QPointF | None = None) -> MapGeometry:
        """`factor` times as large; what is under `spot` stays there."""
        spot = spot if spot is not None else QPointF(self.view.width() / 2, self.view.height() / 2)
        scale = min(max(self.scale * factor, self.fit_scale * OUT), self.fit_scale * IN)
        larger, held = replace(self, scale=scale), self.at(spot)
        now = larger.at(spot)
        x, y = (centre + kept - moved for centre, kept, moved in zip(self.centre, held, now, strict=True))
        return replace(larger, centre=(x, y))

    def panned(self, by: QPointF) -> MapGeometry:
        """Moved by so many pixels of the view."""
        x, y = self.centre
        return replace(self, centre=(x - by.x() / self.scale, y - by.y() / self.scale))
