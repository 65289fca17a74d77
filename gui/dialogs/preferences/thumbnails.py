"""How much room thumbnails take."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QSpinBox

from gui.dialogs.preferences.page import PreferencePage, megabytes
from gui.i18n import mark, tr
from gui.jobs import Lane
from gui.services import Services

ABOUT = (
    "Small pictures of photos and faces, kept so that lists are there at once. Where the limit is reached, those go "
    "that were not looked at for longest."
)
CLEAR = (
    "Forget all thumbnails? They are made anew when you look at the photos, from a drive that is away only when it is "
    "back. Nothing else is touched."
)
MEGA = 1_000_000


class ThumbnailsPage(PreferencePage):
    """The room that they take, and may take."""

    TITLE = mark("Thumbnails")

    def __init__(self, services: Services) -> None:
        super().__init__(services.jobs, tr(ABOUT))
        self._preferences = services.library.preferences
        self.taken = QLabel()
        self.limit = QSpinBox(minimum=50, maximum=1_000_000, singleStep=500, suffix=" MB")
        self.limit.setAccessibleName(tr("Room that thumbnails may take"))
        self.limit.setGroupSeparatorShown(True)
        self.limit.setKeyboardTracking(False)
        self.limit.setFixedWidth(140)
        self.clear = QPushButton(tr("Clear…"))
        form = QFormLayout()
        form.addRow(tr("They take"), self.taken)
        form.addRow(tr("They may take"), self.limit)
        self.column.addLayout(form)
        self.add_buttons(self.clear)
        self.limit.valueChanged.connect(self._on_limit)
        self.clear.clicked.connect(lambda: self.confirm.ask(tr(CLEAR), tr("Clear"), self._clear))

    def load(self) -> None:
        preferences = self._preferences
        self.read(lambda: (preferences.thumbnail_size(), preferences.thumbnail_limit), self._on_loaded)

    def _on_loaded(self, found: tuple[int, int]) -> None:
        size, limit = found
        self.taken.setText(megabytes(size))
        self.limit.blockSignals(True)
        self.limit.setValue(limit // MEGA)
        self.limit.blockSignals(False)

    def _on_limit(self, megas: int) -> None:
        preferences = self._preferences
        self.do(lambda _: preferences.limit_thumbnails(megas * MEGA), lambda _: self.load(), lane=Lane.ASIDE)

    def _clear(self) -> None:
        preferences = self._preferences
        self.do(
            lambda _: preferences.clear_thumbnails(),
            lambda _: self.load(),
            tr("Clearing thumbnails"),
            Lane.ASIDE,
        )
