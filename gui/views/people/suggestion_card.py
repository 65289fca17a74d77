"""One suggestion: a face, who or what it probably is, yes and no."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from gui.controllers.proposals import LIKELY, Proposal
from gui.i18n import tr
from gui.models.tile import Picture, ThumbKey
from gui.pixmaps import Wanted
from gui.places import Place, Room
from gui.thumbnails import Thumbnails
from gui.views.icon_button import IconButton
from gui.words import counted, percent

EDGE = 52


class SuggestionCard(QFrame):
    """Shows the named person where a name is proposed, else the group or face that may be theirs.

    Signals:
        answered: The `Proposal`, and whether the answer was yes.
        place_wanted: The `Place` of the group.
    """

    answered = Signal(object, bool)
    place_wanted = Signal(object)

    def __init__(self, proposal: Proposal, about_name: bool, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.setObjectName("card")
        self.proposal = proposal
        self._thumbnails = thumbnails
        self._face = proposal.person.cover if about_name else proposal.face
        name = proposal.person.name or ""
        self._picture = QLabel()
        self._picture.setFixedSize(EDGE, EDGE)
        word = tr("Probably {name}") if proposal.probability >= LIKELY else tr("Perhaps {name}")
        self.title = QLabel(word.format(name=name) if about_name else _what(proposal))
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        probability = percent(proposal.probability)
        sure = QLabel(probability)
        sure.setObjectName("quiet")
        self.yes = IconButton(
            "tick", tr("Yes, this is {name} ({share})").format(name=name, share=probability)
        )
        self.no = IconButton("close", tr("No, this is not {name}").format(name=name))
        self.yes.clicked.connect(lambda: self.answered.emit(proposal, True))
        self.no.clicked.connect(lambda: self.answered.emit(proposal, False))
        self._lay_out(sure)
        self._dress_as_link(about_name)
        self.show_picture()

    def wanted(self) -> Wanted | None:
        """The picture."""
        if self._face is None:
            return None
        edge = round(EDGE * self.devicePixelRatioF())
        return Wanted(ThumbKey(Picture.FACE, self._face), edge, edge // 2)

    def show_picture(self) -> None:
        """Show it, if it has been made."""
        wanted = self.wanted()
        pixmap = self._thumbnails.pixmap(wanted) if wanted is not None else None
        if pixmap is not None:
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            self._picture.setPixmap(pixmap)

    def take_focus(self) -> None:
        self.yes.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The group is opened, to be looked at before the answer."""
        if self._link is not None and event.button() is Qt.MouseButton.LeftButton:
            self.place_wanted.emit(self._link)

    def _dress_as_link(self, about_name: bool) -> None:
        shown = self.proposal.person if about_name else self.proposal.group
        self._link = Place(Room.PERSON, person=shown.id) if shown is not None else None
        if self._link is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(tr("Open to look at all the faces"))

    def _lay_out(self, sure: QLabel) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for text in (self.title, sure):
            texts.addWidget(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addLayout(texts)
        row.addWidget(self.yes)
        row.addWidget(self.no)


def _what(proposal: Proposal) -> str:
    return counted(proposal.group.faces if proposal.group is not None else 1, "face")
