"""The questions that the user skipped, in a file of the library's directory: nobody likes to be asked twice."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path

from gui.controllers.review_queue import Key

FILE = "review.json"


def read_skips(directory: Path) -> list[Key]:
    """In the order in which they were skipped; none if the file is not there or not ours."""
    try:
        found = json.loads((directory / FILE).read_text(encoding="utf-8"))["skipped"]
        return [(str(kind), int(one), int(other)) for kind, one, other in found]
    except (OSError, ValueError, KeyError, TypeError):  # what is lost is asked again
        return []


def write_skips(directory: Path, skips: Collection[Key]) -> None:
    """Whole or not at all, and readable by the owner alone. Raises `OSError`."""
    partial = directory / f"{FILE}.part"
    with os.fdopen(
        os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as out:
        json.dump({"skipped": [list(each) for each in skips]}, out)
    partial.replace(directory / FILE)
