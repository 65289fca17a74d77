"""How long a correction takes among 100,000 faces: `python -m tests.bench.bench_corrections`.

The baseline is the least that storing a word takes: one INSERT in a transaction of its own, flushed to the disk
like every word.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.catalogue import commands, guesses, people
from engine.catalogue.connection import Catalogue
from engine.types import Changes, FaceId, PersonId

PHOTOS, GROUPS = 50_000, 2_000
ROUNDS = 7
BASELINE = "one plain INSERT in its transaction"
LARGEST, LARGE, USUAL, OTHER = 0, 2, 900, 901  # groups by size; the largest is a twelfth of the library

Command = Callable[[sqlite3.Connection], Changes]


def fill(writer: sqlite3.Connection) -> None:
    """Two faces in each photo; a few large families and many small groups."""
    random = np.random.default_rng(1)
    writer.execute("INSERT INTO folder (id, path, shown) VALUES (1, ?, 1)", (b"/photos",))
    writer.executemany(
        "INSERT INTO photo (id, content_hash, width, height, detector) VALUES (?, ?, 4, 3, 'none')",
        ((number, number.to_bytes(16, "big")) for number in range(1, PHOTOS + 1)),
    )
    writer.executemany(
        "INSERT INTO file (folder_id, name, size, mtime_ns, photo_id) VALUES (1, ?, 1, 1, ?)",
        ((f"{number}.jpg".encode(), number) for number in range(1, PHOTOS + 1)),
    )
    writer.executemany(
        """INSERT INTO face (photo_id, x, y, w, h, landmarks, confidence, quality)
        VALUES (?, 0.1, 0.1, 0.2, 0.2, zeroblob(40), 0.9, ?)""",
        ((1 + number // 2, random.random()) for number in range(2 * PHOTOS)),
    )
    who = (GROUPS * random.random(2 * PHOTOS) ** 3).astype(int)
    guesses.store_guesses(writer, np.arange(1, 2 * PHOTOS + 1), guesses.new_groups(writer, GROUPS)[who])
    writer.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")


def plain(writer: sqlite3.Connection) -> Changes:
    writer.execute("INSERT INTO note (text) VALUES ('Anna')")
    return Changes()


class Seconds:
    """The best time of each thing that was done, by the clock and on the processor."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.best: dict[str, tuple[float, float]] = {}

    def of(self, title: str, work: Callable[[], object]) -> None:
        start, busy = time.perf_counter(), time.process_time()
        work()
        took = time.perf_counter() - start, time.process_time() - busy
        before = self.best.get(title, took)
        self.best[title] = min(before[0], took[0]), min(before[1], took[1])

    def say(self, title: str, command: Command) -> None:
        """Say it and look at everybody whom it changed, then take it back."""

        def visible() -> None:
            changed = self._catalogue.write(command).people
            self._catalogue.query(lambda reader: people.people_among(reader, changed))

        self.of(title, visible)
        self.of(f"{title}, undone", lambda: self._catalogue.write(commands.undo))


def corrections(groups: list[PersonId], faces: dict[int, list[FaceId]]) -> dict[str, Command]:
    usual, other, large = groups[USUAL], groups[OTHER], groups[LARGE]
    some = faces[LARGE][:5]
    half = len(faces[USUAL]) // 2
    count = {number: len(faces[number]) for number in (LARGEST, LARGE, USUAL)}
    return {
        f"name {count[USUAL]} faces": lambda w: commands.name_person(w, usual, "Ben"),
        f"name {count[LARGE]:,} faces": lambda w: commands.name_person(w, large, "Ben"),
        f"name {count[LARGEST]:,} faces": lambda w: commands.name_person(w, groups[LARGEST], "Ben"),
        f"merge {count[USUAL]} faces": lambda w: commands.merge(w, [usual], other),
        f"split {count[USUAL]} faces": lambda w: commands.split(
            w, usual, [faces[USUAL][:half], faces[USUAL][half:]]
        ),
        "tell two groups apart": lambda w: commands.tell_apart(w, [usual, other]),
        "move 5 faces": lambda w: commands.move_faces(w, some, other),
        "confirm 5 faces": lambda w: commands.confirm(w, some),
        "reject 5 faces": lambda w: commands.take_out(w, some),
        "not a face, 5": lambda w: commands.mark_not_a_face(w, some),
        "stranger": lambda w: commands.set_strangers(w, [usual], True),
        "hide": lambda w: commands.hide_people(w, [usual], True),
        "choose the cover": lambda w: commands.set_cover(w, usual, faces[USUAL][1]),
        "birth date": lambda w: commands.set_born(w, usual, "2016-05-31"),
    }


def members(reader: sqlite3.Connection, person: PersonId) -> list[FaceId]:
    return [FaceId(row[0]) for row in reader.execute("SELECT id FROM face WHERE person_id = ?", (person,))]


def measured(catalogue: Catalogue) -> dict[str, tuple[float, float]]:
    catalogue.write(fill)
    groups = [PersonId(number) for number in range(1, GROUPS + 1)]
    faces = {
        number: catalogue.query(lambda reader, who=groups[number]: members(reader, who))
        for number in (LARGEST, LARGE, USUAL)
    }
    seconds = Seconds(catalogue)
    for _ in range(ROUNDS):
        seconds.of(BASELINE, lambda: catalogue.write(plain))
        for title, command in corrections(groups, faces).items():
            seconds.say(title, command)
    return seconds.best


def main() -> None:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Catalogue(Path(folder) / "catalogue.sqlite") as catalogue,
    ):
        best = measured(catalogue)
    base = best.pop(BASELINE)[0]
    print(f"{2 * PHOTOS:,} faces; said, and whom it changed read again. {BASELINE}: {base * 1e3:.2f} ms")
    for title, (clock, busy) in best.items():
        print(
            f"  {title:32}{clock * 1e3:7.1f} ms, {clock / base:6.1f} x; on the processor {busy * 1e3:5.1f} ms"
        )


if __name__ == "__main__":
    main()
