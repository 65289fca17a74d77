"""What is known of a photo: when, with what, where, who is on it, and in which albums it is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from engine.types import AlbumId, CameraDetails, PersonId, PhotoDetails
from gui.i18n import tr, tr_n
from gui.models.photos import taken_text
from gui.words import decimal, in_figures, joined

WIDTH = 264
MEGA = 1e6
ALBUM = "album:"  # before its id in a link


class InfoPanel(QWidget):
    """Text that can be selected and copied; the names lead to their people and albums.

    Signals:
        person_wanted: The `PersonId` of a name that was clicked.
        album_wanted: The `AlbumId` of one that was clicked.
    """

    person_wanted = Signal(object)
    album_wanted = Signal(object)

    def __init__(self, show_in_folder: QAction) -> None:
        super().__init__()
        self._told: tuple[PhotoDetails, Sequence[tuple[PersonId, str]], int] | None = None
        self.setFixedWidth(WIDTH)
        self.text = QTextBrowser(openLinks=False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setObjectName("info")
        self.text.setAccessibleName(tr("About the photo"))
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # paths are long words
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.anchorClicked.connect(self._on_link_clicked)
        button = QToolButton()
        button.setDefaultAction(show_in_folder)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 0, 0)
        column.addWidget(self.text, 1)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def clear(self) -> None:
        self._told = None
        self.text.clear()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._told is not None:
            self.show_details(*self._told)

    def show_details(
        self, details: PhotoDetails, people: Sequence[tuple[PersonId, str]], unnamed: int
    ) -> None:
        """Tell what is known; `people` are those on the photo who have a name."""
        self._told = details, people, unnamed
        in_albums = "<br>".join(_link(f"{ALBUM}{album}", name) for album, name in details.albums)
        rows = [*_about(details), (tr("Who"), _who(people, unnamed)), (tr("Albums"), in_albums)]
        quiet = self.palette().color(self.palette().ColorRole.PlaceholderText).name()
        accent = self.palette().color(self.palette().ColorRole.Highlight).name()
        parts = [
            f'<p style="margin:0 0 12px 0"><span style="color:{quiet}">{head}</span><br>{text}</p>'
            for head, text in rows
            if text
        ]
        self.text.setHtml(f"<style>a {{ color: {accent}; text-decoration: none; }}</style>" + "".join(parts))

    def _on_link_clicked(self, link: QUrl) -> None:
        text = link.toString()
        if text.startswith(ALBUM):
            self.album_wanted.emit(AlbumId(int(text.removeprefix(ALBUM))))
        else:
            self.person_wanted.emit(PersonId(int(text)))


def _link(target: str, name: str) -> str:
    """It can be reached without a mouse too."""
    return f'<a href="{target}">{escape(name)}</a>'


def _about(details: PhotoDetails) -> list[tuple[str, str]]:
    photo, camera = details.photo, details.camera
    others = "<br>".join(escape(str(path)) for path in details.files[1:])
    return [
        (tr("Taken"), taken_text(photo.taken) if photo.taken is not None else tr("The file does not say")),
        (tr("Camera"), "<br>".join(escape(each) for each in (camera.camera, camera.lens) if each)),
        (tr("Exposure"), exposure_text(camera)),
        (tr("Place"), place_text(camera.position)),
        (tr("File"), escape(photo.path.name)),
        (tr("Folder"), escape(str(photo.path.parent))),
        (tr("Size"), size_text(details)),
        (tr("Copies"), others),
    ]


def _who(people: Sequence[tuple[PersonId, str]], unnamed: int) -> str:
    lines = [_link(str(person), name) for person, name in people]
    if unnamed:
        lines.append(tr_n("{n} face without a name", "{n} faces without a name", unnamed))
    return "<br>".join(lines) or tr("Nobody was found")


def exposure_text(camera: CameraDetails) -> str:
    """`1/250 s · f/2.8 · ISO 400 · 85 mm`, as far as it is known."""
    parts = []
    if camera.exposure is not None:
        long = camera.exposure >= 0.3
        seconds = f"{camera.exposure:.3g}" if long else f"1/{round(1 / camera.exposure)}"
        parts.append(tr("{n} s").format(n=seconds))
    if camera.aperture is not None:
        parts.append(f"f/{camera.aperture:.3g}")
    if camera.iso is not None:
        parts.append(f"ISO {camera.iso:.0f}")
    if camera.focal_length is not None:
        parts.append(tr("{n} mm").format(n=f"{camera.focal_length:.3g}"))
    return " · ".join(parts)


def place_text(position: tuple[float, float] | None) -> str:
    """`48.2083° N, 16.3700° E`: kept to what the file says, since looking up names would need the network."""
    if position is None:
        return ""
    north, east = position
    latitude = tr("{n}° N") if north >= 0 else tr("{n}° S")
    longitude = tr("{n}° E") if east >= 0 else tr("{n}° W")
    return joined([latitude.format(n=decimal(abs(north), 4)), longitude.format(n=decimal(abs(east), 4))])


def size_text(details: PhotoDetails) -> str:
    """`4,000 x 3,000 pixels, 12.0 MP, 3.4 MB`."""
    photo = details.photo
    parts = [
        tr("{width} × {height} pixels").format(
            width=in_figures(photo.width), height=in_figures(photo.height)
        ),
        tr("{n} MP").format(n=decimal(photo.width * photo.height / MEGA, 1)),
    ]
    if details.size is not None:
        if details.size >= MEGA / 10:
            parts.append(tr("{n} MB").format(n=decimal(details.size / MEGA, 1)))
        else:
            parts.append(tr("{n} kB").format(n=max(1, round(details.size / 1000))))
    else:
        parts.append(tr("the file is not there now"))
    return joined(parts)
