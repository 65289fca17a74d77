"""What is told of work that was done, and of files, models and devices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from engine.types import AlbumId, Photo, PhotoId


@dataclass(frozen=True, slots=True)
class Calibration:
    """How similarities of one person's faces and of two people's are spread, and what a similarity is worth."""

    model: str
    own: bool  # measured on the user's named people; else on those that the model was measured on
    same_pairs: int  # of the user's named people
    different_pairs: int
    edges: tuple[float, ...]  # k + 1 similarities
    same: tuple[float, ...]  # the share (k) of the pairs of one person between each two `edges`
    different: tuple[float, ...]
    probabilities: tuple[float, ...]  # (k) that such a pair is one person, where half of all pairs are
    false_match_rates: tuple[
        float, ...
    ]  # (k + 1): of the pairs of two people, the share above each of `edges`
    true_match_rates: tuple[float, ...]
    false_match_rate: float  # the one that was asked for ...
    threshold: float  # ... is had from this similarity on ...
    true_match_rate: float  # ... which so many pairs of one person have


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What one scan did and what the folders now hold."""

    photos: int  # readable photos in the scanned folders, whether analysed now or before
    analysed: int  # of these, those whose pixels were decoded by this scan
    faces: int
    groups: int  # people and groups in the whole library
    unreadable: int
    skipped: int
    seconds: float
    away: tuple[Path, ...] = ()  # folders whose drive is not there; they were left as they are
    left: int = 0  # files that a scan which was to pause has not come to

    @property
    def photos_per_second(self) -> float:
        return self.photos / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True, slots=True)
class GroupReport:
    """What one grouping made of the library's faces."""

    method: str
    faces: int
    groups: int  # people with a name and groups without one
    ungrouped: int  # faces that stand alone: strangers
    seconds: float
    thresholds: Mapping[str, float] = field(default_factory=dict)  # what it went by, by their names


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """An embedder, as people choose one."""

    id: str
    title: str
    installed: bool
    default: bool  # the one that a new library gets
    dimensions: int
    licence: str
    figures: Mapping[str, str]  # what was measured for it, by what it was measured on
    url: str | None = None  # where its weights are fetched from, if the user asks for that


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """Where networks can run."""

    id: str  # "auto", "cpu", "cuda" or "mps"
    title: str
    there: bool  # this machine has it


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the catalogue that the program made by itself."""

    path: Path
    day: date
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the doctor found in a library, in the user's words."""

    part: str  # "catalogue", "thumbnails", "index", "settings", "files", "models"
    text: str
    harmless: bool = False  # worth knowing, but nothing is wrong
    mendable: bool = True  # that is, not a newer program's library, or another program's file


@dataclass(frozen=True, slots=True)
class GonePhoto:
    """A photo whose every file has been missing for long, and which a tidy-up would drop."""

    id: PhotoId
    path: Path  # where one of its files was
    missing_since: float  # seconds since 1970: when the last of its files went
    faces: int
    names: tuple[str, ...]  # of the people in it whom the user named


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and why it left out what it could not read, in the user's words."""

    files: tuple[Path, ...]
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CameraDetails:
    """What a photo's file says of how it was taken; None is what it does not say."""

    camera: str | None = None
    lens: str | None = None
    exposure: float | None = None  # seconds
    aperture: float | None = None  # f-number
    iso: float | None = None
    focal_length: float | None = None  # millimetres
    position: tuple[float, float] | None = None  # degrees north and east


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """All that is known of one photo and of the files that hold it."""

    photo: Photo
    files: tuple[Path, ...]  # that hold it now, the one of `photo` first
    size: int | None  # bytes of that file; None if it can't be read now
    camera: CameraDetails
    albums: tuple[tuple[AlbumId, str], ...] = ()  # in which it is, by name


@dataclass(frozen=True, slots=True)
class Picture:
    """Upright RGB pixels, three bytes each, rows without padding."""

    width: int
    height: int
    data: bytes
