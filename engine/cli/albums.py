"""Albums: listing them, and what the user gathers in them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from engine import names
from engine.cli.terminal import (
    Commands,
    as_text,
    existing_library,
    path_argument,
    print_json,
    printable,
    with_json,
)
from engine.errors import UserProblem
from engine.library import Library
from engine.types import Album, Changes, PhotoId


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    albums = commands.add_parser("albums", parents=[common], help="the albums that you made")
    with_json(albums).set_defaults(run=_albums)

    album = commands.add_parser("album", help="make, fill, show, rename and delete an album")
    does = album.add_subparsers(required=True, metavar="WHAT")

    def command(name: str, says: str, run: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        parser = does.add_parser(name, parents=[common], help=says)
        parser.add_argument("name", metavar="NAME", help="the album's name, whatever its case")
        with_json(parser).set_defaults(run=run)
        return parser

    for name, says, run in (
        ("add", "put photos into an album; it is made if there is none", _add),
        ("remove", "take photos out of an album; they stay in the library", _remove),
    ):
        help_of_paths = "a photo of the library, or a folder: all photos in it and below"
        command(name, says, _said(run)).add_argument(
            "paths",
            type=path_argument,
            nargs="*" if name == "add" else "+",
            metavar="PATH",
            help=help_of_paths,
        )
    command("show", "the files of the photos in an album, the newest first", _show)
    rename = command("rename", "call an album otherwise", _said(_rename))
    rename.add_argument("new", metavar="NEW")
    command("delete", "delete an album; its photos stay in the library", _said(_delete))


def _albums(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        albums = library.albums()
    if arguments.json:
        print_json({"albums": [{"id": each.id, "name": each.name, "photos": each.photos} for each in albums]})
        return
    if not albums:
        print("There are no albums yet; “main.py album add NAME PATH...” makes one.")
    for each in albums:
        print(printable(f"{each.name:30}  {each.photos} {'photo' if each.photos == 1 else 'photos'}"))


def _show(arguments: argparse.Namespace) -> None:
    with existing_library(arguments) as library:
        album = _album(library, arguments.name)
        photos = library.photos([PhotoId(photo) for photo in library.photo_list(album=album.id).ids])
    if arguments.json:
        print_json({"name": album.name, "photos": [str(photo.path) for photo in photos]})
        return
    for photo in photos:
        print(printable(str(photo.path)))


def _said(say: Callable[[Library, argparse.Namespace], Changes]) -> Callable[[argparse.Namespace], None]:
    """A command that says something, and then what was done, as undoing calls it."""

    def run(arguments: argparse.Namespace) -> None:
        with existing_library(arguments) as library:
            changes = say(library, arguments)
            done = library.undo_label() if changes else None
            albums = library.albums(changes.albums)
        if arguments.json:
            print_json({"done": done, "albums": {each.name: each.photos for each in albums}})
        else:
            print(printable(f"{done}." if done else "Nothing to do."))

    return run


def _add(library: Library, arguments: argparse.Namespace) -> Changes:
    name, photos = as_text(arguments.name), _photos(library, arguments.paths)
    return library.add_to_album(name, photos) if photos else library.create_album(name)


def _remove(library: Library, arguments: argparse.Namespace) -> Changes:
    album = _album(library, arguments.name)
    return library.remove_from_album(album.id, _photos(library, arguments.paths))


def _rename(library: Library, arguments: argparse.Namespace) -> Changes:
    return library.rename_album(_album(library, arguments.name).id, as_text(arguments.new))


def _delete(library: Library, arguments: argparse.Namespace) -> Changes:
    return library.delete_album(_album(library, arguments.name).id)


def _album(library: Library, text: str) -> Album:
    wanted = names.key(as_text(text))
    found = next((each for each in library.albums() if names.key(each.name) == wanted), None)
    if found is None:
        raise UserProblem(f"There is no album called “{as_text(text)}”.")
    return found


def _photos(library: Library, paths: Sequence[Path]) -> list[PhotoId]:
    """The photos that these files hold, or that lie in and below these folders. Raises `UserProblem`."""
    found = []
    for path in paths:
        at = library.photos_at(path)
        if not at:
            raise UserProblem(f"{path} is no photo of the library; scan its folder first.")
        found += at
    return list(dict.fromkeys(found))
