"""Who unnamed faces may be, from the catalogue: the arrays of `engine.people.suggestions` get ids and names."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import embeddings, guesses, people, rows
from engine.catalogue.connection import Catalogue
from engine.grouping.asking import STORE, Pairs, still_open
from engine.grouping.calibrating import calibrated_curve
from engine.people.calibration import Curve
from engine.people.suggestions import likely, odds_of_names, ranked
from engine.people.units import Crowd, Units
from engine.progress import CancelToken
from engine.types import FaceId, Person, PersonId, Question, Suggestion
from engine.vision.registry import ModelSpec

Ids = NDArray[np.int64]

_WORTH_SAYING = 0.01
_QUICK = 0.2  # seconds of the processor for a search that nobody minds
_SHARE = 20  # of its own length a longer search waits for the next
_ENOUGH = 256  # faces of a group, the best of it, to say who they are


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """Everybody who is neither hidden nor a stranger, as units: first the people and groups, then single faces."""

    people: dict[PersonId, Person]
    person_ids: Ids  # (p,), ascending
    single_ids: Ids  # (u - p,), ascending
    a_face: Ids  # (u,): one of each
    face_unit: Ids  # (n,)
    face_photo: Ids  # (n,)
    units: Units
    known: Units  # those with a name
    crowd: Crowd
    apart: Ids  # (a, 2)
    curve: Curve
    odds: float  # of being one given person with a name


@dataclass(frozen=True, slots=True)
class _Found:
    """What a search for questions found, in which state of the catalogue, and what it took."""

    pairs: Pairs
    made: tuple[int, ...]  # `guesses.state`
    said: tuple[int, int]  # `guesses.heard`
    at: float  # by the monotonic clock
    seconds: float  # of the processor


class Suggester:
    """Answers for one model. Safe from any thread.

    The first search for questions takes some seconds with 100,000 faces, and again after a grouping; so does the
    first suggestion after any change. All others take some milliseconds.
    """

    def __init__(self, catalogue: Catalogue, spec: ModelSpec) -> None:
        self._catalogue = catalogue
        self._spec = spec
        self._lock = threading.Lock()
        self._state: _State | None = None
        self._as_of: tuple[int, int] | None = None
        self._asking = threading.Lock()
        self._found: _Found | None = None

    def likely_people(self, who: PersonId | Sequence[FaceId], count: int) -> list[Suggestion]:
        """See `Library.suggestions_for`."""
        state = self._current()
        asked = self._catalogue.query(partial(_faces_asked, who=who))
        vectors = self._catalogue.query(lambda r: embeddings.vectors_of(r, self._spec.id, asked[:_ENOUGH]))
        named = state.units.named
        if not len(vectors) or not named.any() or (isinstance(who, int) and _is_named(state, who)):
            return []
        unit = Units.of(vectors, np.zeros(len(vectors), np.int64), np.zeros(1, np.bool_))
        ratios = state.curve.log_ratio(state.crowd.of(unit).alike(state.known))
        of_named = state.person_ids[named[: len(state.person_ids)]]
        impossible = self._catalogue.query(partial(_impossible, asked=asked, who=who))
        ratios[0, np.isin(of_named, impossible)] = -np.inf
        found = likely(ratios, state.odds)[0]
        best = np.argsort(-found, kind="stable")[:count]
        ranked = [(state.people[PersonId(int(of_named[i]))], float(found[i])) for i in best]
        return [Suggestion(who, p) for who, p in ranked if p >= _WORTH_SAYING]

    def questions(self, count: int, token: CancelToken | None = None) -> list[Question]:
        """See `Library.questions`.

        The pairs found last are asked about as long as there are enough, as they are by then: in a large library no
        answer makes the user wait for a new search.
        """
        token = token or CancelToken()
        with self._asking:
            if self._found is None or self._catalogue.query(guesses.state) != self._found.made:
                self._found = self._search(token)
            found = self._catalogue.query(partial(still_open, pairs=self._found.pairs, count=count))
            if len(found) < count and self._is_worth_it(self._found, found):
                self._found = self._search(token)
                found = self._catalogue.query(partial(still_open, pairs=self._found.pairs, count=count))
            return found

    def _search(self, token: CancelToken) -> _Found:
        began = time.thread_time()
        made, said = self._catalogue.query(lambda reader: (guesses.state(reader), guesses.heard(reader)))
        state = self._current()
        photos = (state.face_unit, state.face_photo)
        asked = ranked(state.units, photos, state.apart, state.curve, STORE, token.check)
        first, second = (state.a_face[side[:STORE]] for side in (asked.first, asked.second))
        pairs = Pairs(first, second, asked.probability[:STORE])
        return _Found(pairs, made, said, time.monotonic(), time.thread_time() - began)

    def _is_worth_it(self, last: _Found, left: Sequence[Question]) -> bool:
        """To search again: only if something was said since, and not often where that takes long."""
        waited = time.monotonic() - last.at
        soon = last.seconds < _QUICK or not left or waited > _SHARE * last.seconds
        return soon and self._catalogue.query(guesses.heard) != last.said

    def _current(self) -> _State:
        with self._lock:
            now = self._catalogue.changes()
            if self._state is None or now != self._as_of:
                self._state = self._catalogue.query(partial(_read, spec=self._spec))
                self._as_of = now
            return self._state


def _read(reader: sqlite3.Connection, spec: ModelSpec) -> _State:
    ids, photos, vectors = found = embeddings.vectors(reader, spec.id)
    curve = calibrated_curve(reader, spec, found)
    person = _persons(reader, ids)
    everybody = {each.id: each for each in people.people(reader)}
    shown = {who: each for who, each in everybody.items() if not (each.hidden or each.stranger)}
    kept = (person < 0) | np.isin(person, list(shown))
    ids, photos, vectors, person = ids[kept], photos[kept], vectors[kept], person[kept]
    person_ids = np.unique(person[person >= 0])
    single_ids = ids[person < 0]
    unit = np.where(
        person < 0, len(person_ids) + np.searchsorted(single_ids, ids), np.searchsorted(person_ids, person)
    )
    named = np.zeros(len(person_ids) + len(single_ids), np.bool_)
    named[: len(person_ids)] = [shown[PersonId(who)].name is not None for who in person_ids.tolist()]
    units = Units.of(vectors.reshape(len(ids), spec.dimensions), unit, named)
    crowd = Crowd.among(units)
    units = crowd.of(units)
    odds = odds_of_names(units, curve)
    apart = _apart(reader, ids, unit, person_ids)
    known, a_face = units.where(named), ids[np.unique(unit, return_index=True)[1]]
    return _State(
        shown, person_ids, single_ids, a_face, unit, photos, units, known, crowd, apart, curve, odds
    )


def _persons(reader: sqlite3.Connection, ids: Ids) -> Ids:
    """The person (n,) of each of `ids` (n,), ascending; -1 for nobody."""
    held, holders = guesses.assignments(reader)
    places = np.searchsorted(held, ids)
    places[places == len(held)] = 0
    return np.where(held[places] == ids, holders[places], -1) if len(held) else np.full(len(ids), -1)


def _apart(reader: sqlite3.Connection, ids: Ids, unit: Ids, person_ids: Ids) -> Ids:
    """The pairs of units (a, 2) that the user told apart, or with a face that was rejected from the other."""
    unit_of = dict(zip(ids.tolist(), unit.tolist(), strict=True))
    person_unit = {person: number for number, person in enumerate(person_ids.tolist())}
    said = guesses.constraints(reader)
    rejected = zip(said.rejected_faces.tolist(), said.rejected_persons.tolist(), strict=True)
    pairs = [(unit_of.get(face), person_unit.get(person)) for face, person in rejected]
    pairs += [(person_unit.get(one), person_unit.get(other)) for one, other in people.apart(reader)]
    known = [pair for pair in pairs if None not in pair and pair[0] != pair[1]]
    return np.array(known, np.int64).reshape(-1, 2)


def _faces_asked(reader: sqlite3.Connection, who: PersonId | Sequence[FaceId]) -> list[FaceId]:
    if isinstance(who, int):
        return [FaceId(row[0]) for row in reader.execute(_BEST_FIRST, (who,))]
    return list(who)


def _impossible(
    reader: sqlite3.Connection, asked: Sequence[FaceId], who: PersonId | Sequence[FaceId]
) -> list[int]:
    """Who is in a photo with one of the faces `asked` about, or is not one of them by the user's word."""
    told = {"faces": rows.ids(asked), "who": who if isinstance(who, int) else None}
    return [row[0] for row in reader.execute(_IMPOSSIBLE, told)]


def _is_named(state: _State, who: PersonId) -> bool:
    return who in state.people and state.people[who].name is not None


_BEST_FIRST = """
    SELECT face.id FROM face JOIN photo ON photo.id = face.photo_id AND photo.shown = 1
    WHERE face.person_id = ? ORDER BY quality DESC, face.id"""

_IMPOSSIBLE = """
    WITH asked AS (SELECT value AS id FROM json_each(:faces))
    SELECT person_id FROM rejected WHERE face_id IN (SELECT id FROM asked)
    UNION SELECT beside.person_id FROM face JOIN face AS beside ON beside.photo_id = face.photo_id
        WHERE face.id IN (SELECT id FROM asked) AND beside.id NOT IN (SELECT id FROM asked)
          AND beside.person_id IS NOT NULL
    UNION SELECT other_id FROM apart WHERE person_id = :who
    UNION SELECT person_id FROM apart WHERE other_id = :who"""
