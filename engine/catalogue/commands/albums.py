"""Albums: what the user gathers by hand.

Two albums never bear one name. To put photos into an album of a name that there is means that album, as naming
somebody means whoever bears the name. But a new name for an album that another bears is refused: it would mix two
selections, which no name makes one.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence

from engine import names
from engine.catalogue.albums import find_album
from engine.catalogue.journal import recording
from engine.errors import UserProblem
from engine.types import AlbumId, Changes, PhotoId

_PIECE = 10_000  # photos that SQLite is handed at a time: some milliseconds' work


def create_album(connection: sqlite3.Connection, name: str, photos: Sequence[PhotoId] = ()) -> Changes:
    """A new album with these photos; the changes name it. Raises `UserProblem` if there is one of that name."""
    wanted = names.clean(name)
    _refuse_taken(connection, wanted, None)
    return _create(connection, wanted, photos)


def add_to_album(connection: sqlite3.Connection, album_id: AlbumId, photos: Sequence[PhotoId]) -> Changes:
    """Put photos into an album; those that are in it, or unknown, are passed over."""
    name, new = _name_of(connection, album_id), _known(connection, photos, album_id)
    with recording(connection, f"Add {_number_of(new)} to “{name}”") as step:
        _add(connection, album_id, new)
    return step.changes


def add_to_album_called(connection: sqlite3.Connection, name: str, photos: Sequence[PhotoId]) -> Changes:
    """Put photos into the album of that name, a new one if there is none."""
    wanted = names.clean(name)
    known = find_album(connection, wanted)
    if known is None:
        return _create(connection, wanted, photos)
    return add_to_album(connection, known, photos)


def remove_from_album(
    connection: sqlite3.Connection, album_id: AlbumId, photos: Sequence[PhotoId]
) -> Changes:
    """Take photos out of an album; they stay in the library."""
    name = _name_of(connection, album_id)
    pieces = [_put(connection, album_id, piece) for piece in _pieces(photos)]
    with recording(connection, f"Remove {_number_of(pieces)} from “{name}”") as step:
        for part, piece in enumerate(filter(None, pieces)):
            connection.execute(
                "DELETE FROM album_photo WHERE album_id = ? AND photo_id IN (SELECT value FROM json_each(?))",
                (album_id, json.dumps(piece)),
            )
            _note(connection, album_id, part, before=piece)
    return step.changes


def rename_album(connection: sqlite3.Connection, album_id: AlbumId, name: str) -> Changes:
    """Raises `UserProblem` if another album bears the name."""
    wanted, before = names.clean(name), _name_of(connection, album_id)
    _refuse_taken(connection, wanted, album_id)
    with recording(connection, f"Rename the album “{before}” to “{wanted}”") as step:
        _set_name(connection, album_id, wanted)
    return step.changes


def delete_album(connection: sqlite3.Connection, album_id: AlbumId) -> Changes:
    """Its photos stay in the library. The row keeps them too, so that undoing takes no longer for a million."""
    with recording(connection, f"Delete the album “{_name_of(connection, album_id)}”") as step:
        connection.execute("UPDATE album SET name = NULL, name_key = NULL WHERE id = ?", (album_id,))
    return step.changes


def set_album_cover(connection: sqlite3.Connection, album_id: AlbumId, photo_id: PhotoId) -> Changes:
    """Show this photo for the album. Raises `UserProblem` if it is not in it."""
    put = _put(connection, album_id, [photo_id])
    if not put:
        raise UserProblem("Only a photo of this album can stand for it.")
    with recording(connection, f"Choose the cover of the album “{_name_of(connection, album_id)}”") as step:
        connection.execute("UPDATE album SET cover_photo = ? WHERE id = ?", (put[0], album_id))
    return step.changes


def _create(connection: sqlite3.Connection, name: str, photos: Sequence[PhotoId]) -> Changes:
    new = _known(connection, photos, None)
    of = f" of {_number_of(new)}" if new else ""
    with recording(connection, f"Make the album “{name}”{of}") as step:
        row = connection.execute(
            "INSERT INTO album (created) VALUES (?) RETURNING id", (time.time(),)
        ).fetchone()
        _set_name(connection, AlbumId(row[0]), name)
        _add(connection, AlbumId(row[0]), new)
    return step.changes


def _refuse_taken(connection: sqlite3.Connection, name: str, but: AlbumId | None) -> None:
    if find_album(connection, name) not in (None, but):
        raise UserProblem(f"There is already an album called {name}.")


def _name_of(connection: sqlite3.Connection, album_id: AlbumId) -> str:
    row = connection.execute(
        "SELECT name FROM album WHERE id = ? AND name IS NOT NULL", (album_id,)
    ).fetchone()
    if row is None:
        raise UserProblem("This album is no longer in the library.")
    name: str = row[0]
    return name


def _set_name(connection: sqlite3.Connection, album_id: AlbumId, name: str) -> None:
    query = "UPDATE album SET name = ?, name_key = ? WHERE id = ?"
    connection.execute(query, (name, names.key(name), album_id))


def _pieces(photos: Sequence[PhotoId]) -> Iterator[list[int]]:
    """Each piece in ascending order. To sort a million at once would keep Python's lock from the window."""
    for start in range(0, len(photos), _PIECE):
        yield sorted(set(photos[start : start + _PIECE]))


