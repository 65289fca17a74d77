"""What the commands share: reading arguments, and speaking to people and to scripts."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import signal
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO, TypeAlias

from engine.errors import UserProblem
from engine.library import Library
from engine.paths import default_library
from engine.progress import CancelToken, Progress

STOPPED = "Stopped; what was done stays done."

# What `add_subparsers` returns, to which every module of this package adds its commands.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}  # control characters, halves of characters, ends of lines
_LARGEST_ID = 2**63 - 1  # of SQLite


def prepare_streams() -> None:
    """Let any text be written to any terminal; a stream that was closed (`>&-`) leads nowhere."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def silence(stream: TextIO) -> None:
    """Keep Python from complaining at exit of what can't be written any more."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def about_the_disk(error: OSError) -> str:
    what = error.filename if isinstance(error.filename, str) else "The output"
    return f"{what} can't be read or written: {error.strerror}."


def path_argument(text: str) -> Path:
    if not text:  # a script's variable that was never set; it must not stand for the current folder
        raise argparse.ArgumentTypeError("a path is empty")
    return Path(text)


def row_id(text: str) -> int:
    number = int(text)
    if abs(number) > _LARGEST_ID:
        raise argparse.ArgumentTypeError(f"there is no id {text}")
    return number


def with_json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    return parser


def as_text(argument: str) -> str:
    """What the user typed, also where the system's settings (LANG=C) know of no letters but a to z."""
    try:
        return argument if argument.isascii() else argument.encode("utf-8", "surrogateescape").decode()
    except UnicodeError as error:
        raise UserProblem("The name is not text that can be read here; type it in UTF-8.") from error


def is_library(directory: Path) -> bool:
    """Whether there is one, or was: copies tell of a lost one. Raises `UserProblem` if that can't be seen."""
    try:
        return (directory / "catalogue.sqlite").is_file() or any((directory / "copies").glob("*.sqlite"))
    except OSError as error:
        raise UserProblem(f"The library in {directory} can't be opened: {error.strerror}.") from error


def existing_library(arguments: argparse.Namespace) -> Library:
    """The library to read from; asking about one that isn't there must not create it."""
    directory: Path = arguments.library or default_library()
    if not is_library(directory):
        raise UserProblem(f"There is no library in {directory} yet; “main.py scan FOLDER” begins one.")
    return Library(directory)


@contextlib.contextmanager
def interruptible() -> Iterator[CancelToken]:
    """Ctrl+C, or the system shutting down, stops at the next safe point; a second one stops at once.

    Ctrl+C is the user's word that no more is wanted; what the system ends may go on another time.
    """
    cancel = CancelToken()

    def stop(number: int, _: Any) -> None:
        if cancel.cancelled:
            say(STOPPED)
            os._exit(1)  # whatever is half written, the catalogue takes back when it is opened next
        cancel.cancel() if number == signal.SIGINT else cancel.put_off()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancel
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if sys.stderr.isatty():
            print(file=sys.stderr)


def show_progress(progress: Progress) -> None:
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
    print(f"\r\033[K{printable(text)}", end="", file=sys.stderr, flush=True)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes else f"{seconds:.0f} s"


def printable(text: str) -> str:
    """`text` on one line for people: what isn't text in a path, and what would steer the terminal, is spelt out."""
    return "".join(
        letter.encode("unicode_escape").decode() if unicodedata.category(letter) in _UNPRINTABLE else letter
        for letter in text
    )


def print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value))


def say(text: str) -> None:
    """One line for people."""
    say_raw(printable(text))


def say_raw(line: str) -> None:
    """One line for whoever reads standard error. Nobody can be told that they can't be told."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        silence(sys.stderr)
