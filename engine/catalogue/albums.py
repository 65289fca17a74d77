"""The albums that the user made, as the lists show them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from engine import names
from engine.catalogue.rows import ids
from engine.errors import UserProblem
from engine.types import Album, AlbumId, PhotoId

# Of a million photos in an album those that are not shown are few, and an index lists them; to ask each photo whether
# it is shown takes ten times as long.
_ALBUMS = """
    SELECT album.id, name,
           (SELECT count(*) FROM album_photo WHERE album_id = album.id)
           - (SELECT count(*) FROM photo CROSS JOIN album_photo ON album_id = album.id AND photo_id = photo.id
              WHERE shown = 0)
           + (SELECT count(DISTINCT photo_id) FROM album_member JOIN photo ON photo.id = photo_id
              WHERE album_id = album.id AND put_id <> photo_id AND shown = 1
                AND photo_id NOT IN (SELECT photo_id FROM album_photo WHERE album_id = album.id)),
           coalesce((SELECT photo_id FROM album_member JOIN photo ON photo.id = photo_id
                     WHERE album_id = album.id AND put_id = cover_photo AND shown = 1),
                    (SELECT photo_id FROM album_photo JOIN photo ON photo.id = photo_id
                     WHERE album_id = album.id AND shown = 1 ORDER BY photo_id DESC LIMIT 1))
    FROM album WHERE name IS NOT NULL {which} ORDER BY name_key"""


def albums(connection: sqlite3.Connection) -> list[Album]:
    """All of them, by name, also those without a photo."""
    return [_album(row) for row in connection.execute(_ALBUMS.format(which=""))]


def albums_among(connection: sqlite3.Connection, wanted: Iterable[AlbumId]) -> list[Album]:
    """Those of `wanted` that there are, by name."""
    query = _ALBUMS.format(which="AND album.id IN (SELECT value FROM json_each(?))")
    return [_album(row) for row in connection.execute(query, (ids(wanted),))]


def album(connection: sqlite3.Connection, album_id: AlbumId) -> Album:
    """One album. Raises `UserProblem` if it was deleted."""
    found = albums_among(connection, [album_id])
    if not found:
        raise UserProblem("This album is no longer in the library.")
    return found[0]


def find_album(connection: sqlite3.Connection, name: str) -> AlbumId | None:
    """What is called `name`, in whatever case and Unicode form."""
    row = connection.execute("SELECT id FROM album WHERE name_key = ?", (names.key(name),)).fetchone()
    return AlbumId(row[0]) if row else None


def albums_called(connection: sqlite3.Connection, phrase: str) -> list[tuple[int, str]]:
    """(id, name) of those in whose name a word begins like `phrase`."""
    wanted = names.key(phrase)
    every = connection.execute("SELECT id, name, name_key FROM album WHERE name IS NOT NULL")
    return [(album_id, name) for album_id, name, key in every if f" {wanted}" in f" {key}"]


def albums_with(connection: sqlite3.Connection, photo: PhotoId) -> list[tuple[AlbumId, str]]:
    """(id, name) of those that show this photo, by name."""
    query = """
        SELECT DISTINCT album.id, name FROM album_member JOIN album ON album.id = album_id
        WHERE photo_id = ? AND name IS NOT NULL ORDER BY name_key"""
    return [(AlbumId(album_id), name) for album_id, name in connection.execute(query, (photo,))]


def albums_of(connection: sqlite3.Connection, photos: Iterable[PhotoId]) -> frozenset[AlbumId]:
    """The albums into which any of these was put, also deleted ones."""
    query = "SELECT DISTINCT album_id FROM album_photo WHERE photo_id IN (SELECT value FROM json_each(?))"
    return frozenset(AlbumId(row[0]) for row in connection.execute(query, (ids(photos),)))


def _album(row: tuple[int, str, int, int | None]) -> Album:
    album_id, name, photos, cover = row
    return Album(AlbumId(album_id), name, photos, None if cover is None else PhotoId(cover))
