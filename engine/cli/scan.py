"""Scanning folders."""

from __future__ import annotations

import argparse
import dataclasses
from functools import partial
from pathlib import Path

from engine.cli.progress import progress_shown, with_progress
from engine.cli.terminal import Commands, interruptible, is_library, path_argument, print_json, say, with_json
from engine.library import Library
from engine.paths import default_library
from engine.types import ScanReport


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    scan = commands.add_parser(
        "scan",
        parents=[common],
        help="look for people in folders of photos",
        description="Look for people in folders of photos. Without a folder, go on with what is unfinished: scans "
        "that were paused, or ended with the program. Ctrl+C means that no more is wanted.",
    )
    scan.add_argument("folders", type=path_argument, nargs="*", metavar="DIR")
    scan.add_argument("--model", metavar="ID", help="see “models”; default: the one used last, or the best")
    scan.add_argument("--scene-model", metavar="ID", help="likewise, for whole pictures")
    scan.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    scan.add_argument(
        "--pause-after", type=_photos, metavar="N", help="pause when so many photos were newly analysed"
    )
    scan.add_argument("--resume", action="store_true", help="go on with the scans that are unfinished")
    with_progress(with_json(scan)).set_defaults(run=partial(_scan, usage=scan))


def _photos(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("pause after one photo at least")
    return number


def _scan(arguments: argparse.Namespace, usage: argparse.ArgumentParser) -> None:
    if arguments.resume and arguments.folders:
        usage.error("--resume goes on with the folders that are unfinished; name none")
    if (
        not arguments.folders
        and not arguments.resume
        and not is_library(arguments.library or default_library())
    ):
        usage.error("name the folders to scan")
    with Library(arguments.library) as library, interruptible() as cancel, progress_shown(arguments) as tell:
        folders = arguments.folders or list(library.unfinished().folders)
        if not folders and not arguments.resume:
            usage.error("name the folders to scan; none is unfinished")
        if not folders:
            say("No scan is unfinished.")
        if arguments.scene_model:
            library.use_scene_model(arguments.scene_model)
        report = library.scan(
            folders,
            model=arguments.model,
            device=arguments.device,
            pause_after=arguments.pause_after,
            on_progress=tell,
            cancel=cancel,
        )
    _tell(report, arguments.json, arguments.library)


def _tell(report: ScanReport, as_json: bool, library: Path | None) -> None:
    for folder in report.away:
        say(f"{folder} is empty or not there, as if its drive were away; what was found in it is kept.")
    if report.left:
        where = f" --library {library}" if library else ""
        files = "1 file is" if report.left == 1 else f"{report.left} files are"
        say(f"Paused; {files} left. “main.py scan --resume{where}” goes on.")
    if as_json:
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
