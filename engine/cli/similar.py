"""Finding faces that look alike."""

from __future__ import annotations

import argparse

from engine.cli.terminal import Commands, existing_library, path_argument, print_json, printable, with_json
from engine.errors import UserProblem


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    similar = commands.add_parser("similar", parents=[common], help="faces that look like one in a picture")
    similar.add_argument("picture", type=path_argument, metavar="PHOTO", help="may lie outside the library")
    similar.add_argument(
        "--face", type=int, metavar="N", help="which face: from 0, left to right; default: the largest"
    )
    similar.add_argument("--count", type=int, default=20)
    with_json(similar).set_defaults(run=_similar)


def _similar(arguments: argparse.Namespace) -> None:
    if arguments.count < 1:
        raise UserProblem("Ask for at least one result (--count).")
    with existing_library(arguments) as library:
        matches = library.similar_to_picture(arguments.picture, arguments.face, arguments.count)
    rows = [
        {
            "photo": str(match.photo.path),
            "face": match.face.id,
            "score": round(match.score, 4),
            "person": match.face.person_id,
            "name": match.name,
        }
        for match in matches
    ]
    if arguments.json:
        print_json({"results": rows})
        return
    for row in rows:
        print(printable(f"{row['score']:.3f}  {row['photo']}  {row['name'] or ''}".rstrip()))
