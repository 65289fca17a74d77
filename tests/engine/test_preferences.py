"""What the user chooses for a library is kept, and copies of the catalogue are whole libraries."""

from __future__ import annotations

import datetime
import io
import sqlite3
from pathlib import Path

import pytest
from PIL import Image

from engine.catalogue import copies
from engine.errors import ModelMissing, UserProblem
from engine.library import Library
from engine.photos.thumbnail_store import ThumbnailStore
from engine.settings import load_settings
from tests.engine.sample_library import make, words


def picture(size: int) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((size, size), 90).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def library(tmp_path: Path):
    with Library(tmp_path / "library") as opened:
        yield opened


def test_choices_are_kept_over_a_restart(tmp_path):
    with Library(tmp_path / "library") as library:
        library.preferences.use_device("cpu")
        library.preferences.set_strictness(0.4)
        library.preferences.limit_thumbnails(300_000_000)
    with Library(tmp_path / "library") as library:
        assert library.preferences.device == "cpu"
        assert library.grouping_choice().method == "default"
        assert library.grouping_choice().strictness == 0.4
        assert library.preferences.thumbnail_limit == 300_000_000


def test_the_usual_limit_is_no_choice(library):
    usual = library.preferences.thumbnail_limit
    library.preferences.limit_thumbnails(1)
    assert library.preferences.thumbnail_limit == 50_000_000  # fewer would be made over and over
    library.preferences.limit_thumbnails(usual)
    assert load_settings(library.directory).thumbnail_limit is None


def test_devices_that_are_not_there_are_refused(library):
    infos = library.preferences.devices()
    assert [info.id for info in infos] == ["auto", "cpu", "cuda", "mps"]
    assert infos[0].there
    assert infos[1].there
    for info in infos:
        if not info.there:
            with pytest.raises(UserProblem, match=r"no .* device"):
                library.preferences.use_device(info.id)
    assert library.preferences.device == "auto"


def test_a_model_without_weights_is_refused(library, tmp_path, monkeypatch):
    monkeypatch.setenv("KITH_WEIGHTS", str(tmp_path / "weights"))
    with pytest.raises(ModelMissing):
        library.preferences.use_model("facenet-vggface2")
    with pytest.raises(UserProblem, match="no model called"):
        library.preferences.use_model("nonesuch")
    library.preferences.use_model("facenet-casia")
    assert library.model == "facenet-casia"


def test_a_file_that_is_no_model_is_refused(library, tmp_path):
    (tmp_path / "weights.pt").write_bytes(b"no network")
    with pytest.raises(UserProblem, match="none of the models"):
        library.preferences.import_model(tmp_path / "weights.pt")


def test_thumbnails_shrink_to_the_limit_and_are_cleared(tmp_path):
    store = ThumbnailStore(tmp_path / "thumbnails.sqlite")
    image = picture(160)
    for number in range(40):
        store.put(str(number), image)
    assert store.size == 40 * len(image)
    store.set_limit(20 * len(image))
    assert store.size <= 20 * len(image)
    store.close()
    full = (tmp_path / "thumbnails.sqlite").stat().st_size
    store = ThumbnailStore(tmp_path / "thumbnails.sqlite")
    store.clear()
    assert store.size == 0
    assert store.get("39") is None
    store.put("new", image)
    assert store.get("new") == image
    store.close()
    assert (tmp_path / "thumbnails.sqlite").stat().st_size < full


def test_a_copy_is_a_library(tmp_path):
    """As the preferences tell: put it as catalogue.sqlite into a folder of its own."""
    before = words(make(tmp_path / "library", tmp_path / "photos") / "catalogue.sqlite")
    with Library(tmp_path / "library") as library:
        copy = library.preferences.back_up(tmp_path)
        second = library.preferences.back_up(tmp_path)
        label = library.undo_label()
    assert second != copy
    assert copy.stat().st_mode & 0o077 == 0
    assert {path.name for path in tmp_path.iterdir()} - {"photos"} == {copy.name, second.name, "library"}
    (tmp_path / "restored").mkdir()
    copy.rename(tmp_path / "restored" / "catalogue.sqlite")
    with Library(tmp_path / "restored") as restored:
        assert restored.undo_label() == label
        assert [each.text for each in restored.check() if not each.harmless] == []
    assert words(tmp_path / "restored" / "catalogue.sqlite") == before


def test_a_copy_that_can_not_be_made_leaves_nothing(tmp_path, library):
    with pytest.raises(UserProblem, match="can't be made"):
        library.preferences.back_up(tmp_path / "nowhere")
    (library.directory / "damaged.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(UserProblem):
        copies.save_copy(library.directory / "damaged.sqlite", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


def test_the_daily_copies_are_told(library):
    copies.keep_copy(library._catalogue.file)
    (backup,) = library.preferences.backups()
    assert backup.day == datetime.date.today()
    assert backup.size > 0
    with sqlite3.connect(backup.path) as connection:
        connection.execute("SELECT count(*) FROM person")
