"""Keeps the selection and the place in a grid while its list is replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gui.views.grid.tile_view import TileView


@dataclass(frozen=True, slots=True)
class GridMemory:
    """What a user would miss, by ids, since rows move when a scan adds photos."""

    selected: Sequence[int]
    current: int | None
    current_row: int
    anchor: int | None  # the first tile in view; None at the very top, where new photos should show
    shift: int  # pixels of it that are scrolled out of view

    @classmethod
    def of(cls, view: TileView) -> GridMemory:
        """The state of `view` now."""
        model, current = view.ids_model(), view.currentIndex()
        anchor, shift = _anchor(view)
        return cls(
            selected=view.selected_ids(),
            current=model.id_at(current.row()) if current.isValid() else None,
            current_row=current.row(),
            anchor=anchor,
            shift=shift,
        )

    def restore(self, view: TileView) -> None:
        """Bring it all back, as far as the ids are still there."""
        if view.ids_model().count():
            self._restore_selection(view)
        self.restore_place(view)  # last, since a new current item scrolls itself into view

    def restore_place(self, view: TileView) -> None:
        """Scroll back to the tile that was the first in view."""
        if self.anchor is None:
            view.verticalScrollBar().setValue(0)
            return
        rows = view.ids_model().rows_of([self.anchor])
        if rows:
            view.verticalScrollBar().setValue(view.grid().rect(rows[0].start).top() + self.shift)

    def _restore_selection(self, view: TileView) -> None:
        model = view.ids_model()
        left = model.rows_of(self.selected)
        if self.current is not None:
            same = model.rows_of([self.current])
            now = same[0].start if same else min(self.current_row, model.count() - 1)
            view.make_current(now)
            if self.selected and not left:  # all of it was dealt with: on to the next one
                left = [range(now, now + 1)]
        view.select_runs(left)


def _anchor(view: TileView) -> tuple[int | None, int]:
    offset, grid = view.verticalOffset(), view.grid()
    visible = grid.between(offset, offset + view.viewport().height())
    if offset == 0 or not visible:
        return None, 0
    first = visible.start
    return view.ids_model().id_at(first), offset - grid.rect(first).top()
