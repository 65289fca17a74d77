"""People and groups as the lists show them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from engine import names as naming
from engine.catalogue.rows import ids
from engine.errors import UserProblem
from engine.types import FaceId, PeopleSection, Person, PersonId

# `best` comes from the row with the largest quality: SQLite's rule for a bare column beside a single max(). Photos
# that are not shown are few and have an index, in which a face's photo is missed in half of the time that it takes
# to read whether the photo is shown.
_PEOPLE = """
    WITH album AS (
        SELECT face.person_id, count(*) AS faces, count(DISTINCT face.photo_id) AS photos,
               face.id AS best, max(face.quality)
        FROM face
        WHERE {faces} AND NOT EXISTS (
            SELECT 1 FROM photo INDEXED BY photo_not_shown WHERE photo.id = face.photo_id AND photo.shown = 0)
        GROUP BY face.person_id)
    SELECT person.id, person.name, person.hidden,
           coalesce((SELECT cover.id FROM face AS cover JOIN photo ON photo.id = cover.photo_id
                     WHERE cover.id = person.cover_face AND cover.person_id = person.id AND photo.shown = 1),
                    album.best),
           album.faces, album.photos, person.stranger, person.born
    FROM album JOIN person ON person.id = album.person_id
    WHERE {people}
    ORDER BY album.faces DESC, person.id"""

_SECTIONS = {
    None: "true",
    PeopleSection.NAMED: "hidden = 0 AND name IS NOT NULL",
    PeopleSection.UNNAMED: "hidden = 0 AND stranger = 0 AND name IS NULL",
    PeopleSection.HIDDEN: "(hidden = 1 OR stranger = 1)",
}


def people(connection: sqlite3.Connection, section: PeopleSection | None = None) -> list[Person]:
    """Everyone with a face in a shown photo, most faces first. Cost: one pass over the faces."""
    query = _PEOPLE.format(faces="face.person_id IS NOT NULL", people=_SECTIONS[section])
    return [_person(row) for row in connection.execute(query)]


def people_among(connection: sqlite3.Connection, wanted: Iterable[PersonId]) -> list[Person]:
    """Those of `wanted` who have a face in a shown photo, most faces first. Cost: one pass over their faces."""
    query = _PEOPLE.format(faces="face.person_id IN (SELECT value FROM json_each(?))", people="true")
    return [_person(row) for row in connection.execute(query, (ids(wanted),))]


def person(connection: sqlite3.Connection, person_id: PersonId) -> Person:
    """One person; with a name, also without a shown face. Raises `UserProblem` if they are gone."""
    query = _PEOPLE.format(faces="face.person_id = ?", people="true")
    row = connection.execute(query, (person_id,)).fetchone()
    if row is None:
        empty = """
            SELECT id, name, hidden, NULL, 0, 0, stranger, born FROM person
            WHERE id = ? AND name IS NOT NULL"""
        row = connection.execute(empty, (person_id,)).fetchone()
    if row is None:
        raise UserProblem("This person is no longer in the library.")
    return _person(row)


def names(connection: sqlite3.Connection) -> list[str]:
    """Every name that was given, those with most faces first, also of people who have no face now."""
    query = """
        SELECT name FROM person WHERE name IS NOT NULL
        ORDER BY (SELECT count(*) FROM face WHERE face.person_id = person.id) DESC, name_key"""
    return [row[0] for row in connection.execute(query)]


def names_of(connection: sqlite3.Connection, wanted: Iterable[int]) -> dict[int, str]:
    """The names of those of `wanted` who have one."""
    query = "SELECT id, name FROM person WHERE name IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(query, (ids(wanted),)).fetchall())


def find_person(connection: sqlite3.Connection, name: str) -> PersonId | None:
    """Who bears `name`, in whatever case and Unicode form."""
    row = connection.execute("SELECT id FROM person WHERE name_key = ?", (naming.key(name),)).fetchone()
    return PersonId(row[0]) if row else None


def kept(connection: sqlite3.Connection) -> frozenset[PersonId]:
    """Those of whom the user said something: no grouping may leave them without their faces."""
    query = "SELECT id FROM person WHERE name IS NOT NULL OR hidden OR stranger OR born IS NOT NULL"
    return frozenset(PersonId(row[0]) for row in connection.execute(query))


def apart(connection: sqlite3.Connection) -> frozenset[tuple[PersonId, PersonId]]:
    """The pairs of people, the lower id first, of whom the user said that they are different."""
    rows = connection.execute("SELECT person_id, other_id FROM apart")
    return frozenset((PersonId(one), PersonId(other)) for one, other in rows)


def _person(row: tuple[int, str | None, int, int | None, int, int, int, str | None]) -> Person:
    person_id, name, hidden, cover, faces, photos, stranger, born = row
    return Person(
        PersonId(person_id),
        name,
        bool(hidden),
        None if cover is None else FaceId(cover),
        faces,
        photos,
        bool(stranger),
        born,
    )
