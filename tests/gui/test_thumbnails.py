"""Thumbnails: only what is looked at, in bounded memory."""

from __future__ import annotations

import threading

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QObject
from PySide6.QtGui import QColor, QImage, QPixmap
from shiboken6 import delete, isValid

from engine.errors import UnreadablePhoto
from gui.models.tile import Picture, ThumbKey
from gui.pixmaps import PixmapCache, Wanted, from_jpeg, tile_image
from gui.thumbnails import THREADS, Thumbnails
from tests.engine.photos.camera_files import save_with_small


def wanted(number, edge=64):
    return Wanted(ThumbKey(Picture.PHOTO, number), edge, 4)


@pytest.fixture
def view(qapp):
    """Whoever shows thumbnails."""
    made = QObject()
    yield made
    if isValid(made):
        delete(made)


@pytest.fixture
def thumbnails(library):
    made = Thumbnails(library)
    yield made
    made.close()


def test_the_cache_never_holds_more_than_its_limit(qapp):
    cache = PixmapCache(limit=64 * 64 * 4 * 10)
    for number in range(100):
        cache.put(wanted(number), QPixmap(64, 64))
        cache.get(wanted(0))
        assert cache.size <= 64 * 64 * 4 * 10
    assert cache.get(wanted(0)) is not None
    assert cache.get(wanted(1)) is None


def test_what_is_shown_arrives(qtbot, view, thumbnails, library):
    ids = library.photo_ids()
    thumbnails.show(view, [wanted(each) for each in ids])
    qtbot.waitUntil(lambda: all(thumbnails.pixmap(wanted(each)) for each in ids))
    assert thumbnails.pixmap(wanted(ids[0])).width() == 64


class NothingKept:
    """A library in which each thumbnail has still to be made."""

    def kept_thumbnail(self, photo, *, large=False):
        return None

    def embedded_thumbnail(self, photo):
        return None


class Gate(NothingKept):
    """A library whose thumbnails come when the gate opens; remembers which were asked for."""

    def __init__(self, library):
        self._library = library
        self.open = threading.Event()
        self.asked = []

    def thumbnail(self, photo, *, large=False):
        self.asked.append(photo)
        self.open.wait(5)
        return self._library.thumbnail(self._library.photo_ids()[0])


def test_what_was_scrolled_past_is_never_made(qtbot, view, library):
    gate = Gate(library)
    thumbnails = Thumbnails(gate)
    for top in range(0, 5000, 50):
        thumbnails.show(view, [wanted(number) for number in range(top, top + 50)])
    qtbot.waitUntil(lambda: len(gate.asked) >= 2)
    gate.open.set()
    last = [wanted(number) for number in range(4950, 5000)]
    qtbot.waitUntil(lambda: all(thumbnails.pixmap(each) for each in last))
    passed = [number for number in gate.asked if number < 4950]
    assert len(passed) <= THREADS, "only what a worker had already taken up"
    assert sorted(gate.asked)[len(passed) :] == list(range(4950, 5000))
    thumbnails.close()


def test_a_broken_photo_is_asked_for_once(qtbot, view, library):
    class Broken(NothingKept):
        asked = 0

        def thumbnail(self, photo, *, large=False):
            self.asked += 1
            raise UnreadablePhoto("torn")

    broken = Broken()
    thumbnails = Thumbnails(broken)
    failures = []
    thumbnails.failed.connect(failures.append)
    for _ in range(3):
        thumbnails.show(view, [wanted(1)])
        qtbot.waitUntil(lambda: thumbnails.is_broken(wanted(1).key))
    assert broken.asked == 1
    assert failures == []
    thumbnails.close()


def test_tiles_are_square_with_round_corners_and_show_the_upper_middle():
    tall = QImage(100, 300, QImage.Format.Format_RGB32)
    tall.fill(QColor("blue"))
    for y in range(40, 120):
        for x in range(100):
            tall.setPixelColor(x, y, QColor("red"))
    tile = tile_image(tall, 100, 20)
    assert (tile.width(), tile.height()) == (100, 100)
    assert tile.pixelColor(0, 0).alpha() == 0
    assert tile.pixelColor(50, 30).red() > 200


def test_a_thumbnail_is_taken_for_a_jpeg_and_nothing_else(qapp):
    """To ask what else it may be has stopped the program for ever: see `from_jpeg`."""
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
    )
    assert not QImage.fromData(drawing).isNull(), "Qt's plugin is there"
    assert from_jpeg(drawing).isNull()


class Camera(Gate):
    """A library whose photos all have a small picture of the camera's; some thumbnails were made before."""

    def __init__(self, library, kept=()):
        super().__init__(library)
        self.kept = kept
        self.looked_for = []

    def kept_thumbnail(self, photo, *, large=False):
        return coloured("green") if photo in self.kept else None

    def embedded_thumbnail(self, photo):
        self.looked_for.append(photo)
        return coloured("red")


def coloured(name):
    image = QImage(160, 120, QImage.Format.Format_RGB32)
    image.fill(QColor(name))
    data = QBuffer()
    image.save(data, "JPEG", 95)
    return bytes(data.data())


