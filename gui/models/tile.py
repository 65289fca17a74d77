"""What a view needs to know to paint one tile of a grid."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import Qt

TILE_ROLE = Qt.ItemDataRole.UserRole + 1


class Picture(Enum):
    """Where the picture of a tile comes from."""

    PHOTO = "photo"
    FACE = "face"

    __hash__ = object.__hash__  # an enum's own is Python's: hundreds of keys are looked up for each frame


class ThumbKey(NamedTuple):
    """Names one thumbnail of the library."""

    kind: Picture
    id: int


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: a picture with a caption of up to two lines below."""

    picture: ThumbKey | None
    title: str = ""
    detail: str = ""
    ticked: bool = False  # the user confirmed it
    quiet: bool = False  # the title is a placeholder, such as "Unnamed"
    badge: str = ""  # in a corner of the picture
