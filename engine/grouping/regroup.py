"""From vectors to people: group all faces of the library, then let the user's words have the last say."""

from __future__ import annotations

import sqlite3
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.catalogue import embeddings, faces, guesses, people
from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem
from engine.grouping.current import Basis, Grouped
from engine.grouping.dates import births, years_taken
from engine.people.constraints import Constraints
from engine.people.dbscan import dbscan
from engine.people.default import default
from engine.people.incremental import regroup_touched
from engine.people.kmeans import kmeans, likely_count
from engine.people.reconcile import Assignment, UserWords, reconcile
from engine.people.rule import Rule
from engine.people.words import constraints_of
from engine.people.years import unborn
from engine.progress import CancelToken, ReportProgress, ignore_progress
from engine.types import Changes, FaceId, GroupReport, PersonId
from engine.vision.registry import ModelSpec

METHODS = ("default", "dbscan", "kmeans")

_TOO_MUCH = 0.3  # of all faces have changed: then grouping everybody anew takes hardly longer
_TRIES = 3  # to find a moment in which the user says nothing


@dataclass(frozen=True, slots=True)
class GroupingChoice:
    """How to group; what is left at None takes the model's measured value."""

    method: str = "default"
    eps: float | None = None
    min_samples: int | None = None
    clusters: int | None = None  # of kmeans; None: the likely number
    strictness: float | None = None  # of the default method: -1 fewer, bigger groups, to 1 more, purer ones


@dataclass(frozen=True, slots=True, eq=False)
class _Faces:
    ids: NDArray[np.int64]  # (n,)
    vectors: NDArray[np.float32]  # (n, d)
    quality: NDArray[np.float32]  # (n,)
    taken: NDArray[np.float64]  # (n,): years, NaN where that is unknown
    people: NDArray[np.int64]  # (n,): whose they are now, or -1
    bound: Constraints  # what the user said, and which of them share a photo, as the grouping is to know it

    def basis(self, people: NDArray[np.int64]) -> Basis:
        """What is to be remembered once they are `people` (n,)."""
        return Basis.of(self.ids, self.vectors, people, self.bound)


def group_library(
    catalogue: Catalogue,
    spec: ModelSpec,
    choice: GroupingChoice,
    on_progress: ReportProgress = ignore_progress,
    cancel: CancelToken | None = None,
    grouped: Grouped | None = None,
) -> tuple[GroupReport, Changes]:
    """Group every face that has a vector of `spec`; store the guesses. Nothing that the user said is touched.

    `grouped` remembers it for `group_changed`. Raises `UserProblem` for a choice that makes no sense,
    `Cancelled` before anything was stored.
    """
    began = time.monotonic()
    check_choice(choice)
    state = grouped.now(_rule(spec, choice)) if grouped else ""
    found = catalogue.query(lambda reader: _read_faces(reader, spec.id))
    made = _resolved(choice, spec, found, cancel)
    labels = _labels(found, spec, made, on_progress, cancel)
    changes, people_ids = _store(catalogue, found, labels)
    if grouped:
        grouped.note(_rule(spec, choice), state, found.basis(people_ids))
    groups = catalogue.query(lambda reader: {person.id: person.faces for person in people.people(reader)})
    report = GroupReport(
        method=choice.method,
        faces=len(found.ids),
        groups=len(groups),
        ungrouped=max(len(found.ids) - sum(groups.values()), 0),
        seconds=time.monotonic() - began,
        thresholds=_thresholds(spec, made),
    )
    return report, changes


def group_changed(
    catalogue: Catalogue,
    spec: ModelSpec,
    choice: GroupingChoice,
    grouped: Grouped,
    cancel: CancelToken | None = None,
) -> Changes | None:
    """Group what has changed since the grouping that `grouped` remembers, and whom that touches.

    New faces, and faces of which the user has said something; all others keep their people. Where that was
    another choice, another model, or too much has changed, everything is grouped. None if nothing has changed.
    """
    rule = _rule(spec, choice)
    state = grouped.now(rule)
    if grouped.is_of(state):
        return None
    before = grouped.basis(rule) if choice.method == "default" else None
    found = catalogue.query(lambda reader: _read_faces(reader, spec.id))
    changed = found.basis(found.people).differing(before) if before else None
    if changed is None or np.count_nonzero(changed) > _TOO_MUCH * len(changed):
        if choice.clusters is not None:  # there were more faces when the user said how many people there are
            choice = replace(choice, clusters=max(1, min(choice.clusters, len(found.ids))))
        labels = _labels(found, spec, _resolved(choice, spec, found, cancel), ignore_progress, cancel)
    else:
        kept = Rule.of(spec.thresholds, choice.strictness or 0)
        labels = regroup_touched(
            found.vectors,
            found.quality,
            kept,
            found.bound,
            found.people,
            changed,
            time=found.taken,
            cancel=cancel,
        )
    changes, people_ids = _store(catalogue, found, labels)
    grouped.note(rule, state, found.basis(people_ids))
    return changes


def check_choice(choice: GroupingChoice) -> None:
    """Raise `UserProblem` for a choice that makes no sense."""
    if choice.method not in METHODS:
        raise UserProblem(f"There is no method “{choice.method}”; choose one of {', '.join(METHODS)}.")
    if choice.clusters is not None and choice.clusters < 1:
        raise UserProblem("There is at least one person to find (clusters).")
    if choice.eps is not None and not 0 < choice.eps < 1:
        raise UserProblem("The distance (eps) lies between 0 and 1.")
    if choice.min_samples is not None and choice.min_samples < 1:
        raise UserProblem("A group takes at least one face (min-samples).")
    if choice.strictness is not None and not -1 <= choice.strictness <= 1:
        raise UserProblem("The strictness lies between -1 (fewer, bigger groups) and 1 (more, purer ones).")


