"""Paints the lines of the sidebar, and lets the name of an album be typed right there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engine.types import PhotoId
from gui.i18n import tr
from gui.models.ids import Index
from gui.models.sidebar import ENTRY_ROLE, Entry
from gui.models.tile import Picture, ThumbKey
from gui.pixmaps import Wanted
from gui.theme import icon_pixmap
from gui.thumbnails import Thumbnails

LINE = 34
BEFORE = 18  # pixels before the icon
DEEPER = 16  # pixels for each folder above
ICON = 18
COVER = 22
ROUND = 4


def indent_of(index: Index) -> int:
    """How far the icon of a line stands from the left: the room for its arrow, and more for each folder above."""
    depth, above = 0, index.parent()
    while above.isValid():
        depth, above = depth + 1, above.parent()
    return BEFORE + depth * DEEPER


def wanted_cover(photo: PhotoId, ratio: float) -> Wanted:
    """The picture that stands for an album, on a screen of `ratio` device pixels."""
    return Wanted(ThumbKey(Picture.PHOTO, photo), round(COVER * ratio), round(ROUND * ratio))


class EntryDelegate(QStyledItemDelegate):
    """Icon or cover, text, and the count at the right edge."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        return QSize(160, max(LINE, option.fontMetrics.height() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.is_heading:
            self._paint_heading(painter, option, entry)
        else:
            self._paint_line(painter, option, entry, indent_of(index))
        painter.restore()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Where the text stands."""
        editor.setGeometry(option.rect.adjusted(indent_of(index) + ICON + 4, 2, -8, -2))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(tr("Name of the album"))
        return editor

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.82)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        line = option.rect.adjusted(BEFORE, 0, -12, -4)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, entry.text)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, indent: int) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option, selected)
        role = QPalette.ColorRole
        quiet = option.palette.color(role.PlaceholderText)
        text = option.palette.color(role.Highlight) if selected else option.palette.color(role.Text)
        line = option.rect.adjusted(indent, 0, -12, 0)
        if option.state & QStyle.StateFlag.State_Children:
            self._paint_arrow(painter, option, line.left() - BEFORE // 2, quiet)
        self._paint_icon(painter, line, entry, text if selected else quiet)
        painter.setPen(quiet)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.number)
        room = line.adjusted(ICON + 10, 0, -option.fontMetrics.horizontalAdvance(entry.number) - 8, 0)
        painter.setPen(quiet if entry.away else text)
        elide = Qt.TextElideMode.ElideMiddle if entry.album is None else Qt.TextElideMode.ElideRight
        name = option.fontMetrics.elidedText(entry.text, elide, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_icon(self, painter: QPainter, line: QRect, entry: Entry, colour: QColor) -> None:
        ratio = painter.device().devicePixelRatioF()
        cover = None if entry.cover is None else self._thumbnails.pixmap(wanted_cover(entry.cover, ratio))
        pixmap = cover or icon_pixmap(entry.icon, round(ICON * ratio), colour)
        edge = ICON if cover is None else COVER
        middle = QPoint(line.left() + ICON // 2, line.center().y())
        painter.drawPixmap(QRect(middle.x() - edge // 2, middle.y() - edge // 2, edge, edge), pixmap)

    def _paint_arrow(self, painter: QPainter, option: QStyleOptionViewItem, x: int, colour: QColor) -> None:
        painter.setPen(QPen(colour, 1.6))
        y = option.rect.center().y()
        opened = option.state & QStyle.StateFlag.State_Open
        tips = ((-4, -2), (0, 2), (4, -2)) if opened else ((-2, -4), (2, 0), (-2, 4))
        painter.drawPolyline([QPoint(x + right, y + down) for right, down in tips])

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, selected: bool) -> None:
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if not selected and not focused and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        role = QPalette.ColorRole
        painter.setPen(option.palette.color(role.Highlight) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(role.Midlight if selected else role.AlternateBase))
        painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 7, 7)
