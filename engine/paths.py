"""Where things lie: the library, converted weights, the program's own resources."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from engine.errors import UserProblem

_RESOURCES = Path(__file__).resolve().parent.parent / "resources"
_OF_A_LIBRARY = {"catalogue.sqlite", "thumbnails.sqlite", "settings.json"}
_OF_THE_SYSTEM = {"lost+found"}  # what a freshly formatted drive holds


def resource(name: str) -> Path:
    """A file that belongs to the program."""
    return _RESOURCES / name


def default_library() -> Path:
    """The library that opens when none is named; KITH_LIBRARY overrides the system's usual place."""
    chosen = os.environ.get("KITH_LIBRARY")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("kith", appauthor=False)) / "library"


def weights_dir() -> Path:
    """Fetched and converted weights: shared by all libraries, safe to delete. KITH_WEIGHTS overrides it."""
    chosen = os.environ.get("KITH_WEIGHTS")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("kith", appauthor=False)) / "weights"


def is_file(path: Path) -> bool:
    """Whether there is such a file, as far as may be seen; a Path would raise where there is no permission."""
    return os.path.isfile(path)  # noqa: PTH113


def offline(folder: Path) -> bool:
    """Whether the folder can't be seen: its drive is away, it was deleted or moved, or what it lies in is closed."""
    return not os.path.isdir(folder)  # noqa: PTH112  (as above)


def as_walked(folder: Path) -> Path:
    """`folder` absolute and without "..", as a walk lists it; links in it stay as they are."""
    return Path(os.path.abspath(folder))  # noqa: PTH100


def make_private(directory: Path) -> Path:
    """Create `directory`, if it isn't there, so that only its owner can look inside. Raises `OSError`."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return directory


def make_library(directory: Path) -> Path:
    """Create a library's folder so that only its owner can look inside; faces are biometric data.

    An existing one is closed to others too, hence it must hold nothing else: closing somebody's photos, or the
    system's folder for temporary files, would harm people. Raises `UserProblem`.
    """
    try:
        if directory.is_dir() and _is_somebody_elses(directory):
            raise UserProblem(f"{directory} holds other files; give the library a folder of its own.")
        make_private(directory)
        if os.name == "posix" and directory.stat().st_mode & 0o077:
            directory.chmod(0o700)
    except OSError as error:
        raise UserProblem(f"The library can't be kept in {directory}: {error.strerror}.") from error
    return directory


def _is_somebody_elses(directory: Path) -> bool:
    held = {entry.name for entry in directory.iterdir() if not entry.name.startswith(".")} - _OF_THE_SYSTEM
    return bool(held) and not held & _OF_A_LIBRARY
