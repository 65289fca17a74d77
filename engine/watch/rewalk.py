"""Finding changes by walking, where nobody tells of them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from engine.paths import offline
from engine.photos.walk import walk
from engine.progress import CancelToken


class Rewalk:
    """Remembers what a walk of `place` found, and says what the next one finds to be other.

    It takes 8 bytes and the path for each folder.
    """

    def __init__(self, place: Path, leave_out: Collection[Path]) -> None:
        self._place = place
        self._leave_out = leave_out
        self._states: dict[Path, int] | None = None

    def changed(self, cancel: CancelToken) -> list[Path]:
        """The folders in which something is other than at the last walk; at first, the place. Raises `Cancelled`.

        Of a place that is away nothing is said, until it is back.
        """
        if offline(self._place):
            return []
        before, states = self._states, {}
        for listing in walk([self._place], cancel, self._leave_out):
            if listing.problem is None:
                states[listing.folder] = hash(frozenset(listing.found))
            elif before is not None and listing.folder in before:  # it can't be seen just now
                states[listing.folder] = before[listing.folder]
        self._states = states
        if before is None:
            return [self._place]
        other = [folder for folder, state in states.items() if before.get(folder) != state]
        return other + [folder.parent for folder in before.keys() - states.keys() if folder != self._place]
