"""Pictures that come from outside: dropped or pasted. Nothing is ever fetched from the net."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, QUrl
from PySide6.QtGui import QImage, QImageWriter, QPainter

from engine.errors import UserProblem
from gui.i18n import tr

ENCODED = ("image/jpeg", "image/png", "image/webp", "image/tiff", "image/heic", "image/avif", "image/gif")
SOME_FILE = "application/octet-stream"  # Chromium drags the file of a picture so; its address lies beside it
COPIED_FILES = "x-special/gnome-copied-files"  # "copy" or "cut", then a line for each
DATA_URL = "data:image/"
ON_THE_NET = ("http://", "https://")
# Whoever wrote the page may want the window to stand still: past the next tag nothing is looked for.
_SOURCES = re.compile(r"""<img\b[^<>]*?\bsrc\s*=\s*["'](data:image/[^"']+)""", re.IGNORECASE)
QUALITY = 95


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this machine that it names."""
    urls = data.urls()
    if not urls and data.hasFormat(COPIED_FILES):
        urls = [QUrl(line) for line in _text(data, COPIED_FILES).splitlines()[1:]]
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def image_in(data: QMimeData) -> bytes | QImage | None:
    """The picture itself, encoded as it came if that is there; browsers give it beside its address."""
    for kind in (*ENCODED, *((SOME_FILE,) if _names_a_picture(data) else ())):
        if data.hasFormat(kind) and data.data(kind).size():
            return bytes(data.data(kind).data())
    for address in (*(url.toString() for url in data.urls()), *_SOURCES.findall(_page(data))):
        if address.startswith(DATA_URL) and (picture := _decoded(address)):
            return picture
    if data.hasImage():
        image = data.imageData()
        return image if isinstance(image, QImage) and not image.isNull() else None
    return None


def is_welcome(data: QMimeData) -> bool:
    """Whether something can be done with it; also an address on the net, so that it can be said why not."""
    kinds = (*ENCODED, COPIED_FILES)
    return _names_a_picture(data) or data.hasImage() or any(data.hasFormat(kind) for kind in kinds)


def why_not(data: QMimeData) -> UserProblem:
    """What to say where neither a file nor a picture was given."""
    if _names_a_picture(data) or data.text().startswith(ON_THE_NET):
        return UserProblem(
            tr(
                "This is only the address of a picture, and Kith fetches nothing from the net. Copy the picture "
                "itself, or save it and drop the file."
            )
        )
    return UserProblem(
        tr("There is no picture on the clipboard. Copy a picture or a picture file, and paste again.")
    )


def encoded(image: QImage | bytes) -> bytes:
    """As the engine wants a picture: a file's bytes. Takes a moment for a large one."""
    if isinstance(image, bytes):
        return image
    opaque = QImage(image.size(), QImage.Format.Format_RGB32)
    opaque.fill(Qt.GlobalColor.white)  # what is transparent would be black
    painter = QPainter(opaque)
    painter.drawImage(0, 0, image)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpg"))
    writer.setQuality(QUALITY)
    writer.write(opaque)
    return bytes(buffer.data().data())


def _names_a_picture(data: QMimeData) -> bool:
    return data.hasUrls() or "<img" in _page(data).lower()


def _page(data: QMimeData) -> str:
    """The piece of a web page that is dragged or copied."""
    return _text(data, "text/html") if data.hasHtml() else ""


def _text(data: QMimeData, kind: str) -> str:
    """Firefox drags texts of two bytes a letter and does not say so: Qt would read a zero after each of them."""
    given = bytes(data.data(kind).data())
    return given.decode("utf-16-le" if given[1:2] == b"\0" else "utf-8", "replace")


def _decoded(url: str) -> bytes | None:
    head, _, body = url.partition(",")
    if not head.endswith(";base64"):
        return None
    return bytes(QByteArray.fromBase64(QByteArray(body.encode())).data()) or None
