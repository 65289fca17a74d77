"""Lists short enough to be held whole: faces of a person, people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from engine.types import Face, Person
from gui.i18n import tr
from gui.models.ids import IdModel, runs_of
from gui.models.tile import Picture, ThumbKey, Tile
from gui.words import counted, display_name, percent

T = TypeVar("T")


class RowsModel(IdModel, Generic[T]):
    """A list of values; `set_rows` changes as little as it can, so that views keep what is selected."""

    _rows: list[T]

    def __init__(self) -> None:
        super().__init__()
        self._rows = []

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these. Where the ids are the same only the changed rows are announced."""
        rows = list(rows)
        if [self._id(each) for each in rows] == [self._id(each) for each in self._rows]:
            changed = [n for n, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
            self._rows = rows
            self._say_changed(changed)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def value(self, row: int) -> T:
        return self._rows[row]

    def values(self) -> list[T]:
        return list(self._rows)

    def count(self) -> int:
        return len(self._rows)

    def id_at(self, row: int) -> int:
        return self._id(self._rows[row])

    def ids_in(self, runs: Sequence[range]) -> list[int]:
        return [self._id(each) for run in runs for each in self._rows[run.start : run.stop]]

    def rows_of(self, ids: Sequence[int]) -> list[range]:
        wanted = frozenset(ids)
        return runs_of(
            row for row, each in enumerate(self._rows if wanted else ()) if self._id(each) in wanted
        )

    @staticmethod
    def _id(value: T) -> int:
        raise NotImplementedError


class FaceModel(RowsModel[Face]):
    """The faces of one person; those that the user pointed at are ticked, unless all of them are."""

    def __init__(self) -> None:
        super().__init__()
        self._ticks = False

    def set_rows(self, rows: Sequence[Face]) -> None:
        ticks = not all(face.pointed_at for face in rows)
        turned, self._ticks = ticks != self._ticks, ticks
        super().set_rows(rows)
        if turned and rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def tile(self, row: int) -> Tile:
        face = self._rows[row]
        return Tile(ThumbKey(Picture.FACE, face.id), ticked=self._ticks and face.pointed_at)

    def describe(self, row: int) -> str:
        face = self._rows[row]
        if face.pointed_at:
            return tr("Face, confirmed")
        return tr("Face, confirmed with its group") if face.confirmed else tr("Face, found by likeness")

    @staticmethod
    def _id(value: Face) -> int:
        return value.id


class PeopleModel(RowsModel[Person]):
    """People, or groups without a name."""

    def tile(self, row: int) -> Tile:
        person = self._rows[row]
        picture = ThumbKey(Picture.FACE, person.cover) if person.cover is not None else None
        return Tile(
            picture, display_name(person.name), counted(person.photos, "photo"), quiet=person.name is None
        )

    @staticmethod
    def _id(value: Person) -> int:
        return value.id


def likeness(score: float) -> str:
    """A cosine similarity as people read it."""
    return percent(max(0.0, score))
