"""Whom an argument means."""

from __future__ import annotations

from collections.abc import Sequence

from engine.cli.terminal import as_text, row_id
from engine.errors import UserProblem
from engine.library import Library
from engine.types import PersonId

PERSON = "an id that “people” shows, or a name"


def person_text(text: str) -> str:
    """For `type`: an id that no library can hold is wrong usage."""
    if is_id(text):
        row_id(text)
    return text


def is_id(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def person_argument(library: Library, text: str) -> PersonId:
    """By id if it is a number, else by name, whatever its case. Raises `UserProblem` if nobody has that name."""
    if is_id(text):
        return PersonId(int(text))
    person = library.find_person(as_text(text))
    if person is None:
        raise UserProblem(f"There is nobody called “{as_text(text)}”.")
    return person


def person_arguments(library: Library, texts: Sequence[str]) -> list[PersonId]:
    return [person_argument(library, text) for text in texts]
