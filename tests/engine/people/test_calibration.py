"""What a similarity is worth, from the names that were given."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from engine.people.calibration import (
    CENTRES,
    Curve,
    Pairs,
    adapted,
    exact_threshold,
    sample_pairs,
)
from engine.vision.registry import all_models, find_model
from tests.bench.clouds import clouds

SHIPPED = Curve.shipped(find_model("sface").calibration)


def some_pairs(people: int = 60, spread: float = 0.7, seed: int = 0) -> Pairs:
    vectors, who = clouds(3000, 64, people=people, spread=spread, seed=seed)
    return sample_pairs(vectors, who, np.arange(len(who)))


def test_somebody_with_five_thousand_faces_does_not_drown_the_others() -> None:
    vectors, _ = clouds(5020, 16, people=5)
    who = np.repeat(np.arange(11), [5000] + [2] * 10)
    assert len(sample_pairs(vectors, who, np.arange(5020)).same) == 30 + 10


def test_faces_of_one_photo_and_people_with_one_face_make_no_pair_of_one_person() -> None:
    vectors, _ = clouds(4, 16, people=4)
    pairs = sample_pairs(vectors, np.array([0, 0, 1, 2]), np.array([7, 7, 8, 9]))
    assert len(pairs.same) == 0
    assert len(pairs.different) == 5


def test_nobody_named_makes_no_pairs() -> None:
    nothing = np.empty(0, np.int64)
    pairs = sample_pairs(np.empty((0, 16), np.float32), nothing, nothing)
    assert (len(pairs.same), len(pairs.different)) == (0, 0)


@pytest.mark.parametrize("model", list(all_models()))
def test_the_more_alike_the_more_likely_one_person(model: str) -> None:
    curve = Curve.shipped(find_model(model).calibration)
    sure = curve.probability(np.linspace(-1, 1, 200, dtype=np.float32))
    assert (np.diff(sure) >= 0).all()
    assert sure[0] < 0.01
    assert sure[-1] > 0.99


@pytest.mark.parametrize("rate", [0.01, 0.001, 0.0001])
def test_the_threshold_lets_the_asked_for_share_of_strangers_through(rate: float) -> None:
    pairs = some_pairs()
    above = np.mean(pairs.different >= exact_threshold(pairs, rate))
    assert above <= rate
    assert above == pytest.approx(rate, rel=0.1)
    of_curve = Curve.of(pairs).threshold(rate)
    assert np.mean(pairs.different >= of_curve) == pytest.approx(rate, rel=0.7)


def test_a_curve_is_as_sure_of_other_people_as_it_says() -> None:
    curve, others = Curve.of(some_pairs(seed=1)), some_pairs(seed=2)
    ratios = [curve.probability(others.same), curve.probability(others.different)]
    for low in np.arange(0, 1, 0.2):
        same, different = (np.mean((said >= low) & (said < low + 0.2)) for said in ratios)
        if same + different > 0.01:
            assert same / (same + different) == pytest.approx(low + 0.1, abs=0.2)


def test_the_models_curve_moves_to_where_the_users_people_are() -> None:
    random = np.random.default_rng(0)
    steps = np.arange(len(CENTRES))
    different = CENTRES[random.choice(steps, 5000, p=SHIPPED.different / SHIPPED.different.sum())]
    same = CENTRES[random.choice(steps, 300, p=SHIPPED.same / SHIPPED.same.sum())]
    like_siblings = adapted(SHIPPED, Pairs(same.astype(np.float32), (different + 0.15).astype(np.float32)))
    half_sure = np.float32(SHIPPED.threshold(0.001))
    assert like_siblings.probability(half_sure) < SHIPPED.probability(half_sure) - 0.2
    assert like_siblings.probability(np.float32(0.8)) > 0.99


def test_names_that_say_nothing_of_faces_leave_the_models_curve() -> None:
    noise = np.random.default_rng(0).normal(0.3, 0.1, 600).astype(np.float32)
    assert adapted(SHIPPED, Pairs(noise[:300] - 0.2, noise[300:])) is SHIPPED


def test_the_curve_is_adapted_as_scikit_learn_does() -> None:
    random = np.random.default_rng(3)
    same, different = random.normal(0.6, 0.15, 900), random.normal(0.1, 0.12, 7000)
    found = adapted(SHIPPED, Pairs(same.astype(np.float32), different.astype(np.float32)))
    ratios = SHIPPED.log_ratio(np.concatenate([same, different]).astype(np.float32)).astype(np.float64)
    is_same = np.repeat([1, 0], [len(same), len(different)])
    fit = LogisticRegression(class_weight="balanced", tol=1e-9).fit(ratios[:, None], is_same)
    assert found.stretch == pytest.approx(fit.coef_[0, 0], abs=2e-3)
    assert found.shift == pytest.approx(fit.intercept_[0], abs=2e-3)
