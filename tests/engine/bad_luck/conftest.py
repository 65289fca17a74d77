"""Bad luck to be had: a small disk, a user who may not do everything."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from engine.library import Library

NOBODY = 65534


@pytest.fixture
def top(small_portraits: Path, tmp_path: Path) -> Path:
    """A folder of three portraits of one man, which a test may change."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("obama.jpg", "obama2.jpg", "obama3.jpg"):
        shutil.copy(small_portraits / name, folder)
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def named(library: Library, top: Path) -> Library:
    """A library of the portraits, the man named."""
    library.scan([top], device="cpu")
    library.name_person(library.people()[0].id, "Barack")
    return library


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of four megabytes, where the system lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "kith", disk], capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if mounted.returncode:
        pytest.skip("mounting a small disk needs more rights")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.fixture
def ordinary() -> Callable[[], AbstractContextManager[None]]:
    """`with ordinary():` is run by a user to whom things can be forbidden, whoever runs the tests."""
    if os.name != "posix":
        pytest.skip("modes are POSIX's")
    return _as_ordinary_user


@contextmanager
def _as_ordinary_user() -> Iterator[None]:
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that the ordinary user owns and can reach, which pytest's own folders are not for root's."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        yield Path(folder)
