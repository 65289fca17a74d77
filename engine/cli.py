"""The command line: thin over `Library`.

With `--json` standard output holds one JSON object (`faces` always writes JSON lines); whatever is meant for eyes
goes to standard error. Exit status: 0 done, 1 the user's problem, said in one line, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import io
import json
import logging
import os
import signal
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from engine.errors import Cancelled, UserProblem
from engine.library import Library
from engine.paths import default_library
from engine.progress import CancelToken, Progress
from engine.types import PersonId, Photo

_BATCH = 1000
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}  # control characters, halves of characters, ends of lines
_LARGEST_ID = 2**63 - 1  # of SQLite
_STOPPED = "Stopped; what was done stays done."


def run_command(arguments: Sequence[str]) -> int:
    """Parse and run one command; the exit status."""
    _prepare_streams()
    parsed = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    try:
        parsed.run(parsed)
        sys.stdout.flush()
    except UserProblem as problem:
        _say(str(problem))
        return 1
    except (Cancelled, KeyboardInterrupt):
        _say(_STOPPED)
        return 1
    except BrokenPipeError:  # whoever read our output has read enough (`| head`)
        _silence(sys.stdout)
    except OSError as error:
        if error.errno is None:
            raise
        _silence(sys.stdout)
        _say(_about_the_disk(error))
        return 1
    return 0


def _prepare_streams() -> None:
    """Let any text be written to any terminal; a stream that was closed (`>&-`) leads nowhere."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _silence(stream: TextIO) -> None:
    """Keep Python from complaining at exit of what can't be written any more."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _about_the_disk(error: OSError) -> str:
    what = error.filename if isinstance(error.filename, str) else "The output"
    return f"{what} can't be read or written: {error.strerror}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="Kith finds the people in your photos. Without a command the window opens.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--library", type=_path, metavar="DIR", help=f"default: {default_library()}")

    scan = commands.add_parser("scan", parents=[common], help="look for people in folders of photos")
    scan.add_argument("folders", type=_path, nargs="+", metavar="DIR")
    scan.add_argument("--model", metavar="ID", help="see “models”; default: the one used last, or the best")
    scan.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    _with_json(scan).set_defaults(run=_scan)

    faces = commands.add_parser("faces", parents=[common], help="every face, as JSON lines")
    faces.set_defaults(run=_faces)

    people = commands.add_parser("people", parents=[common], help="people and groups")
    _with_json(people).set_defaults(run=_people)

    group = commands.add_parser("group", parents=[common], help="group the faces anew, without scanning")
    group.add_argument("--method", choices=("default", "dbscan", "kmeans"), default="default")
    group.add_argument("--eps", type=float, help="largest cosine distance between neighbours, 0 to 1")
    group.add_argument("--min-samples", type=int, metavar="M", help="faces that make a group's core")
    group.add_argument("--clusters", type=int, metavar="K", help="number of people, for kmeans")
    _with_json(group).set_defaults(run=_group)

    similar = commands.add_parser("similar", parents=[common], help="faces that look like one in a picture")
    similar.add_argument("picture", type=_path, metavar="PHOTO", help="may lie outside the library")
    similar.add_argument(
        "--face", type=int, metavar="N", help="which face: from 0, left to right; default: the largest"
    )
    similar.add_argument("--count", type=int, default=20)
    _with_json(similar).set_defaults(run=_similar)

    name = commands.add_parser(
        "name", parents=[common], help="name a person, or join them to one of that name"
    )
    name.add_argument("person", type=_row_id, metavar="PERSON", help="an id that “people” shows")
    name.add_argument("name", metavar="NAME")
    name.set_defaults(run=_name)

    unreadable = commands.add_parser("unreadable", parents=[common], help="files that gave no photo, and why")
    unreadable.add_argument("--all", action="store_true", help="also the files that are no photos at all")
    _with_json(unreadable).set_defaults(run=_unreadable)

    vectors = commands.add_parser("vectors", parents=[common], help="write all embeddings to a file")
    vectors.add_argument("--out", type=_path, required=True, metavar="FACES.npz")
    vectors.set_defaults(run=_vectors)

    models = commands.add_parser(
        "models", parents=[common], help="the models, what is installed, how good they are"
    )
    models.add_argument(
        "--fetch", metavar="ID", help="download a model's weights from where they were published"
    )
    models.add_argument(
        "--import", dest="import_", nargs=2, metavar=("ID", "FILE"), help="take them from a file"
    )
    _with_json(models).set_defaults(run=_models)
    return parser


def _path(text: str) -> Path:
    if not text:  # a script's variable that was never set; it must not stand for the current folder
        raise argparse.ArgumentTypeError("a path is empty")
    return Path(text)


def _row_id(text: str) -> int:
    number = int(text)
    if abs(number) > _LARGEST_ID:
        raise argparse.ArgumentTypeError(f"there is no id {text}")
    return number


def _with_json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    return parser


def _scan(arguments: argparse.Namespace) -> None:
    with Library(arguments.library) as library, _interruptible() as cancel:
        report = library.scan(
            arguments.folders,
            model=arguments.model,
            device=arguments.device,
            on_progress=_show_progress,
            cancel=cancel,
        )
    for folder in report.away:
        _say(f"{folder} is empty or not there, as if its drive were away; what was found in it is kept.")
    if arguments.json:
        speed = round(report.photos_per_second, 2)
        _print_json(
            dataclasses.asdict(report)
            | {"photos_per_second": speed, "seconds": round(report.seconds, 3)}
            | {"away": [str(folder) for folder in report.away]}
        )
        return
    print(
        f"{report.photos} photos, {report.faces} faces, {report.groups} people and groups, "
        f"{report.unreadable} unreadable files, in {report.seconds:.0f} seconds."
    )


def _faces(arguments: argparse.Namespace) -> None:
    with _existing(arguments) as library:
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
    with _existing(arguments) as library:
        people = library.people()
    if arguments.json:
        rows = [
            {"id": p.id, "name": p.name, "faces": p.faces, "photos": p.photos, "hidden": p.hidden}
            for p in people
        ]
        _print_json({"people": rows})
        return
    if not people:
        print("Nobody yet. A group needs two faces that look alike; scan more photos.")
    for person in people:
        hidden = " (hidden)" if person.hidden else ""
        print(
            f"{person.id:6}  {person.name or 'unnamed':30}  {person.faces} faces in {person.photos} photos{hidden}"
        )


def _group(arguments: argparse.Namespace) -> None:
    with _existing(arguments) as library, _interruptible() as cancel:
        report = library.group(
            arguments.method,
            eps=arguments.eps,
            min_samples=arguments.min_samples,
            clusters=arguments.clusters,
            on_progress=_show_progress,
            cancel=cancel,
        )
    if arguments.json:
        _print_json(dataclasses.asdict(report))
    else:
        print(
            f"{report.groups} people and groups of {report.faces} faces; {report.ungrouped} faces stand alone."
        )


def _similar(arguments: argparse.Namespace) -> None:
    if arguments.count < 1:
        raise UserProblem("Ask for at least one result (--count).")
    with _existing(arguments) as library:
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
        _print_json({"results": rows})
        return
    for row in rows:
        print(_printable(f"{row['score']:.3f}  {row['photo']}  {row['name'] or ''}".rstrip()))


def _name(arguments: argparse.Namespace) -> None:
    with _existing(arguments) as library:
        library.name_person(PersonId(arguments.person), _as_text(arguments.name))


def _as_text(argument: str) -> str:
    """What the user typed, also where the system's settings (LANG=C) know of no letters but a to z."""
    try:
        return argument if argument.isascii() else argument.encode("utf-8", "surrogateescape").decode()
    except UnicodeError as error:
        raise UserProblem("The name is not text that can be read here; type it in UTF-8.") from error


