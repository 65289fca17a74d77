"""What a user types to find photos: names of people, albums, files and folders, and dates; each word narrows."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby, product
from pathlib import Path

from engine import names
from engine.catalogue.albums import albums_called
from engine.catalogue.photo_lists import IN_TIMES, Condition
from engine.catalogue.rows import HOLDS_PHOTO, ids, span_below
from engine.catalogue.word_dates import YEARS, dates_as_one, spans
from engine.types import DateWriting

_PHRASE = re.compile(r'"((?:[^"]|"")*)"?|(\S+)')
_NO_LETTER = re.compile("[\ud800-\udfff]")  # a byte of a file's name that is not UTF-8, or half an emoji
_MOST_WORDS = 100  # a whole text pasted by mistake would be more than SQLite takes; nobody types so many
_LONGEST = 1000  # letters: no file's name has as many, and SQLite refuses patterns of fifty thousand bytes
_MOST_VARIANTS = 3  # letters that are tried in both cases: of those beyond ASCII SQLite does not know them

_FOUND = f"""photo.id IN (
    SELECT photo_id FROM face WHERE person_id IN (SELECT value FROM json_each(?))
    UNION ALL
    SELECT album_member.photo_id FROM album_member WHERE album_id IN (SELECT value FROM json_each(?))
    UNION ALL
    SELECT photo_id FROM file WHERE folder_id IN (SELECT value FROM json_each(?))
      AND {HOLDS_PHOTO}
    UNION ALL {IN_TIMES}
    UNION ALL
    SELECT photo_id FROM file NOT INDEXED
    WHERE {HOLDS_PHOTO} AND ({{likes}}))"""  # noqa: S608


def phrases(text: str) -> list[str]:
    """The words of `text`; what stands in double quotes is one, in which two of them are a quotation mark."""
    return [phrase for phrase, _ in _phrases(text)]


def _phrases(text: str) -> list[tuple[str, bool]]:
    """Each with whether it stands in quotes."""
    found = [
        (quoted.replace('""', '"').strip(), True) if quoted else (word, False)
        for quoted, word in _PHRASE.findall(text)
    ]
    return [(phrase, in_quotes) for phrase, in_quotes in found if phrase]


def _meant(text: str, dates: DateWriting) -> Iterator[str]:
    """Each is looked for; what stands in quotes is no part of a date."""
    for in_quotes, some in groupby(_phrases(text), lambda phrase: phrase[1]):
        together = [phrase for phrase, _ in some]
        yield from together if in_quotes else dates_as_one(together, dates)


def narrow(connection: sqlite3.Connection, condition: Condition, text: str, dates: DateWriting) -> None:
    """Have `condition` hold for photos on which every word of `text` is found.

    Words that name a day, as in `June 14, 2019`, are one. A word takes a fifth of a second among a million files,
    whose names SQLite looks through.
    """
    years = years_of(connection)
    for phrase in list(dict.fromkeys(_meant(text, dates)))[:_MOST_WORDS]:
        likes = _likes(phrase)
        condition.add(
            _FOUND.format(likes=" OR ".join(["CAST(name AS TEXT) LIKE ? ESCAPE '\\'"] * len(likes))),
            ids(person for person, _ in bearers(connection, phrase)),
            ids(album for album, _ in albums_called(connection, phrase)),
            ids(folder for folder, _ in folders_called(connection, phrase)),
            json.dumps(spans(phrase, dates, years)),
            *likes,
        )


def legible(name: str) -> str:
    """With a mark for each byte that is not UTF-8: as SQLite reads such names, and as a window can show them."""
    return _NO_LETTER.sub("\ufffd", name)


def bearers(connection: sqlite3.Connection, phrase: str) -> list[tuple[int, str]]:
    """(id, name) of those with a name in which a word begins like `phrase`."""
    wanted = names.key(phrase)
    everybody = connection.execute("SELECT id, name, name_key FROM person WHERE name IS NOT NULL")
    return [(person, name) for person, name, key in everybody if f" {wanted}" in f" {key}"]


def folders_called(connection: sqlite3.Connection, phrase: str) -> list[tuple[int, Path]]:
    """(id, path) of the shown folders with `phrase` in their path, which counts from the scanned folder on.

    It begins with the mark between folders: who types `/photos/rome` may have copied it from there.
    """
    wanted, found = names.key(legible(phrase)), dict[int, Path]()
    for (root,) in connection.execute("SELECT path FROM root").fetchall():
        above = len(os.fsencode(Path(os.fsdecode(root)).parent).rstrip(os.fsencode(os.sep)))
        query = "SELECT id, path FROM folder WHERE path = ? OR (path >= ? AND path < ?)"
        for folder, path in connection.execute(query, (root, *span_below(root))):
            if wanted in names.key(legible(os.fsdecode(path[above:]))):
                found[folder] = Path(os.fsdecode(path))
    return list(found.items())


def years_of(connection: sqlite3.Connection) -> range:
    """From the first to the last in which there is a shown photo."""
    query = "SELECT (SELECT min(moment) FROM photo WHERE shown = 1), (SELECT max(moment) FROM photo WHERE shown = 1)"
    first, last = connection.execute(query).fetchone()  # both at once would read the whole index
    return range(0) if first is None else range(_year(first), _year(last) + 1)


def _year(moment: float) -> int:
    """A file's time may lie beyond any calendar."""
    low, high = (datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in (YEARS.start, YEARS.stop - 1))
    return datetime.fromtimestamp(min(max(moment, low), high), UTC).year


def _likes(phrase: str) -> list[str]:
    """Patterns that hold for names with `phrase` in them, composed or not, in any case."""
    found: dict[str, None] = {}
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, legible(phrase[:_LONGEST]))
        others = [place for place, letter in enumerate(text) if not letter.isascii()][:_MOST_VARIANTS]
        for cases in product((str.lower, str.upper), repeat=len(others)):
            letters = list(text)
            for place, case in zip(others, cases, strict=True):
                letters[place] = case(letters[place])
            escaped = re.sub(r"([%_\\])", r"\\\1", "".join(letters))
            found[f"%{escaped}%"] = None
    return list(found)
