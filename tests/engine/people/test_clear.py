"""Groups that are hardly less alike than is asked are one if they stand out from everybody else."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.people import cores
from engine.people.constraints import Constraints
from engine.people.default import default
from engine.people.incremental import regroup_touched
from engine.people.rule import Rule
from engine.vision.registry import find_model
from tests.bench.clouds import unit

RULE = Rule.of(find_model("sface").thresholds)
STRANGERS = 60
DIMENSIONS = 256


def axis(number: int) -> NDArray[np.float64]:
    return np.eye(DIMENSIONS)[number]


def people(*faces: NDArray[np.float64], strangers: int = STRANGERS) -> NDArray[np.float32]:
    """Those faces, and strangers who are like nobody."""
    return unit(np.concatenate([np.stack(faces), np.eye(DIMENSIONS)[-strangers:]]))


def grouped(embeddings: NDArray[np.float32]) -> NDArray[np.int64]:
    return default(embeddings, np.ones(len(embeddings), np.float32), RULE)


def lacking() -> float:
    """A likeness of a face and two that are one person, which is a little less than is asked."""
    sizes, usual = np.ones(1, np.float32), np.full(1, RULE.usual, np.float32)
    return float(RULE.among(STRANGERS).wanted((sizes, 2 * sizes), (usual, usual))[0]) - 0.03


ANNA = axis(0), axis(0) + 0.3 * axis(1)
SIMILAR = lacking()
IN_PROFILE = SIMILAR * axis(0) + np.sqrt(1 - SIMILAR**2) * axis(2)


def test_a_face_that_is_like_nobody_else_belongs_to_whom_it_is_nearly_alike() -> None:
    labels = grouped(people(*ANNA, IN_PROFILE))
    assert labels[0] == labels[1] == labels[2] >= 0
    assert (labels[3:] == -1).all()


def test_it_does_not_if_somebody_else_is_as_near() -> None:
    ben = unit(np.stack([axis(3), axis(3) + 0.3 * axis(4)]))
    between = IN_PROFILE + (SIMILAR - 0.02) * axis(3)
    labels = grouped(people(*ANNA, between, *ben))
    assert labels[0] == labels[1] != labels[3] == labels[4]
    assert labels[2] == -1


def test_two_single_faces_are_each_others_nearest_by_chance() -> None:
    alike = RULE.among(STRANGERS).pair - 0.02
    assert (grouped(people(axis(0), alike * axis(0) + np.sqrt(1 - alike**2) * axis(1))) == -1).all()


@pytest.mark.parametrize("strangers", [10, 30])
def test_in_the_album_of_one_family_nobody_stands_out(strangers: int) -> None:
    assert grouped(people(*ANNA, IN_PROFILE, strangers=strangers))[2] == -1


def test_a_photo_that_comes_later_is_told_as_well() -> None:
    faces = people(*ANNA, IN_PROFILE)
    new = np.arange(len(faces)) == 2
    before = np.where(np.arange(len(faces)) < 2, 0, -1)
    good = np.ones(len(faces), np.float32)
    labels = regroup_touched(faces, good, RULE, Constraints.none(len(faces)), before, new)
    assert labels[0] == labels[1] == labels[2]


def test_not_within_one_photo() -> None:
    faces = people(*ANNA, IN_PROFILE)
    photo = np.full(len(faces), -1)
    photo[1:3] = 7
    constraints = Constraints(np.full(len(faces), -1), photo)
    assert default(faces, np.ones(len(faces), np.float32), RULE, constraints)[2] == -1


def test_it_does_not_matter_how_many_are_compared_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = grouped(people(*ANNA, IN_PROFILE))
    monkeypatch.setattr(cores, "_AT_ONCE", 1)
    assert (grouped(people(*ANNA, IN_PROFILE)) == at_once).all()