def _unreadable(arguments: argparse.Namespace) -> None:
    with _existing(arguments) as library:
        found = library.unreadable(skipped=arguments.all)
    if arguments.json:
        rows = [{"path": str(each.path), "reason": each.reason, "skipped": each.skipped} for each in found]
        _print_json({"files": rows})
        return
    for each in found:
        print(_printable(f"{each.path}: {each.reason}"))


def _vectors(arguments: argparse.Namespace) -> None:
    with _existing(arguments) as library:
        vectors = library.vectors()
    try:
        vectors.save(arguments.out)
    except OSError as error:
        raise UserProblem(f"{arguments.out} can't be written: {error.strerror}.") from error
    _say(f"{len(vectors.face)} faces written to {arguments.out}.")


def _models(arguments: argparse.Namespace) -> None:
    from engine.vision import fetch, source
    from engine.vision.choice import model_infos
    from engine.vision.registry import find_model

    if arguments.fetch:
        with _interruptible() as cancel:
            fetch.fetch_weights(find_model(arguments.fetch), _show_progress, cancel)
    if arguments.import_:
        model, file = arguments.import_
        source.import_weights(find_model(model), Path(file))
    infos = model_infos()
    if arguments.json:
        _print_json(
            {"models": [dataclasses.asdict(info) | {"figures": dict(info.figures)} for info in infos]}
        )
        return
    for info in infos:
        state = "default" if info.default else "installed" if info.installed else "not installed"
        print(f"{info.id:18} {state:14} {info.title}; {info.licence}")
        for measured, figure in info.figures.items():
            print(f"{'':18} {measured}: {figure}")


def _existing(arguments: argparse.Namespace) -> Library:
    """The library to read from; asking about one that isn't there must not create it."""
    directory: Path = arguments.library or default_library()
    try:
        there = (directory / "catalogue.sqlite").is_file()
    except OSError as error:
        raise UserProblem(f"The library in {directory} can't be opened: {error.strerror}.") from error
    if not there:
        raise UserProblem(f"There is no library in {directory} yet; “main.py scan FOLDER” begins one.")
    return Library(directory)


@contextlib.contextmanager
def _interruptible() -> Iterator[CancelToken]:
    """Ctrl+C, or the system shutting down, stops at the next safe point; a second one stops at once."""
    cancel = CancelToken()

    def stop(*_: Any) -> None:
        if cancel.cancelled:
            _say(_STOPPED)
            os._exit(1)  # whatever is half written, the catalogue takes back when it is opened next
        cancel.cancel()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancel
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if sys.stderr.isatty():
            print(file=sys.stderr)


def _show_progress(progress: Progress) -> None:
    """One line that is written over; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return
    text = progress.note
    if progress.total:
        text += f": {progress.done} of {progress.total}"
    if progress.per_second:
        text += f", {progress.per_second:.1f} a second"
    if progress.seconds_left is not None:
        text += f", {_duration(progress.seconds_left)} left"
    print(f"\r\033[K{_printable(text)}", end="", file=sys.stderr, flush=True)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{seconds:.0f} s"


def _printable(text: str) -> str:
    """`text` on one line for people: what isn't text in a path, and what would steer the terminal, is spelt out."""
    return "".join(
        letter.encode("unicode_escape").decode() if unicodedata.category(letter) in _UNPRINTABLE else letter
        for letter in text
    )


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value))


def _say(text: str) -> None:
    """One line for people. Nobody can be told that they can't be told."""
    try:
        print(_printable(text), file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)
