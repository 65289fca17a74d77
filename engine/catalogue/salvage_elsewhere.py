"""What a damaged table has lost, looked for elsewhere: in the undo history, in an older copy, in its indexes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from engine.catalogue import upkeep
from engine.catalogue.anew import columns
from engine.catalogue.pages import Pages, Row, Value
from engine.catalogue.upkeep import PEOPLE, WORDS

JOURNALLED = ("person", "drawn", "said", "rejected", "apart", "album", "album_photo")


def complete(
    pages: Pages, roots: dict[str, int], new: sqlite3.Connection, hurt: set[str], copy: Path | None
) -> None:
    """Look elsewhere for what the tables have lost, where it is told best first."""
    history_is_whole = not hurt & {"journal", "journal_change"}
    for table in JOURNALLED:
        # An undo history that has lost its end would bring words back that were taken back since.
        if history_is_whole or table in hurt:
            _from_journal(new, table)
    if copy is not None:
        _from_copy(new, copy)
    for index, table, put_back in _INDEXES:
        if table in hurt:
            for entry in entries(pages, roots, index):
                put_back(new, entry)


def _root(new: sqlite3.Connection, entry: Row) -> None:
    _try(new, "INSERT OR IGNORE INTO root (path, id) VALUES (?, ?)", entry)


def _folder(new: sqlite3.Connection, entry: Row) -> None:
    _try(new, "INSERT OR IGNORE INTO folder (path, id, shown) VALUES (?, ?, 1)", entry)


def _name(new: sqlite3.Connection, entry: Row) -> None:
    """The index knows the name in small letters only."""
    key, person = entry[0], entry[-1]
    added = _try(new, "INSERT OR IGNORE INTO person (id) VALUES (?)", (person,))
    if added and isinstance(key, str) and isinstance(person, int):
        upkeep.set_name(new, person, key.title())


def _album(new: sqlite3.Connection, entry: Row) -> None:
    key, album = entry[0], entry[-1]
    added = _try(new, "INSERT OR IGNORE INTO album (id, created) VALUES (?, 0)", (album,))
    if added and isinstance(key, str) and isinstance(album, int):
        upkeep.set_name(new, album, key.title(), "album")


def _album_photo(new: sqlite3.Connection, entry: Row) -> None:
    _try(new, "INSERT OR IGNORE INTO album_photo (photo_id, album_id) VALUES (?, ?)", entry)


def _said(new: sqlite3.Connection, entry: Row) -> None:
    _try(new, "INSERT OR IGNORE INTO said (person_id, face_id, kind) VALUES (?, ?, 'named')", entry)


def _rejected(new: sqlite3.Connection, entry: Row) -> None:
    _try(new, "INSERT OR IGNORE INTO rejected (person_id, face_id) VALUES (?, ?)", entry)


def _apart(new: sqlite3.Connection, entry: Row) -> None:
    _try(new, "INSERT OR IGNORE INTO apart (other_id, person_id) VALUES (?, ?)", entry)


def _face(new: sqlite3.Connection, entry: Row) -> None:
    """Somewhere in its photo, if something was said of it; the other faces a scan finds again."""
    photo, face = entry[0], entry[-1]
    _try(
        new,
        """INSERT OR IGNORE INTO face (id, photo_id, x, y, w, h, landmarks, confidence, quality)
        SELECT :face, :photo, 0, 0, 1, 1, zeroblob(40), 0, 0
        WHERE :face IN (SELECT face_id FROM said) OR :face IN (SELECT face_id FROM rejected)""",
        {"face": face, "photo": photo},
    )


# What an index still knows of rows that its table has lost.
_INDEXES: tuple[tuple[str, str, Callable[[sqlite3.Connection, Row], None]], ...] = (
    ("sqlite_autoindex_root_1", "root", _root),
    ("sqlite_autoindex_folder_1", "folder", _folder),
    ("sqlite_autoindex_person_1", "person", _name),
    ("said_of_person", "said", _said),
    ("rejected_of_person", "rejected", _rejected),
    ("apart_of_other", "apart", _apart),
    ("face_of_photo", "face", _face),
    ("sqlite_autoindex_album_1", "album", _album),
    ("album_of_photo", "album_photo", _album_photo),
)


def entries(pages: Pages, roots: dict[str, int], index: str) -> Iterator[Row]:
    if index in roots:
        for cell in pages.walk(roots[index], set()):
            if cell.rowid is None:
                yield cell.values


def _try(new: sqlite3.Connection, statement: str, values: Row | dict[str, Value]) -> bool:
    try:
        return new.execute(statement, values).rowcount > 0
    except sqlite3.Error:  # garbage
        return False


def _from_journal(new: sqlite3.Connection, table: str) -> None:
    """The rows of `table` as the undo history leaves them, where the table itself knows nothing of them."""
    if table == "album_photo":
        _replay_albums(new)
        return
    for key, image in _last_images(new, table).items():
        row = {**_object(key), **_object(image)}
        if table == "said":
            _try(new, "INSERT OR IGNORE INTO said VALUES (:face_id, :person_id, :kind)", row)
        elif table == "drawn":
            _try(new, "INSERT OR IGNORE INTO drawn VALUES (:face_id)", row)
        elif table == "rejected":
            _try(new, "INSERT OR IGNORE INTO rejected VALUES (:face_id, :person_id)", row)
        elif table == "apart":
            _try(new, "INSERT OR IGNORE INTO apart VALUES (:person_id, :other_id)", row)
        elif table == "album":
            if _try(
                new,
                "INSERT OR IGNORE INTO album (id, cover_photo, created) VALUES (:album_id, :cover_photo, :created)",
                row,
            ) and isinstance(name := row.get("name"), str):
                upkeep.set_name(new, int(str(row["album_id"])), name, "album")
        elif _try(
            new,
            """INSERT OR IGNORE INTO person (id, hidden, cover_face, stranger, born)
            VALUES (:id, :hidden, :cover_face, :stranger, :born)""",
            {"stranger": 0, "born": None, **row},
        ) and isinstance(name := row.get("name"), str):
            upkeep.set_name(new, int(str(row["id"])), name)


def _replay_albums(new: sqlite3.Connection) -> None:
    """What was put into albums and taken out, from the first step that holds to the last."""
    query = """
        SELECT row_key, before, after FROM journal_change JOIN journal ON journal.id = entry_id
        WHERE table_name = 'album_photo' AND undone = 0 ORDER BY entry_id"""
    inside: dict[Value, dict[Value, None]] = {}
    for key, before, after in new.execute(query).fetchall():
        album = inside.setdefault(_object(key).get("album_id"), {})
        for photo in _list(before):
            album.pop(photo, None)
        album.update(dict.fromkeys(_list(after)))
    for album_id, photos in inside.items():
        for photo in photos:
            _try(
                new, "INSERT OR IGNORE INTO album_photo (album_id, photo_id) VALUES (?, ?)", (album_id, photo)
            )


def _last_images(new: sqlite3.Connection, table: str) -> dict[str, str]:
    """By row: what the last step that holds says of it, or what was before the first that was undone."""
    query = """
        SELECT row_key, iif(undone, before, after) FROM journal_change JOIN journal ON journal.id = entry_id
        WHERE table_name = ? ORDER BY undone DESC, iif(undone, -entry_id, entry_id)"""
    images: dict[str, str | None] = dict(new.execute(query, (table,)).fetchall())
    return {key: image for key, image in images.items() if image is not None}


def _object(text: str) -> dict[str, Value]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _list(text: str | None) -> list[Value]:
    try:
        value = json.loads(text or "[]")
    except ValueError:
        return []
    return value if isinstance(value, list) else []


def _from_copy(new: sqlite3.Connection, copy: Path) -> None:
    """The people, faces and albums that words speak of and that are lost; the chosen folders, if all are."""
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as old:
        for person, name in old.execute("SELECT id, name FROM person WHERE name IS NOT NULL"):
            if _try(
                new, "INSERT OR IGNORE INTO person (id) SELECT :id WHERE :id IN " + PEOPLE, {"id": person}
            ):
                upkeep.set_name(new, person, name)
        if columns(old, "album"):
            _albums_from_copy(new, old)
        if new.execute("SELECT count(*) FROM root").fetchone() == (0,):
            new.executemany(
                "INSERT OR IGNORE INTO root (id, path) VALUES (?, ?)",
                old.execute("SELECT id, path FROM root"),
            )
        names = [name for name in columns(new, "face") if name in columns(old, "face")]
        marks = ", ".join("?" * len(names))
        lost = new.execute(
            f"""SELECT face_id FROM (SELECT face_id FROM {WORDS} UNION SELECT face_id FROM drawn)
            WHERE face_id NOT IN (SELECT id FROM face)"""
        ).fetchall()
        for face in lost:
            row = old.execute(f"SELECT {', '.join(names)} FROM face WHERE id = ?", face).fetchone()
            if row is not None and _is_same_photo(new, old, row[names.index("photo_id")]):
                _try(new, f"INSERT OR IGNORE INTO face ({', '.join(names)}) VALUES ({marks})", row)


def _albums_from_copy(new: sqlite3.Connection, old: sqlite3.Connection) -> None:
    put = """
        INSERT OR IGNORE INTO album (id, created)
        SELECT :id, :created WHERE :id IN (SELECT album_id FROM album_photo)"""
    for album, created, name in old.execute("SELECT id, created, name FROM album"):
        if _try(new, put, {"id": album, "created": created}) and name is not None:
            upkeep.set_name(new, album, name, "album")


def _is_same_photo(new: sqlite3.Connection, old: sqlite3.Connection, photo: int) -> bool:
    """Whether a photo is what it was in the copy, as far as is known: after a tidy-up ids are given anew."""
    query = "SELECT content_hash FROM photo WHERE id = ?"
    now = new.execute(query, (photo,)).fetchone()
    return now is None or now == old.execute(query, (photo,)).fetchone()
