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
from engine.grouping.standing import Standing, standing
from engine.people.suggestions import likely, ranked
from engine.people.units import Units
from engine.progress import CancelToken
from engine.types import FaceId, PersonId, Question, Suggestion
from engine.vision.registry import ModelSpec

Ids = NDArray[np.int64]

_WORTH_SAYING = 0.01
_QUICK = 0.2  # seconds of the processor for a search that nobody minds
_SHARE = 20  # of its own length a longer search waits for the next
_ENOUGH = 256  # faces of a group, the best of it, to say who they are


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

    The first search for questions takes a second with 100,000 faces, and again after a grouping; the first suggestion
    after an answer takes a fifth of it. All others take some milliseconds.
    """

    def __init__(self, catalogue: Catalogue, spec: ModelSpec) -> None:
        self._catalogue = catalogue
        self._spec = spec
        self._lock = threading.Lock()
        self._state: Standing | None = None
        self._as_of: tuple[int, int] | None = None
        self._asking = threading.Lock()
        self._found: _Found | None = None

    def likely_people(self, who: PersonId | Sequence[FaceId], count: int) -> list[Suggestion]:
        """See `Library.suggestions_for`."""
        state = self._current()
        asked = self._catalogue.query(partial(_faces_asked, who=who))
        vectors = self._catalogue.query(lambda r: embeddings.vectors_of(r, self._spec.id, asked[:_ENOUGH]))
        if not len(vectors) or not len(state.named) or (isinstance(who, int) and who in state.named):
            return []
        unit = Units.of(vectors, np.zeros(len(vectors), np.int64), np.zeros(1, np.bool_))
        ratios = state.curve.log_ratio(state.crowd.of(unit).alike(state.known))
        impossible = self._catalogue.query(partial(_impossible, asked=asked, who=who))
        ratios[0, np.isin(state.named, impossible)] = -np.inf
        found = likely(ratios, state.odds)[0]
        best = np.argsort(-found, kind="stable")[:count]
        sure = {PersonId(int(state.named[i])): float(found[i]) for i in best if found[i] >= _WORTH_SAYING}
        known = {each.id: each for each in self._catalogue.query(partial(people.people_among, wanted=sure))}
        return [Suggestion(known[person], p) for person, p in sure.items() if person in known]

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

    def _current(self) -> Standing:
        with self._lock:
            now = self._catalogue.changes()
            if self._state is None or now != self._as_of:
                self._state = self._catalogue.query(partial(standing, spec=self._spec, before=self._state))
                self._as_of = now
            return self._state


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
