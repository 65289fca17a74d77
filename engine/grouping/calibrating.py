"""How sure the model in use is on the user's own people, from the names that they confirmed."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import embeddings, guesses, people
from engine.errors import UserProblem
from engine.people.calibration import (
    CENTRES,
    DRAWS,
    EDGES,
    Curve,
    Pairs,
    adapted,
    exact_threshold,
    sample_pairs,
)
from engine.types import Calibration
from engine.vision.registry import ModelSpec

ENOUGH = 200  # pairs of one person's faces; of fewer the model's own curve says more
_FEW_DRAWS = 20_000  # of two people's faces say enough for the two numbers of a fit

Faces = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]  # ids, photos, vectors


def calibrated_curve(reader: sqlite3.Connection, spec: ModelSpec, faces: Faces) -> Curve:
    """The model's curve, fitted to the user's people where they named enough of `faces`."""
    shipped, pairs = Curve.shipped(spec.calibration), _confirmed_pairs(reader, faces, _FEW_DRAWS)
    return adapted(shipped, pairs) if _are_enough(pairs) else shipped


def calibrate(reader: sqlite3.Connection, spec: ModelSpec, false_match_rate: float) -> Calibration:
    """See `Library.calibration`."""
    if not 0 < false_match_rate < 1:
        raise UserProblem(
            "The false match rate lies between 0 and 1; 0.001 is one pair of people in a thousand."
        )
    shipped = spread = curve = Curve.shipped(spec.calibration)
    threshold = shipped.threshold(false_match_rate)
    pairs = _confirmed_pairs(reader, embeddings.vectors(reader, spec.id))
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


def _confirmed_pairs(reader: sqlite3.Connection, faces: Faces, draws: int = DRAWS) -> Pairs:
    """From the faces whose people the user named or confirmed."""
    ids, photos, vectors = faces
    said = guesses.constraints(reader)
    named = people.names_of(reader, np.unique(said.said_persons).tolist())
    sure = np.isin(said.said_persons, list(named)) & np.isin(said.said_faces, ids)
    rows = np.searchsorted(ids, said.said_faces[sure])
    return sample_pairs(vectors[rows], said.said_persons[sure], photos[rows], draws=draws)


def _are_enough(pairs: Pairs) -> bool:
    return min(len(pairs.same), len(pairs.different)) >= ENOUGH


def _check_measurable(false_match_rate: float, pairs: Pairs) -> None:
    least = 1 / len(pairs.different)
    if false_match_rate < least:
        raise UserProblem(
            f"The names that you gave make {len(pairs.different)} pairs of different people: too few to see a false "
            f"match rate of {false_match_rate:g}. Ask for {least:.2g} or more, or name more people."
        )
