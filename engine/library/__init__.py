"""The one way into the engine, for the window and for the command line.

Opening a library is quick: numpy, Pillow, torch and scikit-learn are imported by the first call that needs them, and
so is what works with them; such calls belong into a worker thread. Every method may be called from any thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.library.albums import Albums
from engine.library.corrections import Corrections
from engine.library.exports import Exports
from engine.library.similar import Similar
from engine.library.work import Work

if TYPE_CHECKING:
    from engine.doctor import Repaired
    from engine.types import Finding

__all__ = ["Library", "check_library", "repair_library"]


class Library(Exports, Work, Albums, Corrections, Similar):
    """A folder with the catalogue, thumbnails and indexes of someone's photos; the photos lie elsewhere."""


def check_library(directory: Path) -> list[Finding]:
    """What is wrong with a library, also with one that can't be opened; writes nothing. Raises `UserProblem`.

    Takes up to a minute for a million faces.
    """
    from engine import doctor

    return doctor.check(directory)


def repair_library(directory: Path) -> Repaired:
    """Mend a library that is not open here; nothing that the user said is dropped.

    Raises `UserProblem`, `LibraryBusy` while another process has it open.
    """
    from engine import doctor

    return doctor.repair(directory)
