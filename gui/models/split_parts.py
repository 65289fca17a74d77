"""How the faces of one person are laid out in parts while the user looks at them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.types import FaceId
from gui.i18n import tr
from gui.models.ids import IdModel
from gui.models.tile import Picture, ThumbKey, Tile

Parts = list[list[FaceId]]
FEW = 3  # faces that speak for a part of which none was picked


class PartModel(IdModel):
    """The faces of one part; those that the user put there are ticked."""

    def __init__(self) -> None:
        super().__init__()
        self._faces: list[FaceId] = []
        self._picked: frozenset[FaceId] = frozenset()

    def show(self, faces: Sequence[FaceId], picked: Iterable[FaceId]) -> None:
        self.beginResetModel()
        self._faces, self._picked = list(faces), frozenset(picked)
        self.endResetModel()

    def count(self) -> int:
        return len(self._faces)

    def id_at(self, row: int) -> FaceId:
        return self._faces[row]

    def tile(self, row: int) -> Tile:
        face = self._faces[row]
        return Tile(ThumbKey(Picture.FACE, face), ticked=face in self._picked)

    def describe(self, row: int) -> str:
        return tr("Face, put here by you") if self._faces[row] in self._picked else tr("Face")


class SplitParts:
    """The parts, the first of which stays who it is, and the faces that the user put where they are."""

    def __init__(self, parts: Sequence[Sequence[FaceId]] = (), picked: Iterable[FaceId] = ()) -> None:
        self.parts: Parts = [list(part) for part in parts]
        self.picked = set(picked)
        self._before: list[tuple[Parts, set[FaceId]]] = []

    @property
    def is_split(self) -> bool:
        """Whether there are two with faces."""
        return len(self.filled()) > 1

    def filled(self) -> Parts:
        return [part for part in self.parts if part]

    def move(self, faces: Iterable[FaceId], to: int) -> None:
        """Put `faces` into part `to`, which may be the one after the last: a new one."""
        moved = set(faces)
        new = [[face for face in part if face not in moved] for part in self.parts]
        if to == len(new):
            new.append([])
        order = [face for part in self.parts for face in part if face in moved]
        new[to] = order + new[to]  # at the front, where one sees them arrive
        self._change(new, self.picked | moved)

    def put_first(self, part: int) -> None:
        """This part stays who it is."""
        self._change([self.parts[part], *self.parts[:part], *self.parts[part + 1 :]], self.picked)

    def replace(self, parts: Sequence[Sequence[FaceId]], picked: Iterable[FaceId]) -> None:
        """Lay them out like this."""
        self._change([list(part) for part in parts], set(picked))

    def seeds(self) -> Parts:
        """A few faces of each part, by which the others can be sorted."""
        return [[face for face in part if face in self.picked] or part[:FEW] for part in self.filled()]

    def undo(self) -> bool:
        """Take the last step back; False if there was none."""
        if not self._before:
            return False
        self.parts, self.picked = self._before.pop()
        return True

    def _change(self, parts: Parts, picked: set[FaceId]) -> None:
        if self.parts:
            self._before.append((self.parts, self.picked))
        self.parts = [part for number, part in enumerate(parts) if part or number == 0]
        self.picked = picked
