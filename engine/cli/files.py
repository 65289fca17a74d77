"""What became of the files on disk."""

from __future__ import annotations

import argparse

from engine.cli.terminal import Commands, existing_library, print_json, printable, with_json


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    unreadable = commands.add_parser("unreadable", parents=[common], help="files that gave no photo, and why")
    unreadable.add_argument("--all", action="store_true", help="also the files that are no photos at all")
    with_json(unreadable).set_defaults(run=_unreadable)


def _unreadable(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        found = library.unreadable(skipped=arguments.all)
    if arguments.json:
        rows = [{"path": str(each.path), "reason": each.reason, "skipped": each.skipped} for each in found]
        print_json({"files": rows})
        return
    for each in found:
        print(printable(f"{each.path}: {each.reason}"))
