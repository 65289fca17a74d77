"""The measures say what their definitions say."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.people.measures import scores


def test_a_case_worked_out_by_hand() -> None:
    # Anna's three faces: two in group 0, one in group 1 with Ben's; Carl's face alone.
    found = scores(["anna", "anna", "anna", "ben", "carl"], [0, 0, 1, 1, -1])
    assert found.precision == pytest.approx((1 + 1 + 1 / 2 + 1 / 2 + 1) / 5)
    assert found.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert found.f == pytest.approx(2 * found.precision * found.recall / (found.precision + found.recall))
    assert found.pairwise_f == pytest.approx(2 * 1 / (2 + 3))


def test_every_face_that_is_alone_is_a_group_of_its_own() -> None:
    assert scores([1, 2, 3], [-1, -1, -1]).f == 1
    assert scores([1, 1], [-1, -1]).recall == pytest.approx(1 / 2)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40))
def test_agrees_with_the_definition_face_by_face(faces: list[tuple[int, int]]) -> None:
    identity, group = zip(*faces, strict=True)
    found = scores(identity, group)

    def share(of: int, given: int) -> float:
        shares = []
        for face in faces:
            others = [other for other in faces if other[given] == face[given]]
            shares.append(sum(other[of] == face[of] for other in others) / len(others))
        return sum(shares) / len(shares)

    together = sum(a == b for a, b in combinations(faces, 2))
    same_group = sum(a[1] == b[1] for a, b in combinations(faces, 2))
    same_person = sum(a[0] == b[0] for a, b in combinations(faces, 2))
    assert found.precision == pytest.approx(share(of=0, given=1))
    assert found.recall == pytest.approx(share(of=1, given=0))
    if same_group + same_person:
        assert found.pairwise_f == pytest.approx(2 * together / (same_group + same_person))


@pytest.mark.parametrize(("identity", "group"), [([], []), ([1, 2], [0])])
def test_nothing_to_compare_is_an_error(identity: list[int], group: list[int]) -> None:
    with pytest.raises(ValueError, match="one length"):
        scores(identity, group)
