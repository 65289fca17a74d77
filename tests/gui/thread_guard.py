"""Fails a test in which the window's own thread decodes a picture, writes to the catalogue or runs a network."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageFile

from engine.catalogue.connection import Catalogue
from engine.library import Library
from tests.gui.watchdog import asked_by_the_window

DECODING, WRITING, INFERENCE = "decodes a picture", "writes to the catalogue", "runs a network"


class ThreadGuard:
    """Looks at each call of what takes long; a test that calls them itself does no harm."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.seen: list[str] = []
        self._patch = patch
        self._guard(Image, "open", DECODING)
        self._guard(ImageFile.ImageFile, "load", DECODING)
        self._guard(Catalogue, "submit", WRITING)
        self._guard(Library, "_networks", INFERENCE)
        if "torch" in sys.modules:  # a test before this one has scanned
            self._guard(sys.modules["torch"].nn.Module, "__call__", INFERENCE)

    def _guard(self, owner: Any, name: str, what: str) -> None:
        work: Callable[..., Any] = getattr(owner, name)

        def guarded(*args: Any, **options: Any) -> Any:
            if asked_by_the_window():
                self.seen.append(f"The window's thread {what}:\n{''.join(traceback.format_stack(limit=12))}")
            return work(*args, **options)

        self._patch.setattr(owner, name, guarded)
