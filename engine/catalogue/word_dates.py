"""Which times a typed word may mean: `2019`, `June`, `2019-06`, `14.6.2019`, `2019年6月14日`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

Span = tuple[float, float]  # moments: from the first to just before the second

ENGLISH = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
YEARS = range(1000, 3000)
_MONTH = re.compile(
    r"(?P<year>\d{4})[-./](?P<month>\d{1,2})|(?P<month_first>\d{1,2})[-./](?P<year_last>\d{4})"
)
_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_AS_DASHES = str.maketrans("年月日号", "----")
_SHORTEST = 3  # letters of a month's name


def spans(word: str, months: Mapping[str, int], years: Iterable[int]) -> list[Span]:
    """The times that `word` may mean; a month alone is that of each of `years`.

    `months` are names in the user's language, in lower case, and their numbers.
    """
    named = months_meant(word, months)
    if named:
        return [_month(year, month) for year in years for month in sorted(named)]
    word = word.translate(_AS_DASHES).rstrip("-")
    if re.fullmatch(r"\d{4}", word) and int(word) in YEARS:
        return [(_moment(int(word), 1), _moment(int(word) + 1, 1))]
    month, day, day_first = _MONTH.fullmatch(word), _DAY.fullmatch(word), _DAY_FIRST.fullmatch(word)
    if month:
        return _span(month["year"] or month["year_last"], month["month"] or month["month_first"])
    if day_first:
        return _span(*reversed(day_first.groups()))
    return _span(*day.groups()) if day else []


def months_meant(word: str, months: Mapping[str, int]) -> set[int]:
    """The months whose names begin like `word`, in English or in the user's language."""
    key, known = word.casefold().rstrip("."), {**ENGLISH, **months}
    if key in known:
        return {known[key]}
    return {number for name, number in known.items() if len(key) >= _SHORTEST and name.startswith(key)}


def _span(*numbers: str) -> list[Span]:
    """Of a year and a month, or also a day; none if there is no such day."""
    year, month, day = (*map(int, numbers), 0)[:3]
    if year not in YEARS or month not in range(1, 13):
        return []
    if not day:
        return [_month(year, month)]
    try:
        begin = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return []
    return [(begin.timestamp(), (begin + timedelta(days=1)).timestamp())]


def _month(year: int, month: int) -> Span:
    return _moment(year, month), _moment(year + month // 12, month % 12 + 1)


def _moment(year: int, month: int) -> float:
    return datetime(year, month, 1, tzinfo=UTC).timestamp()
