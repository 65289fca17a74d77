"""The labelled faces of ../shared/data, scanned once and kept in build/bench."""

from __future__ import annotations

import csv
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.library import Library
from engine.people.constraints import Constraints
from engine.progress import Progress
from engine.types import Box, Face, Photo

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"

_OVERLAP = 0.25  # of a label's box and a face's, intersection over union

Label = tuple[str, Box | None]  # who, and where if the photo shows several


# Looked at by eye: one person under two names, one photograph under two names, and two women whose names are
# mixed up between their photos. Everybody's wrong faces are counted with and without them.
ONE_PERSON = (
    ("Nan_Wang", "Wang_Nan"),
    ("Talisa_Soto", "Talisa_Bratt"),
    ("Choi_Sung-hong", "Sung_Hong_Choi"),
    ("Sepp_Blatter", "Joseph_Blatter"),
    ("Prince_Felipe", "Felipe_De_Borbon"),
    ("Noer_Muis", "Noer_Moeis"),
    ("Jon_Gruden", "John_Gruden"),
    ("Ricky_Ray", "Bart_Hendricks"),
    ("Martha_Bowen", "Gabrielle_Rose"),
    ("Andrew_Gilligan", "Andrew_Caldecott"),
    ("Takahiro_Mori", "Shinya_Taniguchi"),
    ("Ann_Landers", "Pauline_Landers"),
    ("Nora_Bendijo", "Flor_Montulo"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """Faces of whom is known who they are: a row each."""

    vectors: NDArray[np.float32]
    quality: NDArray[np.float32]
    photo: NDArray[np.int64]
    who: NDArray[np.str_]

    def where(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Labelled:
        return Labelled(self.vectors[rows], self.quality[rows], self.photo[rows], self.who[rows])

    def constraints(self) -> Constraints:
        """One photo shows different people."""
        return replace(Constraints.none(len(self.who)), photo=self.photo)


def together(sets: list[Labelled]) -> Labelled:
    """All of them as one library."""
    first = np.cumsum([0, *(some.photo.max() + 1 for some in sets)])
    return Labelled(
        np.concatenate([some.vectors for some in sets]),
        np.concatenate([some.quality for some in sets]),
        np.concatenate([some.photo + start for some, start in zip(sets, first[:-1], strict=True)]),
        np.concatenate([some.who for some in sets]),
    )


def put_right(who: NDArray[np.str_]) -> NDArray[np.str_]:
    """The names (n,) with one name for each of `ONE_PERSON`."""
    right = who.copy()
    for name, other in ONE_PERSON:
        right[who == other] = name
    return right


def half_of(who: NDArray[np.str_]) -> NDArray[np.int64]:
    """0 or 1 for each name (n,), by a checksum of it: the half of the people that thresholds are fitted on, and
    the half that they are checked on. One person is in the same half in every set."""
    return np.array([zlib.crc32(name.encode()) % 2 for name in who.tolist()], np.int64)


def labelled(name: str, model: str) -> Labelled:
    """Those of one set, as a scan with `model` sees them."""
    with Library(ROOT / "build" / "bench" / name) as library:
        report = library.scan([DATA / name / "photos"], model=model, device="cpu", on_progress=_show)
        if report.analysed:
            print(f"  {name}: {report.analysed} photos at {report.analysed / report.seconds:.1f} a second")
        found = who_is_who(library, DATA / name)
        stored = library.vectors()
    row_of = {int(face): row for row, face in enumerate(stored.face)}
    return Labelled(
        stored.embedding[[row_of[face.id] for face, _ in found]],
        np.array([face.quality for face, _ in found], np.float32),
        np.array([face.photo_id for face, _ in found], np.int64),
        np.array([who for _, who in found]),
    )


def who_is_who(library: Library, folder: Path) -> list[tuple[Face, str]]:
    """The faces in `library` that the labels of the set in `folder` mean."""
    labels = _labels(folder)
    photos = [photo for photo in library.photos(library.photo_ids()) if str(photo.path) in labels]
    return [
        pair
        for photo in photos
        for pair in _meant(photo, library.faces_in(photo.id), labels[str(photo.path)])
    ]


def _labels(folder: Path) -> dict[str, list[Label]]:
    labels: defaultdict[str, list[Label]] = defaultdict(list)
    with (folder / "labels.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            box = Box(*(float(row[key]) for key in "xywh")) if row.get("x") else None
            labels[str(folder / row["file"])].append((row["identity"], box))
    return labels


def _meant(photo: Photo, faces: list[Face], labels: list[Label]) -> list[tuple[Face, str]]:
    """The faces that the labels mean: where their boxes are, or the largest near the middle."""
    meant: dict[Face, str] = {}
    for who, box in labels:
        measure: Callable[[Face], float] = _prominence if box is None else _overlapping(box, photo)
        likeliest = max(faces, key=measure, default=None)
        if likeliest and likeliest not in meant and (box is None or measure(likeliest) >= _OVERLAP):
            meant[likeliest] = who
    return list(meant.items())


def _prominence(face: Face) -> float:
    across, down = face.box.centre
    return face.box.h - float(np.hypot(across - 0.5, down - 0.5))


def _overlapping(label: Box, photo: Photo) -> Callable[[Face], float]:
    """How much a face's box is that of the label, which is in pixels: intersection over union."""
    x, y, w, h = label.x / photo.width, label.y / photo.height, label.w / photo.width, label.h / photo.height

    def overlap(face: Face) -> float:
        box = face.box
        across = min(x + w, box.x + box.w) - max(x, box.x)
        down = min(y + h, box.y + box.h) - max(y, box.y)
        both = max(across, 0) * max(down, 0)
        return both / (w * h + box.w * box.h - both)

    return overlap


def _show(progress: Progress) -> None:
    if sys.stderr.isatty() and progress.total:
        print(f"\r  {progress.done} of {progress.total}", end="", file=sys.stderr, flush=True)
