"""Whether a library is sound, and mending it."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterable

from engine.cli.terminal import Commands, print_json, printable, say, with_json
from engine.errors import UserProblem
from engine.library import check_library, repair_library
from engine.paths import default_library
from engine.types import Finding


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    doctor = commands.add_parser(
        "doctor", parents=[common], help="look whether the library is sound; exit status 1 if it is not"
    )
    doctor.add_argument("--repair", action="store_true", help="mend it; nothing that you said is dropped")
    with_json(doctor).set_defaults(run=_doctor)


def _doctor(arguments: argparse.Namespace) -> None:
    directory = (arguments.library or default_library()).absolute()
    if not arguments.repair:
        found = check_library(directory)
        if arguments.json:
            print_json({"sound": _is_sound(found), "problems": _rows(found)})
        else:
            _print(found)
        if any(not each.mendable for each in found):
            raise UserProblem("The library can't be looked at by this program.")
        if not _is_sound(found):
            raise UserProblem("The library is not sound; “main.py doctor --repair” mends what can be mended.")
        if not arguments.json:
            print("The library is sound.")
        return
    repaired = repair_library(directory)
    if arguments.json:
        report = {"problems": _rows(repaired.found), "done": repaired.done, "left": _rows(repaired.left)}
        print_json({"sound": not repaired.left, **report})
    else:
        _print(repaired.found)
        for line in repaired.done:
            print(printable(line))
    if repaired.left:
        for each in repaired.left if not arguments.json else ():
            say(f"Still wrong: {each.part}: {each.text}")
        raise UserProblem("Not everything could be mended.")
    if not arguments.json:
        print("The library is sound.")


def _is_sound(found: Iterable[Finding]) -> bool:
    return all(each.harmless for each in found)


def _rows(found: Iterable[Finding]) -> list[dict[str, object]]:
    return [dataclasses.asdict(each) for each in found]


def _print(found: Iterable[Finding]) -> None:
    for each in found:
        print(printable(f"{each.part}: {each.text}"))
