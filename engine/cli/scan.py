"""Scanning folders."""

from __future__ import annotations

import argparse
import dataclasses

from engine.cli.terminal import (
    Commands,
    interruptible,
    path_argument,
    print_json,
    say,
    show_progress,
    with_json,
)
from engine.library import Library


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    scan = commands.add_parser("scan", parents=[common], help="look for people in folders of photos")
    scan.add_argument("folders", type=path_argument, nargs="+", metavar="DIR")
    scan.add_argument("--model", metavar="ID", help="see “models”; default: the one used last, or the best")
    scan.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    with_json(scan).set_defaults(run=_scan)


def _scan(arguments: argparse.Namespace) -> None:
    with Library(arguments.library) as library, interruptible() as cancel:
        report = library.scan(
            arguments.folders,
            model=arguments.model,
            device=arguments.device,
            on_progress=show_progress,
            cancel=cancel,
        )
    for folder in report.away:
        say(f"{folder} is empty or not there, as if its drive were away; what was found in it is kept.")
    if arguments.json:
        speed = round(report.photos_per_second, 2)
        print_json(
            dataclasses.asdict(report)
            | {"photos_per_second": speed, "seconds": round(report.seconds, 3)}
            | {"away": [str(folder) for folder in report.away]}
        )
        return
    print(
        f"{report.photos} photos, {report.faces} faces, {report.groups} people and groups, "
        f"{report.unreadable} unreadable files, in {report.seconds:.0f} seconds."
    )
