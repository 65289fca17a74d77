"""How fast faces are found, beside facenet-pytorch's MTCNN, and which: `python -m tests.bench.bench_detection`.

Both look at the same pictures in the same process with the same number of threads; facenet-pytorch is called picture
by picture, Kith gets eight at once, as from a scan.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from facenet_pytorch import MTCNN
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor
from torchvision.ops import box_iou

from engine.vision.detector import MIN_CONFIDENCE, MIN_FACE, MtcnnDetector
from engine.vision.sizes import DETECTION_SIZE

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
PICTURES, TOGETHER, ROUNDS = 16, 8, 2

Boxes = NDArray[np.float32]  # (n, 4): left, top, right, bottom in pixels
Find = Callable[[list[Image.Image]], list[Boxes]]


def main() -> int:
    """Speed with one thread and with all, then the faces."""
    if not DATA.is_dir():
        print("  skipped: no ../shared here")
        return 0
    pictures = [_at_full_size(path) for path in _some_photos()]
    threads = torch.get_num_threads()
    for count in sorted({1, threads}):
        torch.set_num_threads(count)
        _speed(pictures, count)
    _faces(pictures)
    return 0


def _speed(pictures: list[Image.Image], threads: int) -> None:
    ours, theirs = _ours(), _theirs()
    batches = [pictures[start : start + TOGETHER] for start in range(0, len(pictures), TOGETHER)]
    # Of every batch the best time of each, in turns: what else the machine does troubles both alike.
    times = np.array(
        [[[_time(find, batch) for find in (theirs, ours)] for batch in batches] for _ in range(ROUNDS)]
    )
    wall, processor = np.moveaxis(times.min(0).sum(0), -1, 0)
    print(f"  {len(pictures)} pictures of {DETECTION_SIZE} pixels, threads: {threads}")
    print(f"    Kith is {wall[0] / wall[1]:.2f}x as fast as facenet-pytorch", end=" ")
    print(f"and takes 1/{processor[0] / processor[1]:.2f} of its processor time")


def _time(find: Find, pictures: list[Image.Image]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    find(pictures)
    return time.perf_counter() - wall, time.process_time() - processor


def _faces(pictures: list[Image.Image]) -> None:
    found = np.array([_agreement(_ours()(pictures), _theirs()(pictures)), _album(), _groups()])
    print(
        f"  of the faces that facenet-pytorch is sure of, Kith finds {found[:, 0].sum()} of {found[:, 1].sum()}"
    )


def _album() -> tuple[int, int]:
    """Prints how many labelled faces are found; returns how many of facenet-pytorch's are."""
    with (DATA / "album" / "labels.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["file"] for row in rows})
    ours, theirs = _both([DATA / "album" / name for name in names])
    hits = [sum(_holds(row, boxes[names.index(row["file"])]) for row in rows) for boxes in (ours, theirs)]
    print(f"  album: of {len(rows)} labelled faces Kith finds {hits[0]}, facenet-pytorch {hits[1]}")
    return _agreement(ours, theirs)


def _groups() -> tuple[int, int]:
    """Prints how many of the faces counted by eye are found; returns how many of facenet-pytorch's are."""
    with (DATA / "groups" / "counts.csv").open(newline="", encoding="utf-8") as file:
        counts = {row["file"]: int(row["faces_max"]) for row in csv.DictReader(file)}
    ours, theirs = _both([DATA / "groups" / name for name in counts])
    hits = [
        sum(min(len(each), count) for each, count in zip(boxes, counts.values(), strict=True))
        for boxes in (ours, theirs)
    ]
    print(
        f"  groups: of {sum(counts.values())} counted faces Kith finds {hits[0]}, facenet-pytorch {hits[1]}"
    )
    return _agreement(ours, theirs)


def _both(paths: list[Path]) -> tuple[list[Boxes], list[Boxes]]:
    pictures = [_opened(path) for path in paths]
    return _ours()(pictures), _theirs()(pictures)


def _ours() -> Find:
    detector = MtcnnDetector(torch.device("cpu"))

    def find(pictures: list[Image.Image]) -> list[Boxes]:
        return [_rows([each.box for each in found]) for found in detector.detect(pictures)]

    return find


def _theirs() -> Find:
    detector = MTCNN(keep_all=True, min_face_size=MIN_FACE)

    def find(pictures: list[Image.Image]) -> list[Boxes]:
        return [_sure(*detector.detect(picture, landmarks=True)[:2]) for picture in pictures]

    return find


def _sure(boxes: Boxes | None, confidences: NDArray[np.float32]) -> Boxes:
    return _rows([] if boxes is None else boxes[confidences.astype(float) >= MIN_CONFIDENCE])


def _rows(boxes: object) -> Boxes:
    return np.array(boxes, np.float32).reshape(-1, 4)


def _agreement(ours: list[Boxes], theirs: list[Boxes]) -> tuple[int, int]:
    """How many of their faces are ours too, overlapping by half, and how many they are."""
    overlaps: list[Tensor] = [
        box_iou(torch.from_numpy(their), torch.from_numpy(our))
        for our, their in zip(ours, theirs, strict=True)
    ]
    found = sum(int((each >= 0.5).any(1).sum()) for each in overlaps)
    return found, sum(len(each) for each in theirs)


def _holds(row: dict[str, str], boxes: Boxes) -> bool:
    """Whether the labelled box holds the centre of one of `boxes`."""
    x, y, w, h = (float(row[key]) for key in "xywh")
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    return bool(((centres >= (x, y)) & (centres <= (x + w, y + h))).all(1).any())


def _some_photos() -> list[Path]:
    groups = sorted((DATA / "groups" / "photos").glob("*.jpg"))
    return (groups + sorted((DATA / "celeb" / "photos").glob("*.jpg")))[:PICTURES]


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        picture = image.convert("RGB")
    picture.thumbnail((DETECTION_SIZE, DETECTION_SIZE))
    return picture


def _at_full_size(path: Path) -> Image.Image:
    with Image.open(path) as image:
        scale = DETECTION_SIZE / max(image.size)
        return image.convert("RGB").resize((round(image.width * scale), round(image.height * scale)))


if __name__ == "__main__":
    sys.exit(main())
