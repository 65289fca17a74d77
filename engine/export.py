"""Copies of someone's photos, or of the faces in them, in a folder of the user's choice."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.errors import UnreadablePhoto, UserProblem
from engine.progress import CancelToken, Progress, ReportProgress
from engine.types import Exported

_CHUNK = 2**20  # bytes copied between two looks at the token


@dataclass(frozen=True, slots=True)
class Item:
    """One file to be written: `write` fills it, `name` is what it is called if that is free.

    `write` returns the file whose times the new one gets, and raises `UnreadablePhoto`.
    """

    name: str
    write: Callable[[BinaryIO, CancelToken], Path | None]


def export(items: Sequence[Item], folder: Path, on_progress: ReportProgress, cancel: CancelToken) -> Exported:
    """Write `items` into `folder`. No file that is there is ever changed: a taken name gets a number.

    What can't be read is left out and told. Raises `UserProblem` where nothing can be written, `Cancelled`; what
    is complete by then stays.
    """
    files: list[Path] = []
    failed: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, item in enumerate(items):
            cancel.check()
            on_progress(Progress(number, len(items), item.name))
            try:
                files.append(_write(item, folder, cancel))
            except UnreadablePhoto as problem:
                failed.append(str(problem))
    except OSError as error:
        raise UserProblem(f"Nothing more can be written to {folder}: {_why(error)}.") from error
    on_progress(Progress(len(items), len(items)))
    return Exported(tuple(files), tuple(failed))


def copy(path: Path, target: BinaryIO, cancel: CancelToken) -> Path:
    """Fill `target` with the content of `path`, byte for byte. Raises `UnreadablePhoto`, `Cancelled`."""
    try:
        source = path.open("rb")
    except OSError as error:
        raise UnreadablePhoto(f"{path} can't be read: {_why(error)}.") from error
    with source:
        while chunk := _read(source, path):
            cancel.check()
            target.write(chunk)
    return path


def _read(source: BinaryIO, path: Path) -> bytes:
    try:
        return source.read(_CHUNK)
    except OSError as error:
        raise UnreadablePhoto(f"{path} can't be read: {_why(error)}.") from error


def _write(item: Item, folder: Path, cancel: CancelToken) -> Path:
    """A new file with the item; nothing is left of it if that fails."""
    path, target = _begin(folder, item.name)
    try:
        with target:
            like = item.write(target, cancel)
        if like is not None:
            _same_times(like, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _begin(folder: Path, name: str) -> tuple[Path, BinaryIO]:
    """A file that was not there before, opened exclusively: another program may be writing here too."""
    for candidate in _names(name):
        path = folder / candidate
        try:
            return path, path.open("xb")
        except FileExistsError:
            continue
    raise AssertionError("there are endlessly many names")


def _names(name: str) -> Iterator[str]:
    yield name
    stem, suffix = Path(name).stem, Path(name).suffix
    number = 2
    while True:
        yield f"{stem} ({number}){suffix}"
        number += 1


def _same_times(source: Path, target: Path) -> None:
    """Sorting by date goes on to work; where a drive can't keep times that is no reason to fail."""
    try:
        found = source.stat()
        os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))
    except OSError:
        return


def _why(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full"
    return error.strerror or str(error)
