"""Whatever is wrong with a file, it is listed with a reason; what can be saved of it is shown."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from engine.errors import UnreadablePhoto
from engine.photos.content_hash import content_hash
from engine.photos.decode import DecodedPhoto, open_photo, open_picture
from engine.photos.walk import walk

from .pictures import jpeg_of_several_scans


def noise(width: int = 640, height: int = 480) -> Image.Image:
    values = np.random.default_rng(3).integers(0, 255, (height // 8, width // 8, 3), dtype=np.uint8)
    return Image.fromarray(values).resize((width, height))


def reason(path: Path) -> str:
    with pytest.raises(UnreadablePhoto) as caught:
        open_photo(path, 640)
    return str(caught.value)


def picture_or_reason(source: Path | bytes, longest: int) -> DecodedPhoto | str:
    try:
        return open_photo(source, longest) if isinstance(source, Path) else open_picture(source, longest)
    except UnreadablePhoto as error:
        return str(error)


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        (b"", "empty file"),
        (b"<html>not found</html>", "not a picture"),
        (bytes(5000), "not a picture"),
        (b"\xff\xd8\xff\xe0 and nothing else", "cut off|damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "cut off|damaged"),
        (b"\xff\x0a" + bytes(50), "JPEG XL is not supported yet"),
        (b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(50), "JPEG XL is not supported yet"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "damaged"),
        (b"FUJIFILMCCD-RAW " + bytes(500), "cut off|damaged|not supported"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a picture"),
    ],
)
@pytest.mark.parametrize("name", ["a.jpg", "a.nef", "a.heic"])
def test_what_is_no_picture_says_why(tmp_path: Path, contents: bytes, words: str, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(contents)
    said = reason(file)
    assert any(word in said for word in words.split("|")), said


def test_what_is_no_file_says_why(tmp_path: Path) -> None:
    assert reason(tmp_path / "gone.jpg") == "gone"
    assert reason(tmp_path) == "not a file that can be read"
    with pytest.raises(UnreadablePhoto, match="gone"):
        content_hash(tmp_path / "gone.jpg")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    assert reason(tmp_path / "a.jpg") == "not a file that can be read"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such permissions on this system")
def test_a_forbidden_file_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    noise().save(file)
    file.chmod(0)
    if os.geteuid() != 0:
        assert reason(file) == "no permission"
        return
    for folder in (tmp_path, *tmp_path.parents[:-1]):
        folder.chmod(folder.stat().st_mode | 0o711)
    script = (
        "import os, sys; from pathlib import Path; from engine.photos.decode import open_photo\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "try: open_photo(Path(sys.argv[1]), 100)\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    root = Path(__file__).resolve().parents[3]
    said = subprocess.run(
        [sys.executable, "-c", script, file], cwd=root, capture_output=True, text=True, check=False
    )
    assert said.stdout.strip() == "UnreadablePhoto no permission", said.stderr


@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_that_is_mostly_there_is_shown(tmp_path: Path, progressive: bool) -> None:
    file = tmp_path / "a.jpg"
    noise().save(file, quality=90, progressive=progressive)
    whole = open_photo(file, 640)
    os.truncate(file, file.stat().st_size * 4 // 5)
    cut = open_photo(file, 640)
    assert whole.complete
    assert not cut.complete
    assert (cut.width, cut.height) == (640, 480)
    top = (slice(0, 240), slice(None))
    difference = np.asarray(cut.image, int)[top] - np.asarray(whole.image, int)[top]
    assert np.abs(difference).mean() < 12


def test_a_photo_of_which_little_is_left_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    noise().save(file, quality=90)
    os.truncate(file, file.stat().st_size // 5)
    assert reason(file) == "the file is cut off"


@pytest.mark.parametrize("kind", ["png", "webp", "tif", "gif", "bmp", "avif", "jp2"])
def test_other_kinds_that_are_cut_off(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"a.{kind}"
    noise().save(file)
    os.truncate(file, file.stat().st_size // 3)
    assert reason(file)


def test_broken_camera_data_does_not_cost_the_picture(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2001:02:03 04:05:06"
    file = tmp_path / "a.jpg"
    noise(64, 48).save(file, exif=exif)
    data = file.read_bytes()
    start = data.index(b"Exif\0\0")
    for at in range(start + 6, start + 60):
        photo = open_picture(data[:at] + b"\xff\xf7" + data[at + 2 :], 64)
        assert sorted((photo.width, photo.height)) == [48, 64]


@settings(max_examples=150)
@given(data=st.data(), kind=st.sampled_from(["JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP"]))
def test_random_damage_gives_a_picture_or_a_reason(data: st.DataObject, kind: str) -> None:
    file = io.BytesIO()
    noise(48, 32).save(file, kind)
    spoilt = bytearray(file.getvalue())
    places = st.integers(0, len(spoilt) - 1)
    for place, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=12)):
        spoilt[place] = value
    outcome = picture_or_reason(bytes(spoilt), 40)
    assert outcome if isinstance(outcome, str) else max(outcome.image.size) <= 40


def test_too_large_is_refused_before_any_memory_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.new("1", (8, 8)).save(file)
    data = bytearray(file.read_bytes())
    data[16:24] = (60000).to_bytes(4) * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)
    file.write_bytes(data)
    assert reason(file) == "too large: 60000 x 60000 pixels"


def test_a_jpeg_that_must_be_kept_whole_is_measured_by_that(tmp_path: Path) -> None:
    """An eighth of its pixels would fit, but libjpeg keeps all frequencies until the last scan."""
    file = tmp_path / "a.jpg"
    file.write_bytes(jpeg_of_several_scans(24, 16))
    assert open_photo(file, 100).image.size == (24, 16)
    file.write_bytes(jpeg_of_several_scans(30000, 30000, scans=0))
    assert reason(file) == "too large: 30000 x 30000 pixels"


def test_many_threads_share_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.webp"
    noise(2000, 1500).save(file, quality=50, method=0)
    sizes: list[tuple[int, int]] = []
    threads = [
        threading.Thread(target=lambda: sizes.append(open_photo(file, 320).image.size)) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sizes == [(320, 240)] * 12


def test_every_hostile_file_gives_a_picture_or_a_reason(shared_data: Path) -> None:
    hostile = shared_data / "hostile"
    with (hostile / "manifest.csv").open(encoding="utf-8") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    listed = [
        (listing.folder / name).relative_to(hostile).as_posix()
        for listing in walk([hostile / "files"], None)
        for name in [photo.name for photo in listing.photos] + [other.stat.name for other in listing.others]
    ]
    assert set(rows) <= set(listed)
    assert len(set(listed)) == len(listed)
    for name, row in rows.items():
        outcome = picture_or_reason(hostile / name, 640)
        if isinstance(outcome, str):
            assert outcome, name
            assert row["pillow"] != "ok", f"{name}: {outcome}"
        elif row["pillow"] == "ok":
            stored = (int(row["width"]), int(row["height"]))
            turned = row["exif_orientation"] in {"5", "6", "7", "8"}
            assert (outcome.width, outcome.height) == (stored[::-1] if turned else stored), name
