"""Photos as a list: only ids are held, and the photos around what is looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from engine.types import Photo, PhotoId, PhotoList, PhotoOrder, PhotoRun
from gui.i18n import tr_n
from gui.models.headings import photo_heading
from gui.models.long_list import LongList
from gui.models.sections import Section
from gui.models.tile import Picture, ThumbKey, Tile
from gui.words import counted, date_and_time, in_figures

CHUNK = 128
CHUNKS_KEPT = 64
NOTHING: dict[int, Photo] = {}

FetchPhotos = Callable[[Sequence[PhotoId], Callable[[Sequence[Photo]], None]], None]


class PhotoModel(LongList):
    """Photos by their ids, a million or more; the photos themselves are asked of `fetch` chunk by chunk.

    `fetch(ids, deliver)` returns at once and calls `deliver(photos)` later, in the window thread.
    """

    def __init__(self, fetch: FetchPhotos, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._runs: list[PhotoRun] = []
        self._sizes: list[int] = []
        self._order = PhotoOrder.ADDED
        self._chunks: OrderedDict[int, dict[int, Photo]] = OrderedDict()
        self._asked: set[int] = set()
        self._stale: set[int] = set()  # chunks that are shown until they have been read again
        self._generation = 0
        self._badges = False

    def set_ids(self, ids: Iterable[int]) -> None:
        """Show these photos without headings."""
        wanted = ids if isinstance(ids, array) else array("q", ids)
        self.set_list(PhotoList(wanted, [PhotoRun(None, len(wanted))] if wanted else []), PhotoOrder.ADDED)

    def set_list(self, listed: PhotoList, order: PhotoOrder) -> None:
        """Show these photos below the headings of `order`; does nothing if they are the ones shown."""
        same = listed.ids == self._ids
        if same and listed.runs == self._runs and order is self._order:
            return
        self.beginResetModel()
        self._ids, self._runs, self._order = listed.ids, listed.runs, order
        self._sizes = [run.photos for run in listed.runs]
        if not same:
            self._forget_chunks()
        self.endResetModel()

    def sizes(self) -> list[int]:
        """The photos below each heading."""
        return self._sizes

    def section(self, number: int) -> Section:
        """Heading `number`."""
        return photo_heading(self._runs[number], self._order)

    def show_badges(self, shown: bool) -> None:
        """Whether tiles say how many faces have no name yet."""
        if shown != self._badges and self._ids:
            self._badges = shown
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))
        self._badges = shown

    def refresh(self) -> None:
        """Photos may have changed: each is read again when it is next looked at, and shown as it was until then."""
        self._generation += 1
        self._asked.clear()
        self._stale = set(self._chunks)

    def look_at(self, rows: range) -> None:
        """These are looked at: their photos are asked for, unless they are known."""
        for number in range(rows.start // CHUNK, -(-rows.stop // CHUNK)):
            self._ask_for(number)

    def photo(self, row: int) -> Photo | None:
        """The photo in `row` if it has been fetched; asks for it otherwise."""
        number = row // CHUNK
        self._ask_for(number)
        chunk = self._chunks.get(number)
        if chunk is None:
            return None
        self._chunks.move_to_end(number)
        return chunk.get(self._ids[row])

    def tile(self, row: int) -> Tile:
        photo = self._chunks.get(row // CHUNK, NOTHING).get(self._ids[row]) if self._badges else None
        badge = in_figures(photo.unnamed) if photo is not None and photo.unnamed else ""
        return Tile(self.picture(row), badge=badge)

    def picture(self, row: int) -> ThumbKey:
        return ThumbKey(Picture.PHOTO, self._ids[row])

    def describe(self, row: int) -> str:
        photo = self.photo(row)
        return describe_photo(photo) if photo else ""

    def _ask_for(self, number: int) -> None:
        if number in self._asked or (number in self._chunks and number not in self._stale):
            return
        self._asked.add(number)
        generation = self._generation
        ids = [PhotoId(each) for each in self._ids[number * CHUNK : (number + 1) * CHUNK]]
        self._fetch(ids, lambda photos: self._take(generation, number, photos))

    def _take(self, generation: int, number: int, photos: Sequence[Photo]) -> None:
        if generation != self._generation:
            return
        self._asked.discard(number)
        self._stale.discard(number)
        self._chunks[number] = {photo.id: photo for photo in photos}
        while len(self._chunks) > CHUNKS_KEPT:
            self._chunks.popitem(last=False)
        self._say_chunk_changed(number)

    def _forget_chunks(self) -> None:
        self._generation += 1
        self._chunks.clear()
        self._asked.clear()
        self._stale.clear()

    def _say_chunk_changed(self, number: int) -> None:
        last = min((number + 1) * CHUNK, len(self._ids)) - 1
        self.dataChanged.emit(self.index(number * CHUNK), self.index(last))


def describe_photo(photo: Photo) -> str:
    """One line: name, day, faces, and how many of them have no name yet."""
    parts = [photo.path.name]
    if photo.taken is not None:
        parts.append(taken_text(photo.taken))
    parts.append(counted(photo.faces, "face"))
    if photo.unnamed:
        parts.append(tr_n("{n} not yet named", "{n} not yet named", photo.unnamed))
    return " · ".join(parts)


def taken_text(taken: float) -> str:
    """The camera's own clock, which knows no time zone."""
    return date_and_time(datetime.fromtimestamp(taken, UTC))
