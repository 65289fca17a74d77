"""Long lists of photos in the orders that a user may choose, with what stands together in them."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from array import array
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from engine.catalogue.rows import HOLDS_PHOTO, number_texts, span_below, to_bytes
from engine.types import AlbumId, PersonId, PhotoList, PhotoOrder, PhotoRun, RunKey

# Each gives `id` and `key`, the same for photos that stand together. A million take half a second by time and
# 3 to 4 s where each photo's file or faces are looked for; `place` is a number, as sorting paths takes twice as long.
_PLACES = "SELECT id, row_number() OVER (ORDER BY path) AS place FROM folder WHERE shown = 1"
_FILE = f"""
    JOIN (SELECT photo_id, min(file.id), name, place FROM file JOIN ({_PLACES}) AS placed ON placed.id = folder_id
          WHERE {HOLDS_PHOTO}
          GROUP BY photo_id) AS shown_file ON shown_file.photo_id = photo.id"""  # noqa: S608
_FACES = """
    LEFT JOIN (SELECT photo_id, count(*) AS faces FROM face WHERE not_a_face = 0 GROUP BY photo_id) AS seen
    ON seen.photo_id = photo.id"""
_DAY = "CAST(moment / 86400 + 1000000 AS INTEGER) - 1000000"  # the cast rounds towards 0
_NAME = "CAST(name AS TEXT) COLLATE NOCASE"
_ORDERS = {  # key, joins, order
    PhotoOrder.NEWEST: (_DAY, "", "moment DESC, photo.id DESC"),
    PhotoOrder.OLDEST: (_DAY, "", "moment, photo.id"),
    PhotoOrder.NAME: ("unicode(upper(substr(CAST(name AS TEXT), 1, 1)))", _FILE, f"{_NAME}, photo.id"),
    PhotoOrder.FOLDER: ("place", _FILE, "place, moment DESC, photo.id DESC"),
    PhotoOrder.FACES: ("coalesce(faces, 0)", _FACES, "coalesce(faces, 0) DESC, moment DESC, photo.id DESC"),
    PhotoOrder.ADDED: ("0", "", "photo.id DESC"),
}
_IN_FOLDER = """photo.id IN (
    SELECT photo_id FROM folder JOIN file ON file.folder_id = folder.id
    WHERE (folder.path = ? OR (folder.path >= ? AND folder.path < ?)) AND missing = 0 AND problem IS NULL)"""
_IN_ALBUM = "photo.id IN (SELECT album_member.photo_id FROM album_member WHERE album_id = ?)"
_ONE_IN_ALBUM = """EXISTS (
    SELECT 1 FROM album_member WHERE album_id = ? AND album_member.photo_id = photo.id)"""

IN_TIMES = """
    SELECT found.id FROM json_each(?) AS span JOIN photo AS found
    ON found.moment >= json_extract(span.value, '$[0]') AND found.moment < json_extract(span.value, '$[1]')
       AND found.shown = 1"""  # `->>` is newer than the SQLite of some systems with Python 3.11


class Condition:
    """What the photos of a list have in common; conditions add up."""

    def __init__(self) -> None:
        self.where = ["photo.shown = 1"]
        self.values: list[bytes | int | str] = []

    def add(self, where: str, *values: bytes | int | str) -> None:
        self.where.append(where)
        self.values += values

    def within(self, folder: Path) -> None:
        """Photos in and below `folder`."""
        top = to_bytes(folder)
        self.add(_IN_FOLDER, top, *span_below(top))

    def with_person(self, person: PersonId) -> None:
        """Photos with a face of `person`."""
        self.add("photo.id IN (SELECT photo_id FROM face WHERE person_id = ?)", person)

    def in_album(self, connection: sqlite3.Connection, album: AlbumId) -> None:
        """Photos in `album`.

        They are gathered first where they are few. Of a large album each photo of the list is looked up instead: of a
        million the first screenful comes within a millisecond, not after two seconds, and all in half of the time.
        """
        query = """
            SELECT count(*) >= (SELECT max(id) / 4 FROM photo) FROM (
                SELECT 1 FROM album_photo WHERE album_id = ? LIMIT (SELECT max(id) / 4 FROM photo))"""
        is_large = connection.execute(query, (album,)).fetchone()[0]
        self.add(_ONE_IN_ALBUM if is_large else _IN_ALBUM, album)

    def within_times(self, spans: Sequence[tuple[float, float]]) -> None:
        """Photos taken in any of these, from the first moment to just before the second."""
        self.add(f"photo.id IN ({IN_TIMES})", json.dumps(spans))

    @property
    def sql(self) -> str:
        return " AND ".join(self.where)


def photo_list(
    connection: sqlite3.Connection, condition: Condition, order: PhotoOrder, first: int = -1
) -> PhotoList:
    """The shown photos that meet `condition` in `order`; only the `first` so many."""
    key, joins, by = _ORDERS[order]
    query = f"""
        SELECT group_concat(id), group_concat(key) FROM (
            SELECT photo.id AS id, {key} AS key FROM photo {joins}
            WHERE {condition.sql} ORDER BY {by} LIMIT ?)"""  # noqa: S608
    listed, keys = connection.execute(query, (*condition.values, first)).fetchone()
    photos = array("q")
    for piece in number_texts(listed):
        photos.extend(map(int, piece))
    return PhotoList(photos, _runs(keys, _naming(connection, order)))


def _runs(keys: str | None, name: Callable[[int], RunKey]) -> list[PhotoRun]:
    """Of keys that stand together; one that comes again later, as letters that are none may, is another run."""
    runs = list[PhotoRun]()
    for piece in number_texts(keys):
        for key, some in groupby(piece):
            named, photos = name(int(key)), len(list(some))
            if runs and runs[-1].key == named:
                photos += runs.pop().photos
            runs.append(PhotoRun(named, photos))
    return runs


def _naming(connection: sqlite3.Connection, order: PhotoOrder) -> Callable[[int], RunKey]:
    name: Callable[[int], RunKey] = int
    if order is PhotoOrder.NAME:
        name = _letter
    elif order is PhotoOrder.FOLDER:
        name = _folders(connection).__getitem__
    elif order is PhotoOrder.ADDED:
        name = {0: None}.__getitem__
    return name


def _letter(code: int) -> str:
    """SQLite makes numbers that no letter has of some names that are not UTF-8."""
    return chr(code) if 0 < code <= sys.maxunicode else "\ufffd"


def _folders(connection: sqlite3.Connection) -> dict[int, Path]:
    query = f"SELECT place, path FROM ({_PLACES}) JOIN folder USING (id)"  # noqa: S608
    return {place: Path(os.fsdecode(path)) for place, path in connection.execute(query)}
