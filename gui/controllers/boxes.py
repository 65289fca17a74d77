"""Faces that the user draws: who they are is asked at once, and the networks look at them in a worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.types import Box, Changes, FaceId
from gui.controllers.asking import NameQuestion
from gui.i18n import tr
from gui.jobs import Lane

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.views.photo.page import PhotoPage

UNNAMED = "Enter marks a face without a name"


class BoxController(QObject):
    """Carries out what is done to boxes on the photo's page."""

    def __init__(self, window: MainWindow, page: PhotoPage, question: NameQuestion) -> None:
        super().__init__(window)
        self._window = window
        self._question = question
        self._page = page
        self._nameless: Callable[[], None] | None = None  # while a name is asked: what Enter alone does
        canvas, action = self._page.canvas, window.actions_table["draw_box"]
        canvas.box_drawn.connect(self._on_drawn)
        canvas.box_moved.connect(self._on_moved)
        action.toggled.connect(canvas.set_drawing)
        canvas.drawing_changed.connect(action.setChecked)
        window.popover.edit.returnPressed.connect(self._on_return)
        window.popover.closed.connect(self._on_closed)
        window.people.said.connect(self._look)

    def _on_drawn(self, box: Box) -> None:
        self._nameless = partial(self._draw, box)
        area = self._page.canvas.sketch_area()
        self._question.ask_for_use(area, partial(self._draw, box), self._says)

    def _draw(self, box: Box, name: str | None = None) -> None:
        photo = self._page.photo
        if photo is not None:
            self._window.people.draw_face(photo, box, name, self._choose_new)

    def _on_moved(self, face: FaceId, box: Box) -> None:
        job = self._window.people.move_box(face, box, self._choose_new)
        job.failed.connect(lambda _: self._page.canvas.drop_sketch())

    def _choose_new(self, changes: Changes) -> None:
        """The face that comes of it is the chosen one, so that it can be worked on further."""
        self._page.choose_when_shown(changes.faces)

    def _says(self, text: str) -> str:
        return self._window.names.what_happens(text) if text.strip() else tr(UNNAMED)

    def _on_return(self) -> None:
        draw = self._nameless
        if draw is not None and not self._window.popover.edit.text().strip():
            self._window.popover.close_up()
            draw()

    def _on_closed(self) -> None:
        if self._nameless is not None:
            self._nameless = None
            self._page.canvas.drop_sketch()

    def _look(self, *_: object) -> None:
        """After each command, since undoing and redoing bring boxes too; there is seldom anything to look at."""
        services = self._window.services
        services.jobs.start(
            lambda job: services.library.look_at_drawn(job.token), services.feed.publish, lane=Lane.SEARCH
        )
