"""What the lines of the sidebar say."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from engine.types import Album, Folder, Subfolder
from gui.i18n import mark, tr
from gui.models.sidebar import Entry
from gui.places import Place, Room

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


class Contents(NamedTuple):
    """What the sidebar tells."""

    counts: dict[Room, int]
    albums: list[Album]
    folders: list[Folder]
    inner: dict[Path, list[Subfolder]]  # the folders in those that are open


def entries(contents: Contents, questions: int | None, more: bool) -> list[Entry]:
    """All lines but the inner folders; how many `questions` there are, or `more` than that, may not be known yet."""
    counts = {**contents.counts, Room.REVIEW: questions}
    rooms = [
        Entry(tr(text), Place(room), room.value, counts.get(room), more=more and room is Room.REVIEW)
        for room, text in ROOMS.items()
    ]
    if not contents.folders:
        return rooms
    new = Entry(tr("New album…"), None, "add", tip=tr("Photos can be dropped here"), command="new_album")
    albums = [Entry(tr("ALBUMS"), None), *map(_album_entry, contents.albums), new]
    return [*rooms, *albums, Entry(tr("FOLDERS"), None), *map(_folder_entry, contents.folders)]


def _album_entry(album: Album) -> Entry:
    place = Place(Room.PHOTOS, album=album.id)
    return Entry(album.name, place, "album", album.photos, tip=album.name, cover=album.cover)


def _folder_entry(folder: Folder) -> Entry:
    return Entry(
        folder.path.name or str(folder.path),
        Place(Room.PHOTOS, folder=Path(folder.path)),
        "folder",
        folder.photos,
        tip=_tip(folder.path, not folder.online),
        away=not folder.online,
        folders=folder.folders,
    )


def subfolder_entry(inner: Subfolder, away: bool) -> Entry:
    """The line of a folder in another one, whose drive may be away."""
    place, tip = Place(Room.PHOTOS, folder=inner.path), _tip(inner.path, away)
    return Entry(inner.path.name, place, "folder", inner.photos, tip=tip, away=away, folders=inner.folders)


def _tip(folder: Path, away: bool) -> str:
    return tr("{folder} (this drive is not connected)").format(folder=folder) if away else str(folder)
