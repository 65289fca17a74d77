"""What the user says about people and faces: one function per command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.types import Changes, FaceId, PersonId
from gui.jobs import Job, Lane
from gui.services import Services

if TYPE_CHECKING:
    from engine.library import Library

Say = Callable[["Library"], Changes]


class PeopleController(QObject):
    """Hands every command to the library, in order, and publishes what it changed.

    Signals:
        said: A sentence about what was done, with True if it can be undone.
        named: A person was given this name (`PersonId`, name); it may have joined the one who bore it before.
        history_changed: The labels for undo and redo (str or None each).
    """

    said = Signal(str, bool)
    named = Signal(object, str)
    history_changed = Signal(object, object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def name_people(self, people: Sequence[PersonId], name: str) -> None:
        """Give `people` one name; who already bears it is joined."""
        name = " ".join(name.split())
        if not name or not people:
            return

        def say(library: Library) -> Changes:
            return _joined([library.name_person(person, name) for person in people])

        job = self._run(say)
        job.finished.connect(lambda _: self.named.emit(people[0], name))

    def move_to_name(self, faces: Sequence[FaceId], name: str) -> None:
        """Say that `faces` are `name`, who may be new."""
        name = " ".join(name.split())
        if name and faces:
            self._run(lambda library: library.move_faces_to_name(faces, name))

    def take_out(self, faces: Sequence[FaceId]) -> None:
        """Say that `faces` are not the person they are shown with."""
        self._run(lambda library: library.take_out(faces))

    def confirm(self, faces: Sequence[FaceId]) -> None:
        """Say that `faces` are rightly where they are."""
        self._run(lambda library: library.confirm(faces))

    def mark_not_a_face(self, faces: Sequence[FaceId]) -> None:
        """Say that there is no face."""
        self._run(lambda library: library.mark_not_a_face(faces))

    def set_hidden(self, people: Sequence[PersonId], hidden: bool) -> None:
        """Put `people` out of the way, or back."""
        self._run(lambda library: _joined([library.set_hidden(person, hidden) for person in people]))

    def set_cover(self, person: PersonId, face: FaceId) -> None:
        """Show `person` with `face`."""
        self._run(lambda library: library.set_cover(person, face))

    def undo(self) -> None:
        self._run(lambda library: library.undo(), undone=True)

    def redo(self) -> None:
        self._run(lambda library: library.redo(), undone=True)

    def find(self, name: str, then: Callable[[PersonId | None], None]) -> None:
        """Call `then` with the person who bears `name` now."""
        library = self._services.library

        def work(_: Job) -> PersonId | None:
            wanted = name.casefold()
            bearers = [person.id for person in library.people() if (person.name or "").casefold() == wanted]
            return bearers[0] if bearers else None

        self._services.jobs.start(work, then)

    def read_history(self) -> None:
        """Find out what undo and redo would do."""
        library = self._services.library
        self._services.jobs.start(
            lambda job: (library.undo_label(), library.redo_label()), self._on_history, lane=Lane.COMMAND
        )

    def _run(self, say: Say, *, undone: bool = False) -> Job:
        library = self._services.library

        def work(_: Job) -> tuple[Changes, str | None, str | None]:
            return say(library), library.undo_label(), library.redo_label()

        def on_finished(result: tuple[Changes, str | None, str | None]) -> None:
            changes, undo, redo = result
            self.history_changed.emit(undo, redo)
            self._services.feed.publish(changes)
            if changes and not undone and undo:
                self.said.emit(undo, True)

        return self._services.jobs.start(work, on_finished, lane=Lane.COMMAND)

    def _on_history(self, labels: tuple[str | None, str | None]) -> None:
        self.history_changed.emit(*labels)


def _joined(all_changes: Sequence[Changes]) -> Changes:
    joined = Changes()
    for changes in all_changes:
        joined |= changes
    return joined
