"""Faces and people: listing, grouping and naming them."""

from __future__ import annotations

import argparse
import dataclasses
import json

from engine.cli.progress import progress_shown, with_progress
from engine.cli.terminal import (
    Commands,
    as_text,
    existing_library,
    interruptible,
    path_argument,
    print_json,
    say,
    with_json,
)
from engine.cli.whom import PERSON, person_argument, person_text
from engine.errors import UserProblem
from engine.library import Library
from engine.types import PersonId, Photo

_BATCH = 1000


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    faces = commands.add_parser("faces", parents=[common], help="every face, as JSON lines")
    faces.set_defaults(run=_faces)

    people = commands.add_parser("people", parents=[common], help="people and groups")
    with_json(people).set_defaults(run=_people)

    group = commands.add_parser("group", parents=[common], help="group the faces anew, without scanning")
    group.add_argument("--method", choices=("default", "dbscan", "kmeans"), default="default")
    group.add_argument("--eps", type=float, help="largest cosine distance between neighbours, for dbscan")
    group.add_argument(
        "--min-samples", type=int, metavar="M", help="faces that make a group's core, for dbscan"
    )
    group.add_argument(
        "--clusters",
        type=_clusters,
        metavar="K",
        help="number of people, for kmeans; auto: the likely number",
    )
    group.add_argument(
        "--strictness", type=float, metavar="S", help="from -1 (fewer, bigger groups) to 1 (more, purer ones)"
    )
    with_progress(with_json(group)).set_defaults(run=_group)

    name = commands.add_parser(
        "name", parents=[common], help="name a person, or join them to one of that name"
    )
    name.add_argument("person", type=person_text, metavar="PERSON", help=PERSON)
    name.add_argument("name", metavar="NAME")
    name.set_defaults(run=_name)

    vectors = commands.add_parser("vectors", parents=[common], help="write all embeddings to a file")
    vectors.add_argument("--out", type=path_argument, required=True, metavar="FACES.npz")
    vectors.set_defaults(run=_vectors)


def _faces(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        names = {person.id: person.name for person in library.people()}
        ids = sorted(library.photo_ids())
        for start in range(0, len(ids), _BATCH):
            for photo in library.photos(ids[start : start + _BATCH]):
                _print_faces(library, photo, names)


def _print_faces(library: Library, photo: Photo, names: dict[PersonId, str | None]) -> None:
    found = library.faces_in(photo.id)
    for path in library.shown_files(photo.id) if found else []:
        for face in found:
            box = [round(value, 2) for value in face.box.in_pixels(photo.width, photo.height)]
            person = face.person_id
            line = {
                "photo": str(path),
                "face": face.id,
                "box": box,
                "confidence": round(face.confidence, 4),
                "quality": round(face.quality, 4),
                "person": person,
                "name": names.get(person) if person is not None else None,
            }
            print(json.dumps(line))


def _people(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        people = library.people()
    if arguments.json:
        rows = [
            {
                "id": p.id,
                "name": p.name,
                "faces": p.faces,
                "photos": p.photos,
                "hidden": p.hidden,
                "stranger": p.stranger,
                "born": p.born,
            }
            for p in people
        ]
        print_json({"people": rows})
        return
    if not people:
        print("Nobody yet. A group needs two faces that look alike; scan more photos.")
    for person in people:
        hidden = " (hidden)" if person.hidden else " (a stranger)" if person.stranger else ""
        print(
            f"{person.id:6}  {person.name or 'unnamed':30}  {person.faces} faces in {person.photos} photos{hidden}"
        )


def _group(arguments: argparse.Namespace) -> None:
    with (
        existing_library(arguments) as library,
        interruptible() as cancel,
        progress_shown(arguments) as tell,
    ):
        report = library.group(
            arguments.method,
            eps=arguments.eps,
            min_samples=arguments.min_samples,
            clusters=arguments.clusters,
            strictness=arguments.strictness,
            on_progress=tell,
            cancel=cancel,
        )
    if arguments.json:
        print_json({**dataclasses.asdict(report), "people": report.groups, "strangers": report.ungrouped})
    else:
        print(
            f"{report.groups} people and groups of {report.faces} faces; {report.ungrouped} faces stand alone."
        )
        if report.method == "kmeans":
            print(
                f"KMeans made the {report.thresholds.get('clusters', 0)} groups that it was asked for: it takes every "
                "stranger for one of those people."
            )


def _clusters(text: str) -> int | None:
    """A number, or None for `auto`."""
    return None if text == "auto" else int(text)


def _name(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        library.name_person(person_argument(library, arguments.person), as_text(arguments.name))


def _vectors(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        vectors = library.vectors()
    try:
        vectors.save(arguments.out)
    except OSError as error:
        raise UserProblem(f"{arguments.out} can't be written: {error.strerror}.") from error
    say(f"{len(vectors.face)} faces written to {arguments.out}.")
