"""Does a face's quality tell whether its embedding can be trusted? `python -m tests.bench.bench_quality [SET...]`.

Faces are grouped by plain DBSCAN, which knows nothing of quality, three times: all of them, without the tenth of
the lowest quality, and without a tenth drawn by lot. Were quality worth nothing, the last two would be alike. The
libraries are those of `bench_people`; each face has the quality that it got when it was scanned.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.library import Library
from engine.people.dbscan import dbscan
from engine.people.measures import scores
from engine.types import Box
from engine.vision.registry import find_model

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
MODEL = "sface"
LEFT_OUT = 0.1
DRAWS = 20

Rows = NDArray[np.int64]


class Faces:
    """One labelled face a photo: `vectors` (n, d), `quality` (n,) and `who` (n,), numbers."""

    def __init__(self, name: str) -> None:
        folder = DATA / name
        with (folder / "labels.csv").open(encoding="utf-8") as file:
            identity = {str(folder / row["file"]): row["identity"] for row in csv.DictReader(file)}
        with Library(ROOT / "build" / "bench" / name) as library:
            library.scan([folder / "photos"], model=MODEL, device="cpu")
            photos = [photo for photo in library.photos(library.photo_ids()) if str(photo.path) in identity]
            found = [(photo, library.faces_in(photo.id)) for photo in photos]
            chosen = [
                (photo, max(faces, key=lambda face: prominence(face.box))) for photo, faces in found if faces
            ]
            stored = library.vectors()
        row_of = {int(face): row for row, face in enumerate(stored.face)}
        self.vectors = stored.embedding[[row_of[face.id] for _, face in chosen]]
        self.quality = np.array([face.quality for _, face in chosen])
        names = [identity[str(photo.path)] for photo, _ in chosen]
        self.who = np.unique(names, return_inverse=True)[1]


def prominence(box: Box) -> float:
    """The label means the largest face near the middle."""
    across, down = box.centre
    return box.h - float(np.hypot(across - 0.5, down - 0.5))


def errors(faces: Faces, rows: Rows, eps: float) -> NDArray[np.float64]:
    """Of the faces in `rows`: 1 - F, faces misplaced (1 - P), faces missed (1 - R), false matches, missed pairs."""
    vectors, who = faces.vectors[rows], faces.who[rows]
    found = scores(who, dbscan(vectors, eps))
    same = who[:, None] == who
    matched = vectors @ vectors.T >= 1 - eps
    false_matches = (matched & ~same).sum() / (~same).sum()
    missed = (same & ~matched).sum() / (same.sum() - len(rows))
    return np.array([1 - found.f, 1 - found.precision, 1 - found.recall, false_matches, missed])


def measure(name: str) -> None:
    faces = Faces(name)
    count, eps = len(faces.who), find_model(MODEL).thresholds["eps"]
    kept = count - round(count * LEFT_OUT)
    best = np.sort(np.argsort(-faces.quality, kind="stable")[:kept])
    random = np.random.default_rng(0)
    lots = [errors(faces, np.sort(random.permutation(count)[:kept]), eps) for _ in range(DRAWS)]
    print(f"{name}, {MODEL}: {count} faces, {count - kept} left out; DBSCAN at {eps}")
    print("                             1 - F    1 - P    1 - R   false matches   missed pairs")
    drawn = np.mean(lots, axis=0)
    without_worst = errors(faces, best, eps)
    show("all faces", errors(faces, np.arange(count), eps))
    show("without a tenth by lot", drawn)
    show("without the worst tenth", without_worst)
    share = np.mean([without_worst[0] < lot[0] for lot in lots])
    print(f"  errors are {without_worst[0] / drawn[0]:.2f}x those by lot; lower than {share:.0%} of the lots")


def show(what: str, values: NDArray[np.float64]) -> None:
    f, precision, recall, matches, missed = values
    print(f"  {what:24} {f:8.4f} {precision:8.4f} {recall:8.4f} {matches:15.6%} {missed:14.2%}", flush=True)


def main() -> int:
    if not DATA.is_dir():
        print("  skipped: no ../shared here")
        return 0
    for name in sys.argv[1:] or ("celeb", "lfw"):
        measure(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
