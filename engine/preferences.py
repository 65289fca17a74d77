"""What the user may choose for one library, and what there is to choose from; for the facade."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem
from engine.photos.thumbnail_store import LIMIT, ThumbnailStore
from engine.progress import CancelToken, ReportProgress, ignore_progress
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.types import Backup, DeviceInfo

_SMALLEST = 50_000_000  # bytes: a screen of thumbnails needs some


class Preferences:
    """Every choice is kept at once, in the library's settings. All of it may take a moment: call it from a worker."""

    def __init__(
        self,
        catalogue: Catalogue,
        thumbnails: ThumbnailStore,
        settings: Callable[[], Settings],
        keep: Callable[..., None],
    ) -> None:
        """`keep` writes down settings by their names."""
        self._catalogue = catalogue
        self._thumbnails = thumbnails
        self._settings = settings
        self._keep = keep

    # ---- the model

    def use_model(self, model: str) -> None:
        """Tell faces apart by this one; a scan has to look at all of them anew. Raises `UserProblem`.

        `Library.scan` with a model does so, and looks; this is for a library without folders.
        """
        from engine.errors import ModelMissing
        from engine.vision.registry import find_model
        from engine.vision.source import installed

        if not installed(find_model(model)):
            raise ModelMissing(f"The weights of {model} are not on this machine.")
        if model != self._settings().model:
            self._keep(model=model, eps=None)

    def fetch_model(
        self, model: str, on_progress: ReportProgress = ignore_progress, cancel: CancelToken | None = None
    ) -> None:
        """Download a model's weights from where they were published. Raises `UserProblem`, `Cancelled`."""
        from engine.vision.fetch import fetch_weights
        from engine.vision.registry import find_any_model

        fetch_weights(find_any_model(model), on_progress, cancel)

    def import_model(self, file: Path) -> str:
        """Take a model's published weights from `file`; the id of the model. Raises `UserProblem`."""
        from engine.vision.registry import every_model
        from engine.vision.source import import_weights, model_of

        spec = model_of(file, every_model().values())
        import_weights(spec, file)
        return spec.id

    # ---- the device

    @property
    def device(self) -> str:
        """Where the networks run: "auto", "cpu", "cuda" or "mps"."""
        return self._settings().device

    def devices(self) -> list[DeviceInfo]:
        """What there is to choose from. Imports torch."""
        from engine.vision.device import device_infos

        return device_infos()

    def use_device(self, device: str) -> None:
        """Run the networks there from the next scan on. Imports torch. Raises `UserProblem` if it isn't there."""
        from engine.vision.device import pick_device

        pick_device(device)
        self._keep(device=device)

    # ---- grouping

    def set_strictness(self, strictness: float) -> None:
        """Group by the default method from now on, -1 (fewer, bigger groups) to 1 (more, purer ones)."""
        if not -1 <= strictness <= 1:
            raise UserProblem("The strictness lies between -1 and 1.")
        self._keep(method="default", eps=None, min_samples=None, clusters=None, strictness=strictness or None)

    # ---- thumbnails

    @property
    def thumbnail_limit(self) -> int:
        """The bytes that thumbnails may take."""
        return self._thumbnails.limit

    def thumbnail_size(self) -> int:
        """The bytes that they take."""
        return self._thumbnails.size

    def limit_thumbnails(self, limit: int) -> None:
        """Let them take so many bytes, at least 50 MB; those that were not looked at for longest go at once."""
        limit = max(limit, _SMALLEST)
        self._keep(thumbnail_limit=None if limit == LIMIT else limit)
        self._thumbnails.set_limit(limit)

    def clear_thumbnails(self) -> None:
        """Forget all of them; they are made anew from the photos when these are looked at."""
        self._thumbnails.clear()

    # ---- copies for bad days

    def backups(self) -> list[Backup]:
        """The daily copies that the program keeps by itself, the newest first."""
        from engine.catalogue import copies

        return [_backup(copy, copies.day_of(copy)) for copy in copies.copies(self._catalogue.file.parent)]

    def back_up(self, folder: Path) -> Path:
        """A whole copy of the catalogue in `folder`, where nothing is overwritten; where it lies.

        As `catalogue.sqlite` in an otherwise empty folder it is a library. Raises `UserProblem`.
        """
        from engine.catalogue import copies

        return copies.save_copy(self._catalogue.file, folder)


def _backup(copy: Path, day_of: str) -> Backup:
    from engine.types import Backup

    day = datetime.date.fromisoformat(re.sub(r"^(\d{4}-\d\d-\d\d).*", r"\1", day_of))
    return Backup(copy, day, copy.stat().st_size)
