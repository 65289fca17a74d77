"""What the user says about people and faces: one function per command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from engine.types import Box, Changes, Face, FaceId, PersonId, PhotoId
from gui.i18n import tr
from gui.jobs import Job, Lane
from gui.phrases import phrase
from gui.services import Services

if TYPE_CHECKING:
    from engine.library import Library


class Said(NamedTuple):
    """What came of a command."""

    changes: Changes
    undo: str | None
    redo: str | None
    answer: Any


class PeopleController(QObject):
    """Hands every command to the library, in order, and publishes what it changed.

    Signals:
        said: What was done, in a few words, and the command that takes it back: "undo" or "redo".
        person_became: The faces of this `PersonId` now belong to that one (None: nobody), before anything is shown.
        history_changed: The labels for undo and redo (str or None each).
    """

    said = Signal(str, str)
    person_became = Signal(object, object)
    history_changed = Signal(object, object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def name_people(self, people: Sequence[PersonId], name: str) -> None:
        """Give `people` one name; who already bears it is joined."""
        if not people:
            return
        before: list[Face] = []

        def say(library: Library) -> Changes:
            before[:] = library.faces_of(people[0])[:1]
            return library.name_people(people, name)

        def who(library: Library) -> PersonId | None:
            now = library.faces([face.id for face in before])
            return now[0].person_id if now else None

        self._run(say, who, lambda now: self.person_became.emit(people[0], now))

    def move_to_name(self, faces: Sequence[FaceId], name: str) -> None:
        """Say that `faces` are `name`, who may be new."""
        self._run(lambda library: library.move_faces_to_name(faces, name))

    def move_faces(self, faces: Sequence[FaceId], person: PersonId) -> None:
        """Say that `faces` are `person`."""
        self._run(lambda library: library.move_faces(faces, person))

    def split(self, person: PersonId, parts: Sequence[Sequence[FaceId]]) -> Job:
        """Say that the `parts` of `person` are different people, the first of whom stays."""
        return self._run(lambda library: library.split(person, parts))

    def take_out(self, faces: Sequence[FaceId], person: PersonId | None) -> None:
        """Say that `faces` are not the `person` they are shown with; None: each with its own."""
        self._run(lambda library: library.take_out(faces, person))

    def confirm(self, faces: Sequence[FaceId], person: PersonId | None) -> None:
        """Say that `faces` are the `person` they are shown with; None: each with its own."""
        self._run(lambda library: library.confirm(faces, person))

    def mark_not_a_face(self, faces: Sequence[FaceId]) -> None:
        """Say that there is no face."""
        self._run(lambda library: library.mark_not_a_face(faces))

    def draw_face(self, photo: PhotoId, box: Box, name: str | None, then: Callable[[Changes], None]) -> Job:
        """Say that there is a face in `box`; `then` is told what changed before it is shown."""
        return self._run_telling(lambda library: library.draw_face(photo, box, name), then)

    def move_box(self, face: FaceId, box: Box, then: Callable[[Changes], None]) -> Job:
        """Say that the box of `face` is `box`; it goes on as another face."""
        return self._run_telling(lambda library: library.move_box(face, box), then)

    def set_hidden(self, people: Sequence[PersonId], hidden: bool) -> None:
        """Put `people` out of the way, or back."""
        self._run(lambda library: library.hide_people(people, hidden))

    def merge(self, people: Sequence[PersonId], into: PersonId) -> None:
        """Say that all of `people` are `into`, whose name stays."""
        self._run(lambda library: library.merge(people, into))

    def tell_apart(self, people: Sequence[PersonId]) -> None:
        """Say that no two of `people` are the same person."""
        self._run(lambda library: library.tell_apart(people))

    def set_strangers(self, people: Sequence[PersonId], strangers: bool) -> None:
        """Say that nobody wants to name `people`, or take that back."""
        self._run(lambda library: library.set_strangers(people, strangers))

    def mark_strangers(self, faces: Sequence[FaceId]) -> None:
        """Say that `faces` are of strangers, whoever they were taken for."""
        self._run(lambda library: library.mark_strangers(faces))

    def set_born(self, person: PersonId, born: str | None) -> Job:
        """Say when `person` was born; None: it is not known. The job fails for what is no such date."""
        return self._run(lambda library: library.set_born(person, born))

    def set_cover(self, person: PersonId, face: FaceId) -> None:
        """Show `person` with `face`."""
        self._run(lambda library: library.set_cover(person, face))

    def say(self, say: Callable[[Library], Changes], then: Callable[[Changes], None] | None = None) -> Job:
        """Say what has no function here; `then` is told what changed before it is shown."""
        return self._run(say) if then is None else self._run_telling(say, then)

    def answer(self, say: Callable[[Library], Changes], then: Callable[[int | None], None]) -> Job:
        """Say the answer to a question; `then` is told the step of the journal, None if it changed nothing."""
        before: list[int | None] = []

        def say_it(library: Library) -> Changes:
            before.append(_newest_step(library))
            return say(library)

        return self._run(say_it, _newest_step, lambda step: then(step if step != before[0] else None))

    def undo(self) -> None:
        self._run(lambda library: library.undo(), undone=True)

    def redo(self) -> None:
        self._run(lambda library: library.redo())

    def read_history(self) -> None:
        """Find out what undo and redo would do."""
        library = self._services.library
        self._services.jobs.start(
            lambda _: (library.undo_label(), library.redo_label()), self._on_history, lane=Lane.COMMAND
        )

    def _run(
        self,
        say: Callable[[Library], Changes],
        ask: Callable[[Library], Any] | None = None,
        then: Callable[[Any], None] | None = None,
        *,
        undone: bool = False,
    ) -> Job:
        """Say it in a worker; `ask` the library something right after, and hand the answer to `then` here."""
        library = self._services.library

        def work(_: Job) -> Said:
            changes = say(library)
            answer = ask(library) if ask is not None else None
            return Said(changes, library.undo_label(), library.redo_label(), answer)

        def on_finished(said: Said) -> None:
            if then is not None:
                then(said.answer)
            self._on_said(said, undone)

        return self._services.jobs.start(work, on_finished, lane=Lane.COMMAND)

    def _run_telling(self, say: Callable[[Library], Changes], then: Callable[[Changes], None]) -> Job:
        """Say it, and hand what it changed to `then` before the window shows it."""
        made: list[Changes] = []

        def say_it(library: Library) -> Changes:
            made.append(say(library))
            return made[0]

        return self._run(say_it, then=lambda _: then(made[0]))

    def _on_said(self, said: Said, undone: bool) -> None:
        self.history_changed.emit(said.undo, said.redo)
        self._services.feed.publish(said.changes)
        label = said.redo if undone else said.undo
        if said.changes and label:
            text = tr("Taken back: {label}") if undone else tr("Done: {label}")
            self.said.emit(text.format(label=phrase(label)), "redo" if undone else "undo")

    def _on_history(self, labels: tuple[str | None, str | None]) -> None:
        self.history_changed.emit(*labels)


def _newest_step(library: Library) -> int | None:
    return next((command.id for command in library.history(1)), None)
