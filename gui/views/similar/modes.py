"""How similar things are looked for: by face, by scene, by both, in smaller or learned vectors."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.types import SimilarAnswer, SimilarBy
from gui.controllers.search_history import Search
from gui.i18n import mark, tr
from gui.words import percent

PARTS = {
    SimilarBy.FACE: (mark("Face"), mark("Compare faces")),
    SimilarBy.SCENE: (mark("Scene"), mark("Compare whole pictures: place, light and things")),
    SimilarBy.BOTH: (mark("Both"), mark("Compare faces and whole pictures together")),
}
LEARNED = "Compare in the space that was learned for this library"
NOTHING_LEARNED = (
    "This library has no learned space for its model: a projection in its folder “projections” would be one"
)

SHORTEST = 28  # pixels


class ModeBar(QWidget):
    """Signals:
    part_wanted: FACE, SCENE or BOTH (`SimilarBy`), and COMPACT, LEARNED or None for the networks' own vectors.
    weight_wanted: The face's share, 0..1, while the slider moves.
    together_wanted: All of the faces are wanted in one photo.
    """

    part_wanted = Signal(object, object)
    weight_wanted = Signal(float)
    together_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.parts = {part: toggle(*map(tr, texts)) for part, texts in PARTS.items()}
        self.compact = toggle(tr("Compact"), tr("Compare smaller vectors, made from this library's own"))
        self.learned = toggle(tr("Learned"), tr(LEARNED))
        self.together = QCheckBox(tr("All of these faces in one photo"))
        self.together.setMinimumWidth(SHORTEST)
        self.weight = QSlider(Qt.Orientation.Horizontal)
        self.weight.setRange(0, 100)
        self.weight.setPageStep(10)
        self.weight.setMinimumWidth(SHORTEST)
        self.weight.setInvertedAppearance(True)  # the face's side is on the left, as in the buttons above
        self.weight.setAccessibleName(tr("Weight of the face against the scene"))
        self.weight.setToolTip(tr("What counts more, the face or the scene"))
        self._weighing = QWidget()
        self._note = QLabel(wordWrap=True)
        self._note.setObjectName("quiet")
        self._lay_out()
        self._group.idClicked.connect(lambda _: self._on_clicked())
        self.compact.clicked.connect(lambda on: self._on_space_clicked(self.learned, on))
        self.learned.clicked.connect(lambda on: self._on_space_clicked(self.compact, on))
        self.together.clicked.connect(self.together_wanted)
        self.weight.valueChanged.connect(lambda value: self.weight_wanted.emit(value / 100))

    def show_search(self, search: Search) -> None:
        """Show how it was looked for, as far as that is known."""
        query, answer = search.query, search.answer
        part = answer.of if answer is not None else _part(query.by, query.of)
        by = answer.by if answer is not None else query.by
        self.parts[part].setChecked(True)
        self.compact.setChecked(by is SimilarBy.COMPACT)
        self.learned.setChecked(by is SimilarBy.LEARNED)
        if answer is not None:
            self._offer_learned(bool(answer.learned))
        self.together.setVisible(search.can_be_together and part is not SimilarBy.SCENE)
        self.together.setChecked(query.together)
        self._weighing.setVisible(part is SimilarBy.BOTH)
        with QSignalBlocker(self.weight):
            if not self.weight.isSliderDown():
                self.weight.setValue(round(query.weight * 100))
        note = _note(answer, query.by is SimilarBy.SCENE or query.of is SimilarBy.SCENE) if answer else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    @property
    def note(self) -> str:
        return self._note.text()

    def _offer_learned(self, there_is_one: bool) -> None:
        tip = tr(LEARNED) if there_is_one else tr(NOTHING_LEARNED)
        self.learned.setEnabled(there_is_one or self.learned.isChecked())
        self.learned.setToolTip(tip)
        self.learned.setAccessibleDescription(tip)

    def _on_space_clicked(self, other: QToolButton, on: bool) -> None:
        if on:
            other.setChecked(False)
        self._on_clicked()

    def _on_clicked(self) -> None:
        part = next(part for part, button in self.parts.items() if button.isChecked())
        spaces = ((SimilarBy.COMPACT, self.compact), (SimilarBy.LEARNED, self.learned))
        self.part_wanted.emit(part, next((space for space, button in spaces if button.isChecked()), None))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(2)
        for button in self.parts.values():
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        spaces = QHBoxLayout()
        spaces.setSpacing(2)
        spaces.addWidget(self.compact)
        spaces.addWidget(self.learned)
        spaces.addStretch(1)
        weighing = QHBoxLayout(self._weighing)
        weighing.setContentsMargins(6, 0, 6, 0)
        weighing.addWidget(QLabel(tr("Face")))
        weighing.addWidget(self.weight, 1)
        weighing.addWidget(QLabel(tr("Scene")))
        column.addLayout(row)
        column.addLayout(spaces)
        column.addWidget(self._weighing)
        column.addWidget(self.together)
        column.addWidget(self._note)


def toggle(text: str, tip: str) -> QToolButton:
    """A small button that stays down."""
    button = QToolButton()
    button.setText(text)
    button.setCheckable(True)
    button.setObjectName("chip")
    button.setMinimumWidth(SHORTEST)  # the window may be made small: its text is cut then
    button.setToolTip(tip)
    button.setAccessibleName(text)
    button.setAccessibleDescription(tip)
    return button


def _part(by: SimilarBy | None, of: SimilarBy | None) -> SimilarBy:
    return next((each for each in (of, by) if each in PARTS), SimilarBy.FACE)


def _note(answer: SimilarAnswer, scene_wanted: bool) -> str:
    told = []
    if answer.of is SimilarBy.SCENE and not scene_wanted:
        told.append(tr("No face was found in it, so whole pictures are compared."))
    if answer.explained is not None:
        text = tr("In {n} numbers that keep {share} of the variance.")
        told.append(text.format(n=answer.dimensions, share=percent(answer.explained)))
    return " ".join(told)
