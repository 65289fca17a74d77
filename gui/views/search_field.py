"""Where one types what to look for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView

from engine.types import Hint, HintKind
from gui.i18n import tr
from gui.theme import icon
from gui.views.line_edit import LineEdit
from gui.words import counted

HINT_WIDTH = 300
MOST_HINTS = 12
LONGEST = 200  # characters: a page that is pasted by mistake has more words than SQLite takes
PAUSE = 150  # milliseconds without a key until it is looked for
ICONS = {
    HintKind.PERSON: "people",
    HintKind.ALBUM: "album",
    HintKind.FOLDER: "folder",
    HintKind.DATE: "photos",
}
_WORD = re.compile(r'"(?:[^"]|"")*"?|\S+')
HINT_ROLE = Qt.ItemDataRole.UserRole + 1


class SearchField(LineEdit):
    """A line for words, with suggestions below it.

    Signals:
        searched: Look for this text; empty when it is given up.
        hints_wanted: How may this text go on?
        left: The keyboard should go to what was found.
    """

    searched = Signal(str)
    hints_wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setPlaceholderText(tr("Search"))
        self.setAccessibleName(tr("Search"))
        self.setToolTip(tr("Names of people, albums, files and folders, and dates such as 2019 or June 2019"))
        self.setClearButtonEnabled(True)
        self.setMaxLength(LONGEST)
        self.setMinimumWidth(120)
        self._hints = QStandardItemModel(self)
        self._list = QCompleter(self._hints, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView()
        self._list.setPopup(self._popup)
        self._list.setWidget(self)
        self._popup.setObjectName("hints")
        self._popup.setMinimumWidth(HINT_WIDTH)
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._popup.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # there are only a few
        self._list.setMaxVisibleItems(MOST_HINTS)
        self._popup.setAccessibleName(tr("Suggestions"))
        self._list.activated[QModelIndex].connect(self._on_hint_chosen)  # type: ignore[index]
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(self._on_edited)

    def show_text(self, text: str) -> None:
        """What is being looked for; what is typed right now stays as it is."""
        if text != self.text().strip():
            self._pause.stop()
            self.setText(text)

    def show_hints(self, text: str, hints: Sequence[Hint]) -> None:
        """How `text` may go on, unless something else stands here meanwhile."""
        if text != self.text() or not self.hasFocus():
            return
        self._hints.clear()
        for hint in hints:
            self._hints.appendRow(_line(hint))
        if hints:
            self._list.complete()
        else:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_return(event)
        else:
            super().keyPressEvent(event)

    # ---- inside

    def _give_up(self) -> None:
        """First the suggestions go, then the words, then the keyboard."""
        if self._popup.isVisible():
            self._popup.hide()
        elif self.text():
            self.clear()
            self._search()
        else:
            self.left.emit()

    def _search(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())

    def _on_edited(self, text: str) -> None:
        self._pause.start()
        if text:
            self.hints_wanted.emit(text)
        else:
            self._popup.hide()

    def _on_return(self, event: QKeyEvent) -> None:
        """What the arrow keys have led to is chosen by the list; what is merely the first of it is not meant."""
        if self._popup.isVisible() and self._popup.selectionModel().hasSelection():
            event.ignore()
            return
        self._popup.hide()
        self._search()
        self.left.emit()

    def _on_hint_chosen(self, index: QModelIndex) -> None:
        """It takes the place of the word that was being typed."""
        hint: Hint = index.data(HINT_ROLE)
        self.setText(f"{before_last_word(self.text())}{in_quotes(hint.text)} ")
        self._search()


def before_last_word(text: str) -> str:
    """All but the word that is being typed, which may have begun with a quotation mark."""
    words = list(_WORD.finditer(text))
    return text[: words[-1].start()] if words and words[-1].end() == len(text) else text


def in_quotes(text: str) -> str:
    """`text` as one word, as the library reads it."""
    if '"' not in text and len(text.split()) == 1:
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _line(hint: Hint) -> QStandardItem:
    text = tr("{name}, {photos}").format(name=hint.text, photos=counted(hint.photos, "photo"))
    item = QStandardItem(icon(ICONS[hint.kind]), text)
    item.setData(hint, HINT_ROLE)
    item.setEditable(False)
    return item
