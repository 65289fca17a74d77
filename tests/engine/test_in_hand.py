"""While a scan works on a photo, the book of files in hand names it: should the process die, it is known of what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.catalogue.connection import Catalogue
from engine.photos.thumbnail_store import ThumbnailStore
from engine.pipeline.analysis import Analysis
from engine.progress import CancelToken
from engine.scanning.plan import plan_scan
from engine.scanning.suspects import InHand
from engine.vision.networks import load_networks
from engine.vision.registry import find_model


class Looking:
    """An embedder that notes what the book says while it embeds."""

    def __init__(self, embedder: Any, directory: Path) -> None:
        self._embedder = embedder
        self._directory = directory
        self.faces = 0
        self.in_hand: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._embedder, name)

    def embed(self, crops: list[NDArray[np.uint8]]) -> NDArray[np.float32]:
        self.faces += len(crops)
        self.in_hand |= {Path(each.path).name for each in InHand(self._directory).left()}
        vectors: NDArray[np.float32] = self._embedder.embed(crops)
        return vectors


def test_photos_whose_faces_are_being_embedded_are_in_hand(small_portraits: Path, tmp_path: Path) -> None:
    networks = load_networks(find_model("sface"), "cpu")
    looking = Looking(networks.embedder, tmp_path)
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        plan = plan_scan(catalogue, [small_portraits], "sface", CancelToken(), tmp_path)
        thumbnails = ThumbnailStore(tmp_path / "thumbnails.sqlite")
        analysis = Analysis(catalogue, thumbnails, replace(networks, embedder=looking), InHand(tmp_path))
        pending = [file for group in plan.pending for file in group]
        assert sum(stored.decoded for stored in analysis.run(pending, CancelToken())) == len(pending)
        thumbnails.close()
    assert looking.faces >= len(pending)
    assert looking.in_hand == {file.path.name for file in pending}
    assert InHand(tmp_path).left() == []
