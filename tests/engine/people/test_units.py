"""Units are compared as their faces say, however many there are and in whatever order they come."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.people.units import Units
from tests.bench.clouds import clouds


def some_units(sizes: list[int], seed: int) -> tuple[Units, list[Units]]:
    """Units of so many faces, and each of them by itself; some are like strangers."""
    vectors, _ = clouds(sum(sizes), 16, people=5, seed=seed)
    random = np.random.default_rng(seed)
    unit = random.permutation(np.repeat(np.arange(len(sizes)), sizes))
    crowd = random.normal(0, 0.1, len(sizes)).astype(np.float32)
    units = Units.of(vectors, unit, np.zeros(len(sizes), np.bool_))
    alone = [
        Units.of(vectors[unit == number], np.zeros(size, np.int64), np.zeros(1, np.bool_))
        for number, size in enumerate(sizes)
    ]
    for number, each in enumerate(alone):
        each.crowd[:] = crowd[number]
    units.crowd[:] = crowd
    return units, alone


@settings(max_examples=30)
@given(
    st.lists(st.integers(1, 9) | st.integers(1, 600), min_size=1, max_size=30),
    st.lists(st.integers(1, 9), min_size=1, max_size=5),
    st.integers(0, 99),
)
def test_each_two_are_as_alike_as_if_they_were_by_themselves(
    sizes: list[int], others: list[int], seed: int
) -> None:
    units, alone = some_units(sizes, seed)
    theirs, their_own = some_units(others, seed + 1)
    np.testing.assert_array_equal(units.means, np.concatenate([each.means for each in alone]))
    expected = [[one.alike(other)[0, 0] for other in their_own] for one in alone]
    np.testing.assert_allclose(units.alike(theirs), expected, atol=1e-6)


@settings(max_examples=30)
@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 99))
def test_two_are_as_alike_as_the_two_exemplars_most_alike(one: int, other: int, seed: int) -> None:
    _, (first, second) = some_units([one, other], seed)
    gain = [0.05 * (1 - each.faces**-0.5) for each in (first, second)]
    products = first.means @ second.means.T + gain[0][:, None] + gain[1]
    expected = products.max() - (first.crowd[0] + second.crowd[0]) / 2
    np.testing.assert_allclose(first.alike(second), [[expected]], atol=1e-6)
