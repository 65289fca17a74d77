"""What every part of the window works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.feed import Feed
from gui.jobs import Jobs
from gui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from engine.library import Library


@dataclass(frozen=True, slots=True)
class Services:
    """Handed to pages and controllers by the one who composes the window."""

    library: Library
    jobs: Jobs
    thumbnails: Thumbnails
    feed: Feed
