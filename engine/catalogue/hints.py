"""How a search that is being typed may go on: a few people, albums, folders and dates."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from engine import names
from engine.catalogue import albums, words
from engine.catalogue.photo_lists import Condition
from engine.catalogue.roots import count_photos_right_in
from engine.catalogue.rows import ids
from engine.catalogue.word_dates import ENGLISH, months_meant, spans
from engine.types import AlbumId, DateWriting, Hint, HintKind

MOST = 4  # of a kind


def hints(connection: sqlite3.Connection, text: str, dates: DateWriting) -> list[Hint]:
    """Of the last word of `text`; nothing once a blank follows it. Those with most photos come first."""
    phrases = words.phrases(text)
    if not phrases or (text[-1].isspace() and text.count('"') % 2 == 0):
        return []
    found = (_people, _albums, _folders, _dates)
    return [hint for kind in found for hint in kind(connection, phrases[-1], dates) if hint.photos]


def _people(connection: sqlite3.Connection, word: str, _: DateWriting) -> list[Hint]:
    query = """
        SELECT name, count(DISTINCT photo_id) AS photos FROM person JOIN face ON face.person_id = person.id
        WHERE person.id IN (SELECT value FROM json_each(?)) GROUP BY person.id ORDER BY photos DESC, name LIMIT ?"""
    wanted = ids(person for person, _ in words.bearers(connection, word))
    return [Hint(HintKind.PERSON, *row) for row in connection.execute(query, (wanted, MOST))]


def _albums(connection: sqlite3.Connection, word: str, _: DateWriting) -> list[Hint]:
    called = [AlbumId(album) for album, _ in albums.albums_called(connection, word)]
    found = sorted(albums.albums_among(connection, called), key=lambda album: -album.photos)
    return [Hint(HintKind.ALBUM, album.name, album.photos) for album in found[:MOST]]


def _folders(connection: sqlite3.Connection, word: str, _: DateWriting) -> list[Hint]:
    found = words.folders_called(connection, word)  # whatever lies below one of them is among them
    called: dict[str, set[Path]] = {}  # many are called DCIM
    for _id, path in found:
        called.setdefault(words.legible(path.name), set()).add(path)
    own = [name for name in called if names.key(words.legible(word)) in names.key(name)][:MOST]
    counted = []
    for name in own:
        inside = [folder for folder, path in found if not called[name].isdisjoint((path, *path.parents))]
        counted.append(Hint(HintKind.FOLDER, name, count_photos_right_in(connection, inside)))
    return sorted(counted, key=lambda hint: (-hint.photos, hint.text))


def _dates(connection: sqlite3.Connection, word: str, dates: DateWriting) -> list[Hint]:
    years, found = words.years_of(connection), list[Hint]()
    for text in _date_texts(word, dates, years):
        if len(found) == MOST:
            break
        condition = Condition()
        condition.within_times(spans(text, dates, years))
        query = f"SELECT count(*) FROM photo WHERE {condition.sql}"  # noqa: S608
        photos = connection.execute(query, condition.values).fetchone()[0]
        if photos:
            found.append(Hint(HintKind.DATE, text, photos))
    return found


def _date_texts(word: str, dates: DateWriting, years: range) -> Iterator[str]:
    """Years that begin like `word`, the last first, and months whose names do."""
    if word.isdecimal():
        yield from (str(year) for year in reversed(years) if str(year).startswith(word))
    meant, said = months_meant(word, dates.months), dict[int, str]()
    for name, number in {**ENGLISH, **dates.months}.items():
        if number in meant and name.startswith(word.casefold()) and len(name) > len(said.get(number, "")):
            said[number] = name
    yield from (name.capitalize() for name in said.values())