def _known(
    connection: sqlite3.Connection, photos: Sequence[PhotoId], besides: AlbumId | None
) -> list[list[int]]:
    """Those of `photos` that there are and that the album `besides` does not show yet, in pieces."""
    query = """
        SELECT photo.id FROM json_each(?) JOIN photo ON photo.id = value
        WHERE NOT EXISTS (SELECT 1 FROM album_member WHERE album_id = ? AND album_member.photo_id = photo.id)"""
    found = (connection.execute(query, (json.dumps(piece), besides)).fetchall() for piece in _pieces(photos))
    return [[photo for (photo,) in rows] for rows in found if rows]


def _put(connection: sqlite3.Connection, album_id: AlbumId, photos: Sequence[int]) -> list[int]:
    """The photos by which any of `photos` are in an album: an edited one is in it by the one that it was."""
    values = {"album": album_id, "photos": json.dumps(photos)}
    return [put for (put,) in connection.execute(_PUT, values)]


# What the view `album_member` says the other way round, which it would be read as a whole for.
_PUT = """
    SELECT photo_id FROM json_each(:photos) CROSS JOIN album_photo ON album_id = :album AND photo_id = value
    UNION
    SELECT put.photo_id FROM successor
    CROSS JOIN album_photo AS put ON put.album_id = :album AND put.photo_id = successor.photo_id
    CROSS JOIN photo ON photo.id = put.photo_id AND photo.shown = 0
    WHERE successor_id IN (SELECT value FROM json_each(:photos))
    ORDER BY 1"""


def _add(connection: sqlite3.Connection, album_id: AlbumId, pieces: Sequence[list[int]]) -> None:
    for part, piece in enumerate(pieces):
        connection.execute(
            """INSERT INTO album_photo (album_id, photo_id) SELECT ?, value FROM json_each(?) WHERE true
            ON CONFLICT DO NOTHING""",
            (album_id, json.dumps(piece)),
        )
        _note(connection, album_id, part, after=piece)


def _note(
    connection: sqlite3.Connection,
    album_id: AlbumId,
    part: int,
    *,
    before: list[int] | None = None,
    after: list[int] | None = None,
) -> None:
    """Write photos that were taken out, or put in, to the journal: one `part` of those of the command."""
    key = json.dumps({"album_id": album_id, "part": part})
    connection.execute(
        """INSERT INTO journal_change (entry_id, table_name, row_key, before, after)
        SELECT entry_id, 'album_photo', ?, ?, ? FROM recording""",
        (key, before and json.dumps(before), after and json.dumps(after)),
    )


def _number_of(pieces: Sequence[list[int]]) -> str:
    photos = sum(map(len, pieces))
    return "1 photo" if photos == 1 else f"{photos} photos"
