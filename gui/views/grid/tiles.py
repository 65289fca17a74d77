"""Paints one tile: picture, caption, selection ring and tick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui.models.ids import Index
from gui.models.tile import ThumbKey, Tile
from gui.pixmaps import Wanted
from gui.theme import icon_pixmap
from gui.thumbnails import Thumbnails
from gui.views.grid.layout import GridLayout

RING = 3
MARGIN = 16
CAPTION_GAP = 10
BADGE_GAP = 6
BADGE_GROUND = QColor(0, 0, 0, 185)
STEP = 32  # pictures are made in sizes of whole steps, so that resizing a window makes few of them


@dataclass(frozen=True, slots=True)
class TileStyle:
    """How the tiles of one grid look."""

    lines: int  # of caption
    round: bool  # the picture is a disc
    gap: int = 10
    fills: bool = True  # pictures grow a little so that a row fills the width

    def arrange(self, count: int, width: int, edge: int, metrics: QFontMetrics) -> GridLayout:
        """`count` tiles with pictures at least `edge` pixels wide, in rows of `width`."""
        room = width - 2 * MARGIN
        if self.fills:
            columns = max(1, room // (edge + self.gap))
            edge = max(edge, min(room // columns - self.gap, 2 * edge))
        caption = self.lines * metrics.lineSpacing() + CAPTION_GAP if self.lines else 0
        return GridLayout(count, width, edge + self.gap, edge + self.gap + caption, MARGIN)

    def radius(self, edge: int) -> int:
        return edge // 2 if self.round else max(4, edge // 24)


PHOTO_TILES = TileStyle(lines=0, round=False, gap=8)
FACE_TILES = TileStyle(lines=0, round=False)
MATCH_TILES = TileStyle(lines=2, round=False, gap=14)
PEOPLE_TILES = TileStyle(lines=2, round=True, gap=28, fills=False)


class TileState(NamedTuple):
    """What is so of one tile at present."""

    selected: bool
    focused: bool
    hovered: bool


class TileDelegate(QStyledItemDelegate):
    """Paints tiles; a grid calls it itself, as Qt's way by the options of a style takes as long as the painting."""

    def __init__(self, thumbnails: Thumbnails, style: TileStyle, view: QObject) -> None:
        super().__init__(view)
        self._view = view
        self._thumbnails = thumbnails
        self._style = style
        self._edge = self._made = self._radius = 0  # `_made`: in device pixels, of which the radius is too
        self._ratio = 1.0

    def ask_for(self, pictures: Iterable[ThumbKey | None], edge: int, ratio: float) -> None:
        """Have `pictures` made for a screen of `ratio` device pixels, the first ones first."""
        self._edge, self._ratio = edge, ratio
        self._made = -(-round(edge * ratio) // STEP) * STEP
        self._radius = self._style.radius(self._made)
        self._thumbnails.show(self._view, [self._wanted(key) for key in pictures if key is not None])

    def paint_tile(
        self, painter: QPainter, option: QStyleOptionViewItem, tile: Tile, state: TileState
    ) -> None:
        """Paint `tile` into the rectangle of `option`."""
        box = self.picture_rect(option.rect)
        self._paint_picture(painter, box, tile.picture, option)
        if state.hovered:
            self._paint_shade(painter, box)
        if tile.ticked:
            self._paint_tick(painter, box, option)
        if tile.badge:
            self._paint_badge(painter, box, tile.badge, option)
        if state.selected or state.focused:
            self._paint_ring(painter, box, state, option)
        if self._style.lines:
            self._paint_caption(painter, box, tile, option)

    def sizeHint(self, _: QStyleOptionViewItem, __: Index) -> QSize:
        return QSize(self._edge, self._edge)

    def picture_rect(self, cell: QRect) -> QRect:
        """Where in its cell the picture of a tile lies."""
        return QRect(
            cell.left() + self._style.gap // 2, cell.top() + self._style.gap // 2, self._edge, self._edge
        )

    # ---- the parts

    def _wanted(self, key: ThumbKey) -> Wanted:
        return Wanted(key, self._made, self._radius)

    def _paint_picture(
        self, painter: QPainter, box: QRect, key: ThumbKey | None, option: QStyleOptionViewItem
    ) -> None:
        pixmap = self._thumbnails.pixmap(self._wanted(key)) if key is not None else None
        if pixmap is not None:
            painter.drawPixmap(box, pixmap)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(QPalette.ColorRole.Midlight))
        radius = self._style.radius(box.width())
        painter.drawRoundedRect(box, radius, radius)
        if key is None or self._thumbnails.is_broken(key):
            self._paint_broken(painter, box, option)

    def _paint_broken(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem) -> None:
        quiet = option.palette.color(QPalette.ColorRole.PlaceholderText)
        edge = box.width() // 3
        icon = icon_pixmap("broken", round(edge * self._ratio), quiet)
        painter.drawPixmap(
            QRect(box.center().x() - edge // 2, box.center().y() - edge // 2, edge, edge), icon
        )

    def _paint_shade(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 28))
        radius = self._style.radius(box.width())
        painter.drawRoundedRect(box, radius, radius)

    def _paint_ring(
        self, painter: QPainter, box: QRect, state: TileState, option: QStyleOptionViewItem
    ) -> None:
        colour = option.palette.color(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(colour, RING if state.selected else 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        out = RING / 2 if not state.focused else RING / 2 + 1
        radius = self._style.radius(box.width()) + out
        painter.drawRoundedRect(QRectF(box).adjusted(-out, -out, out, out), radius, radius)

    def _paint_tick(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem) -> None:
        edge = max(16, box.width() // 8)
        spot = QRectF(box.right() - edge - 4, box.bottom() - edge - 4, edge, edge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(QPalette.ColorRole.Highlight))
        painter.drawEllipse(spot)
        on_accent = option.palette.color(QPalette.ColorRole.HighlightedText)
        painter.drawPixmap(spot.toRect(), icon_pixmap("tick", round(edge * self._ratio), on_accent))

    def _paint_badge(self, painter: QPainter, box: QRect, badge: str, option: QStyleOptionViewItem) -> None:
        """White on nearly black, which can be read on any picture."""
        edge = option.fontMetrics.height()
        width = option.fontMetrics.horizontalAdvance(badge) + edge + 3 * BADGE_GAP
        height = option.fontMetrics.height() + 2
        pill = QRect(box.right() - width - 5, box.top() + 6, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(BADGE_GROUND)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        spot = QRect(pill.left() + BADGE_GAP, pill.center().y() - edge // 2, edge, edge)
        white = QColor(Qt.GlobalColor.white)
        painter.drawPixmap(spot, icon_pixmap("faces", round(edge * self._ratio), white))
        painter.setPen(white)
        text = pill.adjusted(edge + BADGE_GAP, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignCenter, badge)

    def _paint_caption(self, painter: QPainter, box: QRect, tile: Tile, option: QStyleOptionViewItem) -> None:
        quiet = option.palette.color(QPalette.ColorRole.PlaceholderText)
        text = option.palette.color(QPalette.ColorRole.Text)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Normal if tile.quiet else QFont.Weight.DemiBold)
        out = min(8, self._style.gap // 2 - 3)  # neighbours' captions must not touch
        line = QRect(
            box.left() - out, box.bottom() + 6, box.width() + 2 * out, option.fontMetrics.lineSpacing()
        )
        self._paint_line(painter, line, tile.title, font, quiet if tile.quiet else text)
        self._paint_line(painter, line.translated(0, line.height()), tile.detail, option.font, quiet)

    def _paint_line(self, painter: QPainter, line: QRect, text: str, font: QFont, colour: QColor) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, fitting)
