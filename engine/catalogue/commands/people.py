"""What is true of a person: hidden, a stranger, their cover, their birth date."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from engine.catalogue.commands.words import (
    all_called,
    called,
    different,
    move,
    name_of,
    new_person,
    number_of,
    settle,
)
from engine.catalogue.journal import recording
from engine.catalogue.rows import ids
from engine.errors import UserProblem
from engine.types import Changes, FaceId, PersonId

_OLDEST = 1800  # nobody born before was photographed


def set_hidden(connection: sqlite3.Connection, person_id: PersonId, hidden: bool) -> Changes:
    """Put a person on the shelf of the hidden, or back from there, a stranger too."""
    return hide_people(connection, [person_id], hidden)


def hide_people(connection: sqlite3.Connection, people: Sequence[PersonId], hidden: bool) -> Changes:
    """The same for several."""
    people = different(people)
    if not people:
        return Changes()
    with recording(connection, f"{'Hide' if hidden else 'Show'} {all_called(connection, people)}") as step:
        for person in people if hidden else ():
            settle(connection, person)
        connection.execute(
            """UPDATE person SET hidden = :hidden, stranger = iif(:hidden, stranger, 0)
            WHERE id IN (SELECT value FROM json_each(:people))""",
            {"hidden": hidden, "people": ids(people)},
        )
    return step.changes


def set_strangers(connection: sqlite3.Connection, people: Sequence[PersonId], strangers: bool) -> Changes:
    """These groups are strangers: out of the way, and never suggested; or they are not.

    Raises `UserProblem` if one of them has a name.
    """
    people = different(people)
    if not people:
        return Changes()
    named = next(filter(None, [name_of(connection, person) for person in people]), None)
    if strangers and named is not None:
        raise UserProblem(f"{named} has a name and so is no stranger; hide them instead.")
    label = "Mark {} as strangers" if strangers else "Mark {} as no strangers"
    with recording(connection, label.format(_groups(len(people)))) as step:
        for person in people if strangers else ():
            settle(connection, person)
        _flag(connection, people, strangers)
    return step.changes


def mark_strangers(connection: sqlite3.Connection, faces: Sequence[FaceId]) -> Changes:
    """These faces are strangers: those of one group one of them, those of nobody each another."""
    with recording(connection, f"Mark {number_of(faces)} as strangers") as step:
        people = []
        for theirs in _by_person(connection, faces):
            people.append(new_person(connection))
            move(connection, theirs, people[-1])
        _flag(connection, people, True)
    return step.changes


def set_cover(connection: sqlite3.Connection, person_id: PersonId, face: FaceId) -> Changes:
    """Show this face for the person. Raises `UserProblem` if it is not theirs."""
    query = "SELECT 1 FROM face WHERE id = ? AND person_id = ?"
    if connection.execute(query, (face, person_id)).fetchone() is None:
        raise UserProblem("Only a face of this person can stand for them.")
    with recording(connection, f"Choose the cover of {called(connection, person_id)}") as step:
        connection.execute("UPDATE person SET cover_face = ? WHERE id = ?", (face, person_id))
    return step.changes


def set_born(connection: sqlite3.Connection, person_id: PersonId, born: str | None) -> Changes:
    """When a person was born: a year or an ISO date; None: it is not known. Raises `UserProblem`."""
    when = None if born is None else _birth_date(born)
    who = called(connection, person_id)
    label = f"{who} was born {when}" if when else f"Forget when {who} was born"
    with recording(connection, label[0].upper() + label[1:]) as step:
        connection.execute("UPDATE person SET born = ? WHERE id = ?", (when, person_id))
    return step.changes


def _birth_date(text: str) -> str:
    wanted = text.strip()
    year_only = re.fullmatch(r"[0-9]{4}", wanted) is not None
    try:
        when = date.fromisoformat(f"{wanted}-01-01" if year_only else wanted)
    except ValueError as error:
        raise UserProblem("A birth date is a year or a day, as in 2016 or 2016-05-31.") from error
    if when.year < _OLDEST or when > date.today():
        raise UserProblem(f"Nobody in a photo was born in {when.year}, or the day is still to come.")
    return wanted if year_only else when.isoformat()


def _by_person(connection: sqlite3.Connection, faces: Sequence[FaceId]) -> list[list[FaceId]]:
    """The known ones of `faces`, those of one person together, each of nobody's by itself."""
    query = "SELECT id, person_id FROM face WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    together: defaultdict[tuple[int | None, int], list[FaceId]] = defaultdict(list)
    for face, person in connection.execute(query, (ids(faces),)):
        together[person, 0 if person is not None else face].append(FaceId(face))
    return list(together.values())


def _flag(connection: sqlite3.Connection, people: Sequence[PersonId], strangers: bool) -> None:
    connection.execute(
        "UPDATE person SET stranger = ? WHERE id IN (SELECT value FROM json_each(?))",
        (strangers, ids(people)),
    )


def _groups(count: int) -> str:
    return "1 group" if count == 1 else f"{count} groups"
