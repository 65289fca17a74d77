"""The results: tiles with the number of near-duplicates that each stands for."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from gui.models.similar import SimilarTile
from gui.models.tile import Tile
from gui.thumbnails import Thumbnails
from gui.views.grid.grid import GridView
from gui.views.grid.tiles import MATCH_TILES, TileDelegate, TileState
from gui.words import in_figures

INSET = 5


class SimilarDelegate(TileDelegate):
    """Paints `SimilarTile`s."""

    def paint_tile(
        self, painter: QPainter, option: QStyleOptionViewItem, tile: Tile, state: TileState
    ) -> None:
        super().paint_tile(painter, option, tile, state)
        if isinstance(tile, SimilarTile) and tile.copies:
            font = _bold(option.font)
            spot = badge(self.picture_rect(option.rect), tile.copies, font)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(spot, spot.height() / 2, spot.height() / 2)
            painter.setPen(option.palette.color(QPalette.ColorRole.HighlightedText))
            painter.setFont(font)
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, _text(tile.copies))


def badge(picture: QRect, copies: int, font: QFont) -> QRect:
    """Where on the picture the number of copies stands: at the top right."""
    metrics = QFontMetrics(font)
    height = metrics.height() + 2
    width = max(height, metrics.horizontalAdvance(_text(copies)) + 12)
    return QRect(picture.right() - width - INSET + 1, picture.top() + INSET, width, height)


class SimilarGrid(GridView):
    """Signals:
    unfold_wanted: The row (int) whose near-duplicates are to be shown, or folded up again.
    """

    unfold_wanted = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__(thumbnails, MATCH_TILES, 96)
        self._delegate = SimilarDelegate(thumbnails, MATCH_TILES, self)
        self.setItemDelegate(self._delegate)

    def badge_of(self, row: int) -> QRect:
        """In the viewport; empty where nothing is folded."""
        tile = self.ids_model().tile(row)
        if not isinstance(tile, SimilarTile) or not tile.copies:
            return QRect()
        picture = self._delegate.picture_rect(self.visualRect(self.model().index(row, 0)))
        return badge(picture, tile.copies, _bold(self.font()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the number unfolds, and selects nothing."""
        point = event.position().toPoint()
        row, left = self.indexAt(point).row(), event.button() is Qt.MouseButton.LeftButton
        if left and row >= 0 and self.badge_of(row).contains(point):
            self.unfold_wanted.emit(row)
            return
        super().mousePressEvent(event)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _text(copies: int) -> str:
    return f"+{in_figures(copies)}"
