"""What the user says of people and faces, and taking it back."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

from engine.cli.terminal import (
    Commands,
    as_text,
    existing_library,
    print_json,
    printable,
    row_id,
    with_json,
)
from engine.cli.whom import PERSON, is_id, person_argument, person_arguments, person_text
from engine.errors import UserProblem
from engine.library import Library
from engine.types import Changes, FaceId, PersonId

_FACE = "an id that “faces” shows"


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    def command(name: str, says: str, run: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        parser = commands.add_parser(name, parents=[common], help=says)
        with_json(parser).set_defaults(run=run)
        return parser

    merge = command("merge", "several people are one", _said(_merge))
    _people(merge)
    merge.add_argument("--into", type=person_text, metavar="PERSON", required=True, help="who they all are")

    split = command("split", "one person is really several; without --apply only shows them", _split)
    split.add_argument("person", type=person_text, metavar="PERSON", help=PERSON)
    how = split.add_mutually_exclusive_group()
    how.add_argument(
        "--faces",
        type=row_id,
        nargs="+",
        action="append",
        metavar="FACE",
        help="a few faces of one of them; once for each, first for the one who stays",
    )
    how.add_argument("--propose", action="store_true", help="let it be proposed who they are; the default")
    split.add_argument("--apply", action="store_true", help="do it")

    different = command("different", "these are different people, and never joined", _said(_different))
    _people(different)

    move = command("move", "these faces are somebody else", _said(_move))
    _faces(move)
    move.add_argument(
        "--to", type=person_text, required=True, metavar="PERSON", help=f"{PERSON}, also a new one"
    )

    confirm = command("confirm", "yes, these faces are the person that they are in", _said(_confirm))
    reject = command("reject", "no, these faces are not the person that they are in", _said(_reject))
    for parser in (confirm, reject):
        _faces(parser)
        parser.add_argument(
            "--person", type=person_text, metavar="PERSON", help="this person, wherever they are"
        )

    _faces(command("not-a-face", "these are no faces", _said(_not_a_face)))
    stranger = command(
        "stranger", "nobody to be named: out of the way, and never suggested", _said(_stranger)
    )
    _people(stranger)
    stranger.add_argument("--undo", action="store_true", help="no strangers after all")
    _people(command("hide", "put people out of sight", _said(_hide)))
    _people(command("unhide", "show hidden people, and strangers, again", _said(_unhide)))

    cover = command("cover", "show a person with this face", _said(_cover))
    cover.add_argument("person", type=person_text, metavar="PERSON", help=PERSON)
    cover.add_argument("face", type=row_id, metavar="FACE", help=_FACE)
    born = command("born", "when a person was born", _said(_born))
    born.add_argument("person", type=person_text, metavar="PERSON", help=PERSON)
    born.add_argument("date", metavar="DATE", help="a year, a day as in 2016-05-31, or “unknown”")

    command("undo", "take the last of these commands back", _undo)
    command("redo", "do again what was taken back", _redo)
    history = command("history", "what can be taken back, the newest first", _history)
    history.add_argument("--count", type=int, default=20, metavar="N", help="of the last N; default: 20")


def _people(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("people", type=person_text, nargs="+", metavar="PERSON", help=PERSON)


def _faces(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("faces", type=row_id, nargs="+", metavar="FACE", help=_FACE)


def _said(say: Callable[[Library, argparse.Namespace], Changes]) -> Callable[[argparse.Namespace], None]:
    """A command that says something, and then what was done, as undoing calls it."""

    def run(arguments: argparse.Namespace) -> None:
        with existing_library(arguments) as library:
            changes = say(library, arguments)
            _tell(arguments, changes, library.undo_label() if changes else None)

    return run


def _tell(arguments: argparse.Namespace, changes: Changes, done: str | None) -> None:
    if arguments.json:
        print_json({"done": done, "people": sorted(changes.people), "faces": sorted(changes.faces)})
    else:
        print(printable(f"{done}." if done else "Nothing to do."))


def _face_ids(numbers: Sequence[int]) -> list[FaceId]:
    return [FaceId(number) for number in numbers]


def _merge(library: Library, arguments: argparse.Namespace) -> Changes:
    people = person_arguments(library, arguments.people)
    return library.merge(people, person_argument(library, arguments.into))


def _different(library: Library, arguments: argparse.Namespace) -> Changes:
    return library.tell_apart(person_arguments(library, arguments.people))


def _move(library: Library, arguments: argparse.Namespace) -> Changes:
    """A number is an id, anything else a name, also one that nobody has yet."""
    if is_id(arguments.to):
        return library.move_faces(_face_ids(arguments.faces), person_argument(library, arguments.to))
    return library.move_faces_to_name(_face_ids(arguments.faces), as_text(arguments.to))


def _confirm(library: Library, arguments: argparse.Namespace) -> Changes:
    return library.confirm(_face_ids(arguments.faces), _which(library, arguments))


def _reject(library: Library, arguments: argparse.Namespace) -> Changes:
    return library.take_out(_face_ids(arguments.faces), _which(library, arguments))


def _which(library: Library, arguments: argparse.Namespace) -> PersonId | None:
    return None if arguments.person is None else person_argument(library, arguments.person)


def _not_a_face(library: Library, arguments: argparse.Namespace) -> Changes:
    return library.mark_not_a_face(_face_ids(arguments.faces))


def _stranger(library: Library, arguments: argparse.Namespace) -> Changes:
    return library.set_strangers(person_arguments(library, arguments.people), not arguments.undo)


def _hide(library: Library, arguments: argparse.Namespace) -> Changes:
    return library.hide_people(person_arguments(library, arguments.people), True)


def _unhide(library: Library, arguments: argparse.Namespace) -> Changes:
    return library.hide_people(person_arguments(library, arguments.people), False)


def _cover(library: Library, arguments: argparse.Namespace) -> Changes:
    return library.set_cover(person_argument(library, arguments.person), FaceId(arguments.face))


def _born(library: Library, arguments: argparse.Namespace) -> Changes:
    when = None if arguments.date == "unknown" else as_text(arguments.date)
    return library.set_born(person_argument(library, arguments.person), when)


def _split(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        person = person_argument(library, arguments.person)
        seeds = [_face_ids(faces) for faces in arguments.faces] if arguments.faces else None
        parts = library.split_preview(person, seeds)
        changes = library.split(person, parts) if arguments.apply else Changes()
        people = [library.faces(part[:1])[0].person_id for part in parts] if changes else [person]
    if arguments.json:
        print_json({"parts": parts, "people": people, "applied": arguments.apply})
        return
    for number, part in enumerate(parts, 1):
        who = f", person {people[number - 1]}" if changes else ""
        print(f"Part {number}{who}, {_number_of(part)}: {' '.join(map(str, part))}")
    if not arguments.apply:
        print("Nothing was changed; --apply does it. The first part stays who it is.")


def _number_of(faces: Sequence[FaceId]) -> str:
    return "1 face" if len(faces) == 1 else f"{len(faces)} faces"


def _undo(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        label, changes = library.undo_label(), library.undo()
    _tell(arguments, changes, f"Undone: {label}" if label else None)


def _redo(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        label, changes = library.redo_label(), library.redo()
    _tell(arguments, changes, f"Done again: {label}" if label else None)


def _history(arguments: argparse.Namespace) -> None:
    if arguments.count < 1:
        raise UserProblem("The history is shown from one command on (count).")
    with existing_library(arguments) as library:
        done = library.history(arguments.count)
    if arguments.json:
        rows = [{"label": each.label, "at": round(each.at), "undone": each.undone} for each in done]
        print_json({"commands": rows})
        return
    if not done:
        print("Nothing was said yet.")
    for each in done:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(each.at))
        print(printable(f"{when}  {each.label}{' (undone)' if each.undone else ''}"))
