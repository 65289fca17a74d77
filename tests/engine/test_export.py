"""Copies in a folder: no file that is there is ever changed, and nothing half-written stays."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pytest

from engine.errors import Cancelled, UnreadablePhoto
from engine.export import Item, copy, export
from engine.progress import CancelToken, Progress, ignore_progress


def item(name: str, content: bytes = b"photo") -> Item:
    def write(target: BinaryIO, _: CancelToken) -> None:
        target.write(content)

    return Item(name, write)


def test_names_that_are_taken_get_numbers(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"mine")
    done = export([item("a.jpg"), item("a.jpg"), item("b.jpg")], tmp_path, ignore_progress, CancelToken())
    assert [path.name for path in done.files] == ["a (2).jpg", "a (3).jpg", "b.jpg"]
    assert (tmp_path / "a.jpg").read_bytes() == b"mine"


def test_cancelling_in_the_middle_of_a_file_leaves_the_complete_ones(tmp_path):
    token = CancelToken()

    def write(target: BinaryIO, cancel: CancelToken) -> None:
        target.write(b"half")
        token.cancel()
        cancel.check()

    with pytest.raises(Cancelled):
        export([item("a.jpg"), Item("b.jpg", write), item("c.jpg")], tmp_path, ignore_progress, token)
    assert [path.name for path in tmp_path.iterdir()] == ["a.jpg"]


def test_what_cannot_be_read_is_left_out_and_told(tmp_path):
    gone = tmp_path / "gone.jpg"
    told: list[Progress] = []
    out = tmp_path / "new" / "folder"
    items = [Item("gone.jpg", lambda target, cancel: copy(gone, target, cancel)), item("b.jpg")]
    done = export(items, out, told.append, CancelToken())
    assert [path.name for path in out.iterdir()] == ["b.jpg"]
    assert str(gone) in done.failed[0]
    assert (told[-1].done, told[-1].total) == (2, 2)


def test_a_copy_has_the_content_and_the_time(tmp_path):
    source = tmp_path / "a.jpg"
    source.write_bytes(b"x" * 3_000_000)
    items = [Item("a.jpg", lambda target, cancel: copy(source, target, cancel))]
    done = export(items, tmp_path / "out", ignore_progress, CancelToken())
    assert done.files[0].read_bytes() == source.read_bytes()
    assert done.files[0].stat().st_mtime_ns == source.stat().st_mtime_ns


def test_a_missing_source_is_an_unreadable_photo(tmp_path: Path):
    with (tmp_path / "out").open("wb") as target, pytest.raises(UnreadablePhoto):
        copy(tmp_path / "gone.jpg", target, CancelToken())
