"""What the sidebar lists: the rooms, and the folders as a tree that is filled where somebody looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal

from engine.types import AlbumId, PhotoId
from gui.i18n import tr
from gui.models.ids import Index, runs_of
from gui.places import Place
from gui.words import in_figures

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 2
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sidebar; without a place and a command it is a heading."""

    text: str
    place: Place | None
    icon: str = ""
    count: int | None = None
    more: bool = False  # there may be more than `count`
    tip: str = ""
    away: bool = False  # a folder on a drive that is not there
    folders: bool = False  # a folder with others in it, which are listed when somebody looks
    cover: PhotoId | None = None  # that is shown in the place of the icon
    command: str = ""  # of the table, which the line gives

    @property
    def key(self) -> object:
        """The same for a line that stays, whatever it says."""
        return self.place or self.text

    @property
    def is_heading(self) -> bool:
        return self.place is None and not self.command

    @property
    def album(self) -> AlbumId | None:
        return None if self.place is None else self.place.album

    @property
    def takes_photos(self) -> bool:
        """Whether photos can be dropped on it."""
        return self.command == "new_album" or self.album is not None

    @property
    def number(self) -> str:
        """The count in words that fit at the edge: `1,234`, `200+`, or nothing."""
        return "" if self.count is None else in_figures(self.count) + ("+" if self.more else "")

    def spoken(self) -> str:
        """The line as a screen reader says it."""
        said = [self.text, self.number, tr("not connected") if self.away else ""]
        return ", ".join(part for part in said if part)


@dataclass(slots=True, eq=False)
class Node:
    """A line in its place; `lines` are below it, None when they have not been asked for."""

    key: int
    entry: Entry
    above: Node | None
    lines: list[Node] | None = field(default_factory=list)


