"""What a name is, and when two names are the same."""

from __future__ import annotations

import unicodedata

from engine.errors import UserProblem

LONGEST = 100  # characters
# Whoever pastes a name brings them along, and all that follows would be written backwards.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """`text` as a name: in Unicode form NFC, without control characters, with single spaces only.

    Raises `UserProblem` if nothing is left that can be seen or if it is longer than `LONGEST`.
    """
    name = " ".join("".join(filter(_is_kept, unicodedata.normalize("NFC", text))).split())
    if all(unicodedata.category(letter)[0] in "CZ" for letter in name):
        raise UserProblem("A name needs at least one letter.")
    if len(name) > LONGEST:
        raise UserProblem(f"A name can have {LONGEST} characters at most; this one has {len(name)}.")
    return name


def _is_kept(letter: str) -> bool:
    return letter.isspace() or (unicodedata.category(letter) not in ("Cc", "Cs") and letter not in _TURNS)


def key(name: str) -> str:
    """Equal for names that differ only in case or Unicode form (Unicode's canonical caseless matching)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
