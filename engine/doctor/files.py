"""The files of a library that are neither catalogue, thumbnails nor index; and the weights, which all share."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.errors import ModelMissing
from engine.settings import load_settings, save_settings
from engine.types import Finding
from engine.vision.registry import every_model
from engine.vision.source import check as check_source
from engine.vision.source import converted_file, source_file

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check(directory: Path) -> list[Finding]:
    """Who may read the library, its settings, and what programs that were killed left behind."""
    found = [Finding("files", f"Others may look into {path}.") for path in _open_to_others(directory)]
    if not _settings_are_readable(directory):
        found.append(Finding("settings", "The settings can't be read; the usual ones are used."))
    return found + [
        Finding("files", f"{path} was left behind by a program that was stopped.")
        for path in _left(directory)
    ]


def mend(directory: Path) -> list[str]:
    """Close, remove and write anew; what was done. The caller holds the library's lock."""
    done = []
    for path in _open_to_others(directory):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
        done.append(f"{path} can be read by you alone now.")
    if not _settings_are_readable(directory):
        save_settings(directory, load_settings(directory))
        done.append("The settings were put back to the usual ones.")
    for path in _left(directory):
        path.unlink(missing_ok=True)
        done.append(f"{path} was removed.")
    for path in _damaged_conversions():
        path.unlink()
        done.append(f"{path} was removed; it is made anew when it is needed.")
    return done


def check_weights(again: Sequence[Finding] | None = None) -> list[Finding]:
    """Whether the weights are those that were published; `again`: what was found before they were mended."""
    if again is not None and not any(each.part == "models" for each in again):
        return []
    found = [
        Finding("models", f"The converted weights {path} are damaged.") for path in _damaged_conversions()
    ]
    for spec in every_model().values():
        source = source_file(spec)
        if source is not None:
            try:
                check_source(source, spec)
            except ModelMissing as problem:
                found.append(Finding("models", str(problem)))
    return found


def _open_to_others(directory: Path) -> list[Path]:
    if os.name != "posix":
        return []
    return [path for path in (directory, *directory.rglob("*")) if path.lstat().st_mode & _OTHERS]


def _settings_are_readable(directory: Path) -> bool:
    try:
        return isinstance(json.loads((directory / "settings.json").read_text(encoding="utf-8")), dict)
    except FileNotFoundError:
        return True
    except (OSError, ValueError, RecursionError):
        return False


def _left(directory: Path) -> Iterator[Path]:
    """Unfinished files, unless somebody may be at work on them."""
    holder = directory / "lock-holder.json"
    worker = _worker(holder)
    if worker is not None and _lives(worker):
        return
    if worker not in (None, os.getpid()):
        yield holder
    for folder in (directory, directory / "copies", directory / "index"):
        for end in ("*.part", "*.part-journal", "*.new"):
            yield from folder.glob(end)


def _worker(holder: Path) -> int | None:
    try:
        return int(json.loads(holder.read_text(encoding="utf-8"))["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _lives(process: int) -> bool:
    """This process does, but it is the doctor, who is not at work on any of them."""
    if process == os.getpid():
        return False
    if os.name != "posix":
        return True  # there is no harmless way to ask
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _damaged_conversions() -> list[Path]:
    files = [converted_file(spec) for spec in every_model().values()]
    return [file for file in files if file.is_file() and not _is_whole(file)]


def _is_whole(file: Path) -> bool:
    """Whether a safetensors file is as long as its header says: https://github.com/huggingface/safetensors."""
    size = file.stat().st_size
    try:
        with file.open("rb") as opened:
            length = int.from_bytes(opened.read(8), "little")
            header = json.loads(opened.read(min(length, size)))
        ends = [about["data_offsets"][1] for name, about in header.items() if name != "__metadata__"]
        return bool(8 + length + max(ends, default=0) == size)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return False