class SidebarModel(QAbstractItemModel):
    """Signals:
    wanted: The folders in this one (`Path`) should be listed.
    renamed: The album with this `AlbumId` should be called so.
    """

    wanted = Signal(Path)
    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys = count(1)
        self._nodes: dict[int, Node] = {}
        self._top = Node(0, Entry("", None), None)
        self._asked: set[Path] = set()

    # ---- what is listed

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """The lines at the top; what lies below those that stay is kept."""
        self._merge(self._top, entries)

    def set_folders(self, folder: Path, entries: Sequence[Entry]) -> None:
        """The folders in `folder`, if it is listed."""
        self._asked.discard(folder)
        node = self._node_of(folder)
        if node is not None:
            self._merge(node, entries)

    def folders_failed(self, folder: Path) -> None:
        """They could not be listed: who opens it again asks again."""
        self._asked.discard(folder)

    def entry(self, index: Index) -> Entry:
        return self._node(index).entry

    def index_of(self, place: Place) -> QModelIndex:
        """The line that stands for `place`; an invalid one if none does."""
        found = (node for node in self._walk(self._top) if node.entry.place == place)
        return self._index(next(found, None))

    def nearest(self, folder: Path) -> QModelIndex:
        """The line of `folder`, or of the nearest listed folder that holds it."""
        for each in (folder, *folder.parents):
            node = self._node_of(each)
            if node is not None:
                return self._index(node)
        return QModelIndex()

    def open_folders(self) -> list[Path]:
        """Those whose folders are listed."""
        places = (node.entry.place for node in self._walk(self._top) if node.lines)
        return [place.folder for place in places if place is not None and place.folder is not None]

    # ---- what Qt asks

    def index(self, row: int, column: int = 0, parent: Index = ROOT) -> QModelIndex:
        lines = self._node(parent).lines or []
        inside = column == 0 and 0 <= row < len(lines) and (not parent.isValid() or parent.column() == 0)
        return self.createIndex(row, 0, lines[row].key) if inside else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        return self._index(self._node(index).above)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.column() > 0 else len(self._node(parent).lines or [])

    def columnCount(self, _: Index = ROOT) -> int:
        return 1

    def hasChildren(self, parent: Index = ROOT) -> bool:
        return parent.column() <= 0 and self._node(parent).lines != []

    def canFetchMore(self, parent: Index) -> bool:
        return self._node(parent).lines is None

    def fetchMore(self, parent: Index) -> None:
        place = self._node(parent).entry.place
        if place is not None and place.folder is not None and place.folder not in self._asked:
            self._asked.add(place.folder)
            self.wanted.emit(place.folder)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entry(index)
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return entry.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.tip or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return super().flags(index)
        entry, flag = self.entry(index), Qt.ItemFlag
        if entry.is_heading:
            return flag.NoItemFlags
        return super().flags(index) | (flag.NoItemFlags if entry.album is None else flag.ItemIsEditable)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A new name is passed on: the line says it when the library does."""
        album = self.entry(index).album
        if role == Qt.ItemDataRole.EditRole and album is not None and value != self.entry(index).text:
            self.renamed.emit(album, value)
        return False

    # ---- inside

    def _node(self, index: Index) -> Node:
        return self._nodes[index.internalId()] if index.isValid() else self._top

    def _index(self, node: Node | None) -> QModelIndex:
        if node is None or node.above is None:
            return QModelIndex()
        return self.createIndex((node.above.lines or []).index(node), 0, node.key)

    def _walk(self, node: Node) -> Iterator[Node]:
        for each in node.lines or ():
            yield each
            yield from self._walk(each)

    def _node_of(self, folder: Path) -> Node | None:
        places = ((node, node.entry.place) for node in self._walk(self._top))
        return next((node for node, place in places if place is not None and place.folder == folder), None)

    def _merge(self, node: Node, entries: Sequence[Entry]) -> None:
        """Only the lines that went, came or stand elsewhere are told of, each run of those that went or came at once:
        a view looks through all its lines whenever it is told.
        """
        wanted = {entry.key for entry in entries}  # of thousands
        if node.lines is None:
            node.lines = []
        lines, row = node.lines, 0
        gone = runs_of(number for number, line in enumerate(lines) if line.entry.key not in wanted)
        for run in reversed(gone):
            self._remove(node, run)
        known = {line.entry.key for line in lines}
        new: list[Entry] = []
        for entry in entries:
            if entry.key in known:
                row = self._insert(node, row, new)
                new = []
                self._move_up(node, row, entry.key)
                self._update(lines[row], entry)
                row += 1
            else:
                new.append(entry)
        self._insert(node, row, new)

    def _insert(self, node: Node, row: int, entries: Sequence[Entry]) -> int:
        """The row after those that came."""
        if not entries or node.lines is None:
            return row
        made = [Node(next(self._keys), entry, node, None if entry.folders else []) for entry in entries]
        self.beginInsertRows(self._index(node), row, row + len(made) - 1)
        self._nodes.update((each.key, each) for each in made)
        node.lines[row:row] = made
        self.endInsertRows()
        return row + len(made)

    def _move_up(self, node: Node, row: int, key: object) -> None:
        """The line with this key, which may stand further down, to `row`."""
        lines = node.lines or []
        at = next(place for place in range(row, len(lines)) if lines[place].entry.key == key)
        if at != row:
            parent = self._index(node)
            self.beginMoveRows(parent, at, at, parent, row)
            lines.insert(row, lines.pop(at))
            self.endMoveRows()

    def _remove(self, node: Node, run: range) -> None:
        lines = node.lines or []
        self.beginRemoveRows(self._index(node), run.start, run.stop - 1)
        for line in lines[run.start : run.stop]:
            for each in (line, *self._walk(line)):
                del self._nodes[each.key]
        del lines[run.start : run.stop]
        self.endRemoveRows()

    def _update(self, node: Node, entry: Entry) -> None:
        if node.entry == entry:
            return
        if entry.folders and node.lines == []:
            node.lines = None
        elif not entry.folders:
            self._merge(node, [])
        node.entry = entry
        index = self._index(node)
        self.dataChanged.emit(index, index)
