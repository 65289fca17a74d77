"""The searches made, to go back and forward through them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QImage

from engine.types import PersonId, SimilarAnswer, SimilarQuery, SimilarTo
from gui.models.similar import Found

KEPT = 50


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """The faces of the picture that is asked about, and what asking about each of them is."""

    pictures: tuple[QImage, ...]  # left to right; null ones where there is none to show
    questions: tuple[SimilarTo, ...]  # one for each of them, then that about all
    chosen: int

    @property
    def faces(self) -> int:
        return len(self.pictures)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the answers can be narrowed down to: what was among them before that."""

    folders: tuple[Path, ...] = ()  # most photos first
    years: tuple[int, int] | None = None
    people: tuple[tuple[PersonId, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """One thing that was asked about, as it was last looked at."""

    words: str
    query: SimilarQuery
    found: Found | None = None  # None: not answered yet, or no longer up to date
    offer: Offer | None = None
    choices: Choices = Choices()
    least: float = 0.0  # nothing less alike is listed

    @property
    def answer(self) -> SimilarAnswer | None:
        return self.found.answer if self.found is not None else None

    @property
    def can_be_together(self) -> bool:
        """Several faces are asked about, so that all of them can be wanted in one photo."""
        to = self.query.to
        return len(to.faces) > 1 or (self.offer is not None and self.offer.chosen == self.offer.faces)


class SearchHistory:
    """Like a browser's: a new search after going back drops those that were ahead."""

    def __init__(self) -> None:
        self._searches: list[Search] = []
        self._place = -1

    @property
    def now(self) -> Search | None:
        return self._searches[self._place] if self._searches else None

    @property
    def can_go_back(self) -> bool:
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        return self._place < len(self._searches) - 1

    def go(self, search: Search) -> None:
        """Ask about something else."""
        self._searches[self._place + 1 :] = [search]
        del self._searches[:-KEPT]
        self._place = len(self._searches) - 1

    def swap(self, search: Search) -> None:
        """What is asked about now is looked at in another way."""
        self._searches[self._place] = search

    def back(self) -> bool:
        """False if there is nothing before."""
        return self._move(-1)

    def forward(self) -> bool:
        return self._move(1)

    def forget_others(self) -> None:
        """The library has changed: the searches before and ahead are to be answered anew."""
        self._searches = [
            search if place == self._place else replace(search, found=None)
            for place, search in enumerate(self._searches)
        ]

    def _move(self, step: int) -> bool:
        if not 0 <= self._place + step < len(self._searches):
            return False
        self._place += step
        return True
