"""Pictures from outside: dropped files, browsers' drags, the clipboard."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from gui.mime_data import encoded
from gui.views.empty import EmptyState
from tests.gui.conftest import paint_photo
from tests.gui.similar_library import Seeing, window_on


@pytest.fixture
def seeing(qtbot, library):
    yield from window_on(qtbot, library, Seeing)


@pytest.fixture
def picture(tmp_path):
    paint_photo(tmp_path / "fête.jpg", 3, "ab")
    return tmp_path / "fête.jpg"


def drop(hands, data):
    """Let `data` fall on the window, as a drag from another program ends; whether it was welcome."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(hands.window, enter)
    if enter.isAccepted():
        action = Qt.DropAction.CopyAction
        QApplication.sendEvent(hands.window, QDropEvent(QPointF(50, 50), action, data, buttons, keys))
        hands.settle()
    return enter.isAccepted()


def urls(*addresses):
    data = QMimeData()
    data.setUrls([QUrl(address) for address in addresses])
    return data


def test_a_file_from_outside_is_dropped(seeing, picture):
    assert drop(seeing, urls(QUrl.fromLocalFile(str(picture)).toString()))
    assert seeing.library.given == picture
    assert seeing.window.pane.isVisible()
    assert {row.match.name for row in seeing.window.pane.rows()[:3]} == {"Anna"}


def test_a_browser_gives_the_picture_beside_its_address(seeing, picture):
    data = urls("https://example.org/fete.jpg")
    data.setData("image/jpeg", picture.read_bytes())
    assert drop(seeing, data)
    assert seeing.library.given == picture.read_bytes()
    assert seeing.window.pane.rows()


def test_a_picture_within_its_address_is_decoded(seeing, picture):
    body = base64.b64encode(picture.read_bytes()).decode()
    assert drop(seeing, urls(f"data:image/jpeg;base64,{body}"))
    assert seeing.library.given == picture.read_bytes()


def test_a_picture_within_a_piece_of_a_page_is_decoded(seeing, picture):
    data = QMimeData()
    body = base64.b64encode(picture.read_bytes()).decode()
    data.setHtml(f'<meta charset="utf-8"><img alt="x" src="data:image/jpeg;base64,{body}">')
    assert drop(seeing, data)
    assert seeing.library.given == picture.read_bytes()


def test_of_a_page_without_a_picture_nothing_is_wanted(seeing):
    data = QMimeData()
    data.setHtml("<p>Anna</p>")
    assert not drop(seeing, data)


def test_an_address_on_the_net_is_not_fetched_and_it_is_said_why(seeing):
    assert drop(seeing, urls("https://example.org/fete.jpg"))
    assert seeing.library.given is None
    assert "fetches nothing from the net" in seeing.window.message.text


ADDRESS = "https://example.org/fete.jpg"
PIECE = f'<img src="{ADDRESS}" alt="A fête">'


def offered(kinds):
    data = QMimeData()
    for kind, content in kinds.items():
        data.setData(kind, content if isinstance(content, bytes) else content.encode())
    return data


def from_firefox(**more):
    """What it offers of a picture in a page: its texts have two bytes a letter."""
    return offered(
        {
            "text/x-moz-url": f"{ADDRESS}\nA fête".encode("utf-16-le"),
            "text/x-moz-url-data": ADDRESS.encode("utf-16-le"),
            "_NETSCAPE_URL": f"{ADDRESS}\nA fête",
            "application/x-moz-file-promise": b"",
            "application/x-moz-file-promise-url": ADDRESS.encode("utf-16-le"),
            "application/x-moz-file-promise-dest-filename": "fete.jpg".encode("utf-16-le"),
            "text/html": PIECE.encode("utf-16-le"),
            "text/uri-list": ADDRESS,
            "text/plain": ADDRESS,
            **more,
        }
    )


def from_chromium(**more):
    return offered(
        {
            "text/uri-list": f"{ADDRESS}\r\n",
            "_NETSCAPE_URL": f"{ADDRESS}\nA fête",
            "text/x-moz-url": f"{ADDRESS}\nA fête".encode("utf-16-le"),
            "text/html": f'<meta http-equiv="Content-Type" content="text/html;charset=UTF-8">{PIECE}',
            "chromium/x-renderer-taint": b"",
            **more,
        }
    )


