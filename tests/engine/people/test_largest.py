"""The largest few of many."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.people.largest import largest, places_of_largest


@settings(max_examples=100)
@given(st.data())
def test_they_are_the_first_of_all_sorted(data: st.DataObject) -> None:
    k = data.draw(st.integers(1, 700))
    count = data.draw(st.integers(1, min(k, 70)))
    few = data.draw(st.sampled_from([2, 50, 10**6]), label="different values")
    random = np.random.default_rng(data.draw(st.integers(0, 99)))
    values = (random.integers(-few, few, (data.draw(st.integers(0, 6)), k)) / few).astype(np.float32)
    np.testing.assert_array_equal(largest(values, count), -np.sort(-values, axis=1)[:, :count])
    expected = np.argsort(-values, axis=1, kind="stable")[:, :count]
    np.testing.assert_array_equal(places_of_largest(values, count), expected)
