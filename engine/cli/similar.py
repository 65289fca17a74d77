"""Finding faces and photos that look alike."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import Any

from engine.cli.terminal import Commands, existing_library, path_argument, print_json, printable, with_json
from engine.cli.whom import person_argument
from engine.errors import UserProblem
from engine.library import Library
from engine.paths import as_walked
from engine.types import PhotoMatch, SimilarAnswer, SimilarBy, SimilarOnly, SimilarQuery, SimilarTo

_PARTS = [SimilarBy.FACE.value, SimilarBy.SCENE.value, SimilarBy.BOTH.value]


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    similar = commands.add_parser(
        "similar", parents=[common], help="faces or photos that look like a picture, or like a person"
    )
    similar.add_argument(
        "picture", nargs="?", type=path_argument, metavar="PHOTO",
        help="may lie outside the library; - reads a picture from standard input",
    )  # fmt: skip
    similar.add_argument(
        "--person", metavar="PERSON", help="photos and faces like those of a person (an id or a name)"
    )
    similar.add_argument(
        "--face", type=int, metavar="N", help="which face: from 0, left to right; default: the largest"
    )
    similar.add_argument(
        "--by", choices=[by.value for by in SimilarBy], help="what is compared; default: faces, else scenes"
    )
    similar.add_argument(
        "--of", choices=_PARTS, help="with --by compact or learned: what the vectors are made of"
    )
    similar.add_argument(
        "--weight", type=float, default=0.5, metavar="W", help="of the face where both count, 0..1"
    )
    several = similar.add_mutually_exclusive_group()
    several.add_argument("--any", action="store_true", help="photos with any of the faces in PHOTO")
    several.add_argument("--all", action="store_true", help="photos with all of the faces in PHOTO together")
    similar.add_argument(
        "--min-score", type=float, default=-1.0, metavar="S", help="nothing less alike than this"
    )
    similar.add_argument(
        "--in", dest="folders", action="append", type=path_argument, default=[], metavar="DIR",
        help="only photos in and below DIR",
    )  # fmt: skip
    similar.add_argument(
        "--years", nargs=2, type=int, metavar=("FROM", "TO"), help="only photos of these years"
    )
    similar.add_argument("--unnamed", action="store_true", help="only faces of nobody with a name")
    similar.add_argument(
        "--exact", action="store_true", help="compare everything, not what the index proposes"
    )
    similar.add_argument("--no-fold", action="store_true", help="list near-duplicates too")
    similar.add_argument("--count", type=int, default=20)
    with_json(similar).set_defaults(run=_similar)


def _similar(arguments: argparse.Namespace) -> None:
    _check(arguments)
    with existing_library(arguments) as library:
        answer = library.find_similar(_query(arguments, library))
    if arguments.json:
        print_json(_as_json(answer))
        return
    if answer.explained is not None:
        kept = f"{answer.explained:.1%} of the variance"
        print(f"compared in {answer.dimensions} numbers that keep {kept}", file=sys.stderr)
    rows = _rows(answer)
    for row in rows:
        print(printable(f"{_down(row['score'], 3):.3f}  {row['photo']}  {row['name'] or ''}".rstrip()))
    if not rows:
        print(_why_nothing(answer.query), file=sys.stderr)


def _check(arguments: argparse.Namespace) -> None:
    if arguments.count < 1:
        raise UserProblem("Ask for at least one result (--count).")
    if not 0 <= arguments.weight <= 1:
        raise UserProblem("The weight of the face is between 0 and 1 (--weight).")
    if arguments.years is not None and arguments.years[0] > arguments.years[1]:
        raise UserProblem("The first of the years comes first (--years FROM TO).")
    if bool(arguments.picture) == bool(arguments.person):
        raise UserProblem("Say which PHOTO to search for, or whom (--person NAME).")


def _query(arguments: argparse.Namespace, library: Library) -> SimilarQuery:
    years = None if arguments.years is None else (arguments.years[0], arguments.years[1])
    folders = tuple(as_walked(folder) for folder in arguments.folders)
    return SimilarQuery(
        _to(arguments, library),
        None if arguments.by is None else SimilarBy(arguments.by),
        None if arguments.of is None else SimilarBy(arguments.of),
        arguments.weight,
        arguments.all,
        SimilarOnly(arguments.unnamed, folders, years),
        arguments.min_score,
        arguments.count,
        not arguments.no_fold,
        arguments.exact,
    )


def _to(arguments: argparse.Namespace, library: Library) -> SimilarTo:
    if arguments.person is not None:
        return SimilarTo(person=library.person(person_argument(library, arguments.person)).id)
    picture: Path | bytes = arguments.picture
    if str(picture) == "-":
        picture = sys.stdin.buffer.read()
    return SimilarTo(picture=picture, picture_face=arguments.face, every_face=arguments.any or arguments.all)


def _rows(answer: SimilarAnswer) -> list[dict[str, Any]]:
    """By face where only faces count, else by photo."""
    if answer.of is SimilarBy.FACE and not answer.query.together:
        return [
            {
                "photo": str(match.photo.path),
                "face": match.face.id,
                "score": _down(match.score, 4),
                "person": match.face.person_id,
                "name": match.name,
            }
            for match in answer.matches
        ]
    return [_photo_row(found) for found in answer.photos]


def _down(score: float, digits: int) -> float:
    """Never more than it is: `--min-score` with what is shown finds it again."""
    steps = 10.0**digits
    return math.floor(round(score * steps, 6)) / steps


def _why_nothing(query: SimilarQuery) -> str:
    if query.together:
        return "No photo shows all of these faces at once."
    if query.only != SimilarOnly() or query.min_score > -1:
        return "Nothing was found that meets these conditions."
    return "There is nothing else in this library to compare with."


def _photo_row(found: PhotoMatch) -> dict[str, Any]:
    names = sorted({match.name for match in found.matches[:1] if match.name})
    return {
        "photo": str(found.photo.path),
        "score": _down(found.score, 4),
        "face_score": None if found.face_score is None else round(found.face_score, 4),
        "scene_score": None if found.scene_score is None else round(found.scene_score, 4),
        "name": ", ".join(names) or None,
        "folded": len(found.folded),
    }


def _as_json(answer: SimilarAnswer) -> dict[str, Any]:
    return {
        "by": answer.by.value,
        "of": answer.of.value,
        "dimensions": answer.dimensions,
        "explained": answer.explained,
        "recall": answer.recall,
        "results": _rows(answer),
    }
