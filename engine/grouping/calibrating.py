"""How sure the model in use is on the user's own people, from the names that they confirmed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import embeddings, guesses, people
from engine.errors import UserProblem
from engine.people.calibration import (
    CENTRES,
    EDGES,
    Curve,
    Pairs,
    adapted,
    drawn_pairs,
    exact_threshold,
    sample_pairs,
    similarities,
)
from engine.types import Calibration
from engine.vision.registry import ModelSpec

Ids = NDArray[np.int64]

ENOUGH = 200  # pairs of one person's faces; of fewer the model's own curve says more
_KEY = 1 << 32  # times the lower face of a pair, and the other one: its number
_FEW_DRAWS = 20_000  # of two people's faces say enough for the two numbers of a fit


@dataclass(frozen=True, slots=True, eq=False)
class Similarities:
    """Of pairs of faces, each pair one number."""

    keys: Ids  # (p,), ascending
    values: NDArray[np.float32]  # (p,)

    @classmethod
    def none(cls) -> Similarities:
        return cls(np.empty(0, np.int64), np.empty(0, np.float32))

    def of(self, keys: Ids) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """The similarity (q,) for each of `keys` (q,), and whether it is known."""
        if not len(self.keys):
            return np.zeros(len(keys), np.float32), np.zeros(len(keys), np.bool_)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return self.values[places], self.keys[places] == keys


def calibrated_curve(
    reader: sqlite3.Connection,
    spec: ModelSpec,
    ids: Ids,
    photos: Ids,
    known: Similarities,
    vectors_of: Callable[[Ids], NDArray[np.float32]],
) -> tuple[Curve, Similarities]:
    """The model's curve, fitted to the user's people where they named enough of the faces `ids` (n,) in `photos` (n,).

    And the similarities of the pairs that it was fitted to. Those that are `known` needn't be computed: after an
    answer that are nearly all. `vectors_of` gives the vectors of faces, ascending.
    """
    faces, persons, rows = _named(reader, ids)
    sides = drawn_pairs(faces, persons, photos[rows], draws=_FEW_DRAWS)
    keys = [np.sort(faces[places], axis=1) @ np.array([_KEY, 1]) for places in sides]
    now = _similarities(np.unique(np.concatenate(keys)), known, vectors_of)
    pairs = Pairs(*(now.of(side)[0] for side in keys))
    shipped = Curve.shipped(spec.calibration)
    return adapted(shipped, pairs) if _are_enough(pairs) else shipped, now


def _similarities(
    keys: Ids, known: Similarities, vectors_of: Callable[[Ids], NDArray[np.float32]]
) -> Similarities:
    values, there = known.of(keys)
    if not there.all():
        pairs = np.stack(np.divmod(keys[~there], _KEY), axis=1)
        faces = np.unique(pairs)
        values[~there] = similarities(vectors_of(faces), np.searchsorted(faces, pairs))
    return Similarities(keys, values)


def calibrate(reader: sqlite3.Connection, spec: ModelSpec, false_match_rate: float) -> Calibration:
    """See `Library.calibration`."""
    if not 0 < false_match_rate < 1:
        raise UserProblem(
            "The false match rate lies between 0 and 1; 0.001 is one pair of people in a thousand."
        )
    shipped = spread = curve = Curve.shipped(spec.calibration)
    threshold = shipped.threshold(false_match_rate)
    pairs = _confirmed_pairs(reader, spec.id)
    own = _are_enough(pairs)
    if own:
        _check_measurable(false_match_rate, pairs)
        spread, curve = Curve.of(pairs), adapted(shipped, pairs)
        threshold = exact_threshold(pairs, false_match_rate)
    false_matches, true_matches = spread.roc()
    return Calibration(
        model=spec.id,
        own=own,
        same_pairs=len(pairs.same),
        different_pairs=len(pairs.different),
        edges=tuple(EDGES.round(2).tolist()),
        same=tuple(spread.same.tolist()),
        different=tuple(spread.different.tolist()),
        probabilities=tuple(curve.probability(CENTRES.astype(np.float32)).tolist()),
        false_match_rates=tuple(false_matches.tolist()),
        true_match_rates=tuple(true_matches.tolist()),
        false_match_rate=false_match_rate,
        threshold=threshold,
        true_match_rate=float(np.interp(threshold, EDGES, true_matches)),
    )


def _confirmed_pairs(reader: sqlite3.Connection, model: str) -> Pairs:
    """From the faces whose people the user named or confirmed."""
    ids, photos, vectors = embeddings.vectors(reader, model)
    _, persons, rows = _named(reader, ids)
    return sample_pairs(vectors[rows], persons, photos[rows])


def _named(reader: sqlite3.Connection, ids: Ids) -> tuple[Ids, Ids, Ids]:
    """Those of the faces `ids` (n,), ascending, whose people have names by the user's word, who these are, and the
    rows that they are in."""
    said = guesses.constraints(reader)
    named = people.names_of(reader, np.unique(said.said_persons).tolist())
    sure = np.isin(said.said_persons, list(named)) & np.isin(said.said_faces, ids)
    faces = said.said_faces[sure]
    return faces, said.said_persons[sure], np.searchsorted(ids, faces)


def _are_enough(pairs: Pairs) -> bool:
    return min(len(pairs.same), len(pairs.different)) >= ENOUGH


def _check_measurable(false_match_rate: float, pairs: Pairs) -> None:
    least = 1 / len(pairs.different)
    if false_match_rate < least:
        raise UserProblem(
            f"The names that you gave make {len(pairs.different)} pairs of different people: too few to see a false "
            f"match rate of {false_match_rate:g}. Ask for {least:.2g} or more, or name more people."
        )
