"""Whether suggestions are as sure as they say: `python -m tests.bench.bench_suggestions`."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import commands, embeddings
from engine.catalogue.connection import Catalogue
from engine.grouping.suggesting import Suggester
from engine.people.calibration import Curve
from engine.people.default import default
from engine.people.measures import scores
from engine.people.rule import Rule
from engine.people.suggestions import likely, odds_of_names, questions
from engine.people.units import Crowd, Units
from engine.types import PersonId, Question
from engine.vision.registry import find_model
from tests.bench.bench_corrections import fill
from tests.bench.clouds import clouds, unit
from tests.bench.labelled import DATA, Labelled, labelled

MODELS = ("sface", "facenet-casia")
SETS = ("celeb", "lfw")
T = TypeVar("T")

QUESTIONS, AT_ONCE = 50, 10
FACES, PEOPLE, DIMENSIONS = 100_000, 2_000, 128
RUNS = 5

Ids = NDArray[np.int64]
Bools = NDArray[np.bool_]
NOBODY = np.empty((0, 2), np.int64)


def main() -> int:
    print(f"Speed, {FACES:,} made-up faces of {PEOPLE:,} people")
    speed()
    waiting()
    if not DATA.is_dir():
        print("  skipped: no ../shared here")
        return 0
    for model in MODELS:
        for name in SETS:
            faces = labelled(name, model)
            print(f"{name}, {model}")
            reliability("half of the faces of half of the people named", faces, model, half_named(faces))
            reliability("half of the people named after a grouping", faces, model, grouped(faces, model))
            order(faces, model)
    return 0


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """Faces in units of which some have a name; `who` is the number of the person that most of a unit's faces are."""

    unit: Ids  # (n,)
    named: Bools  # (u,)
    who: Ids  # (u,)


def half_named(faces: Labelled) -> Library:
    """Half of the faces of half of the people have a name; all others are single."""
    random = np.random.default_rng(0)
    person = numbered(faces.who)
    known = random.random(person.max() + 1) < 0.5
    named = known[person] & (random.random(len(person)) < 0.5)
    return with_units(np.where(named, person, len(known) + np.arange(len(person))), named, person)


def grouped(faces: Labelled, model: str) -> Library:
    """As the default groups them, with a name for the largest group of half of the people."""
    random = np.random.default_rng(0)
    person, unit = numbered(faces.who), by_default(faces, model)
    sizes, who = np.bincount(unit), majority(unit, person)
    order = np.lexsort((-sizes, who))
    largest = np.zeros(len(sizes), np.bool_)
    largest[order[np.flatnonzero(np.diff(who[order], prepend=-1))]] = True
    named = largest & (sizes > 1) & (random.random(person.max() + 1) < 0.5)[who]
    return Library(unit, named, who)


def by_default(faces: Labelled, model: str) -> Ids:
    rule = Rule.of(find_model(model).thresholds)
    labels = default(faces.vectors, faces.quality, rule, faces.constraints())
    return numbered(np.where(labels < 0, len(labels) + np.arange(len(labels)), labels))


def with_units(unit: Ids, named: Bools, person: Ids) -> Library:
    unit = numbered(unit)
    has_name = np.zeros(unit.max() + 1, np.bool_)
    has_name[unit[named]] = True
    return Library(unit, has_name, majority(unit, person))


def numbered(labels: NDArray[np.generic]) -> Ids:
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def majority(unit: Ids, person: Ids) -> Ids:
    """Who most faces of each unit are."""
    pairs, counts = np.unique(np.stack([unit, person]), axis=1, return_counts=True)
    order = np.lexsort((-counts, pairs[0]))
    return pairs[1][order[np.flatnonzero(np.diff(pairs[0][order], prepend=-1))]]


def units_of(faces: Labelled, library: Library) -> tuple[Units, Crowd]:
    units = Units.of(faces.vectors, library.unit, library.named)
    crowd = Crowd.among(units)
    return crowd.of(units), crowd


def curve_of(model: str) -> Curve:
    return Curve.shipped(find_model(model).calibration)


def reliability(what: str, faces: Labelled, model: str, library: Library) -> None:
    """Of the likeliest person of each unit without a name: how likely it was said to be, and how often it was."""
    curve, (units, _) = curve_of(model), units_of(faces, library)
    some, named = units.where(~units.named), units.where(units.named)
    found = likely(curve.log_ratio(some.alike(named)), odds_of_names(units, curve))
    best = found.argmax(axis=1)
    said = found[np.arange(len(best)), best]
    theirs, names = library.who[~units.named], library.who[units.named]
    right = names[best] == theirs
    there = np.isin(theirs, names)
    bins = np.minimum((said * 10).astype(int), 9)
    sizes = np.bincount(bins, minlength=10)
    means = [np.bincount(bins, each, 10) / np.maximum(sizes, 1) for each in (said, right)]
    error = float((sizes * abs(means[0] - means[1])).sum() / len(bins))
    print(
        f"  {what}: {len(names)} people, {len(theirs)} asked for; the likeliest is right for "
        f"{right[there].mean():.1%} of the {there.sum()} who are there; expected calibration error {error:.4f}"
    )
    print("      said   were    of")
    for size, mean, share in zip(sizes, *means, strict=True):
        if size:
            print(f"     {mean:5.2f}  {share:5.2f}  {size:4}")


def order(faces: Labelled, model: str) -> None:
    """BCubed F while the first questions are answered by the labels, beside the same questions in random order."""
    shuffled = [answered(faces, model, np.random.default_rng(seed)) for seed in range(3)]
    ours = answered(faces, model, None)
    print(f"  BCubed F after 0, 10, ... {QUESTIONS} questions")
    print("    Kith's order   " + "  ".join(f"{f:.4f}" for f in ours))
    print("    random order   " + "  ".join(f"{f:.4f}" for f in np.mean(shuffled, axis=0)))


