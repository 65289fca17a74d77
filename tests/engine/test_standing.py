"""How everybody stands after any answers is the same as if nothing had been known before."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.catalogue import commands, embeddings, guesses
from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem
from engine.grouping import calibrating
from engine.grouping.standing import Standing, standing
from engine.grouping.suggesting import Suggester
from engine.people import units
from engine.types import FaceId, PersonId
from engine.vision.registry import find_model
from tests.bench.clouds import clouds

SPEC = find_model("sface")
FACES, PHOTOS, GROUPS = 150, 120, 24
Step = Callable[[sqlite3.Connection, np.random.Generator], object]


def fill(writer: sqlite3.Connection) -> None:
    """A few people in more groups, single faces, photos with two faces; enough names for a curve of their own."""
    vectors, who = clouds(FACES, SPEC.dimensions, people=8, spread=0.9)
    random = np.random.default_rng(0)
    writer.execute("INSERT INTO folder (id, path, shown) VALUES (1, x'00', 1)")
    for number in range(1, PHOTOS + 1):
        writer.execute(
            "INSERT INTO photo (id, content_hash, width, height, detector) VALUES (?, ?, 4, 3, '')",
            (number, number.to_bytes(16, "big")),
        )
        writer.execute(
            "INSERT INTO file (folder_id, name, size, mtime_ns, photo_id) VALUES (1, ?, 1, 1, ?)",
            (str(number).encode(), number),
        )
    for vector in vectors:
        add_face(writer, vector, int(random.integers(1, PHOTOS + 1)))
    group = guesses.new_groups(writer, GROUPS)[(who * 3 + random.integers(0, 3, FACES)) % GROUPS]
    guesses.store_guesses(writer, np.arange(1, FACES + 1), np.where(random.random(FACES) < 0.15, 0, group))
    for person in people(writer, random, GROUPS // 3):
        commands.name_person(writer, person, f"Nr. {person}")


def add_face(writer: sqlite3.Connection, vector: np.ndarray, photo: int) -> None:
    face = writer.execute(
        """INSERT INTO face (photo_id, x, y, w, h, landmarks, confidence, quality)
        VALUES (?, 0, 0, 1, 1, zeroblob(40), 1, 1) RETURNING id""",
        (photo,),
    ).fetchone()[0]
    embeddings.add_embeddings(writer, SPEC.id, [(FaceId(face), vector)])


def some(reader: sqlite3.Connection, query: str, random: np.random.Generator, count: int) -> list[int]:
    found = [row[0] for row in reader.execute(query)]
    return random.permutation(found)[:count].tolist()


def people(reader: sqlite3.Connection, random: np.random.Generator, count: int) -> list[PersonId]:
    query = "SELECT DISTINCT person_id FROM face WHERE person_id IS NOT NULL ORDER BY 1"
    return [PersonId(each) for each in some(reader, query, random, count)]


def faces(reader: sqlite3.Connection, random: np.random.Generator, count: int) -> list[FaceId]:
    return [FaceId(each) for each in some(reader, "SELECT id FROM face ORDER BY 1", random, count)]


def replace_face(writer: sqlite3.Connection, random: np.random.Generator) -> None:
    """As for an edited photo, which is another one: the face goes there, and gets the vector that it has there."""
    (face,) = faces(writer, random, 1)
    further = int(random.integers(1, PHOTOS))
    writer.execute(
        "UPDATE face SET photo_id = 1 + (photo_id - 1 + ?) % ? WHERE id = ?", (further, PHOTOS, face)
    )
    embeddings.add_embeddings(
        writer, SPEC.id, [(face, clouds(1, SPEC.dimensions, people=1, seed=int(face))[0][0])]
    )


def regroup(writer: sqlite3.Connection, random: np.random.Generator) -> None:
    moved = np.array(faces(writer, random, 9))
    guesses.store_guesses(writer, moved, np.resize(people(writer, random, 3), len(moved)))


STEPS: dict[str, Step] = {
    "name": lambda w, r: commands.name_people(w, people(w, r, 1), f"Nr. {r.integers(30)}"),
    "merge": lambda w, r: commands.merge(w, people(w, r, 1), people(w, r, 1)[0]),
    "move": lambda w, r: commands.move_faces(w, faces(w, r, 4), people(w, r, 1)[0]),
    "take out": lambda w, r: commands.take_out(w, faces(w, r, 3)),
    "tell apart": lambda w, r: commands.tell_apart(w, people(w, r, 2)),
    "not a face": lambda w, r: commands.mark_not_a_face(w, faces(w, r, 2)),
    "strangers": lambda w, r: commands.set_strangers(w, people(w, r, 2), bool(r.integers(2))),
    "hide": lambda w, r: commands.hide_people(w, people(w, r, 2), bool(r.integers(2))),
    "undo": lambda w, r: commands.undo(w),
    "redo": lambda w, r: commands.redo(w),
    "photos go": lambda w, r: w.execute(
        "UPDATE file SET missing = 1 WHERE id % 40 = ?", (int(r.integers(40)),)
    ),
    "photos come": lambda w, r: w.execute("UPDATE file SET missing = 0"),
    "a face comes": lambda w, r: add_face(w, clouds(1, SPEC.dimensions, people=1)[0][0], 1),
    "a face is another": replace_face,
    "regroup": regroup,
}


def assert_same(found: Standing, expected: Standing) -> None:
    for name in ("ids", "photos", "persons", "keys", "face_unit", "face_photo", "a_face", "apart", "named"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name), name)
    for name in ("sizes", "named", "means", "faces", "owner"):
        np.testing.assert_array_equal(getattr(found.plain, name), getattr(expected.plain, name), name)
    np.testing.assert_allclose(found.units.crowd, expected.units.crowd, atol=1e-6)
    np.testing.assert_allclose(found.known.crowd, expected.known.crowd, atol=1e-6)
    assert (found.curve.stretch, found.curve.shift) == pytest.approx(
        (expected.curve.stretch, expected.curve.shift)
    )
    assert found.odds == pytest.approx(expected.odds, rel=1e-3)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("filled") / "catalogue.sqlite"
    with Catalogue(file) as catalogue:
        catalogue.write(fill)
    return file


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 999)), min_size=1, max_size=8))
def test_it_is_as_if_nothing_had_been_known(filled: Path, steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(units, "_FEW_STRANGERS", 5)
        patch.setattr(units, "_STRANGERS", 12)
        patch.setattr(calibrating, "ENOUGH", 20)
        with Catalogue(Path(shutil.copy(filled, folder))) as catalogue:
            known = catalogue.query(partial(standing, spec=SPEC, before=None))
            suggester = Suggester(catalogue, SPEC)
            for name, seed in steps:
                with suppress(UserProblem):  # what can't be said changes nothing
                    catalogue.write(
                        lambda w, step=STEPS[name], seed=seed: step(w, np.random.default_rng(seed))
                    )
                fresh = catalogue.query(partial(standing, spec=SPEC, before=None))
                known = catalogue.query(partial(standing, spec=SPEC, before=known))
                assert_same(known, fresh)
                who = int(fresh.keys[~fresh.plain.named][0])
                asked = PersonId(who) if who > 0 else [FaceId(-who)]
                said = [(each.person, each.probability) for each in suggester.likely_people(asked, 5)]
                anew = [
                    (each.person, each.probability)
                    for each in Suggester(catalogue, SPEC).likely_people(asked, 5)
                ]
                assert [person for person, _ in said] == [person for person, _ in anew]
                assert [p for _, p in said] == pytest.approx([p for _, p in anew], rel=1e-3)
