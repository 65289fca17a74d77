"""One question from beginning to end."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.catalogue import faces, people, photos
from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem
from engine.searching.asked import Asked, ask
from engine.searching.candidates import Asking, Scores, all_together, compared, nearest
from engine.searching.filters import Allowed, allowed
from engine.searching.folding import folded
from engine.searching.spaces import Space, Spaces
from engine.similar.joint import joined
from engine.similar.source import Ids
from engine.types import (
    Face,
    FaceId,
    Match,
    Photo,
    PhotoId,
    PhotoMatch,
    SimilarAnswer,
    SimilarBy,
    SimilarQuery,
)

if TYPE_CHECKING:
    from engine.outside import Outside  # imports torch

FACE, SCENE, BOTH = SimilarBy.FACE, SimilarBy.SCENE, SimilarBy.BOTH

_NOTHING_LEARNED = (
    "This library has no learned space of that kind: there is no projection for its model in its folder "
    "“projections”."
)
_POOL = 4  # so many candidates for each answer from either part, of which the joint order is made ...
_LEAST_POOL = 400  # ... and never fewer: a slider moves through them


@dataclass(frozen=True, slots=True)
class Searcher:
    """Answers `Library.find_similar`. Safe from any thread."""

    catalogue: Catalogue
    spaces: Spaces
    outside: Callable[[], Outside]

    def find(self, query: SimilarQuery) -> SimilarAnswer:
        """Raises `UserProblem` if nothing can be compared in the way that is asked for."""
        self.spaces.refresh()
        asked = ask(self.catalogue, self.spaces, self.outside, query.to)
        by, of = _way(query, asked, self.spaces)
        learned = self.spaces.learned_parts()
        if by is SimilarBy.LEARNED and not learned & ({FACE, SCENE} if of is BOTH else {of}):
            raise UserProblem(_NOTHING_LEARNED)
        face = self._space(by, FACE) if of in (FACE, BOTH) else None
        scene = self._space(by, SCENE) if of in (SCENE, BOTH) else None
        may = self.catalogue.query(lambda reader: allowed(reader, query.only, asked.people))
        pool = self._pool(query, asked, may, face, scene)
        scales = (face.scale() if face and scene else None, scene.scale() if face and scene else None)
        used = [space for space in (face, scene) if space is not None]
        answer = SimilarAnswer(
            query, by, of, (), (),
            min((recall for space in used if (recall := space.finder.recall) is not None), default=None),
            _explained(used), sum(space.finder.dimensions for space in used), learned, *scales, pool,
        )  # fmt: skip
        return reweighed(answer, query.weight, self._scenes_for_folding())

    def reweighed(self, answer: SimilarAnswer, weight: float) -> SimilarAnswer:
        """The same answer with another share of the face: nothing is searched for again."""
        return reweighed(answer, weight, self._scenes_for_folding())

    def _space(self, by: SimilarBy, part: SimilarBy) -> Space:
        if by is SimilarBy.COMPACT:
            return self.spaces.compact(part)
        learned = self.spaces.learned(part) if by is SimilarBy.LEARNED else None
        return learned or self.spaces.plain(part)  # of both parts one may be learned

    def _scenes_for_folding(self) -> Space | None:
        return self.spaces.plain(SCENE) if self.spaces.has(SCENE) else None

    def _pool(
        self, query: SimilarQuery, asked: Asked, may: Allowed, face: Space | None, scene: Space | None
    ) -> tuple[PhotoMatch, ...]:
        """The candidates with their cosines, in no order."""
        count = max(_LEAST_POOL, _POOL * query.count) if face and scene else 2 * query.count
        of_faces: Scores = {}
        of_scenes: Scores = {}
        if face is not None:
            of_faces = nearest(face, asked.faces, Asking(count, asked.known_faces, may.faces, query.exact))
        if scene is not None:
            how = Asking(count, asked.known_photos, may.photos, query.exact)
            of_scenes = nearest(scene, asked.scenes, how)
        found = self._faces(list(of_faces))
        in_photos = {each.photo_id for each in found} | {PhotoId(photo) for photo in of_scenes}
        if face is not None and scene is not None:
            in_photos = _without(in_photos, asked.known_photos, may.photos)
            of_scenes |= compared(scene, asked.scenes, [p for p in in_photos if p not in of_scenes])
        if face is not None and (scene is not None or query.together):
            found = _allowed_faces(self._faces_in(in_photos), asked.known_faces, may.faces)
            of_faces |= compared(face, asked.faces, [each.id for each in found])
        if face is not None and query.together and len(asked.faces) > 1:
            by_photo: dict[int, list[int]] = {}
            for each in found:
                by_photo.setdefault(each.photo_id, []).append(each.id)
            together = all_together(face, asked.faces, by_photo)
            of_faces = {face_id: cosine for its in together.values() for face_id, cosine in its.items()}
            in_photos = {PhotoId(photo) for photo in together}
            return self._candidates(found, of_faces, of_scenes, in_photos, weakest=True)
        return self._candidates(found, of_faces, of_scenes, in_photos, weakest=False)

    def _candidates(
        self, found: Sequence[Face], of_faces: Scores, of_scenes: Scores, wanted: set[PhotoId], weakest: bool
    ) -> tuple[PhotoMatch, ...]:
        def read(reader: sqlite3.Connection) -> tuple[list[Photo], dict[int, str]]:
            shown = photos.photos(reader, sorted(wanted))
            someone = sorted({each.person_id for each in found if each.person_id is not None})
            return shown, dict(people.names_of(reader, someone))

        shown, names = self.catalogue.query(read)
        photo_of = {photo.id: photo for photo in shown}
        matches: dict[PhotoId, list[Match]] = {photo.id: [] for photo in shown}
        for each in found:
            if each.photo_id in photo_of and each.id in of_faces:
                match = Match(
                    each, photo_of[each.photo_id], of_faces[each.id], names.get(each.person_id or 0)
                )
                matches[each.photo_id].append(match)
        return tuple(
            _candidate(photo, matches[photo.id], of_scenes.get(photo.id), weakest) for photo in shown
        )

    def _faces(self, ids: Sequence[int]) -> list[Face]:
        return self.catalogue.query(lambda reader: faces.faces(reader, [FaceId(face) for face in ids]))

    def _faces_in(self, photo_ids: set[PhotoId]) -> list[Face]:
        return self.catalogue.query(lambda reader: faces.faces_in_photos(reader, photo_ids))


def reweighed(answer: SimilarAnswer, weight: float, scenes: Space | None) -> SimilarAnswer:
    """`answer` in the order that `weight`, the face's share, gives its pool."""
    query = replace(answer.query, weight=weight)
    scored = [
        replace(each, score=score) for each, score in zip(answer.pool, _scores(answer, weight), strict=True)
    ]
    ranked = sorted(scored, key=lambda each: (-each.score, each.photo.id))
    good = [each for each in ranked if each.score >= query.min_score]
    kept = folded(good[: 2 * query.count], scenes) if query.fold else good
    kept = kept[: query.count]
    matches = sorted((match for each in kept for match in each.matches), key=lambda match: -match.score)
    above = [match for match in matches if answer.of is BOTH or match.score >= query.min_score]
    return replace(answer, query=query, photos=tuple(kept), matches=tuple(above[: query.count]))


