"""Who somebody is: names, and that two are one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from engine import names
from engine.catalogue.commands.words import (
    all_called,
    called,
    different,
    everyone_in,
    name_of,
    say_of_all,
    set_name,
    settle,
)
from engine.catalogue.journal import recording
from engine.catalogue.people import find_person
from engine.errors import UserProblem
from engine.types import Changes, PersonId


def name_person(connection: sqlite3.Connection, person_id: PersonId, name: str) -> Changes:
    """Give a group a name: the faces now in it are that person from here on.

    A name that another person bears means that the two are one: all the faces go to the one who bears it. The
    name of someone who has one already is only changed: their guessed faces stay guesses.
    """
    return name_people(connection, [person_id], name)


def name_people(connection: sqlite3.Connection, people: Sequence[PersonId], name: str) -> Changes:
    """The same for several, who all turn out to be one person: whoever bears the name, or the first with one."""
    wanted = names.clean(name)
    known = {person: name_of(connection, person) for person in different(people)}
    if not known:
        return Changes()
    bearer = find_person(connection, wanted)
    one = bearer or next((person for person, has in known.items() if has), None) or next(iter(known))
    gone = [person for person in known if person != one]
    if not gone and known[one] is not None:
        return rename(connection, one, wanted)
    verb = f"Join with {called(connection, one)}" if bearer else f"Name {wanted}"
    with recording(connection, verb) as step:
        settle(connection, one)
        for person in gone:
            _join(connection, person, one)
        if bearer is None:
            set_name(connection, one, wanted)
    return step.changes


def rename(connection: sqlite3.Connection, person_id: PersonId, name: str) -> Changes:
    """Change only the name. Raises `UserProblem` if another person bears it."""
    wanted = names.clean(name)
    if find_person(connection, wanted) not in (None, person_id):
        raise UserProblem(f"There is already somebody called {wanted}.")
    with recording(connection, f"Rename {called(connection, person_id)} to {wanted}") as step:
        set_name(connection, person_id, wanted)
    return step.changes


def merge(connection: sqlite3.Connection, people: Sequence[PersonId], into: PersonId) -> Changes:
    """All of `people` are `into`, who keeps their own name, or gets the first of theirs."""
    gone = [person for person in different(people) if person != into]
    if not gone:
        return Changes()
    label = f"Merge {all_called(connection, gone)} into {called(connection, into)}"
    known = [name_of(connection, person) for person in gone]
    name = name_of(connection, into) or next(filter(None, known), None)
    with recording(connection, label) as step:
        settle(connection, into)
        for person in gone:
            _join(connection, person, into)
        if name is not None:
            set_name(connection, into, name)
    return step.changes


def _join(connection: sqlite3.Connection, gone: PersonId, person_id: PersonId) -> None:
    """`gone` turns out to be `person_id`. Its row stays, empty, so that an undo finds it."""
    say_of_all(connection, everyone_in(connection, gone), person_id)
    both = {"person": person_id, "gone": gone}
    for statement in _INHERIT:
        connection.execute(statement, both)


_INHERIT = (
    # Who was not `gone` is not `person` either, unless the user said that they are.
    """INSERT INTO rejected (face_id, person_id) SELECT face_id, :person FROM rejected AS old
    WHERE old.person_id = :gone
      AND NOT EXISTS (SELECT 1 FROM said WHERE said.face_id = old.face_id AND said.person_id = :person)
    ON CONFLICT DO NOTHING""",
    # Whoever is known to be somebody else than `gone` is somebody else than `person`, but for `person`.
    """INSERT INTO apart (person_id, other_id)
    SELECT min(:person, who), max(:person, who)
    FROM (SELECT iif(person_id = :gone, other_id, person_id) AS who FROM apart
          WHERE :gone IN (person_id, other_id))
    WHERE who <> :person
    ON CONFLICT DO NOTHING""",
    "DELETE FROM apart WHERE :gone IN (person_id, other_id)",
    "UPDATE person SET born = coalesce(born, (SELECT born FROM person WHERE id = :gone)) WHERE id = :person",
    """UPDATE person SET name = NULL, name_key = NULL, hidden = 0, cover_face = NULL, stranger = 0, born = NULL
    WHERE id = :gone""",
)
