"""Everybody as units that suggestions compare, kept from one change of the catalogue to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import embeddings, guesses, people
from engine.catalogue.matrices import of_length
from engine.grouping.calibrating import Similarities, calibrated_curve
from engine.people.calibration import Curve
from engine.people.suggestions import odds_among, sample_without_names
from engine.people.units import Crowd, Units, enough_faces
from engine.types import FaceId
from engine.vision.registry import ModelSpec

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
VectorsOf = Callable[[Ids], Floats]  # of faces, ascending


@dataclass(frozen=True, eq=False)
class Standing:
    """Everybody who is neither hidden nor a stranger, as units: first the people and groups, then single faces.

    What is compared with strangers is so only when somebody asks for it.
    """

    made: tuple[int, ...]  # `guesses.state`
    ids: Ids  # (n,), ascending: the faces with a vector, also of those who are hidden
    photos: Ids  # (n,)
    persons: Ids  # (n,), -1 for nobody
    keys: Ids  # (u,): people, ascending, then single faces, ascending, as negative numbers
    face_unit: Ids  # (m,), of those faces that are in a unit
    face_photo: Ids  # (m,)
    a_face: Ids  # (u,): one of each
    plain: Units
    apart: Ids  # (a, 2) units that are known to be different
    curve: Curve
    similarities: Similarities  # that the curve was fitted to
    fresh: Bools  # (u,): who is not as before
    crowd_before: Crowd | None

    @property
    def named(self) -> Ids:
        """The people with a name, in the order of `known`."""
        return self.keys[self.plain.named]

    @cached_property
    def crowd(self) -> Crowd:
        return Crowd.among(self.plain, self.keys, self.crowd_before, self.fresh)

    @cached_property
    def units(self) -> Units:
        return self._compared(np.ones(len(self.keys), np.bool_))

    @cached_property
    def known(self) -> Units:
        """Those with a name."""
        return self._compared(self.plain.named)

    @cached_property
    def odds(self) -> float:
        """Of being one given person with a name."""
        some = sample_without_names(self.plain)
        if not some.any() or not len(self.known.sizes):
            return 1.0
        return odds_among(self.curve.log_ratio(self._compared(some).alike(self.known)))

    def _compared(self, chosen: Bools) -> Units:
        return self.crowd.of_some(self.plain, chosen)


def standing(reader: sqlite3.Connection, spec: ModelSpec, before: Standing | None) -> Standing:
    """How everybody stands now, the same whatever is known from `before`.

    An answer touches few units: all others keep their exemplars, and only for those few are vectors read. A scan or
    a grouping may have changed anything.
    """
    made = guesses.state(reader)
    ids, photos, persons = guesses.whose(reader)
    if before is None or before.made != made or _moved(ids, photos, before):
        before = None
        stored, _, vectors = embeddings.vectors(reader, spec.id)
        there = np.isin(ids, stored, assume_unique=True)

        def vectors_of(faces: Ids) -> Floats:
            return vectors[np.searchsorted(stored, faces)]

    else:
        there = np.isin(ids, before.ids, assume_unique=True)
        new = [FaceId(face) for face in ids[~there].tolist()]
        there[~there] = np.isin(ids[~there], embeddings.having(reader, spec.id, new))

        def vectors_of(faces: Ids) -> Floats:
            return embeddings.vectors_of(reader, spec.id, [FaceId(face) for face in faces.tolist()])

    ids, photos, persons = ids[there], photos[there], persons[there]
    shown, with_name = _to_be_asked_about(reader)
    kept = (persons < 0) | np.isin(persons, shown)
    face, person = ids[kept], persons[kept]
    person_ids, singles = np.unique(person[person >= 0]), face[person < 0]
    keys = np.concatenate([person_ids, -singles])
    unit = np.searchsorted(person_ids, person)
    unit[person < 0] = len(person_ids) + np.arange(len(singles))
    named = np.isin(keys, with_name)
    fresh = np.ones(len(keys), np.bool_)
    if before is not None:
        fresh = ~np.isin(keys, before.keys) | np.isin(keys, _changed(ids, persons, before))
    plain = _units(spec, (face, unit, named, keys), vectors_of, before, fresh)
    known = Similarities.none() if before is None else before.similarities
    curve, pairs = calibrated_curve(reader, spec, ids, photos, known, vectors_of)
    first = np.unique(unit, return_index=True)[1]
    apart = _apart(reader, face, unit, person_ids)
    return Standing(
        made=made,
        ids=ids,
        photos=photos,
        persons=persons,
        keys=keys,
        face_unit=unit,
        face_photo=photos[kept],
        a_face=face[first],
        plain=plain,
        apart=apart,
        curve=curve,
        similarities=pairs,
        fresh=fresh,
        crowd_before=before.__dict__.get("crowd") if before else None,
    )


def _moved(ids: Ids, photos: Ids, before: Standing) -> bool:
    """Whether a face is in another photo than before: then it has another vector too."""
    places = np.minimum(np.searchsorted(before.ids, ids), max(len(before.ids) - 1, 0))
    if not len(before.ids):
        return False
    return bool(((before.ids[places] == ids) & (before.photos[places] != photos)).any())


def _changed(ids: Ids, persons: Ids, before: Standing) -> Ids:
    """Whoever has got a face, or has lost one, since."""
    now = np.stack([ids, persons], axis=1)
    then = np.stack([before.ids, before.persons], axis=1)
    if len(now) == len(then) and (now[:, 0] == then[:, 0]).all():
        other = now[:, 1] != then[:, 1]
        return np.union1d(now[other, 1], then[other, 1])
    gone = ~np.isin(then[:, 0], now[:, 0], assume_unique=True)
    come = ~np.isin(now[:, 0], then[:, 0], assume_unique=True)
    others = now[~come, 1] != then[~gone, 1]
    return np.unique(
        np.concatenate([now[come, 1], then[gone, 1], now[~come, 1][others], then[~gone, 1][others]])
    )


def _units(
    spec: ModelSpec,
    everybody: tuple[Ids, Ids, Bools, Ids],
    vectors_of: VectorsOf,
    before: Standing | None,
    fresh: Bools,
) -> Units:
    """Of faces in units, which are named or not and have keys; those not `fresh` are as they were `before`."""
    face, unit, named, keys = everybody
    sizes = np.bincount(unit, minlength=len(keys))
    inside = np.flatnonzero(fresh[unit])
    rows = inside[np.sort(enough_faces(unit[inside], np.where(fresh, sizes, 0)))]
    vectors = of_length(vectors_of(face[rows]), spec.dimensions)
    number = np.cumsum(fresh) - 1
    made = Units.of(vectors, number[unit[rows]], named[fresh])
    if before is None:
        return replace(made, sizes=sizes)
    order = np.argsort(before.keys)
    places = order[np.searchsorted(before.keys, keys[~fresh], sorter=order)]
    return Units.joined(made, fresh, before.plain.at(places), sizes, named)


def _to_be_asked_about(reader: sqlite3.Connection) -> tuple[Ids, Ids]:
    """Who is neither hidden nor a stranger, and who has a name."""
    rows = np.array(reader.execute(_PEOPLE).fetchall(), np.int64).reshape(-1, 3)
    return rows[rows[:, 2] == 0, 0], rows[rows[:, 1] == 1, 0]


def _apart(reader: sqlite3.Connection, faces: Ids, unit: Ids, person_ids: Ids) -> Ids:
    """The pairs of units (a, 2) that the user told apart, or with a face that was rejected from the other."""
    rejected = np.array(reader.execute(_REJECTED).fetchall(), np.int64).reshape(-1, 2)
    told = np.array(list(people.apart(reader)), np.int64).reshape(-1, 2)
    person_unit = np.arange(len(person_ids))
    sides = [
        (_looked_up(faces, unit, rejected[:, 0]), _looked_up(person_ids, person_unit, rejected[:, 1])),
        (_looked_up(person_ids, person_unit, told[:, 0]), _looked_up(person_ids, person_unit, told[:, 1])),
    ]
    pairs = np.concatenate([np.stack(side, axis=1) for side in sides])
    return np.asarray(pairs[(pairs >= 0).all(axis=1) & (pairs[:, 0] != pairs[:, 1])], np.int64)


def _looked_up(ascending: Ids, values: Ids, wanted: Ids) -> Ids:
    """The value (m,) of each of `wanted`, -1 for those that are not among `ascending` (n,)."""
    if not len(ascending):
        return np.full(len(wanted), -1)
    places = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return np.where(ascending[places] == wanted, values[places], -1)


_PEOPLE = "SELECT id, name IS NOT NULL, hidden OR stranger FROM person"

_REJECTED = "SELECT face_id, person_id FROM rejected"
