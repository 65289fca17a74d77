"""What it gains to cut small faces from more pixels: `python -m tests.bench.bench_small_faces [--all]`.

Faces of known people are made so small that in a photo of twelve megapixels they have so many pixels, and are cut from
that photo at the size that it is searched at, at the half that it is decoded to, and whole. They are found, and their
landmarks lie, alike for all three.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from engine.vision.detector import MtcnnDetector
from engine.vision.embedder import NetworkEmbedder
from engine.vision.networks import box_of, cut_out, points_of
from engine.vision.registry import find_model
from engine.vision.sizes import DETECTION_SIZE
from tests.bench.collage import SHARED, SIZE

FACE_SIZES, FACE_SIZES_OF_ALL = (60, 120), (60, 90, 120, 180, 240)  # pixels of the photo
PHOTOS_EACH = 6  # of every person
LEAST_FACE = 130  # pixels of what is made smaller
WAYS = (DETECTION_SIZE, SIZE[0] // 2, SIZE[0])
FALSE_MATCHES = 0.001


@dataclass(frozen=True, slots=True)
class Portrait:
    """A photo with one face, whose box's longer side is `side` pixels."""

    person: str
    image: Image.Image
    side: float


@dataclass(slots=True)
class Sheet:
    """A photo of `SIZE` filled with small portraits, and where each person is (left, top, right, bottom)."""

    image: Image.Image = field(default_factory=lambda: Image.new("RGB", SIZE, "grey"))
    places: list[tuple[str, int, int, int, int]] = field(default_factory=list)

    def person_at(self, x: float, y: float) -> str | None:
        """Whose portrait lies at a point."""
        for person, left, top, right, bottom in self.places:
            if left <= x < right and top <= y < bottom:
                return person
        return None


def main() -> int:
    """Every way's verification at every size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="faces of more sizes")
    arguments, _ = parser.parse_known_args()
    if not SHARED.is_dir():
        print("  skipped: no ../shared here")
        return 0
    detector, embedder = MtcnnDetector(torch.device("cpu")), NetworkEmbedder(find_model("sface"), "cpu")
    portraits = list(_portraits(detector))
    print(
        f"  {len(portraits)} faces; same people told at {FALSE_MATCHES:.1%} false matches, by pixels of the photo"
    )
    for size in FACE_SIZES_OF_ALL if arguments.all else FACE_SIZES:
        people, crops = _cut_every_way(portraits, size, detector, embedder)
        told = {way: _told(embedder.embed(cut), people) for way, cut in crops.items()}
        print(
            f"  faces of {size:3} pixels: " + ", ".join(f"{way} {share:.1%}" for way, share in told.items())
        )
    return 0


def _portraits(detector: MtcnnDetector) -> Iterator[Portrait]:
    with (SHARED / "celeb" / "labels.csv").open(newline="", encoding="utf-8") as opened:
        rows = sorted((row["identity"], row["file"]) for row in csv.DictReader(opened))
    counts: dict[str, int] = defaultdict(int)
    for person, file in rows:
        counts[person] += 1
        if counts[person] > PHOTOS_EACH:
            continue
        with Image.open(SHARED / "celeb" / file) as opened_image:
            image = opened_image.convert("RGB")
        image.thumbnail((900, 900))
        [found] = detector.detect([image])
        sides = [max(face.box.right - face.box.left, face.box.bottom - face.box.top) for face in found]
        if len(found) == 1 and sides[0] >= LEAST_FACE:
            yield Portrait(person, image, sides[0])


def _cut_every_way(
    portraits: list[Portrait], size: int, detector: MtcnnDetector, embedder: NetworkEmbedder
) -> tuple[NDArray[np.str_], dict[int, list[NDArray[np.uint8]]]]:
    """Who each face is that was found, and its crop from every size of the photo."""
    people: list[str] = []
    crops: dict[int, list[NDArray[np.uint8]]] = {way: [] for way in WAYS}
    for sheet in _sheets(portraits, size):
        pictures = _decoded(sheet.image)
        half = pictures[SIZE[0] // 2]
        for face in detector.detect([half])[0]:
            box = box_of(face, half)
            person = sheet.person_at((box.x + box.w / 2) * SIZE[0], (box.y + box.h / 2) * SIZE[1])
            if person is None:
                continue
            people.append(person)
            for way, picture in pictures.items():
                crops[way].append(cut_out(embedder, picture, box, points_of(face, half)))
    return np.array(people), crops


def _sheets(portraits: list[Portrait], size: int) -> Iterator[Sheet]:
    """As many as it takes, filled row by row."""
    sheet, left, top, row = Sheet(), 0, 0, 0
    for portrait in portraits:
        scale = size / portrait.side
        small = portrait.image.resize([max(1, round(side * scale)) for side in portrait.image.size])
        if left + small.width > SIZE[0]:
            left, top, row = 0, top + row, 0
        if top + small.height > SIZE[1]:
            yield sheet
            sheet, left, top, row = Sheet(), 0, 0, 0
        sheet.image.paste(small, (left, top))
        sheet.places.append((portrait.person, left, top, left + small.width, top + small.height))
        left, row = left + small.width, max(row, small.height)
    yield sheet


def _decoded(image: Image.Image) -> dict[int, Image.Image]:
    """The photo, saved as cameras do, at the width of every one of `WAYS`."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90)
    whole, half = Image.open(file), Image.open(file)
    half.draft(None, (SIZE[0] // 2, SIZE[1] // 2))
    searched = half.resize((DETECTION_SIZE, DETECTION_SIZE * SIZE[1] // SIZE[0]), reducing_gap=2.0)
    return dict(zip(WAYS, (searched, half, whole), strict=True))


def _told(vectors: NDArray[np.float32], people: NDArray[np.str_]) -> float:
    """The share of pairs of one person that are more alike than all but `FALSE_MATCHES` of the others."""
    first, second = np.triu_indices(len(people), 1)
    cosines, same = (vectors @ vectors.T)[first, second], people[first] == people[second]
    return float((cosines[same] >= np.quantile(cosines[~same], 1 - FALSE_MATCHES)).mean())


if __name__ == "__main__":
    sys.exit(main())
