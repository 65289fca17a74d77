"""Which times typed words may mean: `2019`, `June`, `2019-06`, `14.6.2019`, `June 14, 2019`, `2019年6月14日`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from engine.types import DateWriting

Span = tuple[float, float]  # moments: from the first to just before the second
Day = tuple[int | None, int, int]  # year, month and day; of each year if there is none

ENGLISH = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
YEARS = range(1000, 3000)
_MONTH = re.compile(
    r"(?P<year>\d{4})[-./](?P<month>\d{1,2})|(?P<month_first>\d{1,2})[-./](?P<year_last>\d{4})"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_CHINESE = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
_NTH, _NAME = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<month>[^\W\d_]+)"
_GAP, _YEAR = "[ ,./-]+", r"(?P<year>\d{4})"
_NAMED = [
    re.compile(rf"{_NTH}{_GAP}(?:of )?{_NAME}(?:{_GAP}{_YEAR})?", re.IGNORECASE),
    re.compile(rf"{_NAME}{_GAP}{_NTH}(?:{_GAP}{_YEAR})?", re.IGNORECASE),
    re.compile(rf"{_YEAR}{_GAP}{_NAME}{_GAP}{_NTH}", re.IGNORECASE),
]
_AS_DASHES = str.maketrans("年月日号", "----")
_SHORTEST = 3  # letters of a month's name
_LONGEST = 5  # words: the 14th of June 2019
_LEAP = 2000  # a year that has every day


def spans(word: str, dates: DateWriting, years: Iterable[int]) -> list[Span]:
    """The times that `word` may mean; a month or a day alone is that of each of `years`."""
    named = months_meant(word, dates.months)
    if named:
        return [_month(year, month) for year in years for month in sorted(named)]
    figures = word.translate(_AS_DASHES).rstrip("-")
    if re.fullmatch(r"\d{4}", figures) and int(figures) in YEARS:
        return [(_moment(int(figures), 1), _moment(int(figures) + 1, 1))]
    month = _MONTH.fullmatch(figures)
    if month:
        year, number = int(month["year"] or month["year_last"]), int(month["month"] or month["month_first"])
        return [_month(year, number)] if year in YEARS and number in range(1, 13) else []
    return [
        span
        for year, number, day in _days(word, dates)
        for each in (years if year is None else [year])
        for span in _day(each, number, day)
    ]


def dates_as_one(words: Sequence[str], dates: DateWriting) -> Iterator[str]:
    """The same words, but those that name a day are one: `June`, `14,` and `2019`."""
    place = 0
    while place < len(words):
        longest = min(_LONGEST, len(words) - place)
        tried = (" ".join(words[place : place + count]) for count in range(longest, 1, -1))
        found = next((text for text in tried if _days(text, dates)), words[place])
        yield found
        place += found.count(" ") + 1


def months_meant(word: str, months: Mapping[str, int]) -> set[int]:
    """The months whose names begin like `word`, in English or in the user's language."""
    key, known = word.casefold().rstrip("."), {**ENGLISH, **months}
    if key in known:
        return {known[key]}
    return {number for name, number in known.items() if len(key) >= _SHORTEST and name.startswith(key)}


def _days(text: str, dates: DateWriting) -> list[Day]:
    """That `text` may name; there are such days."""
    figures = text.translate(_AS_DASHES).rstrip("-,")
    year_first, year_last = _YEAR_FIRST.fullmatch(figures), _YEAR_LAST.fullmatch(figures)
    chinese = _CHINESE.fullmatch(text)
    if year_first:
        year, month, day = map(int, year_first.groups())
        found: list[Day] = [(year, month, day)]
    elif year_last:
        found = [_year_last(year_last, dates.month_first)]
    elif chinese:
        found = [(None, int(chinese[1]), int(chinese[2]))]
    else:
        found = list(_named(text.rstrip(",."), dates.months))
    return [day for day in found if _day(_LEAP if day[0] is None else day[0], *day[1:])]


def _year_last(written: re.Match[str], month_first: bool) -> Day:
    """Either may be the month, unless there is no such month; where dots are written it is the second."""
    first, mark, second, year = written.groups()
    month, day = (first, second) if month_first and mark != "." else (second, first)
    if int(month) > 12:
        month, day = day, month
    return int(year), int(month), int(day)


def _named(text: str, months: Mapping[str, int]) -> Iterator[Day]:
    for pattern in _NAMED:
        found = pattern.fullmatch(text)
        if found:
            for month in sorted(months_meant(found["month"], months)):
                yield int(found["year"]) if found["year"] else None, month, int(found["day"])


def _day(year: int, month: int, day: int) -> list[Span]:
    """None if there is no such day."""
    if year not in YEARS:
        return []
    try:
        begin = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return []
    return [(begin.timestamp(), (begin + timedelta(days=1)).timestamp())]


def _month(year: int, month: int) -> Span:
    return _moment(year, month), _moment(year + month // 12, month % 12 + 1)


def _moment(year: int, month: int) -> float:
    return datetime(year, month, 1, tzinfo=UTC).timestamp()
