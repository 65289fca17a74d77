"""Where things lie: the library, converted weights, the program's own resources."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_RESOURCES = Path(__file__).resolve().parent.parent / "resources"


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


def as_walked(folder: Path) -> Path:
    """`folder` absolute and without "..", as a walk lists it; links in it stay as they are."""
    return Path(os.path.abspath(folder))  # noqa: PTH100


def make_private(directory: Path) -> Path:
    """Create `directory` so that only its owner can look inside; faces are biometric data.

    An existing folder is closed to others too. Files in it need no mode of their own.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and directory.stat().st_mode & 0o077:
        directory.chmod(0o700)
    return directory