def answered(faces: Labelled, model: str, random: np.random.Generator | None) -> list[float]:
    """F at the beginning and after every ten answers; the ten largest groups have their names already."""
    person, unit = numbered(faces.who), by_default(faces, model)
    named = np.zeros(unit.max() + 1, np.bool_)
    named[np.argsort(-np.bincount(unit))[:10]] = True
    curve, apart, curves = curve_of(model), NOBODY, [scores(person, unit).f]
    for _ in range(QUESTIONS // AT_ONCE):
        library = Library(unit, named, majority(unit, person))
        units, _ = units_of(faces, library)
        asked = questions(units, (unit, faces.photo), apart, curve, len(unit) if random else AT_ONCE)
        pairs = np.stack([asked.first, asked.second], axis=1)
        pairs = (random.permutation(pairs) if random else pairs)[:AT_ONCE]
        unit, named, apart = after(library, pairs, apart)
        curves.append(scores(person, unit).f)
    return curves


def after(library: Library, pairs: Ids, apart: Ids) -> tuple[Ids, Bools, Ids]:
    """Units, names and those told apart, once the questions about `pairs` have been answered."""
    now = np.arange(len(library.named))
    for first, second in pairs:
        one, other = now[first], now[second]
        if library.who[first] != library.who[second]:
            apart = np.concatenate([apart, [[first, second]]])
        elif not (library.named[one] and library.named[other]):
            kept, gone = (one, other) if library.named[one] else (other, one)
            now[now == gone] = kept
    left, unit = np.unique(now[library.unit], return_inverse=True)
    return unit.astype(np.int64), library.named[left], np.searchsorted(left, now[apart])


def speed() -> None:
    vectors, who = clouds(FACES, DIMENSIONS, people=PEOPLE)
    single = np.random.default_rng(0).random(FACES) < 0.2
    unit = numbered(np.where(single, PEOPLE + np.arange(FACES), who))
    named = np.arange(unit.max() + 1) % 2 == 0
    named[np.bincount(unit) == 1] = False
    curve = curve_of("sface")
    photo = np.arange(FACES) // 2
    units, warm = timed(lambda: everybody(vectors, unit, named))
    known, group = units.where(named), units.where(np.arange(len(named)) == np.flatnonzero(~named)[0])
    rows = vectors[unit == np.flatnonzero(~named)[0]]
    _, one = timed(lambda: likely(curve.log_ratio(group.alike(known)), 0.001), RUNS)
    _, plain = timed(lambda: (vectors @ rows.T).max(axis=1), RUNS)
    _, asked = timed(lambda: questions(units, (unit, photo), NOBODY, curve, 20))
    print(f"  beginning {warm:.2f} s; 20 questions {asked:.2f} s")
    print(
        f"  suggestions for a group of {len(rows)} faces: {one * 1000:.1f} ms; "
        f"comparing it with every face: {plain * 1000:.1f} ms, {plain / one:.1f}x"
    )


def waiting() -> None:
    """Questions and suggestions as the window asks for them, between answers."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Catalogue(Path(folder) / "catalogue.sqlite") as catalogue,
    ):
        catalogue.write(fill)
        catalogue.write(seen)
        suggester = Suggester(catalogue, find_model("sface"))
        first, begun = timed(lambda: suggester.questions(20))
        later = []
        for question in first[:10]:
            catalogue.write(partial(answer, question=question))
            later.append(timed(lambda: suggester.questions(20))[1])
        who = first[-1].people[0].id
        _, once = timed(lambda: suggester.likely_people(who, 5))
        _, again = timed(lambda: suggester.likely_people(who, 5))
    print(
        f"  in a library: first questions {begun:.2f} s, the next after each of ten answers {max(later) * 1e3:.0f} ms "
        f"at most, {np.median(later) * 1e3:.0f} ms usually, {begun / max(later):.0f}x"
    )
    print(f"  in a library: suggestions after an answer {once:.2f} s, again {again * 1e3:.0f} ms")


def seen(writer: sqlite3.Connection) -> None:
    """Vectors for the faces of `fill`, of which each fourth group has a name and many are split in two."""
    rows = writer.execute("SELECT id, person_id FROM face ORDER BY id").fetchall()
    face, person = np.array(rows, np.int64).T
    random = np.random.default_rng(0)
    centres = unit(random.standard_normal((person.max() // 2 + 1, DIMENSIONS), np.float32))
    noise = random.standard_normal((len(face), DIMENSIONS), np.float32) * np.float32(0.8 / DIMENSIONS**0.5)
    vectors = unit(centres[person // 2] + noise)
    embeddings.add_embeddings(writer, "sface", zip(face.tolist(), vectors, strict=True))
    for number in range(4, person.max(), 8):
        commands.name_person(writer, PersonId(number), f"Nr. {number}")


def answer(writer: sqlite3.Connection, question: Question) -> None:
    first, *others = [person.id for person in question.people]
    if others:
        commands.merge(writer, [first], others[0])
    else:
        commands.move_faces(writer, question.faces, first)


def everybody(vectors: NDArray[np.float32], unit: Ids, named: Bools) -> Units:
    units = Units.of(vectors, unit, named)
    return Crowd.among(units).of(units)


def timed(work: Callable[[], T], runs: int = 1) -> tuple[T, float]:
    """What it gives, and the least seconds it took."""
    least = np.inf
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        least = min(least, time.perf_counter() - start)
    return result, least


if __name__ == "__main__":
    sys.exit(main())
