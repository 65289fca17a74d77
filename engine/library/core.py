"""What all parts of the library share: the catalogue, the settings, and whoever is made when first asked for."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem
from engine.lazily import undisturbed
from engine.paths import default_library, make_library
from engine.photos.thumbnail_store import LIMIT, ThumbnailStore
from engine.pictures import Pictures
from engine.preferences import Preferences
from engine.scanning.pending import LookFirst
from engine.settings import load_settings, save_settings

if TYPE_CHECKING:
    from engine.asked_pictures import AskedPictures
    from engine.finder import Finder
    from engine.grouping import GroupingChoice
    from engine.grouping.suggesting import Suggester
    from engine.outside import Outside
    from engine.scanning.scenes import SceneScan
    from engine.searching.searcher import Searcher
    from engine.types import ModelInfo
    from engine.vision.networks import Networks


# The daily copy of the catalogue is made beside other work; on closing only of one that is copied in half a second.
_COPY_AFTER = 60.0  # seconds in which a window has settled
_QUICKLY_COPIED = 32 * 2**20  # bytes


def keep_copy_if_due(catalogue: Catalogue, largest: float = math.inf) -> None:
    """The day's, long after the window has opened."""
    from engine.catalogue import copies

    copies.keep_copy_if_due(catalogue, largest)


class Core:
    """The open folder with the catalogue, thumbnails and indexes."""

    def __init__(self, directory: Path | None = None) -> None:
        """Open the library in `directory`, or begin one there. Raises `UserProblem`."""
        self.directory = make_library((directory or default_library()).absolute())
        self._catalogue = Catalogue(self.directory / "catalogue.sqlite")
        self._settings = load_settings(self.directory)
        limit = self._settings.thumbnail_limit or LIMIT
        self._thumbnails = ThumbnailStore(self.directory / "thumbnails.sqlite", limit)
        self._pictures = Pictures(self._catalogue, self._thumbnails)
        self.preferences = Preferences(self._catalogue, self._thumbnails, lambda: self._settings, self._keep)
        self._look_first = LookFirst()
        self._open = True
        self._copying = threading.Timer(_COPY_AFTER, keep_copy_if_due, [self._catalogue])
        self._copying.daemon = True
        self._copying.start()
        self._late = threading.Lock()
        self._finders: dict[str, Finder] = {}
        self._searchers: dict[tuple[str, str | None], Searcher] = {}
        self._suggesters: dict[str, Suggester] = {}
        self._asked: AskedPictures | None = None
        self._loading = threading.Lock()
        self._loaded: dict[tuple[str, str, str | None], Networks] = {}

    def close(self) -> None:
        """Finish what is being written and let go of the files."""
        self._copying.cancel()
        self._copying.join()
        if self._open:
            keep_copy_if_due(self._catalogue, _QUICKLY_COPIED)
        self._open = False
        self._catalogue.close()
        self._thumbnails.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def foreign_changes(self) -> int:
        """A number that is another one each time after another process has changed the library; cheap to ask."""
        return self._catalogue.foreign_changes()

    def _grouping(self) -> GroupingChoice:
        """As the user last wanted it; what can't be done with the settings as they are is not."""
        from engine.grouping import GroupingChoice, check_choice

        kept = self._settings
        choice = GroupingChoice(kept.method, kept.eps, kept.min_samples, kept.clusters, kept.strictness)
        try:
            check_choice(choice)
        except UserProblem:
            return GroupingChoice()
        return choice

    @property
    def model(self) -> str:
        """The id of the model in use: the one chosen last, else the best that is installed."""
        from engine.vision.choice import default_model

        return self._settings.model or default_model()

    @property
    def scene_model(self) -> str | None:
        """The id of the model of whole pictures in use; None if none is installed."""
        from engine.vision.choice import usable_scene_model

        return usable_scene_model(self._settings.scene_model)

    def use_scene_model(self, model: str) -> None:
        """Compare whole pictures by this one from now on; scans look at all of them anew. Raises `UserProblem`."""
        from engine.vision.choice import check_scene_model

        check_scene_model(model)
        self._keep(scene_model=model)

    def models(self) -> list[ModelInfo]:
        """Every model that Kith knows, best first."""
        from engine.vision.choice import model_infos

        return model_infos()

    def _choose(self, model: str) -> None:
        if model != self._settings.model:
            self._keep(model=model, eps=None)  # a distance that was chosen for another model means nothing

    def _keep(self, **chosen: str | float | None) -> None:
        """Another process may have changed the other settings."""
        before = load_settings(self.directory)
        self._settings = replace(before, **chosen)  # type: ignore[arg-type]
        if self._settings != before:
            save_settings(self.directory, self._settings)

    def _finder(self, model: str) -> Finder:
        from engine.finder import Finder
        from engine.vision.registry import find_model

        with self._late:
            if model not in self._finders:
                self._finders[model] = Finder(self._catalogue, self.directory / "index", find_model(model))
            return self._finders[model]

    def _searcher(self) -> Searcher:
        from engine.searching.searcher import Searcher
        from engine.searching.spaces import Spaces
        from engine.vision.registry import find_scene_model

        finder, model = self._finder(self.model), self.scene_model
        with self._late:
            if (finder.spec.id, model) not in self._searchers:
                scenes = None if model is None else find_scene_model(model)
                spaces = Spaces(self._catalogue, self.directory, finder, scenes)
                searcher = Searcher(self._catalogue, spaces, self._outside)
                self._searchers[finder.spec.id, model] = searcher
            return self._searchers[finder.spec.id, model]

    def _suggester(self) -> Suggester:
        from engine.grouping.suggesting import Suggester

        spec = self._finder(self.model).spec
        with self._late:
            if spec.id not in self._suggesters:
                self._suggesters[spec.id] = Suggester(self._catalogue, spec)
            return self._suggesters[spec.id]

    def _networks(self, model: str, device: str) -> Networks:
        """Loaded once; this is what imports torch."""
        from engine.vision.registry import find_model, find_scene_model

        of_scenes = self.scene_model
        with self._loading:
            if (model, device, of_scenes) not in self._loaded:
                spec = find_model(model)  # to hear that there is none takes no networks
                scenes = None if of_scenes is None else find_scene_model(of_scenes)
                with undisturbed():
                    from engine.vision.networks import load_networks

                self._loaded[model, device, of_scenes] = load_networks(spec, device, scenes)
            return self._loaded[model, device, of_scenes]

    def _scene_scan(self, load: Callable[[], Networks]) -> SceneScan | None:
        from engine.scanning.scenes import SceneScan

        model = self.scene_model
        if model is None:
            return None
        return SceneScan(self._catalogue, self._thumbnails, model, lambda: load().scenes)

    def _outside(self) -> Outside:
        from engine.asked_pictures import AskedPictures
        from engine.outside import Outside

        with self._late:
            self._asked = asked = self._asked or AskedPictures()
        model, device, scenes = self.model, self._settings.device, self.scene_model
        return Outside(self._catalogue, asked, model, scenes, lambda: self._networks(model, device))
