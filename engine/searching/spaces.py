"""The vector spaces of one library that can be searched: faces, scenes, and what was made from either."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from engine.catalogue.connection import Catalogue
from engine.catalogue.embedding_rows import EmbeddingRows
from engine.catalogue.scene_rows import SCENE_SPACE, SceneRows
from engine.errors import UserProblem
from engine.finder import Finder
from engine.paths import make_private
from engine.progress import CancelToken, ReportProgress, ignore_progress
from engine.similar.compact import LEAST, SAMPLE, fit_compact
from engine.similar.files import generations
from engine.similar.finder import SpaceFinder
from engine.similar.joint import scale_of
from engine.similar.projection import LayeredProjection, Projection, load_projection, save_projection
from engine.similar.source import Ids, Source, Vectors
from engine.types import Scale, SimilarBy
from engine.vision.registry import ModelSpec

_SAMPLED = 400  # rows of which the scale is told
_GROWN = 2.0  # by so much the library has changed since, and the smaller vectors are fitted anew

log = logging.getLogger(__name__)


class ProjectedRows:
    """The rows of one space as a projection makes them."""

    def __init__(self, rows: Source, projection: Projection) -> None:
        self._rows = rows
        self._projection = projection

    def ids(self, after: int = 0) -> Ids:
        return self._rows.ids(after)

    def vectors(self, ids: Ids) -> tuple[Ids, Vectors]:
        found, vectors = self._rows.vectors(ids)
        if not len(found):
            return found, np.empty((0, self._projection.dimensions), np.float32)
        return found, self._projection(vectors)

    def shown(self, ids: Ids) -> Ids:
        return self._rows.shown(ids)


@dataclass(slots=True, eq=False)
class Space:
    """One space with its index, and how to get into it."""

    finder: SpaceFinder
    rows: Source
    projection: Projection | None = None
    _scale: tuple[int, Scale] | None = field(default=None, init=False)

    def into(self, vectors: Vectors) -> Vectors:
        """What is asked about (n, d), as vectors of this space."""
        return vectors if self.projection is None or not len(vectors) else self.projection(vectors)

    def scale(self) -> Scale:
        """What similarities are like by chance, from rows drawn evenly; kept until there are twice as many."""
        known, rows = self._scale, self.finder.rows
        if known is None or not known[0] <= rows <= 2 * known[0]:
            known = self._scale = (rows, scale_of(self.finder.sample(_SAMPLED)))
        return known[1]


class Spaces:
    """Made as they are asked for. Safe from any thread."""

    def __init__(
        self,
        catalogue: Catalogue,
        directory: Path,
        faces: Finder,
        scenes: ModelSpec | None,
    ) -> None:
        """`directory` is the library's; `faces` keeps the index of faces."""
        self.faces = faces
        self._index = directory / "index"
        self._projections = directory / "projections"
        self._lock = threading.RLock()
        of_faces = EmbeddingRows(catalogue, faces.spec.id, faces.spec.dimensions)
        self._plain: dict[SimilarBy, Space] = {SimilarBy.FACE: Space(faces.space, of_faces)}
        self._made: dict[str, Space] = {}
        self._files: dict[Path, tuple[tuple[int, int, int], LayeredProjection | None]] = {}
        if scenes is not None:
            of_scenes = SceneRows(catalogue, scenes.id, scenes.dimensions)
            found = SpaceFinder(self._index, f"{SCENE_SPACE}{scenes.id}", scenes.dimensions, of_scenes)
            self._plain[SimilarBy.SCENE] = Space(found, of_scenes)

    def has(self, part: SimilarBy) -> bool:
        return part in self._plain

    def plain(self, part: SimilarBy) -> Space:
        """That of FACE or SCENE. Raises `UserProblem` if no network of scenes is here."""
        if part not in self._plain:
            raise UserProblem("No network that compares whole pictures is installed; run “make run” again.")
        return self._plain[part]

    def compact(self, part: SimilarBy) -> Space:
        """Fitted on the library when it is first asked for. Raises `UserProblem` if that is too small."""
        plain = self.plain(part)
        file = self._projections / f"compact-{plain.finder.space}.safetensors"
        with self._lock:
            projection = self._read(file)
            if projection is not None and not _fits(projection, plain):
                projection = None
            if projection is None or _is_outgrown(projection, plain.finder.rows):
                if projection is not None:
                    self._forget(_name(projection))
                projection = _fitted(plain)
                _keep(projection, file)
            return self._projected(plain, projection)

    def learned(self, part: SimilarBy) -> Space | None:
        """The one of the library's learned spaces that is made from `part`'s, the last by name; None without any."""
        plain = self.plain(part)
        with self._lock:
            for file in sorted(self._projections.glob("*.safetensors"), reverse=True):
                projection = self._read(file)
                if projection is not None and projection.kind != "compact" and _fits(projection, plain):
                    return self._projected(plain, projection)
        return None

    def learned_parts(self) -> frozenset[SimilarBy]:
        """Those of FACE and SCENE that have a learned space."""
        return frozenset(part for part in self._plain if self.learned(part) is not None)

    def refresh(self) -> None:
        """The catalogue has changed."""
        for space in self._all():
            space.finder.refresh()

    def rebuild_if_due(
        self, *, on_progress: ReportProgress = ignore_progress, cancel: CancelToken | None = None
    ) -> None:
        """Those of scenes, and those made of others that are in use; faces have theirs. Raises `Cancelled`."""
        for part, plain in self._plain.items():
            if (self._projections / f"compact-{plain.finder.space}.safetensors").is_file():
                _tried(self.compact, part)
            if self._projections.is_dir():
                _tried(self.learned, part)
        for space in self._all():
            if space is not self._plain[SimilarBy.FACE]:
                space.finder.rebuild_if_due(on_progress=on_progress, cancel=cancel)

    def _read(self, file: Path) -> LayeredProjection | None:
        """What is in `file` now, which is not read again, nor complained about, before it changes."""
        try:
            state = file.stat()
        except OSError:
            return None
        signature = (state.st_mtime_ns, state.st_size, state.st_ino)
        known = self._files.get(file)
        if known is None or known[0] != signature:
            known = self._files[file] = (signature, _kept(file))
        return known[1]

    def _all(self) -> list[Space]:
        with self._lock:
            return [*self._plain.values(), *self._made.values()]

    def _forget(self, space: str) -> None:
        """Nobody asks for its index any more; on Windows a file that is mapped stays until the next time."""
        self._made.pop(space, None)
        if self._index.is_dir():
            for path in (self._index / f"{space}.json", *generations(self._index, space)):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)

    def _projected(self, plain: Space, projection: LayeredProjection) -> Space:
        name = _name(projection)
        if name not in self._made:
            rows = ProjectedRows(plain.rows, projection)
            finder = SpaceFinder(self._index, name, projection.dimensions, rows)
            self._made[name] = Space(finder, rows, projection)
        return self._made[name]


