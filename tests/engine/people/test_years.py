"""Children grow up: with dates, one person through the years, and siblings of one age two."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.people.constraints import Constraints
from engine.people.default import default
from engine.people.incremental import regroup_touched
from engine.people.measures import scores
from engine.people.rule import Rule
from engine.people.years import Calendar, unborn
from engine.vision.registry import find_model
from tests.bench.clouds import clouds, unit

RULE = Rule.of(find_model("sface").thresholds)
DIMENSIONS = 128
NOISE = 0.75  # of one face: two of one year have a cosine near 0.64


def growing(
    ages: range, a_year: int, *, siblings: int = 1, drift: float = 0.45, kinship: float = 0.9, seed: int = 0
) -> tuple[NDArray[np.float32], NDArray[np.float64], NDArray[np.int64]]:
    """Faces (n, d), times (n,) and people (n,) of siblings of one age, whose looks walk over the sphere."""
    random = np.random.default_rng(seed)
    family = unit(random.standard_normal((1, DIMENSIONS)))
    looks = unit(kinship * family + unit(random.standard_normal((siblings, DIMENSIONS))))
    faces, times = [], []
    for age in ages:
        looks = unit(looks + drift * unit(random.standard_normal(looks.shape)))
        noise = random.standard_normal((siblings, a_year, DIMENSIONS)) * NOISE / DIMENSIONS**0.5
        faces.append(unit((looks[:, None] + noise).reshape(-1, DIMENSIONS)))
        times.append(2000 + age + random.random(siblings * a_year))
    who = np.tile(np.repeat(np.arange(siblings), a_year), len(ages))
    return np.concatenate(faces), np.concatenate(times), who


def grouped(
    faces: NDArray[np.float32], time: NDArray[np.float64] | None, constraints: Constraints | None = None
) -> NDArray[np.int64]:
    return default(faces, np.ones(len(faces), np.float32), RULE, constraints, time=time)


def parts(labels: NDArray[np.int64]) -> int:
    return len(set(labels.tolist()))


def test_a_child_of_two_and_an_adult_of_thirty_are_one_person_through_the_years() -> None:
    faces, time, _ = growing(range(2, 31), 6)
    child, adult = faces[:6].mean(axis=0), faces[-6:].mean(axis=0)
    assert child @ adult < 0.25, "or this proves nothing"
    assert parts(grouped(faces, None)) > 1
    assert parts(grouped(faces, time)) == 1


@pytest.mark.parametrize("seed", range(5))
def test_siblings_of_one_age_are_two_people_all_the_while(seed: int) -> None:
    faces, time, who = growing(range(2, 31), 6, siblings=2, seed=seed)
    labels = grouped(faces, time)
    found, undated = scores(who, labels), scores(who, grouped(faces, None))
    assert found.precision > 0.99
    assert found.recall > undated.recall + 0.3


def test_so_are_twins_who_are_nearly_alike_rather_left_in_parts_than_mixed_up() -> None:
    faces, time, who = growing(range(2, 31), 6, siblings=2, kinship=1.6)
    assert scores(who, grouped(faces, time)).precision > 0.95


def test_years_without_pictures_are_not_bridged() -> None:
    faces, time, _ = growing(range(2, 31), 6)
    early, late = time < 2010, time > 2022
    labels = grouped(faces[early | late], time[early | late])
    assert not set(labels[: early.sum()].tolist()) & set(labels[-late.sum() :].tolist()) - {-1}


def test_a_lone_face_is_held_beside_those_of_its_time() -> None:
    faces, time, _ = growing(range(2, 31), 12, seed=3)
    lone = unit(np.concatenate([faces[:1] + 0.7 * unit(np.random.default_rng(1).standard_normal((1, 128)))]))
    everybody, quality = np.concatenate([faces, lone]), np.ones(len(faces) + 1, np.float32)
    quality[-1] = 0
    labels = default(everybody, quality, RULE, time=np.append(time, 2002.5))
    assert labels[-1] == labels[0] >= 0
    assert default(everybody, quality, RULE, time=np.append(time, 2030.5))[-1] == -1


def test_without_dates_nothing_changes() -> None:
    faces, _ = clouds(600, 64, people=60, spread=1.0)
    nothing = np.full(len(faces), np.nan)
    assert (grouped(faces, nothing) == grouped(faces, None)).all()


def test_a_few_new_photos_follow_people_through_the_years_too() -> None:
    faces, time, who = growing(range(2, 31), 6, siblings=2, seed=1)
    old = time < 2029
    before = np.full(len(faces), -1)
    before[old] = grouped(faces[old], time[old])
    good = np.ones(len(faces), np.float32)
    labels = regroup_touched(faces, good, RULE, Constraints.none(len(faces)), before, ~old, time=time)
    assert scores(who, labels).f > scores(who, grouped(faces, time)).f - 0.01


@settings(max_examples=60)
@given(st.integers(0, 9999), st.integers(1, 3), st.floats(0, 1), st.data())
def test_what_the_user_said_binds_through_the_years(
    seed: int, siblings: int, dated: float, data: st.DataObject
) -> None:
    faces, time, _ = growing(range(2, 9), 4, siblings=siblings, drift=0.3, seed=seed)
    n = len(faces)
    random = np.random.default_rng(seed)
    time[random.random(n) > dated] = np.nan
    row, person = st.integers(0, n - 1), st.integers(0, 4)
    said = np.full(n, -1)
    for face, who in data.draw(st.dictionaries(row, person, max_size=10)).items():
        said[face] = who
    refused = [(f, p) for f, p in data.draw(st.lists(st.tuples(row, person), max_size=10)) if said[f] != p]
    rows, people = np.array(refused, np.int64).reshape(-1, 2).T
    photo = random.integers(0, 3 * n, n)
    labels = grouped(faces, time, Constraints(said, photo, rows, people))
    for face in np.flatnonzero(said >= 0):
        others = np.flatnonzero((said >= 0) & (np.arange(n) != face))
        together = (labels[others] == labels[face]) & (labels[face] >= 0)  # -1 is alone
        assert (together == (said[others] == said[face])).all()
    for face, who in zip(rows.tolist(), people.tolist(), strict=True):
        assert labels[face] == -1 or (labels[said == who] != labels[face]).all()


def test_the_faces_nearest_to_a_moment_are_those_before_and_after() -> None:
    time = np.array([2009.0, 2000, 2001, np.nan, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 1990])
    group = np.array([0] * 11 + [1])
    calendar = Calendar.of(group, time)
    sizes, means = calendar.means(
        np.eye(12, dtype=np.float32), np.array([0, 0, 0, 1]), np.array([1980, 2005.5, 2050, 2050])
    )
    assert sizes.tolist() == [8, 8, 8, 1]
    used = [sorted(time[row].tolist()) for row in (np.flatnonzero(mean) for mean in means)]
    assert used[0] == list(range(2000, 2008))
    assert used[1] == list(range(2002, 2010))
    assert used[2] == list(range(2002, 2010))
    assert used[3] == [1990]


def test_faces_of_one_photo_stay_apart_through_the_years() -> None:
    faces, time, _ = growing(range(2, 12), 6)
    photo = np.arange(len(faces))
    photo[-1] = photo[0]
    labels = grouped(faces, time, replace(Constraints.none(len(faces)), photo=photo))
    assert labels[0] != labels[-1] or labels[0] == -1


def test_nobody_is_in_a_photo_from_before_their_birth_unless_the_user_says_so() -> None:
    faces, time, _ = growing(range(2, 8), 8, drift=0.1)
    said = np.full(len(faces), -1)
    said[[0, -1]] = 7
    known = Constraints(said, np.full(len(faces), -1))
    labels = grouped(faces, time, known)
    assert (labels == labels[0]).all()
    rows, people = unborn(faces, time, said, {7: 2005.0, 8: 1990.0})
    assert (people == 7).all()
    assert 0 not in rows, "there the camera's clock was wrong"
    held = grouped(faces, time, known.refusing(rows, people))
    assert held[0] == held[-1]
    assert (held[1:][time[1:] < 2004.9] != held[0]).all()
