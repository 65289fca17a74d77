"""The stages of the pipeline, held together."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from engine.catalogue.connection import Catalogue
from engine.photos.memory import give_back_large_blocks
from engine.photos.thumbnail_store import ThumbnailStore
from engine.pipeline.cutting import cut_faces
from engine.pipeline.in_order import in_groups, in_order
from engine.pipeline.opening import open_file
from engine.pipeline.results import Analysed, Failed, Known, Opened, Result, Seen, Stored
from engine.pipeline.writing import Vectors, store
from engine.progress import CancelToken
from engine.scanning.plan import PendingFile
from engine.scanning.suspects import InHand
from engine.types import Changes
from engine.vision.networks import Networks

_THREADS = max(2, min(os.cpu_count() or 2, 8))
_LOOKED_AT_TOGETHER = 8
_OPENED_AHEAD = _THREADS + _LOOKED_AT_TOGETHER // 2
_CUT_AHEAD = 4
_FACES_AT_ONCE = 32
_FILES_AT_ONCE = 32
_SECONDS_AT_MOST = 5.0


@dataclass(slots=True)
class Analysis:
    """The stages over one library with one model's networks. `run` is the way in."""

    catalogue: Catalogue
    thumbnails: ThumbnailStore
    networks: Networks
    in_hand: InHand
    _batch: list[Result] = field(default_factory=list)

    def run(self, pending: Iterable[PendingFile], cancel: CancelToken) -> Iterator[Stored]:
        """Analyse and store the files batch by batch. On `Cancelled` what was analysed is stored first."""
        give_back_large_blocks()
        began = time.monotonic()
        try:
            for result in self._results(pending, cancel):
                self._batch.append(result)
                if self._is_full() or time.monotonic() - began > _SECONDS_AT_MOST:
                    yield self._store()
                    began = time.monotonic()
        except Exception:  # also `Cancelled`; goes on below, when what was analysed is stored
            yield self._store()
            raise
        yield self._store()

    def _results(self, pending: Iterable[PendingFile], cancel: CancelToken) -> Iterator[Result]:
        pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="photos")
        try:
            opened = in_order(pool, self._open, pending, _OPENED_AHEAD, cancel)
            yield from in_order(pool, self._cut, self._look(opened), _CUT_AHEAD, cancel)
        finally:
            pool.shutdown(cancel_futures=True)

    def _open(self, file: PendingFile) -> Opened | Known | Failed:
        with self.in_hand.holding(file):
            return open_file(self.catalogue, file, self.networks.model)

    def _look(self, opened: Iterable[Opened | Known | Failed]) -> Iterator[Seen | Known | Failed]:
        """Look for faces in the photos that are new, several at once."""
        for group in in_groups(opened, _LOOKED_AT_TOGETHER):
            new = [each for each in group if isinstance(each, Opened) and each.photo_id is None]
            with self.in_hand.holding(*(each.file for each in new)):
                found = self.networks.detector.detect([each.photo.image for each in new])
            by_file = {each.file: faces for each, faces in zip(new, found, strict=True)}
            for each in group:
                yield Seen(each, by_file.get(each.file, [])) if isinstance(each, Opened) else each

    def _cut(self, seen: Seen | Known | Failed) -> Result:
        if not isinstance(seen, Seen):
            return seen
        with self.in_hand.holding(seen.opened.file):
            return cut_faces(self.catalogue, self.networks, seen)

    def _is_full(self) -> bool:
        crops = sum(len(result.crops) for result in self._batch if isinstance(result, Analysed))
        return crops >= _FACES_AT_ONCE or len(self._batch) >= _FILES_AT_ONCE

    def _store(self) -> Stored:
        batch, self._batch = self._batch, []
        if not batch:
            return Stored(0, 0, Changes(), frozenset())
        with self.in_hand.holding(*(each.file for each in batch if isinstance(each, Analysed))):
            vectors = embed_batch(self.networks, batch)
        return store(self.catalogue, self.thumbnails, batch, vectors)


def embed_batch(networks: Networks, batch: Sequence[Result]) -> Vectors:
    """What `networks` make of the faces and pictures of a batch."""
    analysed = [result for result in batch if isinstance(result, Analysed)]
    faces = networks.embedder.embed([crop for result in analysed for crop in result.crops])
    pictures = [result.scene for result in analysed if result.scene is not None]
    network = networks.scenes
    if network is None:
        return Vectors(networks.model, iter(faces), None, iter(()))
    return Vectors(networks.model, iter(faces), network.spec.id, iter(network.embed(pictures)))
