"""Who somebody may be, and what the program would like to know."""

from __future__ import annotations

import argparse
from typing import Any

from engine.cli.terminal import Commands, existing_library, print_json, printable, with_json
from engine.cli.whom import PERSON, person_argument, person_text
from engine.errors import UserProblem
from engine.library import Library
from engine.types import PeopleSection, Person, Question, QuestionKind

_GROUPS = 20  # largest ones, where nobody is named


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    suggest = commands.add_parser("suggest", parents=[common], help="who a group without a name may be")
    suggest.add_argument(
        "person",
        type=person_text,
        nargs="?",
        metavar="PERSON",
        help=f"{PERSON}; default: the {_GROUPS} largest groups",
    )
    with_json(suggest).set_defaults(run=_suggest)
    questions = commands.add_parser(
        "questions", parents=[common], help="what to answer first: who may be one person"
    )
    questions.add_argument("--count", type=int, default=20, metavar="N")
    with_json(questions).set_defaults(run=_questions)


def _suggest(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        rows = [_suggested(library, group) for group in _groups(library, arguments.person)]
    if arguments.json:
        print_json({"groups": rows})
        return
    if not rows:
        print("There is no group without a name.")
    for row in rows:
        likely = ", ".join(f"{each['name']} {each['probability']:.0%}" for each in row["people"])
        print(printable(f"{row['person']:6}  {row['faces']} faces: {likely or 'nobody that you named'}"))


def _groups(library: Library, person: str | None) -> list[Person]:
    if person is not None:
        return [library.person(person_argument(library, person))]
    return library.people(PeopleSection.UNNAMED)[:_GROUPS]


def _suggested(library: Library, group: Person) -> dict[str, Any]:
    likely = [
        {"person": each.person.id, "name": each.person.name, "probability": round(each.probability, 4)}
        for each in library.suggestions_for(group.id)
    ]
    return {"person": group.id, "faces": group.faces, "people": likely}


def _questions(arguments: argparse.Namespace) -> None:
    if arguments.count < 1:
        raise UserProblem("Ask for at least one question (--count).")
    with existing_library(arguments) as library:
        questions = library.questions(arguments.count)
    if arguments.json:
        print_json({"questions": [_as_json(question) for question in questions]})
        return
    if not questions:
        print("There is nothing to ask: no two groups look like one person.")
    for question in questions:
        settles = "1 face" if question.faces_settled == 1 else f"{question.faces_settled} faces"
        print(printable(f"{question.probability:4.0%}  {_in_words(question)}  (settles {settles})"))


def _as_json(question: Question) -> dict[str, Any]:
    return {
        "kind": question.kind.value,
        "people": [{"id": person.id, "name": person.name} for person in question.people],
        "faces": list(question.faces),
        "probability": round(question.probability, 4),
        "faces_settled": question.faces_settled,
    }


def _in_words(question: Question) -> str:
    who = [f"{person.id}, {person.name or 'unnamed'}" for person in question.people]
    if question.kind is QuestionKind.FACE:
        return f"Is face {question.faces[0]} ({who[0]})?"
    return f"Are ({who[0]}) and ({who[1]}) one person?"
