"""Dropping what is known of photos that were deleted long ago."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence

from engine.catalogue.upkeep import KEPT_DAYS
from engine.cli.terminal import Commands, existing_library, print_json, printable, with_json
from engine.errors import UserProblem
from engine.types import GonePhoto


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    tidy = commands.add_parser(
        "tidy", parents=[common], help="drop what is known of photos that were deleted long ago"
    )
    tidy.add_argument(
        "--days", type=number_of_days, default=KEPT_DAYS, help="for how long they are missing; default: 30"
    )
    tidy.add_argument("--dry-run", action="store_true", help="only list them")
    tidy.add_argument("--yes", action="store_true", help="don't ask")
    with_json(tidy).set_defaults(run=_tidy)


def number_of_days(text: str) -> float:
    days = float(text)
    if not 0 <= days < 1e6:
        raise argparse.ArgumentTypeError("a number of days, 0 or more")
    return days


def _tidy(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        gone = library.tidy_preview(arguments.days)
        if not arguments.json:
            _print(gone)
        dropped = 0
        if gone and not arguments.dry_run and (arguments.yes or _wanted(arguments.json)):
            dropped = len(library.tidy_up([photo.id for photo in gone], arguments.days).photos)
    if arguments.json:
        print_json({"photos": [_row(photo) for photo in gone], "dropped": dropped})
    elif dropped:
        print(f"{dropped} photos were dropped. A copy of the catalogue from before lies in “copies”.")


def _print(gone: Sequence[GonePhoto]) -> None:
    if not gone:
        print("No photo has been missing for so long.")
    for photo in gone:
        day = time.strftime("%Y-%m-%d", time.localtime(photo.missing_since))
        who = f"; {', '.join(photo.names)}" if photo.names else ""
        faces = "1 face" if photo.faces == 1 else f"{photo.faces} faces"
        print(printable(f"{photo.path}, missing since {day}, {faces}{who}"))
    named = Counter(name for photo in gone for name in photo.names)
    if gone:
        who = "".join(f", {number} with {name}" for name, number in named.most_common())
        print(printable(f"{len(gone)} photos{who}. Nobody's name is forgotten."))


def _wanted(quiet: bool) -> bool:
    """Ask, if there is somebody who can answer."""
    if quiet or not sys.stdin.isatty():
        raise UserProblem(
            "Nothing was dropped; say --yes to drop these photos, or --dry-run to only list them."
        )
    return input("Drop what is known of them? It can't be undone. [y/N] ").strip().lower() in ("y", "yes")


def _row(photo: GonePhoto) -> dict[str, object]:
    return {
        "path": str(photo.path),
        "missing_since": round(photo.missing_since),
        "faces": photo.faces,
        "names": photo.names,
    }
