"""Looks whether a library is sound, and mends what can be mended; nothing that the user said is ever dropped.

Works on a library's folder, because a damaged library cannot be opened. Looking writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.doctor import catalogue, derived, files
from engine.errors import UserProblem
from engine.lock import library_lock
from engine.types import Finding

__all__ = ["Repaired", "check", "repair"]


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was wrong, what was done about it, and what still is."""

    found: tuple[Finding, ...]
    done: tuple[str, ...]
    left: tuple[Finding, ...]


def check(directory: Path) -> list[Finding]:
    """What is wrong with the library in `directory`. Raises `UserProblem` if there is none.

    Cost: reads the whole catalogue and all weights; about a minute for a million faces.
    """
    _must_exist(directory)
    found = _look(directory)
    return found if _is_not_ours(found) else found + files.check_weights()


def _look(directory: Path) -> list[Finding]:
    state, about = catalogue.examine(directory)
    if _is_not_ours(about):  # of what lies beside it, nothing can be told either
        return about
    found = files.check(directory) + about
    if state is catalogue.State.SOUND and not about:  # else there is nothing to compare them with
        found += derived.check(directory)
    return found


def repair(directory: Path, *, opened: bool = False) -> Repaired:
    """Mend the library in `directory`, whose catalogue is copied before anything is written to it.

    `opened`: this process has it open, so the file of its catalogue can't be exchanged. Raises `UserProblem`,
    `LibraryBusy` if another process works in it.
    """
    _must_exist(directory)
    found = check(directory)
    if _is_not_ours(found):
        return Repaired(tuple(found), (), tuple(found))
    with library_lock(directory, "repairing"):
        done = files.mend(directory)
        for _ in range(2):  # the rows of what came out of a damaged file may need mending too
            state, about = catalogue.examine(directory)
            if about and state in catalogue.MENDABLE:
                done += catalogue.mend(directory, state, opened=opened)
        if catalogue.examine(directory)[0] is catalogue.State.SOUND:
            done += derived.mend(directory)
        left = _look(directory) + files.check_weights(again=found)
    return Repaired(tuple(found), tuple(done), tuple(each for each in left if not each.harmless))


def _is_not_ours(found: list[Finding]) -> bool:
    return any(not each.mendable for each in found)


def _must_exist(directory: Path) -> None:
    if not catalogue.is_a_library(directory):
        raise UserProblem(f"There is no library in {directory}.")
