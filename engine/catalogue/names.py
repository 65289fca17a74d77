"""What a name is, and when two names are the same."""

from __future__ import annotations

import unicodedata

from engine.errors import UserProblem

LONGEST = 100  # characters


def clean(text: str) -> str:
    """`text` as a name: in Unicode form NFC, without control characters, with single spaces only.

    Raises `UserProblem` if nothing is left or if it is longer than `LONGEST`.
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    name = "".join(letter for letter in spaced if unicodedata.category(letter) not in ("Cc", "Cs")).strip()
    if not name:
        raise UserProblem("A name needs at least one letter.")
    if len(name) > LONGEST:
        raise UserProblem(f"A name can have {LONGEST} characters at most; this one has {len(name)}.")
    return name


def key(name: str) -> str:
    """Equal for names that differ only in case or Unicode form (Unicode's canonical caseless matching)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
