"""How fast photos of twelve megapixels become stored faces: `python -m tests.bench.bench_scan [--all]`.

The plain way is the same networks without any of Kith's care: Pillow decodes the whole file, facenet-pytorch's MTCNN
looks at all its pixels, the faces are embedded one at a time, and nothing overlaps. Both ways take turns, so that
what else the machine does troubles both alike; seconds of the processor are said too, as they are troubled less.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from facenet_pytorch import MTCNN
from PIL import Image

from engine.catalogue import faces, photos
from engine.catalogue.connection import Catalogue
from engine.photos.content_hash import content_hash
from engine.photos.thumbnail_store import ThumbnailStore
from engine.pipeline import Analysis, analysis
from engine.progress import CancelToken
from engine.scanning.plan import PendingFile
from engine.scanning.suspects import InHand
from engine.types import Box
from engine.vision.align import Rect
from engine.vision.detector import MIN_CONFIDENCE, MIN_FACE
from engine.vision.networks import Networks, load_networks
from engine.vision.registry import find_model
from tests.bench.collage import SIZE, sources, write_photos

PHOTOS, PHOTOS_OF_ALL = 8, 32
AT_LEAST = 60  # pixels of the file: the faces that both ways must find
MODEL = "sface"


@dataclass(slots=True)
class Spent:
    """Seconds, of the clock and of all cores."""

    clock: float = 0.0
    cores: float = 0.0

    @contextmanager
    def adding(self) -> Iterator[None]:
        clock, cores = time.perf_counter(), time.process_time()
        yield
        self.clock += time.perf_counter() - clock
        self.cores += time.process_time() - cores


@dataclass(slots=True)
class Stages:
    """Seconds that the threads spend in each stage, waiting for a core included."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def watch(self, owner: object, name: str) -> None:
        """Count the time that `owner.name` takes from now on."""
        work: Callable[..., object] = getattr(owner, name)

        def timed(*values: object) -> object:
            began = time.perf_counter()
            try:
                return work(*values)
            finally:
                self.seconds[name.split("_")[0]] += time.perf_counter() - began

        setattr(owner, name, timed)


def main() -> int:
    """Both ways over the same files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help=f"{PHOTOS_OF_ALL} photos, not {PHOTOS}")
    arguments, _ = parser.parse_known_args()
    people, _, name = sources()
    if not people:
        print("  skipped: neither ../shared nor the demo's photos are here")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        files = write_photos(Path(folder) / "photos", PHOTOS_OF_ALL if arguments.all else PHOTOS)
        print(f"  {len(files)} photos of {SIZE[0]} x {SIZE[1]} put together from {name}")
        compare(Path(folder), files)
    return 0


def compare(folder: Path, files: Sequence[Path]) -> None:
    """The files in two halves: ours, the plain way, ours, the plain way."""
    networks, stages = load_networks(find_model(MODEL), "cpu"), Stages()
    detector = MTCNN(keep_all=True, min_face_size=MIN_FACE)
    plain, ours = Spent(), Spent()
    expected: list[list[Box]] = []
    with closing(Catalogue(folder / "catalogue.sqlite")) as catalogue:
        scan = Analysis(catalogue, ThumbnailStore(folder / "thumbnails"), networks, InHand(folder))
        with Image.open(sources()[0][0]) as first:  # so that both are warm
            small = first.convert("RGB")
        detector.detect(small)
        networks.detector.detect([small])
        watch_stages(stages, networks)
        for half in (files[: len(files) // 2], files[len(files) // 2 :]):
            with ours.adding():
                for _ in scan.run([_pending(file) for file in half], CancelToken()):
                    pass
            with plain.adding():
                expected += [the_plain_way(file, detector, networks) for file in half]
        found = [_stored_faces(catalogue, file) for file in files]
    tell_speed(ours, plain, stages, len(files))
    tell_found(found, expected)


def the_plain_way(file: Path, detector: MTCNN, networks: Networks) -> list[Box]:
    """The boxes of the faces, which were embedded one by one."""
    with Image.open(file) as opened:
        image = opened.convert("RGB")
    boxes, confidences, landmarks = detector.detect(image, landmarks=True)
    if boxes is None:
        return []
    found = []
    for box, confidence, points in zip(boxes, confidences, landmarks, strict=True):
        if confidence < MIN_CONFIDENCE:
            continue
        networks.embedder.embed([networks.embedder.crop(image, Rect(*box), np.float32(points))])
        left, top, right, bottom = (float(value) for value in box)
        found.append(Box.from_pixels(left, top, right - left, bottom - top, *image.size))
    return found


def watch_stages(stages: Stages, networks: Networks) -> None:
    for name in ("open_file", "cut_faces", "store"):
        stages.watch(analysis, name)
    stages.watch(networks.detector, "detect")
    stages.watch(networks.embedder, "embed")


def tell_speed(ours: Spent, plain: Spent, stages: Stages, count: int) -> None:
    cores = os.cpu_count() or 1
    print(
        f"  {count / ours.clock:.2f} photos/s; Kith is {plain.clock / ours.clock:.1f}x as fast as the plain way"
    )
    print(f"  by seconds of the processor, {ours.cores / count:.2f} a photo, {plain.cores / ours.cores:.1f}x")
    print(
        f"  {cores} cores are busy {ours.cores / ours.clock / cores:.0%} of the time (others' work left out)"
    )
    each = ", ".join(f"{name} {seconds / count:.2f}" for name, seconds in stages.seconds.items())
    print(f"  seconds a photo in each stage, which overlap: {each}")


def tell_found(found: Sequence[Sequence[Box]], expected: Sequence[Sequence[Box]]) -> None:
    """How many of the plain way's faces of `AT_LEAST` pixels were stored."""
    large = [
        any(box.overlap(other) >= 0.5 for other in ours)
        for ours, plain in zip(found, expected, strict=True)
        for box in plain
        if max(box.w * SIZE[0], box.h * SIZE[1]) >= AT_LEAST
    ]
    print(f"  and stored {sum(large)} of its {len(large)} faces of {AT_LEAST} pixels and more")


def _stored_faces(catalogue: Catalogue, file: Path) -> list[Box]:
    digest = content_hash(file)
    photo_id = catalogue.query(lambda reader: photos.find_photo(reader, digest))
    if photo_id is None:
        return []
    return [face.box for face in catalogue.query(lambda reader: faces.faces_in(reader, photo_id))]


def _pending(file: Path) -> PendingFile:
    about = file.stat()
    return PendingFile(file.parent, file.name, about.st_size, about.st_mtime_ns)


if __name__ == "__main__":
    sys.exit(main())
