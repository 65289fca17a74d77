"""Albums on the command line: made, seen and taken back, each command a process of its own."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from sample_library import make

from engine.cli import run_command


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tmp_path / "photos"


@pytest.fixture
def library(tmp_path: Path, photos: Path) -> Path:
    """With the albums “Sommer am See” of 37 photos and “Zoë” of 40."""
    return make(tmp_path / "library", photos)


def run(library: Path, *arguments: object, expect: int = 0) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        assert run_command([*map(str, arguments), "--library", str(library)]) == expect, out.getvalue()
    return out.getvalue()


def albums(library: Path) -> dict[str, int]:
    told: dict[str, Any] = json.loads(run(library, "albums", "--json"))
    return {album["name"]: album["photos"] for album in told["albums"]}


def test_an_album_is_made_filled_renamed_and_deleted(library: Path, photos: Path) -> None:
    one = photos / "year 3" / "IMG_0.jpg"
    assert run(library, "album", "add", "Garden", one) == "Make the album “Garden” of 1 photo.\n"
    told = json.loads(run(library, "album", "add", "garden", one.parent, one, "--json"))
    assert told == {"done": "Add 7 photos to “Garden”", "albums": {"Garden": 8}}
    assert run(library, "album", "add", "Garden", one) == "Nothing to do.\n"
    run(library, "album", "remove", "Garden", one)
    assert str(one) not in run(library, "album", "show", "GARDEN").splitlines()
    run(library, "album", "rename", "garden", "Meadow")
    run(library, "album", "delete", "sommer am see")
    assert albums(library) == {"Meadow": 7, "Zoë": 40}
    assert "Undone: Delete the album “Sommer am See”" in run(library, "undo")
    assert albums(library) == {"Meadow": 7, "Sommer am See": 37, "Zoë": 40}
    assert "Meadow" in run(library, "albums")


def test_what_is_not_there_is_said(library: Path, photos: Path) -> None:
    assert "There is no album called “Winter”." in run(library, "album", "show", "Winter", expect=1)
    assert "is no photo of the library" in run(library, "album", "add", "Winter", photos / "no.jpg", expect=1)
    assert "already an album called Zoë" in run(library, "album", "add", "Zoë", expect=1)
    run(library, "album", "add", "Winter")
    assert albums(library)["Winter"] == 0
