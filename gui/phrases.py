"""What the engine says, in the language of the window.

The engine speaks English, on the command line, in its files and in the history that lies in the library. Its texts
are found again in the phrasebook here, with what it filled in, and said in the language of the window.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QLocale

from gui.i18n import tr, tr_n
from gui.phrasebook import ONES, PARTS, PHRASES, REASONS

# What stands for these is the engine's own words.
_SAID_TOO = {"who", "other", "faces", "groups", "photos", "work", "why", "device"}
_KEPT = 2000  # texts; a list of unreadable files asks for the same few again and again
_SENTENCE_ENDS = re.compile(r"(?<=\.) (?=[A-Z])")


class _Phrase(NamedTuple):
    text: str
    pattern: re.Pattern[str]


def phrase(text: str) -> str:
    """`text` by the engine in the language of the window; as it is where that is English, or nothing is known of it."""
    return text if QLocale().language() is QLocale.Language.English else _translated(text, QLocale().name())


def prepare() -> None:
    """Read the phrasebook ahead, in a worker: the first phrase would have the window stand still for it."""
    if QLocale().language() is not QLocale.Language.English:
        for among in (PHRASES, (*PARTS, *REASONS)):
            _patterns(among)


@lru_cache(_KEPT)
def _translated(text: str, _: str) -> str:
    whole = _found(text, PHRASES)
    if whole is not None:
        return whole
    return " ".join(_found(sentence, PHRASES) or sentence for sentence in _SENTENCE_ENDS.split(text))


def _found(text: str, among: tuple[str, ...]) -> str | None:
    if text in ONES:
        return tr_n(ONES[text], ONES[text], 1)
    for known in _patterns(among):
        match = known.pattern.fullmatch(text)
        if match is not None:
            values = {name: _value(name, value) for name, value in match.groupdict().items()}
            if "n" in values:
                return tr_n(known.text, known.text, int(values.pop("n").replace(",", ""))).format(**values)
            return tr(known.text).format(**values)
    return None


def _value(name: str, value: str) -> str:
    """Names, paths and figures stay what they are."""
    return (_found(value, (*PARTS, *REASONS)) or value) if name in _SAID_TOO else value


@cache
def _patterns(among: tuple[str, ...]) -> list[_Phrase]:
    """Those that say more by themselves first: a name may hold anything."""
    return [_Phrase(text, _pattern(text)) for text in sorted(among, key=_own_letters, reverse=True)]


def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", text)
    places = [r"(?P<n>[\d,]+)" if name == "n" else f"(?P<{name}>.+?)" for name in parts[1::2]]
    words = [re.escape(words) for words in parts[::2]]
    return re.compile("".join(a + b for a, b in zip(words, [*places, ""], strict=True)), re.DOTALL)


def _own_letters(text: str) -> int:
    return len(re.sub(r"\{\w+\}", "", text))
