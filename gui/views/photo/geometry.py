"""Where a photo lies in the viewer: fit, zoom and pan as plain arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF

from engine.types import Box

MOST = 8.0  # the screen's own pixels per pixel of the photo


@dataclass(frozen=True, slots=True)
class PhotoGeometry:
    """A photo of `photo` pixels in a view of `view` pixels, `zoom` times as large as when it just fits.

    Each pixel of the view is `ratio` of the screen's own wide. The photo is shown turned by `turns` quarters clockwise.
    `centre` is the point that lies in the middle of the view, as fractions of the photo as it is shown.
    """

    photo: QSizeF
    view: QSizeF
    zoom: float = 1.0
    centre: QPointF = field(default_factory=lambda: QPointF(0.5, 0.5))
    turns: int = 0
    ratio: float = 1.0

    @property
    def shown(self) -> QSizeF:
        """The photo's pixels as it is shown: lying on its side, width and height change places."""
        return self.photo.transposed() if self.turns % 2 else self.photo

    @property
    def full_scale(self) -> float:
        """Pixels of the view per photo pixel when each of these is one of the screen's own: none sharper."""
        return 1 / self.ratio

    @property
    def fit_scale(self) -> float:
        """Pixels of the view per photo pixel when the photo just fits; small photos are not blown up."""
        if self.photo.isEmpty() or self.view.isEmpty():
            return 1.0
        across = self.view.width() / self.shown.width()
        return min(across, self.view.height() / self.shown.height(), self.full_scale)

    @property
    def scale(self) -> float:
        return self.fit_scale * self.zoom

    @property
    def painted_area(self) -> QRectF:
        """`area`, but at full scale pixel upon pixel of the screen, so that nothing is blurred."""
        area, ratio = self.area, self.ratio
        if abs(self.scale / self.full_scale - 1) < 1e-6:
            area.moveTo(round(area.left() * ratio) / ratio, round(area.top() * ratio) / ratio)
        return area

    @property
    def area(self) -> QRectF:
        """The whole photo, in view coordinates."""
        width, height = self.shown.width() * self.scale, self.shown.height() * self.scale
        left = self.view.width() / 2 - self.centre.x() * width
        top = self.view.height() / 2 - self.centre.y() * height
        return QRectF(left, top, width, height)

    def box_rect(self, box: Box) -> QRectF:
        """A box of the photo, in view coordinates."""
        area, box = self.area, _turned(box, self.turns)
        x, y, w, h = box.x * area.width(), box.y * area.height(), box.w * area.width(), box.h * area.height()
        return QRectF(area.left() + x, area.top() + y, w, h)

    def box_of(self, rect: QRectF) -> Box:
        """The box of the photo that lies under `rect` of the view."""
        first, area = self.fraction_at(rect.topLeft()), self.area
        box = Box(first.x(), first.y(), rect.width() / area.width(), rect.height() / area.height())
        return _turned(box, -self.turns)

    def fraction_at(self, point: QPointF) -> QPointF:
        """The point of the photo as it is shown, as fractions, that lies under `point` of the view."""
        area = self.area
        return QPointF((point.x() - area.left()) / area.width(), (point.y() - area.top()) / area.height())

    def zoomed(self, factor: float, at: QPointF | None = None) -> PhotoGeometry:
        """`factor` times as large; what is `at` this point of the view stays there."""
        at = at if at is not None else QPointF(self.view.width() / 2, self.view.height() / 2)
        zoom = min(max(self.zoom * factor, 1.0), max(1.0, MOST * self.full_scale / self.fit_scale))
        held = self.fraction_at(at)
        larger = replace(self, zoom=zoom)
        moved = larger.fraction_at(at) - held
        return replace(larger, centre=larger.centre - moved)._kept_inside()

    def panned(self, by: QPointF) -> PhotoGeometry:
        """Moved by so many pixels of the view, never out of it."""
        area = self.area
        return replace(
            self, centre=self.centre - QPointF(by.x() / area.width(), by.y() / area.height())
        )._kept_inside()

    def turned(self, quarters: int) -> PhotoGeometry:
        """Turned by so many quarters clockwise, and all of it in view."""
        return PhotoGeometry(self.photo, self.view, turns=(self.turns + quarters) % 4, ratio=self.ratio)

    def resized(self, view: QSizeF) -> PhotoGeometry:
        """The same photo in a view of another size."""
        return replace(self, view=view)._kept_inside()

    def _kept_inside(self) -> PhotoGeometry:
        area = self.area
        x = _inside(self.centre.x(), self.view.width() / area.width() / 2)
        y = _inside(self.centre.y(), self.view.height() / area.height() / 2)
        return replace(self, centre=QPointF(x, y))


def _inside(centre: float, half: float) -> float:
    """`centre` so that no room is lost beside the photo; the middle when all of it is in view."""
    return 0.5 if half >= 0.5 else min(max(centre, half), 1 - half)


def _turned(box: Box, quarters: int) -> Box:
    """`box` of a photo in the photo turned by so many quarters clockwise."""
    for _ in range(quarters % 4):
        box = Box(1 - box.y - box.h, box.x, box.h, box.w)
    return box
