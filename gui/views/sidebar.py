"""The sidebar: the rooms and the folders, with how much is in each."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from engine.types import Folder
from gui.controllers.navigation import Place, Room
from gui.i18n import mark, tr
from gui.jobs import Job, Lane, Latest
from gui.models.ids import Index
from gui.models.sidebar import ENTRY_ROLE, Entry, SidebarModel
from gui.services import Services
from gui.theme import icon_pixmap
from gui.views.menu_spot import menu_spot


class Contents(NamedTuple):
    """What the sidebar tells."""

    counts: dict[Room, int]
    folders: list[Folder]


LINE = 34
ICON = 18
ROOMS = {
    Room.PHOTOS: mark("All photos"),
    Room.PEOPLE: mark("People"),
    Room.UNNAMED: mark("Unnamed"),
    Room.SINGLE: mark("Single faces"),
    Room.REVIEW: mark("Review"),
    Room.MAP: mark("Map of faces"),
    Room.HIDDEN: mark("Hidden"),
    Room.UNREADABLE: mark("Unreadable"),
    Room.ACTIVITY: mark("Activity"),
}


class Sidebar(QListView):
    """Signals:
    place_wanted: The user chose this `Place`.
    folder_menu_wanted: The context menu of a folder (`Path`) at a global `QPoint`.
    menu_wanted: The context menu of anything else.
    """

    place_wanted = Signal(object)
    folder_menu_wanted = Signal(object, QPoint)
    menu_wanted = Signal(QPoint)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAccessibleName(tr("Rooms and folders"))
        self._services = services
        self._latest = Latest(services.jobs, Lane.ASIDE)
        self._place = Place(Room.PHOTOS)
        self._questions: int | None = None  # not known yet
        self._more_questions = False
        self._contents: Contents | None = None
        self._model = SidebarModel(self)
        self._model.set_entries(_entries(Contents({}, []), None, more=False))  # numbers and folders follow
        self.setModel(self._model)
        self.setItemDelegate(EntryDelegate(self))
        self.setMouseTracking(True)
        self.setMinimumWidth(190)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)
        services.feed.changed.connect(self.load)
        services.feed.all_changed.connect(self.load)

    def load(self, *_: object) -> None:
        """Read the counts and the folders."""
        library = self._services.library

        def work(_: Job) -> Contents:
            counts = library.counts()
            numbers = {
                Room.PHOTOS: counts.photos,
                Room.PEOPLE: counts.named,
                Room.UNNAMED: counts.unnamed,
                Room.SINGLE: counts.single,
                Room.HIDDEN: counts.hidden,
                Room.UNREADABLE: counts.unreadable,
            }
            return Contents(numbers, library.folders())

        self._latest.start(work, self._on_loaded)

    def show_questions(self, questions: int, more: bool) -> None:
        """So many questions wait in the review, or `more`."""
        self._questions, self._more_questions = questions, more
        if self._contents is not None:
            self._on_loaded(self._contents)

    def show_place(self, place: Place) -> None:
        """Mark the line of `place`; a person or a photo leaves the mark where it was."""
        if place.room in (Room.PERSON, Room.PHOTO):
            return
        self._place = place
        row = self._model.row_of(place)
        if row is not None:
            self.selectionModel().setCurrentIndex(
                self._model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.RightButton:  # which opens a menu and leads nowhere
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        spot = menu_spot(self, event)
        index, point = self.indexAt(spot), self.viewport().mapToGlobal(spot)
        place = self._model.entry(index.row()).place if index.isValid() else None
        if place is not None and place.folder is not None:
            self.folder_menu_wanted.emit(place.folder, point)
        else:
            self.menu_wanted.emit(point)

    def place_at(self, row: int) -> Place | None:
        """Where this line leads."""
        return self._model.entry(row).place if 0 <= row < self._model.rowCount() else None

    def texts(self) -> list[str]:
        """Every line as a screen reader says it."""
        role = Qt.ItemDataRole.AccessibleTextRole
        return [self._model.index(row).data(role) for row in range(self._model.rowCount())]

    def _on_loaded(self, contents: Contents) -> None:
        self._contents = contents
        self._model.set_entries(_entries(contents, self._questions, self._more_questions))
        self.show_place(self._place)

    def _on_chosen(self, index: QModelIndex) -> None:
        place = self._model.entry(index.row()).place
        if place is not None:
            self.place_wanted.emit(place)


def side_column(*parts: QWidget) -> QWidget:
    """The parts at the left edge of the window, one below the other."""
    column = QFrame()
    column.setObjectName("side")
    lines = QVBoxLayout(column)
    lines.setContentsMargins(0, 12, 0, 0)
    lines.setSpacing(0)
    for part in parts:
        lines.addWidget(part)
    return column


def _entries(contents: Contents, questions: int | None, more: bool) -> list[Entry]:
    counts = {**contents.counts, Room.REVIEW: questions}
    rooms = [
        Entry(tr(text), Place(room), room.value, counts.get(room), more=more and room is Room.REVIEW)
        for room, text in ROOMS.items()
    ]
    if not contents.folders:
        return rooms
    return [*rooms, Entry(tr("FOLDERS"), None), *map(_folder_entry, contents.folders)]


def _folder_entry(folder: Folder) -> Entry:
    tip = (
        str(folder.path)
        if folder.online
        else tr("{folder} (this drive is not connected)").format(folder=folder.path)
    )
    name = folder.path.name or str(folder.path)
    return Entry(
        name,
        Place(Room.PHOTOS, folder=Path(folder.path)),
        "folder",
        folder.photos,
        tip=tip,
        away=not folder.online,
    )


class EntryDelegate(QStyledItemDelegate):
    """Icon, text, and the count at the right edge."""

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        return QSize(160, max(LINE, option.fontMetrics.height() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.place is None:
            self._paint_heading(painter, option, entry)
        else:
            self._paint_line(painter, option, entry)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.82)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        line = option.rect.adjusted(12, 0, -12, -4)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, entry.text)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option, selected)
        role = QPalette.ColorRole
        quiet = option.palette.color(role.PlaceholderText)
        text = option.palette.color(role.Highlight) if selected else option.palette.color(role.Text)
        line = option.rect.adjusted(10, 0, -12, 0)
        ratio = painter.device().devicePixelRatioF()
        pixmap = icon_pixmap(entry.icon, round(ICON * ratio), text if selected else quiet)
        painter.drawPixmap(QRect(line.left(), line.center().y() - ICON // 2, ICON, ICON), pixmap)
        painter.setPen(quiet)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.number)
        room = line.adjusted(ICON + 10, 0, -option.fontMetrics.horizontalAdvance(entry.number) - 8, 0)
        painter.setPen(quiet if entry.away else text)
        name = option.fontMetrics.elidedText(entry.text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, selected: bool) -> None:
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if not selected and not focused and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        role = QPalette.ColorRole
        painter.setPen(option.palette.color(role.Highlight) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(role.Midlight if selected else role.AlternateBase))
        painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 7, 7)
