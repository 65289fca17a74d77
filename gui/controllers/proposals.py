"""Who somebody probably is, read from the library as things to be answered with yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import UserProblem
from engine.types import FaceId, Person, PersonId, Question, QuestionKind

if TYPE_CHECKING:
    from engine.library import Library
    from gui.controllers.people import PeopleController

LIKELY = 0.5  # "probably"
SOME = 0.05  # of several names for one group, those worth a button
NAMES = 3
MOST = 60  # on a page; the next ones come when these are answered
ASKED = 1_000_000  # all questions there are


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group, or else faces, may be `person`."""

    person: Person
    probability: float
    group: Person | None = None
    faces: tuple[FaceId, ...] = ()

    @property
    def face(self) -> FaceId | None:
        """The picture of what it is about."""
        return self.group.cover if self.group is not None else self.faces[0]


def about_person(library: Library, person: PersonId) -> list[Proposal]:
    """The groups and faces that are probably `person`, who has a name; the likeliest first."""
    found = [_of_question(each) for each in library.questions(ASKED) if each.people[-1].id == person]
    likely = [each for each in found if each.probability >= LIKELY]
    return sorted(likely, key=lambda each: -each.probability)


def who_is(library: Library, who: PersonId | Sequence[FaceId]) -> list[Proposal]:
    """Who a group, or faces that are one person, may be; nobody if they are gone."""
    try:
        group = library.person(who) if isinstance(who, int) else None
    except UserProblem:
        return []
    faces = () if isinstance(who, int) else tuple(who)
    if group is not None and (group.name is not None or group.stranger):
        return []
    found = library.suggestions_for(who, NAMES)
    return [
        Proposal(each.person, each.probability, group, faces) for each in found if each.probability >= SOME
    ]


def answer(people: PeopleController, proposal: Proposal, yes: bool) -> None:
    """Say that it is so, or that it is not; neither is proposed again."""
    who, faces, group = proposal.person.id, proposal.faces, proposal.group
    if group is not None:
        people.merge([group.id, who], who) if yes else people.tell_apart([group.id, who])
    elif yes:
        people.move_faces(faces, who)
    else:
        people.take_out(faces, who)


def _of_question(question: Question) -> Proposal:
    person = question.people[-1]
    if question.kind is QuestionKind.FACE:
        return Proposal(person, question.probability, faces=question.faces)
    return Proposal(person, question.probability, question.people[0])
