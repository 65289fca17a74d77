"""A scan killed fifty times, while photos come in and people are named, makes the library of one never killed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fork_server import ForkServer, fork_server
from library_contents import Key, contents, face_keys, groups
from PIL import Image

from engine.library import Library
from engine.types import FaceId, PeopleSection

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

KILLS = 50
FACES, FILES = 4, 30  # that come in at once, besides: more than a scan stores in one go

Said = dict[str, set[Key]]  # whom the user has named, and in which faces


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ForkServer]:
    with fork_server(tmp_path / "said", OMP_NUM_THREADS="1") as running:  # so small photos need no more
        yield running


def test_fifty_kills_leave_no_trace(server: ForkServer, small_portraits: Path, tmp_path: Path) -> None:
    top, chance = tmp_path / "photos", random.Random(50)
    scan = "scan", top, "--device", "cpu", "--library"
    add_photos(small_portraits, top, chance)
    for name in ("first", "measured"):  # the very first scan also converts the networks' weights
        status, longest = server.start(*scan, tmp_path / name).wait()
        assert status == 0
    said: Said = {}
    kills = 0
    with Library(tmp_path / "killed") as library:
        while kills < KILLS:
            run = server.start("--killed-after", chance.uniform(0, longest), *scan, tmp_path / "killed")
            name_somebody(library, top, said, chance)
            status, _ = run.wait()
            assert status in (0, -signal.SIGPROF)
            kills += status != 0
            assert names_in(library, top).items() >= flat(said).items()
            if status == 0:
                add_photos(small_portraits, top, chance)
    for name in ("killed", "whole"):
        status, output = server.run(*scan, tmp_path / name)
        assert status == 0, output
    assert said, "nobody was named in between"
    say_the_same(tmp_path / "whole", top, said)
    compare(tmp_path / "killed", tmp_path / "whole", top, said)


def add_photos(portraits: Path, top: Path, chance: random.Random) -> None:
    """A folder of small photos that are new, some with a face, a copy, and damaged files, which take no time."""
    folder = top / f"roll {chance.randrange(10**9)}"
    folder.mkdir(parents=True)
    sources = sorted(portraits.glob("*.jpg"))
    for number in range(FACES):
        with Image.open(sources[number % len(sources)]) as image:
            width = chance.randint(140, 240)
            small = image.resize((width, width * image.height // image.width))
            small.save(folder / f"{3 * number:02}.jpg", comment=folder.name)
    for number in range(FILES):
        file = folder / f"{number:02} plain.png"
        Image.new("RGB", (40, 30), tuple(chance.randrange(256) for _ in range(3))).save(file)
        if number % 5:
            file.write_bytes(file.read_bytes()[: 10 + number])
    shutil.copy(folder / "00.jpg", folder / "a copy.jpg")
    (folder / "cut off.jpg").write_bytes((folder / "03.jpg").read_bytes()[:700])


def name_somebody(library: Library, top: Path, said: Said, chance: random.Random) -> None:
    """As the window does it while the scan goes on in another process."""
    unnamed = library.people(PeopleSection.UNNAMED)
    if not unnamed or (said and chance.random() < 0.6):
        return
    group = chance.choice(unnamed)
    keys = face_keys(library, top, [face.id for face in library.faces_of(group.id)])
    name = f"Person {len(said)}"
    library.name_person(group.id, name)
    said[name] = {key for face, key in keys.items() if library.faces([face])[0].confirmed}


def names_in(library: Library, top: Path) -> dict[Key, str | None]:
    """Whom the user said that each face is."""
    names: dict[Key, str | None] = {}
    for person in library.people(PeopleSection.NAMED):
        sure = [face.id for face in library.faces_of(person.id) if face.confirmed]
        names |= dict.fromkeys(face_keys(library, top, sure).values(), person.name)
    return names


def flat(said: Said) -> dict[Key, str]:
    return {key: name for name, keys in said.items() for key in keys}


def say_the_same(directory: Path, top: Path, said: Said) -> None:
    with Library(directory) as library:
        every = [face.id for photo in library.photo_ids() for face in library.faces_in(photo)]
        ids: dict[Key, FaceId] = {key: face for face, key in face_keys(library, top, every).items()}
        for name, keys in said.items():
            library.move_faces_to_name([ids[key] for key in keys], name)
        library.group()


def compare(killed: Path, whole: Path, top: Path, said: Said) -> None:
    for directory in (killed, whole):
        with closing(sqlite3.connect(directory / "catalogue.sqlite")) as catalogue:
            assert catalogue.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert catalogue.execute("PRAGMA foreign_key_check").fetchall() == []
    with Library(killed) as ours, Library(whole) as theirs:
        found, expected = contents(ours, top), contents(theirs, top)
        assert found.keys() == expected.keys()
        assert all(float(found[key] @ expected[key]) > 0.9999 for key in expected)
        assert names_in(ours, top) == names_in(theirs, top) == flat(said)
        assert groups(ours, top) == groups(theirs, top)
        assert [p.reason for p in ours.unreadable()] == [p.reason for p in theirs.unreadable()]
        assert all(ours.thumbnail(photo)[:2] == b"\xff\xd8" for photo in ours.photo_ids())
