"""That people are not the same: two who look alike, or one who is really several."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from engine.catalogue.commands.words import (
    called,
    different,
    hold_apart,
    known,
    name_of,
    new_person,
    reject,
    say_of_all,
    settle,
)
from engine.catalogue.journal import recording
from engine.errors import UserProblem
from engine.types import Changes, FaceId, PersonId


def tell_apart(connection: sqlite3.Connection, people: Sequence[PersonId]) -> Changes:
    """Any two of `people` are different, and are never asked about again.

    Groups without a name among them stay as they are from here on, so that no grouping mixes their faces.
    """
    people = different(people)
    if len(people) < 2:
        return Changes()
    who = [name_of(connection, person) or "an unnamed group" for person in people]
    label = f"{', '.join(who[:-1])} and {who[-1]} are different people"
    if set(who) == {"an unnamed group"}:
        label = f"{len(who)} groups are different people"
    with recording(connection, label[0].upper() + label[1:]) as step:
        for person in people:
            settle(connection, person)
        hold_apart(connection, people)
    return step.changes


def split(connection: sqlite3.Connection, person_id: PersonId, parts: Sequence[Sequence[FaceId]]) -> Changes:
    """`person_id` is really as many people as there are `parts`: the first stays, the others are new.

    Each part is one person from here on, and different from the others. Faces in no part are left as they are.
    Raises `UserProblem` for fewer than two parts, or a face in two of them.
    """
    parts = [part for part in parts if part]
    faces = [face for part in parts for face in part]
    if len(parts) < 2:
        raise UserProblem("A person is split into two parts or more, each with a face at least.")
    if len(set(faces)) < len(faces):
        raise UserProblem("One face can't be in two parts.")
    with recording(connection, f"Split {called(connection, person_id)} into {len(parts)}") as step:
        people = [person_id, *(new_person(connection) for _ in parts[1:])]
        for person, part in zip(people, parts, strict=True):
            theirs = known(connection, part)
            if person != person_id:
                reject(connection, theirs, person_id)
            say_of_all(connection, theirs, person)
        hold_apart(connection, people)
    return step.changes
