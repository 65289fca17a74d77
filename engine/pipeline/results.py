"""What passes from one stage of the pipeline to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.catalogue.faces import LookedAt, NewFace
from engine.photos.decode import DecodedPhoto
from engine.photos.reading import FileState
from engine.scanning.plan import PendingFile
from engine.types import Changes, FaceId, PhotoId
from engine.vision.detector import Detection

Crop = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's photo, decoded; `photo_id` if its content is known already, but not for this model."""

    file: PendingFile
    digest: bytes
    photo: DecodedPhoto
    photo_id: PhotoId | None
    state: FileState  # of the file whose pixels these are


@dataclass(frozen=True, slots=True)
class Known:
    """A file with a content that is known: nothing needed decoding."""

    file: PendingFile
    photo_id: PhotoId


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that gives no picture."""

    file: PendingFile
    reason: str
    for_now: bool  # the disk's fault rather than the bytes': another scan may do better


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo in which faces were looked for; a known one's faces are in the catalogue already."""

    opened: Opened
    found: list[Detection]


@dataclass(frozen=True, slots=True)
class Analysed:
    """A photo with its faces, ready to be stored but for the vectors."""

    file: PendingFile
    digest: bytes
    width: int
    height: int
    taken: float | None
    thumbnail: bytes
    scene: Crop | None  # the whole picture, for the network of scenes if there is one
    photo_id: PhotoId | None
    faces: list[NewFace]  # of a new photo
    face_ids: list[FaceId]  # of a photo that is known
    face_thumbnails: list[bytes]
    crops: list[Crop]
    looked_at: list[LookedAt] = field(default_factory=list)  # of those whose boxes the user drew


Result = Known | Failed | Analysed


@dataclass(frozen=True, slots=True)
class Stored:
    """What one batch came to."""

    files: int
    decoded: int
    changes: Changes
    redrawn: frozenset[FaceId]  # faces that took over another picture, as their photo was edited
    unreadable: tuple[tuple[Path, str], ...] = ()  # files, and why