def test_firefox_drags_a_picture_as_a_file_that_it_has_written(seeing, picture):
    address = bytes(QUrl.fromLocalFile(str(picture)).toEncoded().data())
    assert drop(seeing, from_firefox(**{"text/uri-list": address + b"\r\n"}))
    assert seeing.library.given == picture


def test_chromium_drags_a_picture_as_a_file_of_any_kind(seeing, picture):
    assert drop(seeing, from_chromium(**{"application/octet-stream": picture.read_bytes()}))
    assert seeing.library.given == picture.read_bytes()


def test_browsers_copy_a_picture_beside_its_address(seeing, picture):
    for data in (
        from_firefox(**{"image/png": picture.read_bytes()}),
        offered({"text/html": PIECE, "image/png": picture.read_bytes()}),
    ):
        seeing.library.given = None
        QGuiApplication.clipboard().setMimeData(data)
        seeing.give("paste")
        assert seeing.library.given == picture.read_bytes()


@pytest.mark.parametrize(
    "data", [from_firefox, from_chromium, lambda: offered({"text/html": PIECE.encode("utf-16-le")})]
)
def test_a_link_of_a_browser_is_not_followed_and_it_is_said_what_to_do(seeing, data):
    assert drop(seeing, data())
    assert seeing.library.given is None
    told = seeing.window.message.text
    assert "fetches nothing from the net" in told
    assert "save it and drop the file" in told


def test_a_copied_address_is_not_followed_either(seeing):
    QGuiApplication.clipboard().setText(ADDRESS)
    seeing.give("paste")
    assert "fetches nothing from the net" in seeing.window.message.text


def test_files_copied_or_dragged_in_a_file_manager_are_taken(seeing, picture):
    address = bytes(QUrl.fromLocalFile(str(picture)).toEncoded().data())
    for data in (
        offered({"x-special/gnome-copied-files": b"copy\n" + address}),
        offered({"text/uri-list": address + b"\r\n", "application/vnd.portal.filetransfer": b"1234"}),
        offered({"text/uri-list": address, "application/x-kde-cutselection": b"0", "text/plain": address}),
    ):
        seeing.library.given = None
        assert drop(seeing, data)
        assert seeing.library.given == picture


def test_faces_dragged_within_the_window_are_not_taken_for_pictures(seeing):
    data = QMimeData()
    data.setData("application/x-kith", b'["faces", [1]]')
    assert not drop(seeing, data)


def test_a_picture_is_pasted(seeing, picture):
    QGuiApplication.clipboard().setImage(QImage(str(picture)))
    seeing.give("paste")
    given = QImage.fromData(seeing.library.given)
    assert (given.width(), given.height()) == (600, 400)
    assert seeing.window.pane.rows()


def test_a_copied_file_is_pasted_with_the_keyboard(seeing, picture):
    QGuiApplication.clipboard().setMimeData(urls(QUrl.fromLocalFile(str(picture)).toString()))
    seeing.window.rooms.photos.grid.setFocus()
    seeing.press("Ctrl+V")
    assert seeing.library.given == picture


def test_without_a_picture_on_the_clipboard_pasting_says_what_to_do(seeing):
    QGuiApplication.clipboard().setText("Anna")
    seeing.give("paste")
    assert "no picture on the clipboard" in seeing.window.message.text


def test_what_is_transparent_becomes_white():
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    assert QImage.fromData(encoded(image)).pixelColor(10, 10).lightness() > 250


def test_a_pane_that_opens_for_a_picture_says_at_once_that_it_looks(seeing):
    image = QImage(320, 240, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    QGuiApplication.clipboard().setImage(image)
    seeing.window.actions_table["paste"].trigger()
    sentences = [
        each.sentence.text() for each in seeing.window.pane.findChildren(EmptyState) if each.isVisible()
    ]
    assert sentences == ["Looking…"]
    seeing.settle()


def test_a_page_that_was_made_to_hold_the_window_up_does_not(seeing):
    data = QMimeData()
    data.setHtml("<img " * 16_000)  # all pairs of these took most of a minute
    assert drop(seeing, data)
    assert "fetches nothing from the net" in seeing.window.message.text


def test_a_name_that_no_file_can_have_is_said_to_be_none(seeing):
    assert drop(seeing, urls("file:///" + "a" * 5000))
    assert "can't be searched for" in seeing.window.message.text
