"""Lays out the photographs of the demo and the tests: python tests/demo_photos.py FOLDER.

FOLDER already holds the source archive of face_recognition (portraits by the White House); scikit-image is
installed and carries an astronaut's portrait and scenes. Nothing of either package is run or imported.
"""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
import tarfile
from pathlib import Path

PORTRAITS = (
    "biden.jpg",
    "obama.jpg",
    "obama2.jpg",
    "obama3.jpg",
    "obama_partial_face.jpg",
    "obama_partial_face2.jpg",
)
SCENES = (
    "astronaut.png",
    "chelsea.png",
    "coffee.png",
    "hubble_deep_field.jpg",
    "rocket.jpg",
    "motorcycle_left.png",
)


def lay_out(folder: Path) -> None:
    """Fill FOLDER/portraits and FOLDER/scenes."""
    portraits, scenes = folder / "portraits", folder / "scenes"
    portraits.mkdir(exist_ok=True)
    scenes.mkdir(exist_ok=True)
    archive = next(folder.glob("face_recognition-*.tar.gz"))
    with tarfile.open(archive) as packed:
        for member in packed.getmembers():
            name = Path(member.name).name
            if "/tests/test_images/" in member.name and name in PORTRAITS:
                _write(packed.extractfile(member), portraits / name)
    carried = importlib.metadata.distribution("scikit-image")
    for name in SCENES:
        shutil.copyfile(str(carried.locate_file(f"skimage/data/{name}")), scenes / name)


def _write(source: object, target: Path) -> None:
    if source is None:
        raise ValueError(f"{target.name} is not a file in the archive")
    with target.open("wb") as out:
        shutil.copyfileobj(source, out)  # type: ignore[arg-type]


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]))
