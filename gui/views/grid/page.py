"""A room whose content is a grid of tiles."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from gui.i18n import tr
from gui.models.ids import IdModel
from gui.services import Services
from gui.views.empty import EmptyState
from gui.views.grid.grid import EDGES, GridView
from gui.views.grid.section_grid import SectionGrid
from gui.views.grid.tiles import TileStyle
from gui.views.page import Page


class GridPage(Page):
    """Adds a slider for the size of the tiles and forwards what the grid tells."""

    def __init__(
        self,
        services: Services,
        model: IdModel,
        style: TileStyle,
        edge: int,
        empty: EmptyState,
        name: str,
        grid: GridView | None = None,
        beside: QWidget | None = None,
    ) -> None:
        """`grid` is the list if it is a special one; `beside` stands to the right of it."""
        self.grid: GridView = grid or GridView(services.thumbnails, style, edge)
        self.grid.setAccessibleName(name)
        self.grid.show_model(model)
        super().__init__(self.grid if beside is None else _side_by_side(self.grid, beside), empty)
        self._size = self._make_slider()
        self.header.addWidget(self._size)
        self.grid.edge_changed.connect(self._on_edge_changed)
        self.grid.selection_changed.connect(self.selection_changed)
        self.grid.menu_wanted.connect(self.menu_wanted)
        self.grid.opened.connect(self._on_opened)

    def open_row(self, row: int) -> None:
        """The user wants to see `row` large."""
        raise NotImplementedError

    def select_all(self) -> None:
        self.grid.selectAll()

    def select_section(self) -> None:
        current = self.grid.currentIndex()
        if current.isValid() and isinstance(self.grid, SectionGrid):
            self.grid.select_section(self.grid.section_of(current.row()))

    def open_selected(self) -> None:
        index = self.grid.currentIndex()
        if index.isValid():
            self.open_row(index.row())

    def selected_area(self) -> QRect:
        return self.grid.selected_area()

    def grow(self, steps: int) -> None:
        self.grid.grow(steps)

    def _make_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, len(EDGES) - 1)
        slider.setPageStep(1)
        slider.setFixedWidth(110)
        slider.setValue(EDGES.index(self.grid.edge))
        slider.setToolTip(tr("Size of the pictures (Ctrl + mouse wheel)"))
        slider.setAccessibleName(tr("Size of the pictures"))
        slider.valueChanged.connect(lambda step: self.grid.set_edge(EDGES[step]))
        return slider

    def _on_edge_changed(self, edge: int) -> None:
        self._size.setValue(EDGES.index(edge))

    def _on_opened(self, index: QModelIndex) -> None:
        self.open_row(index.row())


def _side_by_side(grid: GridView, beside: QWidget) -> QWidget:
    frame = QWidget()
    frame.setFocusProxy(grid)
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(grid, 1)
    row.addWidget(beside)
    return frame
