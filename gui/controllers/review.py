"""Asks the user what only they know, one question at a time, and says the answers to the library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine.types import Changes, Command, FaceId, Question, QuestionKind
from gui.controllers.people import PeopleController
from gui.controllers.review_queue import Key, ReviewQueue, Unit, Units, key_of, left_of
from gui.controllers.review_skips import read_skips, write_skips
from gui.jobs import Job, Lane, Latest
from gui.services import Services

if TYPE_CHECKING:
    from engine.library import Library

AT_ONCE = 200  # questions that are looked for; if there are as many there may be more
SETTLED = 3000  # milliseconds without a change, until the questions are counted anew while nobody looks
JOURNAL = 500  # commands that are looked through for answers that were taken back

Say = Callable[["Library"], Changes]


@dataclass(eq=False)
class Answer:
    """A question that is dealt with; `step` is that of the journal, None for a skip or while it is being said."""

    question: Question
    gone: Units = frozenset()  # who is no more by itself
    step: int | None = None
    skip: bool = False
    undone: bool = False


class Review(QObject):
    """Keeps the questions, the most telling first; looking for them is done in a worker, ahead of the user.

    Signals:
        asked: The `Question` to be shown now; None while it is not known, or when there is none.
        counted: How many questions are left (int), and whether there may be more (bool).
        skips_changed: How many questions are skipped, and whether undo would take back a skip.
    """

    asked = Signal(object)
    counted = Signal(int, bool)
    skips_changed = Signal(int, bool)

    def __init__(self, services: Services, people: PeopleController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._people = people
        self._skips: list[Key] = read_skips(services.library.directory)
        self._queue = ReviewQueue(self._skips)
        self._answers: list[Answer] = []
        self._shown: Key | None = None
        self._job: Job | None = None
        self._stale = False  # something changed since the job began
        self._used_up: set[Unit] = set()  # by answers since the job began
        self._known = False
        self._more = False
        self._watched = False
        self._history = Latest(services.jobs)
        self._timer = QTimer(self, singleShot=True, interval=SETTLED)
        self._timer.timeout.connect(self.look)
        services.feed.changed.connect(self._on_changed)
        services.feed.all_changed.connect(self._on_changed)
        people.history_changed.connect(self._on_history_changed)

    # ---- what is asked

    @property
    def current(self) -> Question | None:
        return self._queue.current

    @property
    def known(self) -> bool:
        """Whether it is known what there is to ask; with no `current` question then nothing is."""
        return self._known and not (self._queue.left and self.current is None)

    def following(self, count: int) -> list[Question]:
        """What will be asked next."""
        return self._queue.following(count)

    @property
    def skipped(self) -> int:
        return len(self._skips)

    @property
    def last_is_skip(self) -> bool:
        """Whether the last thing done here was to skip a question."""
        return any(each.skip for each in self._standing()[-1:])

    def watch(self, watched: bool) -> None:
        """Somebody is looking, so what changes is to be seen at once; or no longer."""
        self._watched = watched
        if watched and (self._timer.isActive() or not self._known):
            self.look()

    def look_later(self) -> None:
        """Look when the window has settled."""
        self._timer.start()

    def look(self) -> None:
        """Look for the questions, in a worker; one look at a time."""
        self._timer.stop()
        if self._job is not None:
            self._stale = True
            return
        self._stale = False
        self._used_up.clear()
        library, wanted = self._services.library, AT_ONCE + len(self._skips)
        self._job = self._services.jobs.start(
            lambda job: library.questions(wanted, job.token), self._on_found, lane=Lane.SEARCH
        )
        for ended in (self._job.failed, self._job.cancelled):
            ended.connect(self._on_ended)

    def stop(self) -> None:
        self._timer.stop()

    # ---- answers

    def yes(self) -> None:
        """The two are one person."""
        question = self.current
        if question is None:
            return
        right = question.people[-1]
        if question.kind is QuestionKind.FACE:
            self._answer(lambda library: library.move_faces(question.faces, right.id), left_of(question))
            return
        left = question.people[0]
        into, gone = (right, left) if right.name is not None or right.faces >= left.faces else (left, right)
        self._answer(lambda library: library.merge([gone.id], into.id), frozenset({("person", int(gone.id))}))

    def no(self) -> None:
        """They are not; that is never asked again."""
        question = self.current
        if question is None:
            return
        if question.kind is QuestionKind.FACE:
            right = question.people[-1].id
            self._answer(lambda library: library.take_out(question.faces, right))
        else:
            self._answer(lambda library: library.tell_apart([person.id for person in question.people]))

    def name(self, name: str) -> None:
        """The one on the left is `name`. Whether a group on the right is too was not said, so it may be asked."""
        question = self.current
        if question is None:
            return
        if question.kind is QuestionKind.FACE:
            self._answer(lambda library: library.move_faces_to_name(question.faces, name), left_of(question))
            return
        left, right = question.people
        self._answer(lambda library: library.name_person(left.id, name), left_of(question))
        if right.name is None:
            self._queue.reopen([key_of(question)])

    def stranger(self) -> None:
        """The one on the left is nobody to be named."""
        question = self.current
        if question is None:
            return
        if question.kind is QuestionKind.FACE:
            self._answer(lambda library: library.mark_strangers(question.faces), left_of(question))
        else:
            left = question.people[0].id
            self._answer(lambda library: library.set_strangers([left], True), left_of(question))

    def not_a_face(self) -> None:
        """There is no face on the left; of a group that holds for all of it."""
        question = self.current
        if question is not None:
            self._answer(
                lambda library: library.mark_not_a_face(_faces(library, question)), left_of(question)
            )

    def skip(self) -> None:
        """Ask something else; this comes back only when the user wants it."""
        question = self.current
        if question is None:
            return
        self._answers.append(Answer(question, skip=True))
        self._queue.settle(question)
        self._keep_skips([*self._skips, key_of(question)])
        if self._more and self.current is None:
            self._known = False
            self.look()
        self._show()

    def take_back_skip(self) -> bool:
        """Ask the skipped question again, if skipping it was the last thing done here."""
        if not self.last_is_skip:
            return False
        skip = self._standing()[-1]
        self._answers.remove(skip)
        question = skip.question
        self._keep_skips([each for each in self._skips if each != key_of(question)])
        self._queue.put_back(question)
        self._show()
        return True

    def ask_skipped(self) -> None:
        """Ask all that was skipped."""
        self._queue.reopen(self._skips)
        self._answers = [each for each in self._answers if not each.skip]
        self._keep_skips([])
        self._known = False
        self._show()
        self.look()

    def _answer(self, say: Say, gone: Units = frozenset()) -> None:
        """Say it; of the units that are `gone` then, nothing is asked before they have been looked at."""
        question = self.current
        if question is None:
            return
        answer = Answer(question, gone)
        self._answers.append(answer)
        self._used_up |= gone
        self._queue.settle(question, gone)
        if self.current is None:
            self._known = False  # the answer may raise new questions
        job = self._people.answer(say, lambda step: self._on_said(answer, step))
        job.failed.connect(lambda _: self._on_refused(answer))
        self.skips_changed.emit(self.skipped, False)
        self._show()

    # ---- what comes of it

    def _on_said(self, answer: Answer, step: int | None) -> None:
        answer.step = step
        if step is None:
            self._answers.remove(answer)  # it changed nothing, so there is nothing to take back
        self.look()

    def _on_refused(self, answer: Answer) -> None:
        """The library has said why: the people are no more what they were."""
        self._answers.remove(answer)
        self.look()

    def _on_found(self, questions: list[Question]) -> None:
        self._more = len(questions) >= AT_ONCE + len(self._skips)
        self._queue.fill(questions, self._used_up)
        self._known = True
        self._on_ended()
        self._show()

    def _on_ended(self, *_: object) -> None:
        self._job = None
        if self._stale:
            self.look()

    def _on_changed(self, *_: object) -> None:
        if not (self._watched and self._timer.isActive()):  # while a scan runs, still every few seconds
            self._timer.start()

    def _on_history_changed(self, *_: object) -> None:
        if any(each.step is not None for each in self._answers):
            library = self._services.library
            self._history.start(lambda _: library.history(JOURNAL), self._on_history)

    def _on_history(self, commands: list[Command]) -> None:
        """Answers that were taken back, here or elsewhere, are asked again; the last one first."""
        undone = {command.id: command.undone for command in commands}
        for answer in reversed([each for each in self._answers if each.step in undone]):
            now = undone[answer.step or 0]
            if now and not answer.undone:
                self._used_up -= answer.gone
                self._queue.put_back(answer.question)
            elif answer.undone and not now:
                self._used_up |= answer.gone
                self._queue.settle(answer.question, answer.gone)
            answer.undone = now
        self._answers = [each for each in self._answers if not each.undone or each.step in undone]
        self.skips_changed.emit(self.skipped, self.last_is_skip)
        self._show()

    def _show(self) -> None:
        question = self.current
        key = None if question is None else key_of(question)
        if key != self._shown or key is None:
            self._shown = key
            self.asked.emit(question)
        if self._known:
            self.counted.emit(self._queue.left, self._more)

    def _standing(self) -> list[Answer]:
        return [each for each in self._answers if not each.undone]

    def _keep_skips(self, skips: list[Key]) -> None:
        self._skips = skips
        directory, kept = self._services.library.directory, list(skips)
        self._services.jobs.start(lambda _: write_skips(directory, kept), lane=Lane.COMMAND)
        self.skips_changed.emit(len(skips), self.last_is_skip)


def _faces(library: Library, question: Question) -> list[FaceId]:
    if question.kind is QuestionKind.FACE:
        return list(question.faces)
    return [face.id for face in library.faces_of(question.people[0].id)]
