"""Makes README's picture: the real window on a library of painted people. `make picture` writes resources/window.png.

The people are painted, because no photo of a real family belongs into a repository.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PIL import Image, ImageDraw

from engine.catalogue import embeddings, faces, files, guesses, photos, roots
from engine.library import Library
from engine.types import Box, FaceId

SIZE = (900, 600)
A_DAY = 8  # photos
DETAIL = 2  # painted larger and shrunk, for smooth edges


@dataclass(frozen=True)
class Sitter:
    """Someone to paint."""

    name: str | None
    skin: str
    hair: str
    long_hair: bool = False
    glasses: bool = False
    beard: bool = False
    apart: int = 0  # faces that are still in a group of their own, to be asked about


SITTERS = (
    Sitter("Anna", "#f0c9a4", "#7a3b17", long_hair=True),
    Sitter("Bruno", "#c98f63", "#241812", beard=True),
    Sitter("Grandma Cleo", "#e9bd97", "#d9d5cf", long_hair=True, glasses=True),
    Sitter("Deniz", "#8a5a36", "#15100d"),
    Sitter("Emil", "#f5d2b3", "#d9a441", apart=5),
    Sitter(None, "#b97b50", "#3a2418", long_hair=True),
    Sitter(None, "#6d4528", "#0f0c0a", glasses=True),
)


def paint(path: Path, sitters: list[Sitter], chance: random.Random) -> list[Box]:
    """A picture of the sitters before a wall; where their faces are."""
    width, height = SIZE[0] * DETAIL, SIZE[1] * DETAIL
    wall = tuple(chance.randint(110, 215) for _ in range(3))
    picture = Image.new("RGB", (width, height), wall)
    pen = ImageDraw.Draw(picture)
    for _ in range(14):
        x, y, radius = chance.randint(0, width), chance.randint(0, height), chance.randint(60, 300)
        pen.ellipse(
            (x, y, x + radius, y + radius), fill=tuple(min(255, c + chance.randint(-18, 18)) for c in wall)
        )
    boxes = []
    for seat, sitter in enumerate(sitters):
        head = chance.uniform(0.15, 0.2) * width
        x = (seat + 0.5 + chance.uniform(-0.08, 0.08)) * width / len(sitters)
        y = chance.uniform(0.4, 0.5) * height
        _paint_sitter(pen, sitter, x, y, head / 2, chance)
        boxes.append(
            Box.from_pixels(x - head * 0.42, y - head * 0.5, head * 0.84, head * 1.05, width, height)
        )
    picture.resize(SIZE, Image.Resampling.LANCZOS).save(path, quality=92)
    return boxes


def _paint_sitter(
    pen: ImageDraw.ImageDraw, who: Sitter, x: float, y: float, r: float, chance: random.Random
) -> None:
    def box(across: float, down: float, wide: float, high: float) -> tuple[float, float, float, float]:
        left, top = x + (across - wide) * r, y + (down - high) * r
        return left, top, left + 2 * wide * r, top + 2 * high * r

    def oval(across: float, down: float, wide: float, high: float, fill: str) -> None:
        pen.ellipse(box(across, down, wide, high), fill)

    shirt = chance.choice(("#33658a", "#86bbd8", "#758e4f", "#f6ae2d", "#b5446e", "#3b3355"))
    oval(0, 3.1, 1.75, 1.9, shirt)
    if who.long_hair:
        oval(0, 0.25, 1.12, 1.45, who.hair)
    pen.rectangle((x - 0.3 * r, y + 0.7 * r, x + 0.3 * r, y + 1.5 * r), fill=who.skin)
    oval(0, -0.25, 0.98, 1.05, who.hair)
    oval(0, 0.05, 0.86, 1.0, who.skin)
    oval(0, -0.85, 0.8, 0.38, who.hair)
    if who.beard:
        oval(0, 0.68, 0.6, 0.42, who.hair)
    look = chance.uniform(-0.04, 0.04)
    for side in (-0.33, 0.33):
        oval(side, -0.05, 0.13, 0.1, "#ffffff")
        oval(side + look, -0.05, 0.065, 0.075, "#2a2320")
        if who.glasses:
            pen.ellipse(
                (x + (side - 0.25) * r, y - 0.3 * r, x + (side + 0.25) * r, y + 0.2 * r),
                outline="#2a2320",
                width=5,
            )
    smile = chance.uniform(0.16, 0.3)
    pen.chord(
        (x - 0.3 * r, y + (0.5 - smile) * r, x + 0.3 * r, y + (0.5 + smile) * r), 10, 170, fill="#9c3b3b"
    )


def fill(library: Library, folder: Path) -> None:
    """Paint an album into `folder` and write down what a scan would have found in it."""
    chance = random.Random(11)
    folder.mkdir()
    of: dict[Sitter, list[FaceId]] = {}

    def write(writer: sqlite3.Connection) -> None:
        roots.add_root(writer, folder)
        for number in range(60):
            sitters = chance.sample(SITTERS, chance.choice((1, 2, 2, 3)))
            path = folder / f"summer {number:02}.jpg"
            boxes = paint(path, sitters, chance)
            for sitter, face in zip(sitters, _add_photo(writer, path, boxes, sitters, number), strict=True):
                of.setdefault(sitter, []).append(face)
        groups = [
            some for who, found in of.items() for some in (found[who.apart :], found[: who.apart]) if some
        ]
        people = guesses.new_groups(writer, len(groups)).tolist()
        pairs = [(face, person) for some, person in zip(groups, people, strict=True) for face in some]
        guesses.store_guesses(writer, *np.array(pairs, np.int64).T)

    library._catalogue.write(write)
    for sitter, found in of.items():
        person = library.faces([found[-1]])[0].person_id
        if sitter.name is not None and person is not None:
            library.name_person(person, sitter.name)


def _add_photo(
    writer: sqlite3.Connection, path: Path, boxes: list[Box], sitters: list[Sitter], number: int
) -> list[FaceId]:
    about, digest = path.stat(), hashlib.sha256(path.read_bytes()).digest()[:16]
    photo = photos.add_photo(writer, digest, *SIZE, 1.7e9 - number // A_DAY * 86400 - number * 60, "painted")
    points = np.full((5, 2), 0.5, np.float32)
    found = faces.add_faces(
        writer, photo, [faces.NewFace(box, points, 0.99, 0.9 - number / 200) for box in boxes]
    )
    vectors = [_vector(SITTERS.index(sitter), number) for sitter in sitters]
    embeddings.add_embeddings(writer, "sface", zip(found, vectors, strict=True))
    files.record_file(writer, path, about.st_size, about.st_mtime_ns, photo)
    return found


def _vector(person: int, number: int) -> np.ndarray:
    vector = np.random.default_rng(person).normal(size=128)
    vector += 0.55 * np.random.default_rng(1000 * person + number).normal(size=128)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def main(target: Path) -> None:
    """Open the window on the painted album, at a person's page with a search beside it, and save what it shows."""
    from gui.app import make_application
    from gui.main_window import MainWindow
    from gui.places import Place, Room

    application = make_application()
    with tempfile.TemporaryDirectory() as top, Library(Path(top) / "library") as library:
        fill(library, Path(top) / "Summer")
        window = MainWindow(library)
        window.resize(1200, 760)
        window.show()

        def wait(seconds: float) -> None:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                application.processEvents()
                time.sleep(0.01)

        anna = next(person.id for person in library.people() if person.name == "Anna")
        window.navigator.go(Place(Room.PERSON, person=anna))
        wait(1.5)
        window.rooms.person.grid.select_ids({library.faces_of(anna)[1].id})
        window.actions_table["find_similar"].trigger()
        wait(2.5)
        window.grab().save(str(target))
        window.close()
        wait(0.3)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
