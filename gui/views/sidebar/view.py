"""The sidebar: the rooms, the albums and the folders, with how much is in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from engine.types import Album, AlbumId, Folder, PhotoId, Subfolder
from gui.i18n import tr
from gui.jobs import Job, Lane, Latest
from gui.models.ids import Index
from gui.models.sidebar import Entry, SidebarModel
from gui.places import Place, Room
from gui.services import Services
from gui.views.menu_spot import menu_spot
from gui.views.sidebar.album_drop import DropOnAlbums
from gui.views.sidebar.delegate import EntryDelegate, indent_of, wanted_cover
from gui.views.sidebar.entries import Contents, entries, subfolder_entry

OF_ALBUM = (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Sidebar(QTreeView):
    """Signals:
    place_wanted: The user chose this `Place`.
    command_wanted: The user chose the line that gives this command of the table.
    album_menu_wanted: The context menu of an album (`AlbumId`) at a global `QPoint`.
    album_renamed: The user typed this name on the line of an album (`AlbumId`).
    album_deleted: The user pressed Delete on the line of an album (`AlbumId`).
    dropped: As of `DropOnAlbums`.
    folder_menu_wanted: The context menu of a folder (`Path`) at a global `QPoint`.
    menu_wanted: The context menu of anything else.
    roots_listed: Other folders may be the ones that the user had scanned.
    """

    place_wanted = Signal(object)
    command_wanted = Signal(str)
    album_menu_wanted = Signal(object, QPoint)
    album_renamed = Signal(object, str)
    album_deleted = Signal(object)
    dropped = Signal(object, object)
    folder_menu_wanted = Signal(object, QPoint)
    menu_wanted = Signal(QPoint)
    roots_listed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAccessibleName(tr("Rooms, albums and folders"))
        self._services = services
        self._latest = Latest(services.jobs, Lane.ASIDE)
        self._albums = Latest(
            services.jobs, Lane.ASIDE
        )  # which has one thread: what is read later is shown later
        self._place = Place(Room.PHOTOS)
        self._missing = True  # the line of `_place` is not listed
        self._questions: int | None = None  # not known yet
        self._more_questions = False
        self._contents: Contents | None = None
        self._roots: dict[Path, Folder] = {}
        self._model = SidebarModel(self)
        self._model.wanted.connect(self._on_folders_wanted)
        self._model.renamed.connect(self.album_renamed)
        nothing_yet = Contents({}, [], [], {})  # numbers and folders follow
        self._model.set_entries(entries(nothing_yet, None, more=False))
        self.setModel(self._model)
        self.setItemDelegate(EntryDelegate(services.thumbnails, self))
        services.thumbnails.arrived.connect(self._on_thumbnails_arrived)
        self.setHeaderHidden(True)
        self.setEditTriggers(QTreeView.EditTrigger.EditKeyPressed)
        self._target = QPersistentModelIndex()  # on which something would fall
        self._drops = DropOnAlbums(self, self.entry_at, self.mark_target)
        self._drops.dropped.connect(self.dropped)
        self.setIndentation(0)  # the lines leave their own room, for an arrow too
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setMinimumWidth(190)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)
        services.feed.changed.connect(self.load)
        services.feed.albums_changed.connect(self.load_albums)
        services.feed.all_changed.connect(self.load)

    def load(self, *_: object) -> None:
        """Read the counts, the albums and the folders."""
        library, open_folders = self._services.library, self._model.open_folders()

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
            inner = {folder: library.subfolders(folder) for folder in open_folders}
            return Contents(numbers, library.albums(), library.folders(), inner)

        self._latest.start(work, self._on_loaded)

    def load_albums(self, *_: object) -> None:
        """Read the albums alone; what was being read of all else goes on."""
        library = self._services.library
        self._albums.start(lambda _: library.albums(), self._on_albums_loaded)

    def show_questions(self, questions: int, more: bool) -> None:
        """So many questions wait in the review, or `more`."""
        self._questions, self._more_questions = questions, more
        if self._contents is not None:
            self._on_loaded(self._contents)

    def show_place(self, place: Place) -> None:
        """Mark the line of `place`; a person or a photo leaves the mark where it was."""
        if place.room in (Room.PERSON, Room.PHOTO):
            return
        self._place = place = replace(place, words="")
        index = self._model.index_of(place)
        self._missing = not index.isValid()
        if self._missing and place.folder is not None:
            index = self._model.nearest(place.folder)
            if index.isValid() and self._model.canFetchMore(index):
                self._model.fetchMore(index)  # and then it is looked for again
        if index.isValid() and index != self.currentIndex():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def is_root(self, folder: Path) -> bool:
        """Whether it is one that the user had scanned, rather than one in it."""
        return folder in self._roots

    def edit_album(self, album: AlbumId) -> None:
        """Have another name typed on the line of the album."""
        index = self._model.index_of(Place(Room.PHOTOS, album=album))
        if index.isValid():
            self.setFocus()
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
            self.edit(index)

    def entry_at(self, point: QPoint) -> Entry | None:
        """The line at a point of the viewport."""
        index = self.indexAt(point)
        return self._model.entry(index) if index.isValid() else None

    def mark_target(self, point: QPoint | None) -> None:
        """Show that what is dragged would fall on the line at `point`; None for none."""
        target = QModelIndex() if point is None else self.indexAt(point)
        if target != self._target:
            self._target = QPersistentModelIndex(target)
            self.viewport().update()

    # ---- what Qt asks

    def event(self, event: QEvent) -> bool:
        """On an album some keys are about that album, rather than about what is selected elsewhere."""
        asked = event.type() is QEvent.Type.ShortcutOverride and cast(QKeyEvent, event).key() in OF_ALBUM
        if asked and self._current_album() is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        album = self._current_album()
        if album is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.album_deleted.emit(album)
        elif album is not None and event.key() == Qt.Key.Key_F2:
            self.edit_album(album)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.RightButton:  # which opens a menu and leads nowhere
            return
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._arrow(index).contains(event.position().toPoint()):
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not (index.isValid() and self._arrow(index).contains(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        spot = menu_spot(self, event)
        index, point = self.indexAt(spot), self.viewport().mapToGlobal(spot)
        place = self._model.entry(index).place if index.isValid() else None
        if place is not None and place.album is not None:
            self.album_menu_wanted.emit(place.album, point)
        elif place is not None and place.folder is not None:
            self.folder_menu_wanted.emit(place.folder, point)
        else:
            self.menu_wanted.emit(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The covers of the albums that can be seen are asked for first."""
        thumbnails, ratio = self._services.thumbnails, self.devicePixelRatioF()
        seen = [wanted_cover(cover, ratio) for cover in self._covers_in_view()]
        if any(thumbnails.pixmap(each) is None for each in seen):
            thumbnails.show(self, seen)
        super().paintEvent(event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The delegate paints all of it; the tree's own would paint a ground below."""
        line, state = QStyleOptionViewItem(option), QStyle.StateFlag
        line.rect = self.visualRect(index)
        pointed = self.viewport().underMouse() and line.rect.contains(
            self.viewport().mapFromGlobal(QCursor.pos())
        )
        line.state = state.State_Enabled
        for holds, flag in (
            (self.selectionModel().isSelected(index), state.State_Selected),
            (index == self._target, state.State_Selected),
            (self.hasFocus() and index == self.currentIndex(), state.State_HasFocus),
            (pointed, state.State_MouseOver),
            (self.model().hasChildren(index), state.State_Children),
            (self.isExpanded(index), state.State_Open),
        ):
            if holds:
                line.state |= flag
        self.itemDelegate().paint(painter, line, index)

    def place_at(self, row: int) -> Place | None:
        """Where this line of those at the top leads."""
        index = self._model.index(row)
        return self._model.entry(index).place if index.isValid() else None

    # ---- inside

    def _covers_in_view(self) -> Iterator[PhotoId]:
        index, bottom = self.indexAt(QPoint(0, 0)), self.viewport().height()
        while index.isValid() and self.visualRect(index).top() < bottom:
            cover = self._model.entry(index).cover
            if cover is not None:
                yield cover
            index = self.indexBelow(index)

    def _current_album(self) -> AlbumId | None:
        index = self.currentIndex()
        return self._model.entry(index).album if index.isValid() else None

    def _arrow(self, index: QModelIndex) -> QRect:
        """Where a click opens or closes the line."""
        if not self._model.hasChildren(index):
            return QRect()
        rect = self.visualRect(index)
        return QRect(rect.left(), rect.top(), indent_of(index), rect.height())

    def _on_loaded(self, contents: Contents) -> None:
        self._contents = contents
        self._roots = {folder.path: folder for folder in contents.folders}
        self._model.set_entries(entries(contents, self._questions, self._more_questions))
        for folder, inner in contents.inner.items():
            self._list_folders(folder, inner)
        self._show_missing()
        self.roots_listed.emit()

    def _on_albums_loaded(self, albums: list[Album]) -> None:
        if self._contents is not None:
            self._contents = self._contents._replace(albums=albums)
            self._model.set_entries(entries(self._contents, self._questions, self._more_questions))
            self._show_missing()

    def _on_thumbnails_arrived(self) -> None:
        self.viewport().update()

    def _on_folders_wanted(self, folder: Path) -> None:
        library = self._services.library

        def on_found(inner: list[Subfolder]) -> None:
            self._list_folders(folder, inner)
            self._show_missing()

        def on_failed(_: object) -> None:
            self._model.folders_failed(folder)
            self.collapse(
                self._model.index_of(Place(Room.PHOTOS, folder=folder))
            )  # open and empty, it would seem to hold nothing

        job = self._services.jobs.start(lambda _: library.subfolders(folder), on_found, lane=Lane.ASIDE)
        job.failed.connect(on_failed)

    def _show_missing(self) -> None:
        """The line of the place may be listed now; else the keyboard stays where it has gone meanwhile."""
        if self._missing:
            self.show_place(self._place)

    def _list_folders(self, folder: Path, inner: list[Subfolder]) -> None:
        roots = (self._roots[each] for each in (folder, *folder.parents) if each in self._roots)
        root = next(roots, None)
        away = root is not None and not root.online
        self._model.set_folders(folder, [subfolder_entry(each, away) for each in inner])

    def _on_chosen(self, index: QModelIndex) -> None:
        entry = self._model.entry(index)
        if entry.place is not None:
            self.place_wanted.emit(entry.place)
        elif entry.command:
            self.show_place(self._place)  # one stays where one is
            self.command_wanted.emit(entry.command)


def side_column(field: QWidget, below: QWidget) -> QWidget:
    """The parts at the left edge of the window: a line to type into, and what lies below it."""
    column = QFrame()
    column.setObjectName("side")
    lines, line = QVBoxLayout(column), QHBoxLayout()
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    line.setContentsMargins(10, 12, 10, 0)
    line.addWidget(field)
    lines.addLayout(line)
    lines.addWidget(below)
    return column
