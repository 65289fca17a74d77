"""The files of an index, and how to tell that they are whole.

`<space>.json`, the header, names a generation and is written last, in one step; `<space>-<generation>.annoy`,
`.rows.npy` (ids, ascending), `.vectors.npy` and `.codes.npy` are never written again once a header names them. So a
crash leaves the old index or the new one, and on Windows, where a mapped file can't be replaced, none ever has to be.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import xxhash

from engine.similar.codes import Coding

FORMAT = 2
KINDS = ("annoy", "rows.npy", "vectors.npy", "codes.npy")
# Hashing this much takes some ten milliseconds. Of larger files only the ends are read: someone waits.
WHOLE_LIMIT = 64 * 2**20
END = 2**20


class Way(StrEnum):
    """How the best rows are found; all of them compare what they find exactly."""

    EXACT = "exact"  # every row is compared
    TREES = "trees"  # Annoy's proposals
    CODES = "codes"  # Annoy proposes how similar a row must be, and the codes say which rows may be that


@dataclass(frozen=True, slots=True)
class Plan:
    """How an index answers, as was measured on it: see `plan.py`."""

    way: Way = Way.EXACT
    searched: int = 0  # nodes that Annoy looks at; 0 leaves it out
    deviations: float = 4.0  # by how many the codes' scores are given the benefit of the doubt
    recall: float = 1.0  # of the 50 nearest, for what the program answers ...
    recall_of_trees: float = 1.0  # ... and for Annoy's proposals alone
    milliseconds: float = 0.0  # median of an answer
    milliseconds_exact: float = 0.0

    @property
    def may_miss(self) -> bool:
        return self.way is not Way.EXACT


@dataclass(frozen=True, slots=True)
class Header:
    """What an index is, and what its files must look like."""

    space: str
    dimensions: int
    rows: int
    generation: int
    trees: int
    coding: Coding = field(default_factory=Coding)
    fingerprints: dict[str, str] = field(default_factory=dict)  # by kind of file
    plan: Plan = field(default_factory=Plan)
    format: int = FORMAT

    def path(self, folder: Path, kind: str) -> Path:
        return file_path(folder, self.space, self.generation, kind)


def file_path(folder: Path, space: str, generation: int, kind: str) -> Path:
    return folder / f"{space}-{generation}.{kind}"


def fingerprint(path: Path) -> str:
    """Size and xxh3 of a file; of a large one, only its ends are read. Raises `OSError`."""
    size = path.stat().st_size
    digest = xxhash.xxh3_64()
    with path.open("rb") as file:
        if size <= WHOLE_LIMIT:
            while chunk := file.read(END):
                digest.update(chunk)
        else:
            digest.update(file.read(END))
            file.seek(-END, os.SEEK_END)
            digest.update(file.read(END))
    return f"{size}-{digest.hexdigest()}"


def write_header(folder: Path, header: Header) -> None:
    """Make `header` the one in force, atomically; its files must be on the disk already."""
    temporary = folder / f"{header.space}.json.new"
    content = asdict(header)
    temporary.write_text(json.dumps(content | {"checksum": _checksum(content)}, indent=1), encoding="utf-8")
    sync(temporary)
    temporary.replace(folder / f"{header.space}.json")
    if os.name == "posix":
        sync(folder)


def read_header(folder: Path, space: str) -> Header | None:
    """The header in force, or None if there is none that this version understands."""
    try:
        content = json.loads((folder / f"{space}.json").read_text(encoding="utf-8"))
        if content.pop("checksum") != _checksum(content) or content["format"] != FORMAT:
            return None
        plan = Plan(**content["plan"] | {"way": Way(content["plan"]["way"])})
        header = Header(**content | {"coding": Coding(**content["coding"]), "plan": plan})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return header if header.space == space else None


def withdraw(folder: Path) -> None:
    """No index of any space is in force from here on: vectors that they hold have changed."""
    for header in folder.glob("*.json"):
        header.unlink(missing_ok=True)


def _checksum(content: dict[str, Any]) -> str:
    return xxhash.xxh3_64_hexdigest(json.dumps(content, sort_keys=True).encode())


def is_whole(folder: Path, header: Header) -> bool:
    """Whether the header's files are those that were written with it."""
    try:
        return all(fingerprint(header.path(folder, kind)) == header.fingerprints[kind] for kind in KINDS)
    except (OSError, KeyError):
        return False


def generations(folder: Path, space: str) -> dict[Path, int]:
    """Every file of every generation of this space's index, whether a header names it or not."""
    pattern = re.compile(rf"{re.escape(space)}-(\d+)\.({'|'.join(map(re.escape, KINDS))})")
    matches = ((path, pattern.fullmatch(path.name)) for path in folder.iterdir())
    return {path: int(match[1]) for path, match in matches if match}


def sync(path: Path) -> None:
    """Wait until a file or, on POSIX, a folder is on the disk."""
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