def _resolved(
    choice: GroupingChoice, spec: ModelSpec, found: _Faces, cancel: CancelToken | None
) -> GroupingChoice:
    """With a value for whatever the method needs."""
    if choice.method == "kmeans" and choice.clusters is None:
        return replace(choice, clusters=likely_count(found.vectors, cancel))
    if choice.method == "dbscan":
        return replace(choice, eps=choice.eps or spec.thresholds["eps"], min_samples=choice.min_samples or 2)
    return choice


def _thresholds(spec: ModelSpec, made: GroupingChoice) -> dict[str, float]:
    """What a grouping by a choice that is resolved went by."""
    if made.method == "default":
        rule = Rule.of(spec.thresholds, made.strictness or 0)
        return {name: round(value, 4) for name, value in asdict(rule).items()}
    named = {"eps": made.eps, "min_samples": made.min_samples, "clusters": made.clusters}
    used = ("clusters",) if made.method == "kmeans" else ("eps", "min_samples")
    return {name: value for name in used if (value := named[name]) is not None}


def _rule(spec: ModelSpec, choice: GroupingChoice) -> str:
    """Two groupings by the same rule can be made one of the other."""
    return f"{choice} {sorted(spec.thresholds.items())}"


def _read_faces(reader: sqlite3.Connection, model: str) -> _Faces:
    ids, photos, vectors = embeddings.vectors(reader, model)
    previous = _previous(reader)
    people = np.array([previous.get(FaceId(face), -1) for face in ids.tolist()], np.int64)
    bound = constraints_of(ids, photos, _words(reader), previous)
    taken = years_taken(reader, photos)
    bound = bound.refusing(*unborn(vectors, taken, bound.said, births(reader)))
    return _Faces(ids, vectors, faces.qualities(reader, ids), taken, people, bound)


def _labels(
    found: _Faces,
    spec: ModelSpec,
    choice: GroupingChoice,
    on_progress: ReportProgress,
    cancel: CancelToken | None,
) -> NDArray[np.int64]:
    if not len(found.ids):
        return np.empty(0, np.int64)
    if choice.method == "kmeans":
        return kmeans(found.vectors, choice.clusters or 1)
    if choice.method == "dbscan":
        eps, min_samples = choice.eps or spec.thresholds["eps"], choice.min_samples or 2
        return dbscan(found.vectors, eps, min_samples, on_progress=on_progress, cancel=cancel)
    rule = Rule.of(spec.thresholds, choice.strictness or 0)
    return default(
        found.vectors,
        found.quality,
        rule,
        found.bound,
        time=found.taken,
        on_progress=on_progress,
        cancel=cancel,
    )


def _store(
    catalogue: Catalogue, found: _Faces, labels: NDArray[np.int64]
) -> tuple[Changes, NDArray[np.int64]]:
    """Give the clusters to people and write that down, without making the user wait for it; whose each face is.

    A large library takes seconds to reconcile, so that is done beside the writer. If the user said something
    meanwhile it is done again, in the end while the writer holds still: no word slips in between.
    """
    for _ in range(_TRIES):
        said, result = catalogue.query(
            lambda reader: (guesses.heard(reader), _reconciled(reader, found, labels))
        )
        write = partial(_write_if_unsaid, found=found, result=result, said=said)
        stored = catalogue.submit(write, background=True).result()
        if stored is not None:
            return stored
    return catalogue.write(lambda writer: _write(writer, found, _reconciled(writer, found, labels)))


def _reconciled(reader: sqlite3.Connection, found: _Faces, labels: NDArray[np.int64]) -> Assignment:
    ids = [FaceId(face) for face in found.ids.tolist()]
    return reconcile(labels, ids, found.vectors, _words(reader), _previous(reader))


def _previous(reader: sqlite3.Connection) -> dict[FaceId, PersonId]:
    held = zip(*(column.tolist() for column in guesses.assignments(reader)), strict=True)
    return {FaceId(face): PersonId(person) for face, person in held}


def _write_if_unsaid(
    writer: sqlite3.Connection, found: _Faces, result: Assignment, said: tuple[int, int]
) -> tuple[Changes, NDArray[np.int64]] | None:
    return _write(writer, found, result) if guesses.heard(writer) == said else None


def _write(
    writer: sqlite3.Connection, found: _Faces, result: Assignment
) -> tuple[Changes, NDArray[np.int64]]:
    person_of = _with_new_groups(writer, result)
    people_ids = np.array([person_of.get(FaceId(face), -1) for face in found.ids.tolist()], np.int64)
    changes = guesses.store_guesses(writer, found.ids, people_ids)
    guesses.prune_people(writer)
    return changes, people_ids


def _words(writer: sqlite3.Connection) -> UserWords:
    said = guesses.constraints(writer)
    rejected: defaultdict[FaceId, set[PersonId]] = defaultdict(set)
    for face, person in zip(said.rejected_faces.tolist(), said.rejected_persons.tolist(), strict=True):
        rejected[face].add(person)
    return UserWords(
        said=dict(zip(said.said_faces.tolist(), said.said_persons.tolist(), strict=True)),
        rejected=rejected,
        not_faces=frozenset(said.not_faces.tolist()),
        kept=people.kept(writer),
    )


def _with_new_groups(writer: sqlite3.Connection, result: Assignment) -> dict[FaceId, PersonId]:
    person_of = dict(result.people)
    for members, person in zip(result.new, guesses.new_groups(writer, len(result.new)).tolist(), strict=True):
        person_of.update(dict.fromkeys(members, PersonId(person)))
    return person_of