def _scores(answer: SimilarAnswer, weight: float) -> list[float]:
    face = np.array([_or_nan(each.face_score) for each in answer.pool], np.float64)
    scene = np.array([_or_nan(each.scene_score) for each in answer.pool], np.float64)
    if answer.face_scale is None or answer.scene_scale is None:
        only = scene if np.isnan(face).all() else face
        return [float(score) for score in only]
    return [float(each) for each in joined(face, scene, answer.face_scale, answer.scene_scale, weight)]


def _or_nan(score: float | None) -> float:
    return float("nan") if score is None else score


def _candidate(photo: Photo, matches: list[Match], scene: float | None, weakest: bool) -> PhotoMatch:
    ordered = tuple(sorted(matches, key=lambda match: -match.score))
    face = (ordered[-1] if weakest else ordered[0]).score if ordered else None
    return PhotoMatch(photo, 0.0, face, scene, ordered)


def _way(query: SimilarQuery, asked: Asked, spaces: Spaces) -> tuple[SimilarBy, SimilarBy]:
    """How to search, and by what; raises `UserProblem` if what was asked about has nothing of the kind."""
    by = query.by or (FACE if len(asked.faces) else SCENE)
    of = by if by in (FACE, SCENE, BOTH) else query.of or (FACE if len(asked.faces) else SCENE)
    if of in (FACE, BOTH) and not len(asked.faces):
        if query.by is None or of is BOTH:
            return (SCENE if by is BOTH else by), SCENE
        raise UserProblem("No face was found here, so there is nothing to compare; search by scene.")
    if of in (SCENE, BOTH) and not len(asked.scenes):
        spaces.plain(SCENE)
        raise UserProblem("These photos have not been looked at as a whole yet; scan their folders again.")
    return by, of


def _explained(used: Sequence[Space]) -> float | None:
    known = [space.projection.explained for space in used if space.projection is not None]
    return min((share for share in known if share is not None), default=None)


def _without(photo_ids: set[PhotoId], exclude: Ids, may: Ids | None) -> set[PhotoId]:
    kept = photo_ids - {PhotoId(photo) for photo in exclude.tolist()}
    return kept if may is None else kept & {PhotoId(photo) for photo in may.tolist()}


def _allowed_faces(found: Sequence[Face], exclude: Ids, may: Ids | None) -> list[Face]:
    left_out = set(exclude.tolist())
    if may is None:
        return [face for face in found if face.id not in left_out]
    kept = set(may.tolist())
    return [face for face in found if face.id in kept and face.id not in left_out]
