"""Which folders are away: their drive may come back, so what was found in them is left as it is."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from engine.catalogue import roots
from engine.catalogue.connection import Catalogue
from engine.catalogue.mounts import Mount, mounts
from engine.paths import offline


def is_away(root: Path, photos: int) -> bool:
    """Whether the drive of `root`, where `photos` were found, is away.

    An empty folder where photos were is the mount point of such a drive: nobody empties one so thoroughly.
    """
    return offline(root) or (photos > 0 and is_empty(root))


def seems_away(catalogue: Catalogue, folder: Path) -> bool:
    """Like `is_away`, for who hasn't counted the photos."""
    if offline(folder):
        return True
    return is_empty(folder) and catalogue.query(partial(roots.has_photos, folder=folder))


def is_unmounted(mount: Mount) -> bool:
    """Whether the drive at `mount` is away: nothing is there, or what lies on the device of the folder around it.

    A link may lead to a mount point on a third device: that it is empty tells. A link that is gone was deleted.
    """
    if mount.linked and not os.path.lexists(mount.path):
        return False
    try:
        if mount.path.stat().st_dev == mount.path.parent.stat().st_dev:
            return True
    except OSError:
        return True
    return mount.linked and is_empty(mount.path)


def drives_away(catalogue: Catalogue) -> list[Path]:
    """The folders in which a drive was met that is away now; outer ones first."""
    return [mount.path for mount in catalogue.query(mounts) if is_unmounted(mount)]


def is_empty(folder: Path) -> bool:
    try:
        return next(folder.iterdir(), None) is None
    except OSError:  # the walk will say what is wrong with it
        return False
