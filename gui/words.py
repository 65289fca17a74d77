"""Numbers, dates and names in words, as the language of the window writes them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QDate, QLocale, QTime

from engine.types import DateWriting
from gui.i18n import tr, tr_n

_WEEKDAY = re.compile(r"[,\s]*dddd[,\s]*")


def in_figures(number: int) -> str:
    """`1,234`."""
    return QLocale().toString(number)


def decimal(number: float, digits: int) -> str:
    """`0.62`, with so many digits after the point."""
    return QLocale().toString(float(number), "f", digits)


def percent(share: float, digits: int = 0) -> str:
    """`62 %` of 0.62."""
    return tr("{n} %").format(n=decimal(share * 100, digits))


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 photo`, `1,234 photos`."""
    return tr_n(f"{{n}} {noun}", f"{{n}} {plural or noun + 's'}", number)


def duration(seconds: float) -> str:
    """A rough time that is easy to read: `less than a minute`, `4 minutes`, `2 hours`."""
    if seconds < 50:
        return tr("less than a minute")
    if seconds < 90 * 60:
        return counted(max(1, round(seconds / 60)), "minute")
    return counted(round(seconds / 3600), "hour")


def long_date(day: datetime.date) -> str:
    """The day as the user's country writes it, without the weekday: `31 May 2016`, `May 31, 2016`."""
    locale = QLocale()
    pattern = _WEEKDAY.sub("", locale.dateFormat(QLocale.FormatType.LongFormat))
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def month(day: datetime.date) -> str:
    """`May 2016`."""
    pattern = tr("MMM yyyy", "how a month is written, in Qt's letters")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def date_writing() -> DateWriting:
    """How the user's country writes dates."""
    order = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return DateWriting(_month_names(), month_first=order.find("M") < order.find("d"))


def _month_names() -> dict[str, int]:
    """In lower case, long and short, as they are typed, and which month each is."""
    locale, formats = QLocale(), (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    numbers = range(1, 13)
    standing = {
        locale.standaloneMonthName(n, how).casefold().rstrip("."): n for how in formats for n in numbers
    }
    return {
        **{locale.monthName(n, how).casefold().rstrip("."): n for how in formats for n in numbers},
        **standing,
    }


def time_of_day(moment: datetime.time | datetime.datetime) -> str:
    """The hour and the minute, as the user's country writes them."""
    return QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def date_and_time(moment: datetime.datetime) -> str:
    """`31 May 2016, 14:05`."""
    return tr("{day}, {time}").format(day=long_date(moment), time=time_of_day(moment))


def display_name(name: str | None) -> str:
    return name or tr("Unnamed")


def joined(parts: Iterable[str]) -> str:
    """`4 photos, 3 faces`, of those parts that say something."""
    return tr(", ", "between the parts of a list").join(filter(None, parts))


def listed(names: Sequence[str], most: int = 6) -> str:
    """`Anna`, `Anna and Bernd`, `Anna, Bernd and 3 others` of more than `most`."""
    comma = tr(", ", "between the names of a list")
    if len(names) > most:
        others = len(names) - most + 1
        some = comma.join(names[: most - 1])
        return tr_n("{names} and {n} other", "{names} and {n} others", others).format(names=some)
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}").format(names=comma.join(names[:-1]), last=names[-1])