def colour(thumbnails, each):
    pixmap = thumbnails.pixmap(each)
    seen = None if pixmap is None else pixmap.toImage().pixelColor(32, 32)
    return next((name for name in ("red", "green", "blue") if seen and getattr(seen, name)() > 100), None)


def test_the_cameras_small_picture_comes_first_then_the_made_one(qtbot, view, library):
    camera = Camera(library, kept=(2, 3))
    camera.thumbnail = lambda photo, **_: camera.open.wait(5) and coloured("blue")
    thumbnails = Thumbnails(camera)
    all_wanted = [wanted(number) for number in range(20)]
    thumbnails.show(view, all_wanted)
    qtbot.waitUntil(lambda: all(thumbnails.pixmap(each) for each in all_wanted))
    assert [colour(thumbnails, each) for each in all_wanted[:5]] == ["red", "red", "green", "green", "red"]
    assert thumbnails.busy
    camera.open.set()
    qtbot.waitUntil(lambda: not thumbnails.busy)
    assert [colour(thumbnails, each) for each in all_wanted[:5]] == ["blue", "blue", "green", "green", "blue"]
    assert sorted(camera.looked_for) == [0, 1, *range(4, 20)]
    thumbnails.close()


def test_what_was_looked_for_and_scrolled_past_is_not_made(qtbot, view, library):
    camera = Camera(library)
    thumbnails = Thumbnails(camera)
    first = [wanted(number) for number in range(20)]
    thumbnails.show(view, first)
    qtbot.waitUntil(lambda: all(thumbnails.pixmap(each) for each in first))
    thumbnails.show(view, [wanted(number) for number in range(18, 38)])
    camera.open.set()
    qtbot.waitUntil(lambda: not thumbnails.busy)
    assert camera.looked_for.count(18) == 1, "it was known already that it must be made"
    passed = [number for number in camera.asked if number < 18]
    assert len(passed) <= THREADS, "only what a worker had already taken up"
    assert {number for number in camera.asked if number >= 18} == set(range(18, 38))
    thumbnails.close()


def test_two_viewers_who_want_the_same_get_it_made_once(qtbot, view, library):
    camera = Camera(library)
    thumbnails = Thumbnails(camera)
    one = QObject(view)
    thumbnails.show(one, [wanted(number) for number in range(10)])
    thumbnails.show(view, [wanted(number) for number in range(5, 15)])
    thumbnails.show(one, [])
    camera.open.set()
    qtbot.waitUntil(lambda: not thumbnails.busy)
    assert all(thumbnails.pixmap(wanted(number)) for number in range(5, 15))
    assert len(camera.asked) == len(set(camera.asked))
    thumbnails.close()


def test_a_photo_with_a_small_picture_in_its_head_is_there_before_it_is_decoded(
    qtbot, view, library, monkeypatch
):
    photo = library.photo_ids()[0]
    path = library.photo(photo).path
    red = Image.new("RGB", (600, 400), "red")
    save_with_small(Image.new("RGB", (600, 400), "blue"), red.resize((150, 100)), path)
    opening = threading.Event()
    monkeypatch.setattr(
        type(library),
        "thumbnail",
        lambda self, photo, **_: opening.wait(5) and self._pictures.thumbnail(photo),
    )
    thumbnails = Thumbnails(library)
    thumbnails.show(view, [wanted(photo)])
    qtbot.waitUntil(lambda: colour(thumbnails, wanted(photo)) == "red")
    opening.set()
    qtbot.waitUntil(lambda: colour(thumbnails, wanted(photo)) == "blue")
    thumbnails.close()


def test_what_a_view_wanted_that_is_gone_is_not_made(qtbot, view, library):
    gate = Gate(library)
    thumbnails = Thumbnails(gate)
    thumbnails.show(view, [wanted(number) for number in range(50)])
    delete(view)
    gate.open.set()
    qtbot.waitUntil(lambda: not thumbnails.busy)
    assert len(gate.asked) <= THREADS
    thumbnails.close()


def test_large_tiles_take_large_thumbnails_and_the_usual_ones_until_these_are_made(
    qtbot, view, library, monkeypatch
):
    photo, asked, gate = library.photo_ids()[1], [], threading.Event()
    library.thumbnail(photo)
    make = library.thumbnail

    def waited(photo, *, large=False):
        asked.append(large)
        gate.wait(5)
        return make(photo, large=large)

    monkeypatch.setattr(library, "thumbnail", waited)
    thumbnails = Thumbnails(library)
    thumbnails.show(view, [wanted(photo, 384)])
    qtbot.waitUntil(lambda: thumbnails.pixmap(wanted(photo, 384)) is not None)
    rough = thumbnails.pixmap(wanted(photo, 384)).toImage()
    gate.set()
    qtbot.waitUntil(lambda: not thumbnails.busy)
    assert asked == [True]
    assert not thumbnails.is_broken(wanted(photo).key)
    assert thumbnails.pixmap(wanted(photo, 384)).toImage() != rough
    assert QImage.fromData(library.kept_thumbnail(photo, large=True)).width() == 600
    thumbnails.close()
