"""Faces that stand alone, by their ids."""

from __future__ import annotations

from array import array

from engine.types import FaceId
from gui.i18n import tr
from gui.models.long_list import LongList
from gui.models.tile import Picture, ThumbKey, Tile
from gui.words import in_figures


class SingleFaceModel(LongList):
    """Hundreds of thousands of faces: only ids are held, all that a tile needs."""

    def set_ids(self, ids: array[int]) -> None:
        """Show these faces; does nothing if they are the ones shown. The array is kept, not copied."""
        if ids == self._ids:
            return
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()

    def around(self, row: int, reach: int) -> list[FaceId]:
        """The faces of `row` and of up to `reach` rows on either side, in order."""
        return [FaceId(each) for each in self._ids[max(0, row - reach) : row + reach + 1]]

    def tile(self, row: int) -> Tile:
        return Tile(ThumbKey(Picture.FACE, self._ids[row]))

    def describe(self, row: int) -> str:
        text = tr("Face {n} of {total}, of nobody yet")
        return text.format(n=in_figures(row + 1), total=in_figures(len(self._ids)))
