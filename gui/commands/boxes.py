"""Faces that the user draws: who they are is asked at once, and the networks look at them in a worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from engine.types import Box, Changes, FaceId
from gui.commands.asking import NameQuestion
from gui.controllers.naming import NameBook
from gui.controllers.people import PeopleController
from gui.i18n import tr
from gui.jobs import Lane
from gui.services import Services

if TYPE_CHECKING:
    from gui.views.photo.page import PhotoPage

UNNAMED = "Enter marks a face without a name"


class BoxController(QObject):
    """Carries out what is done to boxes on the photo's page."""

    def __init__(
        self,
        services: Services,
        people: PeopleController,
        names: NameBook,
        page: PhotoPage,
        draw: QAction,
        question: NameQuestion,
    ) -> None:
        super().__init__(page)
        self._services = services
        self._people = people
        self._names = names
        self._page = page
        self._question = question
        self._nameless: Callable[[], None] | None = None  # while a name is asked: what Enter alone does
        canvas, popover = page.canvas, question.popover
        canvas.box_drawn.connect(self._on_drawn)
        canvas.box_moved.connect(self._on_moved)
        draw.toggled.connect(canvas.set_drawing)
        canvas.drawing_changed.connect(draw.setChecked)
        popover.edit.returnPressed.connect(self._on_return)
        popover.closed.connect(self._on_closed)
        people.said.connect(self._look)

    def _on_drawn(self, box: Box) -> None:
        self._nameless = partial(self._draw, box)
        area = self._page.canvas.sketch_area()
        self._question.ask_for_use(area, partial(self._draw, box), self._says)

    def _draw(self, box: Box, name: str | None = None) -> None:
        photo = self._page.photo
        if photo is not None:
            self._people.draw_face(photo, box, name, self._choose_new)

    def _on_moved(self, face: FaceId, box: Box) -> None:
        job = self._people.move_box(face, box, self._choose_new)
        job.failed.connect(lambda _: self._page.canvas.drop_sketch())

    def _choose_new(self, changes: Changes) -> None:
        """The face that comes of it is the chosen one, so that it can be worked on further."""
        self._page.choose_when_shown(changes.faces)

    def _says(self, text: str) -> str:
        return self._names.what_happens(text) if text.strip() else tr(UNNAMED)

    def _on_return(self) -> None:
        draw = self._nameless
        if draw is not None and not self._question.popover.edit.text().strip():
            self._question.popover.close_up()
            draw()

    def _on_closed(self) -> None:
        if self._nameless is not None:
            self._nameless = None
            self._page.canvas.drop_sketch()

    def _look(self, *_: object) -> None:
        """After each command, since undoing and redoing bring boxes too; there is seldom anything to look at."""
        library, feed = self._services.library, self._services.feed
        self._services.jobs.start(
            lambda job: library.look_at_drawn(job.token), feed.publish, lane=Lane.SEARCH
        )
