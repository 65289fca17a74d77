"""Finds what somebody means by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

STARTS, FOLLOWS, WITHIN = 10, 6, 1  # for a letter that begins a word, follows the one before, or neither
WHOLE = 20  # for typed letters that stand together
ELSEWHERE = 0.5  # what the words beside the name count for


def score(typed: str, text: str) -> float | None:
    """How well the letters of `typed` are found in `text`, in their order; None if they aren't.

    Letters at the beginning of words count most, then those in one piece: "fs" is Find Similar rather than a
    command with an f and an s somewhere. Blanks in what is typed mean nothing.
    """
    wanted, given = "".join(typed.casefold().split()), text.casefold()
    if not wanted:
        return 0.0
    best: dict[int, float] = {-1: 0.0}  # by the place of the last letter found
    for letter in wanted:
        best = {
            place: max(
                value + _worth(given, place, before) for before, value in best.items() if before < place
            )
            for place, found in enumerate(given)
            if found == letter and min(best) < place
        }
        if not best:
            return None
    together = WHOLE if " ".join(typed.casefold().split()) in given else 0
    return max(best.values()) + together - len(given) / 100


def best_first(
    typed: str, things: Sequence[T], name: Callable[[T], str], words: Callable[[T], str]
) -> list[T]:
    """Those of `things` whose name, or else whose `words`, hold what was typed; in their order if nothing was."""
    found = []
    for thing in things:
        value = score(typed, name(thing))
        if value is None and _all_words(typed, words(thing)):
            value = ELSEWHERE
        elif value is not None:
            value += 1
        if value is not None:
            found.append((value, thing))
    if not typed.strip():
        return [thing for _, thing in found]
    return [thing for _, thing in sorted(found, key=lambda each: -each[0])]


def _all_words(typed: str, text: str) -> bool:
    """Whether each typed word is in `text`: letters strewn over a whole sentence would fit nearly anything."""
    return all(word in text.casefold() for word in typed.casefold().split())


def _worth(text: str, place: int, before: int) -> int:
    if place == 0 or not text[place - 1].isalnum():
        return STARTS
    return FOLLOWS if place == before + 1 and before >= 0 else WITHIN
