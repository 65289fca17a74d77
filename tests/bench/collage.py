"""Photos of twelve megapixels to measure on, put together from smaller ones: no large ones come with the project."""

from __future__ import annotations

import os
import random
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"

SIZE = (4000, 3000)
_ROWS = (900, 600, 600, 400, 300, 200)  # pixels: their faces are as large as those of people near and far
_WITH_FACES = 0.1  # of the places, which makes some eight faces a photo; the others show no people


def sources() -> tuple[list[Path], list[Path], str]:
    """Photos of people, photos without, and what to call them; none if there are neither."""
    if SHARED.is_dir():
        people, empty, name = SHARED / "celeb" / "photos", SHARED / "scenes", "../shared"
    else:
        photos = Path(os.environ.get("KITH_PHOTOS") or ROOT / ".venv" / "demo-photos")
        people, empty, name = photos / "portraits", photos / "scenes", "the demo's photos"
    return sorted(people.rglob("*.jpg")), sorted(empty.rglob("*.jpg")), name


def write_photos(folder: Path, count: int, seed: int = 0) -> list[Path]:
    """`count` JPEGs of `SIZE` in `folder`, the same for the same seed."""
    choice = random.Random(seed)
    with_faces, without, _ = sources()
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{number:03}.jpg" for number in range(count)]
    for file in files:
        _collage(choice, with_faces, without).save(file, quality=90)
    return files


def _collage(choice: random.Random, with_faces: list[Path], without: list[Path]) -> Image.Image:
    canvas, top = Image.new("RGB", SIZE), 0
    for height in choice.sample(_ROWS, len(_ROWS)):
        left = 0
        while left < SIZE[0]:
            path = choice.choice(with_faces if choice.random() < _WITH_FACES else without)
            left += _paste(canvas, path, left, top, height)
        top += height
    return canvas


def _paste(canvas: Image.Image, path: Path, left: int, top: int, height: int) -> int:
    with Image.open(path) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    width = max(1, image.width * height // image.height)
    canvas.paste(image.resize((width, height), Image.Resampling.LANCZOS), (left, top))
    return width
