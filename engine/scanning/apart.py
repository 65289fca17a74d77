"""Reading files in a process of its own, which may die of them.

    python -m engine.scanning.apart SIZE MODEL FILE...

decodes the files to SIZE pixels, and if MODEL is not empty looks for faces in them too, as a scan does. Before each
it says its place, from 0.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from engine.errors import UserProblem
from engine.lazily import undisturbed
from engine.photos.content_hash import content_hash
from engine.photos.decode import open_photo
from engine.progress import CancelToken

if TYPE_CHECKING:
    from engine.vision.networks import Networks

_ROOT = Path(__file__).resolve().parents[2]
SECONDS_EACH = 120.0  # the largest panorama takes fifteen
_LOOK_EVERY = 0.1  # seconds
_WINDOWS_CRASH = 0xC0000000  # exit codes from here on are the system's, not the program's
# Of what asks a process to end, nothing says that a file is bad. The system's want of memory shows as SIGKILL.
_ASKED_TO_END = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}


class End(NamedTuple):
    """How the reading of files came to grief."""

    place: int  # of the file, from 0
    crashed: bool  # else it came to no end: a decoder's fault, or a disk's that does not answer


def first_to_end(
    paths: Sequence[str], longest: int, model: str, cancel: CancelToken, seconds_each: float = SECONDS_EACH
) -> End | None:
    """The file at which a process that reads them crashes, or doesn't come to an end. Raises `Cancelled`.

    None: it reads them all, or can't even begin. Takes a third of a second more than the reading itself; with a
    `model`, whose networks are run then, some two.
    """
    command = [sys.executable, "-m", "engine.scanning.apart", str(longest), model, *paths]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    until = time.monotonic() + seconds_each * len(paths)
    with subprocess.Popen(
        command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=hidden
    ) as process:
        try:
            while process.poll() is None and time.monotonic() < until:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_LOOK_EVERY)
                cancel.check()
            status = process.poll()  # asked again: a pause may have lasted longer than the time given
        finally:
            process.kill()
        begun = [line for line in process.communicate()[0].splitlines() if line.isdigit()]
    if not begun or (status is not None and not _has_crashed(status)):
        return None
    return End(int(begun[-1]), crashed=status is not None)


def _has_crashed(status: int) -> bool:
    return status >= _WINDOWS_CRASH or (status < 0 and -status not in _ASKED_TO_END)


def _read(path: Path, longest: int) -> Image.Image | None:
    """None for what is merely unreadable: the scan will say so."""
    try:
        content_hash(path)
        return open_photo(path, longest).image
    except UserProblem:
        return None


def _look_for_faces(image: Image.Image, networks: Networks) -> None:
    found = networks.detector.detect([image])[0]
    networks.embedder.embed([networks.embedder.crop(image, face.box, face.landmarks) for face in found])


def _load(model: str) -> Networks:
    with undisturbed():
        from engine.vision.networks import load_networks
    from engine.vision.registry import find_model

    return load_networks(find_model(model), "cpu")


def _main(longest: str, model: str, *paths: str) -> None:
    networks = _load(model) if model else None
    for place, path in enumerate(paths):
        print(place, flush=True)  # noqa: T201  (so that it is known where we ended)
        image = _read(Path(path), int(longest))
        if image is not None and networks is not None:
            _look_for_faces(image, networks)


if __name__ == "__main__":
    _main(*sys.argv[1:])
