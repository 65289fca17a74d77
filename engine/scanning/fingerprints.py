"""Fingerprints of folders: by them a scan knows those that are as it left them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from engine.catalogue import fingerprints
from engine.catalogue.connection import Catalogue
from engine.catalogue.files import KnownFile, files_in_folder
from engine.photos.walk import SALT, why_no_photo
from engine.photos.walk_folder import File, OddFile, fingerprint

_FOLDERS_AT_ONCE = 20  # in one transaction, for which whoever names somebody may have to wait


def known_fingerprints(catalogue: Catalogue, tops: Sequence[Path]) -> dict[str, bytes]:
    """By the folders' paths."""
    known: dict[str, bytes] = {}
    for top in tops:
        known |= catalogue.query(partial(fingerprints.fingerprints, top=top))
    return known


def take_fingerprints(catalogue: Catalogue, tops: Sequence[Path]) -> None:
    """Have one of every folder in and below `tops`, for the next scan. The caller holds the library's lock."""
    for top in tops:
        lacking = catalogue.query(partial(fingerprints.folders_without, top=top))
        for start in range(0, len(lacking), _FOLDERS_AT_ONCE):
            some = lacking[start : start + _FOLDERS_AT_ONCE]
            catalogue.submit(partial(_take, folders=some), background=True).result()


def _take(writer: sqlite3.Connection, folders: Sequence[Path]) -> None:
    for folder in folders:
        digest = _fingerprint(files_in_folder(writer, folder).items())
        if digest is not None:
            fingerprints.set_fingerprint(writer, folder, digest)


def _fingerprint(known: Iterable[tuple[bytes, KnownFile]]) -> bytes | None:
    """What `walk_folder` makes of a folder that holds exactly the `known` files; None if none can."""
    files: list[File] = []
    odd: list[OddFile] = []
    for name, file in known:
        if file.missing:
            continue
        about = os.fsdecode(name), file.size, file.mtime_ns
        usual = why_no_photo(about[0])
        if file.skipped and file.problem is not None and file.problem != usual:
            odd.append((*about, file.problem))
        elif file.skipped == (usual is not None):
            files.append(about)
        else:  # a folder that can't be read, or a kind of file that has become a photo's, or is one no more
            return None
    return fingerprint(files, odd, SALT)
