"""Numbers and names in words."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 photo`, `1,234 photos`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def duration(seconds: float) -> str:
    """A rough time that is easy to read: `less than a minute`, `4 minutes`, `2 hours`."""
    if seconds < 50:
        return "less than a minute"
    if seconds < 90 * 60:
        return counted(max(1, round(seconds / 60)), "minute")
    return counted(round(seconds / 3600), "hour")


def display_name(name: str | None) -> str:
    return name or "Unnamed"


def listed(names: Sequence[str], most: int = 6) -> str:
    """`Anna`, `Anna and Bernd`, `Anna, Bernd and 3 others` of more than `most`."""
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