def _name(projection: LayeredProjection) -> str:
    return f"{projection.kind}-{projection.fingerprint}-{projection.source}"


def _kept(file: Path) -> LayeredProjection | None:
    try:
        return load_projection(file)
    except FileNotFoundError:
        return None
    except UserProblem as problem:
        log.warning("%s", problem)
        return None


def _fits(projection: LayeredProjection, plain: Space) -> bool:
    return projection.source == plain.finder.space and len(projection.mean) == plain.finder.dimensions


def _is_outgrown(projection: LayeredProjection, rows: int) -> bool:
    return min(rows, SAMPLE) > _GROWN * projection.rows


def _fitted(plain: Space) -> LayeredProjection:
    sample = plain.finder.sample(SAMPLE)
    if len(sample) < LEAST:
        raise UserProblem(
            f"There are {len(sample)} vectors to make smaller ones from, and at least {LEAST} are needed; "
            "scan more photos, or search another way."
        )
    return fit_compact(sample, plain.finder.space)


def _keep(projection: LayeredProjection, file: Path) -> None:
    try:
        make_private(file.parent)
        save_projection(projection, file)
    except OSError as error:  # it is fitted anew the next time
        log.warning("%s can't be kept: %s", file, error)


def _tried(make: Callable[[SimilarBy], object], part: SimilarBy) -> None:
    try:
        make(part)
    except UserProblem as problem:
        log.warning("%s", problem)
