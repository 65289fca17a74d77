"""The folders that a scan is asked for."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from engine.catalogue import roots
from engine.catalogue.connection import Catalogue
from engine.catalogue.rows import to_bytes
from engine.errors import UserProblem
from engine.paths import as_walked, is_file, offline


def checked(catalogue: Catalogue, wanted: Sequence[Path]) -> list[Path]:
    """`wanted` as a walk lists them. One that is not there must be known: its drive is away.

    Raises `UserProblem`.
    """
    folders = [as_walked(folder) for folder in wanted]
    known = catalogue.query(roots.paths)
    for folder in folders:
        if offline(folder) and folder not in known and not _was_there(catalogue, folder):
            raise UserProblem(_why_no_folder(folder))
    return folders


def _was_there(catalogue: Catalogue, folder: Path) -> bool:
    return not is_file(folder) and catalogue.query(partial(roots.is_in_a_root, folder=to_bytes(folder)))


def _why_no_folder(path: Path) -> str:
    try:
        path.stat()
    except PermissionError:
        return f"You have no permission to see {path}."
    except OSError as error:
        there = error.errno not in (errno.ENOENT, errno.ENOTDIR)
        return f"There is no folder {path}{f': {error.strerror}' if there else ''}."
    return f"{path} is a file; name the folder that it lies in."
