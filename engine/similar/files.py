"""The files of an index, and how to tell that they are whole.

`<model>.json`, the header, names a generation and is written last, in one step; `<model>-<generation>.annoy`,
`.rows.npy` (face ids) and `.vectors.npy` are never written again once a header names them. So a crash leaves
the old index or the new one, and on Windows, where a mapped file can't be replaced, none ever has to be.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import xxhash

FORMAT = 1
KINDS = ("annoy", "rows.npy", "vectors.npy")
# Hashing this much takes some ten milliseconds. Of larger files only the ends are read: someone waits.
WHOLE_LIMIT = 64 * 2**20
END = 2**20


@dataclass(frozen=True, slots=True)
class Header:
    """What an index is, and what its files must look like."""

    model: str
    dimensions: int
    rows: int
    generation: int
    fingerprints: dict[str, str]  # by kind of file
    format: int = FORMAT

    def path(self, folder: Path, kind: str) -> Path:
        return file_path(folder, self.model, self.generation, kind)


def file_path(folder: Path, model: str, generation: int, kind: str) -> Path:
    return folder / f"{model}-{generation}.{kind}"


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
    temporary = folder / f"{header.model}.json.new"
    content = asdict(header)
    temporary.write_text(json.dumps(content | {"checksum": _checksum(content)}, indent=1), encoding="utf-8")
    sync(temporary)
    temporary.replace(folder / f"{header.model}.json")
    if os.name == "posix":
        sync(folder)


def read_header(folder: Path, model: str) -> Header | None:
    """The header in force, or None if there is none that this version understands."""
    try:
        content = json.loads((folder / f"{model}.json").read_text(encoding="utf-8"))
        if content.pop("checksum") != _checksum(content) or content["format"] != FORMAT:
            return None
        header = Header(**content)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return header if header.model == model else None


def withdraw(folder: Path) -> None:
    """No index of any model is in force from here on: vectors that they hold have changed."""
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


def generations(folder: Path, model: str) -> dict[Path, int]:
    """Every file of every generation of this model's index, whether a header names it or not."""
    pattern = re.compile(rf"{re.escape(model)}-(\d+)\.({'|'.join(map(re.escape, KINDS))})")
    matches = ((path, pattern.fullmatch(path.name)) for path in folder.iterdir())
    return {path: int(match[1]) for path, match in matches if match}


def sync(path: Path) -> None:
    """Wait until a file or, on POSIX, a folder is on the disk."""
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
