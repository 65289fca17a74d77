"""New photos change only what they touch, and hardly worse than grouping everything again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.people.constraints import Constraints
from engine.people.default import default
from engine.people.incremental import regroup_touched
from engine.people.measures import scores
from engine.people.rule import Rule
from engine.vision.registry import find_model
from tests.bench.clouds import clouds, unit

RULE = Rule.of(find_model("sface").thresholds)


def added(
    embeddings: NDArray[np.float32], before: NDArray[np.int64], constraints: Constraints | None = None
) -> NDArray[np.int64]:
    """The labels once the faces beyond `before` have come."""
    n = len(embeddings)
    labels = np.concatenate([before, np.full(n - len(before), -1, np.int64)])
    good = np.ones(n, np.float32)
    bound = constraints or Constraints.none(n)
    return regroup_touched(embeddings, good, RULE, bound, labels, np.arange(n) >= len(before))


def whole(embeddings: NDArray[np.float32]) -> NDArray[np.int64]:
    return default(embeddings, np.ones(len(embeddings), np.float32), RULE)


def test_in_ten_portions_people_come_out_as_in_one() -> None:
    embeddings, who = clouds(1500, 64, people=60, spread=1.0)
    labels = np.empty(0, np.int64)
    for end in range(150, 1501, 150):
        labels = added(embeddings[:end], labels)
    assert scores(who, labels).f > scores(who, whole(embeddings)).f - 0.005


def test_groups_that_no_new_face_is_like_stay_as_they_are() -> None:
    embeddings, who = clouds(600, 128, people=20, spread=0.6)
    old = embeddings[who != who[-1]]
    new = embeddings[who == who[-1]]
    before = np.arange(len(old)) % 7  # nonsense, so that grouping it anew would show
    labels = added(np.concatenate([old, new[:1]]), before)
    touched = (old @ new[0] >= RULE.neighbour).any()
    assert not touched, "or this proves nothing"
    assert (labels[:-1] == labels[:7][before]).all()
    assert len(set(labels[:7].tolist())) == 7


def test_new_faces_join_the_people_they_are_like() -> None:
    embeddings, who = clouds(600, 128, people=20, spread=0.6)
    before = whole(embeddings[:500])
    labels = added(embeddings, before)
    assert scores(who, labels).f > 0.99


def test_what_the_user_said_since_binds_groups_that_nothing_new_touches() -> None:
    embeddings, _ = clouds(6, 128, people=1, spread=0.3)
    assert len(set(whole(embeddings).tolist())) == 1
    said = np.array([1, 1, -1, 2, 2, -1], np.int64)
    constraints = Constraints(said, np.full(6, -1))
    labels = added(embeddings, np.zeros(6, np.int64), constraints)
    assert labels[0] == labels[1] != labels[3] == labels[4]
    apart = added(embeddings, np.array([0, -1, 0, 1, -1, 1]), constraints)
    assert apart[0] == apart[1] != apart[3] == apart[4]


def test_who_waited_alone_joins_once_a_person_is_seen_often_enough() -> None:
    random = np.random.default_rng(0)
    anna = np.eye(256)[0] + 0.5 * unit(random.standard_normal((10, 256), np.float32))
    waiting = 0.36 * np.eye(256)[:1] + np.sqrt(1 - 0.36**2) * np.eye(256)[1:2]
    faces = unit(np.concatenate([waiting, np.eye(256)[100:160], anna]).astype(np.float32))
    new = faces[-10:] @ faces[0]
    assert new.max() < RULE.neighbour, "or this proves nothing"
    first = whole(faces[:-7])
    assert first[0] == -1
    labels = added(faces, first)
    assert labels[0] == labels[-1] == whole(faces)[-1] >= 0
    assert (labels[1:61] == -1).all()


def test_where_most_are_touched_all_are_grouped_anew() -> None:
    embeddings, _ = clouds(600, 64, people=30, spread=1.0)
    before = np.arange(400) % 3  # nonsense, of which nothing may be left
    labels, anew = added(embeddings, before), whole(embeddings)
    together = labels[:, None] == labels
    assert ((labels == -1) == (anew == -1)).all()
    assert (together == (anew[:, None] == anew))[np.ix_(labels >= 0, labels >= 0)].all()
