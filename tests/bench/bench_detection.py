"""How fast faces are found, beside facenet-pytorch's MTCNN: `python -m tests.bench.bench_detection`."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import torch
from facenet_pytorch import MTCNN
from PIL import Image

from engine.types import Box
from engine.vision.detector import DETECTION_SIZE, MIN_CONFIDENCE, MIN_FACE, MtcnnDetector
from engine.vision.networks import box_of

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
PICTURES = 20


def main() -> int:
    """Both detectors in turn, picture by picture, in one process with the same threads."""
    if not DATA.is_dir():
        print("  skipped: no ../shared here")
        return 0
    pictures = [_at_full_size(path) for path in _some_photos()]
    ours, theirs = MtcnnDetector(torch.device("cpu")), MTCNN(keep_all=True, min_face_size=MIN_FACE)
    ratios, their_faces, found = [], 0, 0
    for picture in pictures:
        began = time.perf_counter()
        boxes, confidences, _ = theirs.detect(picture, landmarks=True)
        half_way = time.perf_counter()
        mine = [box_of(each, picture) for each in ours.detect([picture])[0]]
        ratios.append((half_way - began) / (time.perf_counter() - half_way))
        if boxes is not None:
            sure = [
                row
                for row, confidence in zip(boxes, confidences, strict=True)
                if confidence >= MIN_CONFIDENCE
            ]
            their_faces += len(sure)
            found += sum(any(_box(row, picture).overlap(box) >= 0.5 for box in mine) for row in sure)
    print(f"  {len(pictures)} pictures of {DETECTION_SIZE} pixels, {torch.get_num_threads()} threads")
    print(f"  Kith is {statistics.median(ratios):.2f}x as fast as facenet-pytorch (median of the pictures)")
    print(f"  and finds {found} of its {their_faces} faces (overlap of at least 0.5)")
    return 0


def _some_photos() -> list[Path]:
    groups = sorted((DATA / "groups" / "photos").glob("*.jpg"))
    return (groups + sorted((DATA / "celeb" / "photos").glob("*.jpg")))[:PICTURES]


def _at_full_size(path: Path) -> Image.Image:
    with Image.open(path) as image:
        scale = DETECTION_SIZE / max(image.size)
        return image.convert("RGB").resize((round(image.width * scale), round(image.height * scale)))


def _box(row: tuple[float, ...], picture: Image.Image) -> Box:
    left, top, right, bottom = (float(value) for value in row)
    return Box.from_pixels(left, top, right - left, bottom - top, *picture.size)


if __name__ == "__main__":
    sys.exit(main())
