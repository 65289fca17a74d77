"""A grid in sections, from which faces and people are dragged onto others."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui.i18n import tr
from gui.models.ids import IdModel
from gui.models.sections import Section
from gui.thumbnails import Thumbnails
from gui.views.drag import Kind, start_drag
from gui.views.grid.section_grid import Sectioned, SectionGrid
from gui.views.grid.tiles import TileState, TileStyle


class PeopleGrid(SectionGrid):
    """What is dragged out of it is of one kind; without sections it is a plain grid.

    Signals:
        fold_wanted: The heading of this section (int) was clicked, which can be folded.
    """

    fold_wanted = Signal(int)

    _target = -1  # Qt asks for the state of tiles before `__init__` has come to it

    def __init__(
        self,
        thumbnails: Thumbnails,
        style: TileStyle,
        drags: Kind,
        edge: int,
        sections: Sectioned | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(thumbnails, style, edge, sections, parent)
        self._drags = drags
        self.setDragEnabled(True)

    def show_model(self, model: IdModel) -> None:
        super().show_model(model)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def mark_target(self, row: int) -> None:
        """Show that what is dragged would fall on `row`; -1 for none."""
        if row != self._target:
            self._target = row
            self.viewport().update()

    def startDrag(self, _: Qt.DropAction) -> None:
        start_drag(self, self._drags, self.selected_ids(), self._picture_of_current())

    # ---- inside

    def _state_of(self, row: int) -> TileState:
        state = super()._state_of(row)
        return state._replace(selected=True) if row == self._target else state

    def _on_heading_clicked(self, number: int, keys: Qt.KeyboardModifier) -> None:
        if self._sections is not None and self._sections.section(number).folded is not None:
            self.fold_wanted.emit(number)
        else:
            super()._on_heading_clicked(number, keys)

    def _tip_of(self, section: Section) -> str:
        if section.folded is None:
            return super()._tip_of(section)
        return tr("Click to show them") if section.folded else tr("Click to fold them up")
