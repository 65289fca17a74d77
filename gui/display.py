"""Whether a window can open here at all; asked before Qt, which would abort without a word that helps."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path

_NO_DISPLAY = """\
There is no display here, so Kith can't open its window. The command line does everything without one:
    .venv/bin/python main.py scan FOLDER
    .venv/bin/python main.py people
    .venv/bin/python main.py --help"""

_MISSING_LIBRARY = """\
Kith can't open its window, because a system library is missing ({error}).
On Debian and Ubuntu this installs all that Qt needs:
    sudo apt install libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 \\
        libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1"""


def why_no_window(environment: Mapping[str, str] = os.environ) -> str | None:
    """What keeps a window from opening, and what to do about it; None if nothing does."""
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return None
    if environment.get("WAYLAND_DISPLAY"):
        return None
    if not environment.get("DISPLAY"):
        return _NO_DISPLAY
    error = _error_of_x11_plugin()
    return _MISSING_LIBRARY.format(error=error) if error else None


def _error_of_x11_plugin() -> str | None:
    """What the loader says of Qt's plugin for X11; PySide6's packages don't bring the X libraries along."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        return "PySide6"
    plugin = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return str(error).split(":", 1)[0]
    return None
