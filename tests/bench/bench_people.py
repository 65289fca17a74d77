"""Whole scans of labelled photos, and how well their people come out: `python -m tests.bench.bench_people`.

The libraries are kept in build/bench, so that only the first run pays for looking at 7,000 photos.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import DBSCAN

from engine.library import Library
from engine.people.measures import scores
from engine.progress import Progress
from engine.types import Box, Face
from engine.vision.registry import find_model

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
MODELS = ("sface", "facenet-casia")


def main() -> int:
    """Print precision, recall and F of the default grouping, beside DBSCAN as scikit-learn has it."""
    if not DATA.is_dir():
        print("  skipped: no ../shared here")
        return 0
    for name in sys.argv[1:] or ("celeb", "lfw"):
        for model in MODELS:
            measure(name, model)
    return 0


def measure(name: str, model: str) -> None:
    """Scan one set with one model, group it at the shipped default, compare with the labels."""
    with Library(ROOT / "build" / "bench" / name) as library:
        report = library.scan([DATA / name / "photos"], model=model, device="cpu", on_progress=_show)
        library.group()
        if report.analysed:
            print(f"  {name}: {report.analysed} photos at {report.analysed / report.seconds:.1f} a second")
        faces, who = _labelled(library, DATA / name)
        ours = np.array([face.person_id or -1 for face in faces], np.int64)
        _print(f"{name}, {model}, Kith's default", len(faces), who, ours)
        _print(
            f"{name}, {model}, DBSCAN at the same distance", len(faces), who, _plain(library, faces, model)
        )


def _labelled(library: Library, folder: Path) -> tuple[list[Face], NDArray[np.str_]]:
    """Of each photo the one face that its label means: the largest near the middle."""
    with (folder / "labels.csv").open(encoding="utf-8") as file:
        identity = {str(folder / row["file"]): row["identity"] for row in csv.DictReader(file)}
    faces, who = [], []
    for photo in library.photos(library.photo_ids()):
        found = library.faces_in(photo.id)
        if found and str(photo.path) in identity:
            faces.append(max(found, key=lambda face: _prominence(face.box)))
            who.append(identity[str(photo.path)])
    return faces, np.array(who)


def _prominence(box: Box) -> float:
    across, down = box.centre
    return box.h - float(np.hypot(across - 0.5, down - 0.5))


def _plain(library: Library, faces: list[Face], model: str) -> NDArray[np.int64]:
    vectors = library.vectors()
    row_of = {int(face): row for row, face in enumerate(vectors.face)}
    labels = DBSCAN(eps=find_model(model).thresholds["eps"], min_samples=2, metric="cosine").fit_predict(
        vectors.embedding
    )
    return np.asarray(labels[[row_of[face.id] for face in faces]], np.int64)


def _print(what: str, count: int, who: NDArray[np.str_], groups: NDArray[np.int64]) -> None:
    found = scores(who, groups)
    print(
        f"  {what:55} {count:5} faces  P {found.precision:.4f}  R {found.recall:.4f}  "
        f"F {found.f:.4f}  pairwise F {found.pairwise_f:.4f}",
        flush=True,
    )


def _show(progress: Progress) -> None:
    if sys.stderr.isatty() and progress.total:
        print(f"\r  {progress.done} of {progress.total}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
