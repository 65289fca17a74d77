"""The review: one question at a time, answered with single keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.types import Changes, Face, PhotoId, Question, QuestionKind
from gui.actions import Actions
from gui.controllers.naming import NameBook
from gui.controllers.review import Review
from gui.controllers.review_cards import Card, Cards
from gui.controllers.review_queue import key_of
from gui.i18n import tr, tr_n
from gui.places import Place, Room
from gui.selection import Selection
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.name_edit import NamePopover
from gui.views.page import Page
from gui.views.review.buttons import AnswerBar
from gui.views.review.side import ReviewSide
from gui.words import in_figures

AHEAD = 4  # questions whose pictures are made before they are asked

FIRST = ("review_yes", "review_no", "review_skip")
MORE = ("review_name", "review_stranger", "review_not_a_face", "review_photo")


class ReviewPage(Page):
    """Two sides, each with a large face and a row of others, and the answers below."""

    def __init__(
        self, services: Services, review: Review, names: NameBook, actions: Actions, empty: EmptyState
    ) -> None:
        self._services = services
        self._review = review
        self._names = names
        self._cards = Cards(services)
        self._question: Question | None = None
        self._card: Card | None = None
        self._popover: NamePopover | None = None
        self.left, self.right = ReviewSide(tr("On the left")), ReviewSide(tr("On the right"))
        self.answers = AnswerBar([actions[name] for name in FIRST], [actions[name] for name in MORE])
        self._question_area = QWidget()
        super().__init__(self._question_area, empty)
        self._lay_out()
        self._cards.setParent(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._active = self.left
        for side in (self.left, self.right):
            side.chosen.connect(self._on_chosen)
            side.opened.connect(self.open_selected)
            side.menu_wanted.connect(self._on_menu_wanted)
            side.others.installEventFilter(self)
        self._cards.ready.connect(self._on_ready)
        self._cards.sharp.connect(self._on_sharp)
        review.asked.connect(self._on_asked)
        review.counted.connect(self._on_counted)
        review.skips_changed.connect(lambda *_: self._dress_empty())

    # ---- what a room must answer

    def load(self) -> None:
        self._review.watch(True)
        self._on_asked(self._review.current)

    def open_place(self, place: Place) -> None:
        self._review.watch(True)
        super().open_place(place)

    def refresh(self, _: Changes) -> None:
        """The review looks by itself what an answer has changed."""

    def refresh_all(self) -> None:
        self._cards.forget()

    def hideEvent(self, event: QHideEvent) -> None:
        self._review.watch(False)
        if self._popover is not None:
            self._popover.hide()
        super().hideEvent(event)

    def selection(self) -> Selection:
        """The face that is shown large on the side that was used last."""
        face = self._active.face if self._card is not None else None
        return Selection(
            faces=() if face is None else (face.id,), question=self._question is not None and face is not None
        )

    def open_selected(self) -> None:
        """The photo around the face."""
        sides = [self._active, self.left if self._active is self.right else self.right]
        faces = [side.face for side in sides if side.face is not None]
        if faces and self._card is not None:
            photos: list[PhotoId] = list(dict.fromkeys(face.photo_id for face in self._faces()))
            place = Place(Room.PHOTO, photo=faces[0].photo_id, siblings=photos, face=faces[0].id)
            self.place_wanted.emit(place)

    def selected_area(self) -> QRect:
        portrait = self.left.portrait
        area = portrait.area()
        return QRect(portrait.mapToGlobal(area.topLeft()), area.size())

    def ask_for_name(self) -> None:
        """Open the sheet on which the name of the one on the left is typed."""
        if self._popover is None:
            self._popover = NamePopover(self._names, self.window())
            self._popover.given.connect(self._review.name)
        self._popover.ask(tr("Who is on the left?"), self.selected_area())

    @property
    def question(self) -> Question | None:
        """The one that is shown."""
        return self._question

    # ---- inside

    def _lay_out(self) -> None:
        content = self._question_area
        content.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        content.setAccessibleName(tr("Question"))
        sides = QHBoxLayout()
        sides.setSpacing(28)
        sides.addWidget(self.left, 1)
        sides.addWidget(self.right, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(28, 4, 28, 20)
        column.addLayout(sides, 1)
        column.addWidget(self.answers)

    def _faces(self) -> list[Face]:
        card = self._card
        return [] if card is None else [*card.left.faces, *card.right.faces]

    def _on_asked(self, question: Question | None) -> None:
        self._question = question
        if question is None:
            self._card = None
            self._show_none()
            self.selection_changed.emit()
            return
        if not self.isVisible():
            self._stale = True  # its pictures are made when somebody looks
            return
        self._cards.want([question, *self._review.following(AHEAD)])
        card = self._cards.card(question)
        if card is not None:
            self._show_card(card)

    def _on_ready(self, card: Card) -> None:
        if self._question is not None and key_of(card.question) == key_of(self._question):
            self._show_card(card)

    def _show_card(self, card: Card) -> None:
        self._card = card
        self._active = self.left
        self.left.show_side(card.left)
        self.right.show_side(card.right)
        self.set_titles(_asks(card.question), self._subtitle.full_text)
        self._question_area.setAccessibleDescription(_spoken(card))
        self.show_content(True)
        if QAccessible.isActive() and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, _spoken(card)))
        self.selection_changed.emit()

    def _show_none(self) -> None:
        self.set_titles(tr("Review"), "" if self._review.known else tr("Looking for questions…"))
        self._dress_empty()
        if self._review.known:
            self.show_content(False)
        else:
            self.show_blank()

    def _dress_empty(self) -> None:
        skipped = self._review.skipped
        if self.empty.button is not None:
            self.empty.button.setVisible(bool(skipped))
        if skipped:
            self.empty.say(
                tr("Nothing else to ask"),
                tr_n("You skipped {n} question.", "You skipped {n} questions.", skipped),
            )
        else:
            self.empty.say(
                tr("Nothing left to ask"),
                tr("When a scan finds faces that may be somebody here, you are asked about them."),
            )

    def _on_counted(self, left: int, more: bool) -> None:
        if self._question is not None:
            words = tr_n("{n} question left", "{n} questions left", left)
            if more:
                words = tr("more than {n} questions left").format(n=in_figures(left))
            self.set_titles(self._title.full_text, words)
        elif not left:
            self._show_none()

    def _on_chosen(self, face: Face) -> None:
        side = self.left if self.left.face == face else self.right
        close_up = self._cards.close_up(face)
        if close_up is not None:
            side.sharpen(face.id, close_up)
        if side.others.hasFocus():
            self._use(side)

    def _on_sharp(self, face: int, image: QImage) -> None:
        for side in (self.left, self.right):
            side.sharpen(face, image)

    def _on_menu_wanted(self, point: QPoint) -> None:
        for side in (self.left, self.right):
            if side.portrait.rect().contains(side.portrait.mapFromGlobal(point)):
                self._use(side)
        self.menu_wanted.emit(point)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._use(self.left if watched is self.left.others else self.right)
        return False

    def _use(self, side: ReviewSide) -> None:
        self._active = side
        self.selection_changed.emit()


def _asks(question: Question) -> str:
    name = question.people[-1].name
    if name is not None:
        return tr("Is this {name}?").format(name=name)
    if question.kind is QuestionKind.FACE:
        return tr("Does this face belong to this group?")
    return tr("Are these the same person?")


def _spoken(card: Card) -> str:
    """What a screen reader says of a question."""
    left, right = card.left, card.right
    return tr("{question} {left}, {left_detail}, and {right}, {right_detail}.").format(
        question=_asks(card.question),
        left=left.title,
        left_detail=left.detail,
        right=right.title,
        right_detail=right.detail,
    )
