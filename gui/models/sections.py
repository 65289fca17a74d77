"""Lists in sections: people by shelf, faces by year."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from engine.types import Face, Person, PhotoId
from gui.i18n import mark, tr
from gui.models.rows import FaceModel, PeopleModel
from gui.words import counted


class Shelf(NamedTuple):
    """Where people of one kind stand."""

    title: str
    in_words: Callable[[int], str]  # how many
    holds: Callable[[Person], bool]


SHELVES = (
    Shelf(
        mark("Named"),
        lambda n: counted(n, "person", "people"),
        lambda who: who.name is not None and not _away(who),
    ),
    Shelf(mark("Unnamed"), lambda n: counted(n, "group"), lambda who: who.name is None and not _away(who)),
    Shelf(
        mark("Hidden"), lambda n: counted(n, "person", "people"), lambda who: who.hidden and not who.stranger
    ),
    Shelf(mark("Strangers"), lambda n: counted(n, "stranger"), lambda who: who.stranger),
)


class Section(NamedTuple):
    """A run of rows below a heading."""

    title: str
    size: int  # rows that are listed
    detail: str = ""
    folded: bool | None = None  # None: it can't be
    tip: str = ""


class SectionedPeople(PeopleModel):
    """Everybody by shelf; of a folded shelf only the heading is listed. `folded` at first are those of `SHELVES`."""

    def __init__(self, folded: Iterable[str] = ()) -> None:
        super().__init__()
        self._folded = {tr(title) for title in folded}
        self._everybody: list[Person] = []
        self._sections: list[Section] = []
        self._sizes: list[int] = []

    def set_people(self, people: Sequence[Person]) -> None:
        """Show these, who come most photographed first."""
        self._everybody = sorted(people, key=lambda person: (-person.photos, -person.faces, person.id))
        self._list()

    def sections(self) -> list[Section]:
        return self._sections

    def sizes(self) -> list[int]:
        """The rows of each section."""
        return self._sizes

    def section(self, number: int) -> Section:
        return self._sections[number]

    def fold(self, number: int) -> None:
        """Fold section `number` up, or open it again."""
        self._folded ^= {self._sections[number].title}
        self._list()

    def _list(self) -> None:
        sections, rows = [], list[Person]()
        for shelf, in_words, holds in SHELVES:
            title = tr(shelf)
            some = [person for person in self._everybody if holds(person)]
            folded = title in self._folded
            if some:
                sections.append(Section(title, 0 if folded else len(some), in_words(len(some)), folded))
                rows += [] if folded else some
        moved, self._sections = sections != self._sections, sections
        self._sizes = [section.size for section in sections]
        _show(self, rows, moved)


class FacesByYear(NamedTuple):
    """The faces of one person, newest first, those without a date last, with the sections in which they stand."""

    faces: list[Face]
    sections: list[Section]
    years: list[int | None]  # of each section


def by_year(
    faces: Iterable[Face], taken: Mapping[PhotoId, float | None], born: str | None = None
) -> FacesByYear:
    """`taken` is when each photo was: seconds since 1970, as the camera's clock said. Of thousands for a worker."""
    moment = {face.id: taken.get(face.photo_id) for face in faces}
    dated = sorted(faces, key=lambda face: _newest_first(moment[face.id]))
    sections: list[Section] = []
    years = []
    for year, some in groupby(dated, key=lambda face: _year(moment[face.id])):
        undated = tr("Without a date") if sections else ""
        title = undated if year is None else str(year)
        sections.append(Section(title, len(list(some)), _age(year, born)))
        years.append(year)
    return FacesByYear(dated, sections, years)


class SectionedFaces(FaceModel):
    """The faces of one person by year."""

    def __init__(self) -> None:
        super().__init__()
        self._sections: list[Section] = []
        self._sizes: list[int] = []
        self._years: list[int | None] = []

    def set_faces(self, faces: FacesByYear) -> None:
        """Show these."""
        moved, self._sections = faces.sections != self._sections, faces.sections
        self._years = faces.years
        self._sizes = [section.size for section in faces.sections]
        _show(self, faces.faces, moved)

    def sections(self) -> list[Section]:
        return self._sections

    def sizes(self) -> list[int]:
        """The rows of each section."""
        return self._sizes

    def section(self, number: int) -> Section:
        return self._sections[number]

    def years(self) -> list[int | None]:
        """That of each section."""
        return self._years


def _show(model: FaceModel | PeopleModel, rows: Sequence[Face] | Sequence[Person], moved: bool) -> None:
    """The same rows below other headings lie elsewhere, so the view has to be told."""
    same = [model.id_at(row) for row in range(model.count())] == [each.id for each in rows]
    if same and moved:
        model.beginResetModel()
        model.set_rows(rows)  # type: ignore[arg-type]
        model.endResetModel()
    else:
        model.set_rows(rows)  # type: ignore[arg-type]


def _away(who: Person) -> bool:
    return who.hidden or who.stranger


def _newest_first(moment: float | None) -> float:
    return float("inf") if moment is None else -moment


def _year(moment: float | None) -> int | None:
    return None if moment is None else time.gmtime(moment).tm_year


def _age(year: int | None, born: str | None) -> str:
    if year is None or born is None or year < int(born[:4]):
        return ""
    years = year - int(born[:4])
    return tr("born this year") if years == 0 else tr("turned {n}").format(n=years)
