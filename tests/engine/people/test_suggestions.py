"""Who somebody may be, and what is asked first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.people.calibration import Curve, sample_pairs
from engine.people.suggestions import Asked, likely, odds_among, odds_of_names, questions
from engine.people.units import Crowd, Units
from engine.vision.registry import find_model
from tests.bench.clouds import clouds, unit

CURVE = Curve.shipped(find_model("sface").calibration)
NOBODY = np.empty((0, 2), np.int64)


def people(
    sizes: list[int], spread: float = 0.7, seed: int = 0
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """So many faces of each."""
    random = np.random.default_rng(seed)
    who = np.repeat(np.arange(len(sizes)), sizes)
    centres = unit(random.standard_normal((len(sizes), 128), np.float32))
    noise = random.standard_normal((len(who), 128), np.float32) * np.float32(spread / np.sqrt(128))
    return unit(centres[who] + noise), who


def asked(
    vectors: NDArray[np.float32],
    group: NDArray[np.int64],
    named: list[int],
    *,
    photos: NDArray[np.int64] | None = None,
    apart: NDArray[np.int64] = NOBODY,
    count: int = 10,
) -> Asked:
    units = Units.of(vectors, group, np.isin(np.arange(group.max() + 1), named))
    photos = np.arange(len(group)) if photos is None else photos
    return questions(Crowd.among(units).of(units), (group, photos), apart, CURVE, count)


def pairs(found: Asked) -> list[tuple[int, int]]:
    return list(zip(found.first.tolist(), found.second.tolist(), strict=True))


# Person 0 is groups 0 and 1, person 1 is groups 2 and 3, the others are one group each; 30 is a single face of 4.
VECTORS, WHO = people([12, 30, 5, 5, 9, *[3] * 25])
GROUP = np.concatenate([np.repeat([0, 1, 2, 3], [6, 6, 20, 10]), WHO[WHO > 1] + 2])
GROUP[np.flatnonzero(WHO == 4)[0]] = GROUP.max() + 1
SINGLE = int(GROUP.max())


def test_the_question_that_settles_most_faces_comes_first() -> None:
    found = asked(VECTORS, GROUP, named=[])
    assert pairs(found)[:3] == [(2, 3), (0, 1), (SINGLE, 6)]
    assert found.settled[:3].tolist() == [10, 6, 1]
    assert (found.probability[:3] > 0.9).all()
    assert (found.probability[3:] < 0.2).all()


def test_somebody_with_a_name_settles_the_whole_group() -> None:
    found = asked(VECTORS, GROUP, named=[3])
    assert pairs(found)[0] == (2, 3)
    assert found.settled[0] == 20


def test_two_with_different_names_are_not_asked_about() -> None:
    assert (2, 3) not in pairs(asked(VECTORS, GROUP, named=[2, 3]))


def test_who_was_told_apart_is_never_asked_about_again() -> None:
    found = pairs(asked(VECTORS, GROUP, named=[], apart=np.array([[3, 2], [6, SINGLE]])))
    assert found[0] == (0, 1)
    assert not {(2, 3), (SINGLE, 6)} & set(found)


def test_those_in_one_photo_are_not_asked_about() -> None:
    photos = np.arange(len(GROUP))
    photos[np.flatnonzero(GROUP == 2)[0]] = photos[np.flatnonzero(GROUP == 3)[0]]
    assert (2, 3) not in pairs(asked(VECTORS, GROUP, named=[], photos=photos))


def test_no_question_is_asked_whose_answer_follows_from_others() -> None:
    vectors, who = people([30, *[3] * 30])
    in_three = np.where(who == 0, np.arange(len(who)) % 3, who + 2)
    assert len(pairs(asked(vectors, in_three, named=[]))) == 2


def test_as_many_questions_as_were_wanted() -> None:
    assert pairs(asked(VECTORS, GROUP, named=[], count=1)) == [(2, 3)]


def test_nobody_is_nothing_to_ask() -> None:
    empty = Units.of(np.empty((0, 128), np.float32), np.empty(0, np.int64), np.empty(0, np.bool_))
    nothing = np.empty(0, np.int64), np.empty(0, np.int64)
    assert pairs(questions(Crowd.among(empty).of(empty), nothing, NOBODY, CURVE, 5)) == []


def test_a_grandmother_is_still_the_child_that_she_was() -> None:
    child, grandmother = unit(np.random.default_rng(1).standard_normal((2, 128), np.float32))
    noise = np.random.default_rng(2).standard_normal((41, 128), np.float32) * np.float32(0.05)
    vectors = unit(np.concatenate([child + noise[:38], grandmother + noise[38:]]))
    units = Units.of(vectors, np.repeat([0, 1], [40, 1]), np.array([True, False]))
    (alike,) = units.where(np.array([False, True])).alike(units.where(np.array([True, False])))
    assert alike > 0.6
    assert vectors[40] @ vectors[:40].mean(axis=0) < 0.3


def test_probabilities_are_true_of_people_and_of_strangers() -> None:
    """Half of the faces of half of the people are named; the rest are asked about, one by one."""
    vectors, who = clouds(3000, 128, people=300, spread=1.2, seed=3)
    random = np.random.default_rng(0)
    named = (who % 2 == 0) & (random.random(len(who)) < 0.5)
    names, of = np.unique(who[named], return_inverse=True)
    group = np.empty(len(who), np.int64)
    group[named], group[~named] = of, len(names) + np.arange((~named).sum())
    units = Units.of(vectors, group, np.arange(group.max() + 1) < len(names))
    units = Crowd.among(units).of(units)
    others, them = clouds(3000, 128, people=300, spread=1.2, seed=4)
    curve = Curve.of(sample_pairs(others, them, np.arange(len(them))))
    ratios = curve.log_ratio(units.where(~units.named).alike(units.where(units.named)))
    found = likely(ratios, odds_of_names(units, curve))
    right = names[found.argmax(axis=1)] == who[~named]
    assert found.max(axis=1).mean() == pytest.approx(right.mean(), abs=0.1)
    assert right[found.max(axis=1) > 0.9].mean() > 0.9
    assert right[found.max(axis=1) < 0.1].mean() < 0.2


@given(st.lists(st.lists(st.floats(-12, 12), min_size=3, max_size=3), min_size=1, max_size=20))
def test_all_people_together_are_never_more_than_certain(ratios: list[list[float]]) -> None:
    table = np.array(ratios, np.float32)
    table[:, 1] = -np.inf
    odds = odds_among(table)
    found = likely(table, odds)
    assert odds > 0
    assert (found >= 0).all()
    assert (found.sum(axis=1) <= 1 + 1e-6).all()
    assert (found[:, 1] == 0).all(), "who can't be is never suggested"
