"""A strip of who or what somebody probably is, each answered with one click or key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from engine.types import FaceId, PersonId
from gui.controllers.proposals import MOST, Proposal, about_person, who_is
from gui.i18n import tr
from gui.jobs import Job, Lane, Latest
from gui.services import Services
from gui.views.people.suggestion_card import SuggestionCard

SETTLED = 150  # milliseconds without another selection, before anything is looked up
MANY_FACES = 200  # selected ones; nobody selects more of one person to name them


class SuggestionBar(QFrame):
    """Shown while there is something to propose.

    Signals:
        answered: A `Proposal`, and whether the answer was yes.
        place_wanted: The `Place` of the group that is proposed.
        changed: Something else is proposed, or nothing.
    """

    answered = Signal(object, bool)
    place_wanted = Signal(object)
    changed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.setObjectName("suggestions")
        self.setAccessibleName(tr("Suggestions"))
        self._services = services
        self._latest = Latest(services.jobs, Lane.SEARCH)
        self._read: Callable[[Job], list[Proposal]] | None = None
        self._question: object = None
        self._cards: list[SuggestionCard] = []
        self._more: list[Proposal] = []
        self._soon = QTimer(self, singleShot=True, interval=SETTLED)
        self._soon.timeout.connect(self._look_up)
        self._title = QLabel()
        self._title.setObjectName("quiet")
        self._row = QHBoxLayout()
        self._lay_out()
        services.thumbnails.arrived.connect(self._on_arrived)
        self.hide()

    def ask_for(self, person: PersonId, name: str) -> None:
        """Propose the groups and faces that are probably `person`, called `name`."""
        library = self._services.library
        self._ask(
            ("for", person), tr("Probably {name}").format(name=name), lambda _: about_person(library, person)
        )

    def ask_who(self, who: PersonId | Sequence[FaceId]) -> None:
        """Propose who a group is, or faces that are one person."""
        library = self._services.library
        if isinstance(who, int) or len(who) <= MANY_FACES:
            asked = who if isinstance(who, int) else tuple(who)
            self._ask(("who", asked), "", lambda _: who_is(library, asked))
        else:
            self.clear()

    def clear(self) -> None:
        """Propose nothing."""
        self._soon.stop()
        self._latest.abandon()
        self._read, self._question = None, None
        self._show([])

    def proposals(self) -> list[Proposal]:
        """Those on the screen, the likeliest first."""
        return [card.proposal for card in self._cards]

    def answer(self, yes: bool) -> None:
        """Answer the one that has the keyboard, or else the first."""
        if self._cards:
            focused = (card for card in self._cards if card.isAncestorOf(self.window().focusWidget()))
            self._on_answered(next(focused, self._cards[0]).proposal, yes)

    # ---- inside

    def _ask(self, question: object, title: str, read: Callable[[Job], list[Proposal]]) -> None:
        if question != self._question:
            self._show([])
        self._question, self._read = question, read
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._soon.start()

    def _look_up(self) -> None:
        if self._read is not None:
            self._latest.start(self._read, self._show)

    def _show(self, proposals: list[Proposal]) -> None:
        if proposals == [*self.proposals(), *self._more]:
            return
        for card in self._cards:
            card.hide()
            card.deleteLater()
        about_names = self._title.isHidden()
        self._cards = [
            SuggestionCard(each, about_names, self._services.thumbnails) for each in proposals[:MOST]
        ]
        self._more = proposals[MOST:]
        for card in self._cards:
            self._row.insertWidget(self._row.count() - 1, card)
            card.answered.connect(self._on_answered)
            card.place_wanted.connect(self.place_wanted)
        self.setVisible(bool(self._cards))
        self._ask_for_pictures()
        self.changed.emit()

    def _on_answered(self, proposal: Proposal, yes: bool) -> None:
        """The strip does not wait until the library has it."""
        of_one = self._title.isHidden() and yes  # who it is has been said, so nobody else is it
        left = [] if of_one else [each for each in [*self.proposals(), *self._more] if each != proposal]
        had_keyboard = self.isAncestorOf(self.window().focusWidget())
        self._show(left)
        if had_keyboard and self._cards:
            self._cards[0].take_focus()
        self.answered.emit(proposal, yes)

    def _ask_for_pictures(self) -> None:
        wanted = [each for each in (card.wanted() for card in self._cards) if each is not None]
        self._services.thumbnails.show(self, wanted)

    def _on_arrived(self) -> None:
        for card in self._cards:
            card.show_picture()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("row")
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(22, 4, 22, 8)
        self._row.setSpacing(10)
        self._row.addWidget(self._title)
        self._row.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.setFixedHeight(88)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
