"""Thumbnails show what they should, and the file that keeps them never gets in the way."""

from __future__ import annotations

import io
import os
import sqlite3
import stat
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.errors import UserProblem
from engine.photos.thumbnail_store import ThumbnailStore
from engine.photos.thumbnails import make_face_thumbnail, make_thumbnail
from engine.types import Box


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    assert image.format == "JPEG"
    return image.convert("RGB")


@given(size=st.tuples(st.integers(1, 900), st.integers(1, 900)))
def test_a_thumbnail_fits_and_is_never_enlarged(size: tuple[int, int]) -> None:
    picture = Image.new("RGB", size)
    small = opened(make_thumbnail(picture))
    assert max(small.size) == min(320, max(size))
    assert picture.size == size, "the caller's picture is left alone"


fractions = st.floats(-0.3, 1.1)
extents = st.floats(0.001, 1.2)


@given(
    size=st.tuples(st.integers(1, 600), st.integers(1, 600)), x=fractions, y=fractions, w=extents, h=extents
)
def test_any_box_gives_a_square(size: tuple[int, int], x: float, y: float, w: float, h: float) -> None:
    assert opened(make_face_thumbnail(Image.new("RGB", size), Box(x, y, w, h))).size == (192, 192)


@given(x=st.floats(0, 0.75), y=st.floats(0, 0.75), scale=st.sampled_from([0.5, 1.0, 2.0]))
def test_the_face_is_in_it_wherever_it_lies(x: float, y: float, scale: float) -> None:
    """A red face anywhere in a blue picture, at the edges too: whole, with blue around it and no padding."""
    width, height = int(400 * scale), int(300 * scale)
    picture = Image.new("RGB", (width, height), (0, 0, 255))
    box = Box(x, y, 0.18, 0.24)
    left, top, w, h = box.in_pixels(width, height)
    picture.paste((255, 0, 0), (round(left), round(top), round(left + w), round(top + h)))
    pixels = np.asarray(opened(make_face_thumbnail(picture, box)), int)
    red = (pixels[..., 0] > 128) & (pixels[..., 2] < 128)
    share = 1 / 1.7**2
    assert red.mean() == pytest.approx(share, rel=0.15)
    assert pixels[..., 1].max() < 100, "no grey"


def test_a_face_in_the_middle_stays_in_the_middle() -> None:
    picture = Image.new("RGB", (400, 400), (0, 0, 255))
    picture.paste((255, 0, 0), (150, 150, 250, 250))
    red = np.asarray(opened(make_face_thumbnail(picture, Box(0.375, 0.375, 0.25, 0.25))), int)[..., 0] > 128
    rows, columns = np.nonzero(red)
    assert rows.mean() == pytest.approx(95.5, abs=1)
    assert columns.mean() == pytest.approx(95.5, abs=1)


def test_what_is_longer_than_the_picture_is_wide_is_padded() -> None:
    pixels = np.asarray(
        opened(make_face_thumbnail(Image.new("RGB", (100, 400), "red"), Box(0, 0.2, 1, 0.6))), int
    )
    assert np.abs(pixels[96, 96] - (255, 0, 0)).max() < 8
    assert np.abs(pixels[96, 4] - 128).max() < 8
    assert np.abs(pixels[96, -4] - 128).max() < 8


def test_pictures_are_kept_across_restarts(tmp_path: Path) -> None:
    file = tmp_path / "new" / "thumbnails.db"
    store = ThumbnailStore(file)
    store.put("a", b"1")
    store.put("a", b"2")
    store.put("face-7", b"3")
    store.drop("face-7", "never there")
    store.close()
    store = ThumbnailStore(file)
    assert [store.get(key) for key in ("a", "face-7", "b")] == [b"2", None, None]
    store.close()


def test_the_least_recently_used_go_when_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_000_000.0]
    monkeypatch.setattr("engine.photos.thumbnail_store.time.time", lambda: clock[0])
    store = ThumbnailStore(tmp_path / "t.db", limit=10_000)
    for number in range(10):
        clock[0] += 100_000
        store.put(str(number), bytes(1000))
    clock[0] += 100_000
    assert store.get("0")
    store.put("new", bytes(1000))
    kept = [number for number in range(10) if store.get(str(number))]
    assert kept == [0, 3, 4, 5, 6, 7, 8, 9]
    assert store.get("new")
    for number in range(500):
        store.put(f"more {number}", bytes(1000))
    store.close()
    assert (tmp_path / "t.db").stat().st_size < 50_000


@pytest.mark.parametrize("damage", ["not a database at all" * 100, "", "torn"])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "t.db"
    store = ThumbnailStore(file)
    for number in range(50):
        store.put(str(number), bytes(3000))
    store.close()
    if damage == "torn":
        data = bytearray(file.read_bytes())
        data[4096 : len(data) // 2] = os.urandom(len(data) // 2 - 4096)
        file.write_bytes(data)
    else:
        file.write_text(damage)
    store = ThumbnailStore(file)
    for number in range(50):
        store.get(str(number))
        store.put(str(number), b"new")
    store.put("last", b"picture")
    assert store.get("last") == b"picture"
    store.close()


def test_a_file_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    file = tmp_path / "t.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE thumbnails (something)")
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    store = ThumbnailStore(file)
    store.put("a", b"1")
    assert store.get("a") == b"1"
    store.close()


def test_another_process_that_writes_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "t.db"
    store = ThumbnailStore(file)
    store.put("a", b"1")
    store._connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store.put("b", b"2")
    assert store.get("a") == b"1"
    other.execute("ROLLBACK")
    other.close()
    store.put("c", b"3")
    assert (store.get("b"), store.get("c")) == (None, b"3")
    store.close()


def test_a_place_that_cannot_be_written_is_the_users_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(UserProblem):
        ThumbnailStore(tmp_path / "file" / "t.db")


@pytest.mark.skipif(os.name == "nt", reason="no such permissions on this system")
def test_only_the_owner_may_look(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path / "t.db")
    store.put("a", b"1")
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    store.close()


def test_many_threads(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path / "t.db")
    wrong: list[str] = []

    def work(number: int) -> None:
        for turn in range(40):
            key, image = f"{number}-{turn}", f"picture {number} {turn}".encode()
            store.put(key, image)
            if store.get(key) != image:
                wrong.append(key)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []
    assert store.get("7-39") == b"picture 7 39"
    store.close()
