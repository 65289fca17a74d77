"""Which questions wait, in which order, and which of them are settled: the memory of the review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from engine.types import Question, QuestionKind

Key = tuple[str, int, int]
Unit = tuple[str, int]  # a person or group, or a face that stands alone
Units = frozenset[Unit]


def key_of(question: Question) -> Key:
    """Names a question, whatever is known about its people by now."""
    if question.kind is QuestionKind.FACE:
        return "face", question.faces[0], question.people[0].id
    low, high = sorted(person.id for person in question.people)
    return "people", low, high


def left_of(question: Question) -> Units:
    """The unit that is asked about, on the left; never one with a name."""
    if question.kind is QuestionKind.FACE:
        return frozenset({("face", int(question.faces[0]))})
    return frozenset({("person", int(question.people[0].id))})


def units_of(question: Question) -> Units:
    """Everyone whom a question is about."""
    people = {("person", int(person.id)) for person in question.people}
    return frozenset(people | {("face", int(face)) for face in question.faces})


class ReviewQueue:
    """The first question is the one that is shown. Nothing that was answered or skipped comes again by itself."""

    def __init__(self, done: Iterable[Key] = ()) -> None:
        self._waiting: list[Question] = []
        self._aside: set[Key] = set()  # to be looked at anew before they are asked
        self._done = set(done)
        self._held: list[
            Question
        ] = []  # answers that were taken back: they stand until they are answered anew

    @property
    def current(self) -> Question | None:
        return next(iter(self._ready()), None)

    def following(self, count: int) -> list[Question]:
        """The questions that come next."""
        return self._ready()[1 : count + 1]

    @property
    def left(self) -> int:
        return len(self._waiting)

    def fill(self, questions: Sequence[Question], gone: Collection[Unit] = ()) -> None:
        """These are the questions now, but for those about units that an answer has used up since: `gone`.

        The one that is shown stays first as long as it stands.
        """
        first = [key_of(each) for each in self._ready()[:1]]
        found = _each_once([*self._held, *questions])
        standing = [each for each in found if key_of(each) not in self._done and not units_of(each) & {*gone}]
        self._aside.clear()
        self._waiting = sorted(standing, key=lambda each: key_of(each) not in first)

    def settle(self, question: Question, used_up: Collection[Unit] = ()) -> None:
        """`question` was answered; others about units that are `used_up` wait until they have been looked at."""
        self._done.add(key_of(question))
        self._held = _without(self._held, question)
        self._waiting = _without(self._waiting, question)
        self._aside |= {key_of(each) for each in self._waiting if units_of(each) & {*used_up}}

    def put_back(self, question: Question) -> None:
        """Ask `question` again, now: its answer was taken back."""
        self.reopen([key_of(question)])
        self._held = [question, *_without(self._held, question)]
        self._waiting = [question, *_without(self._waiting, question)]

    def reopen(self, keys: Collection[Key]) -> None:
        """These may be asked again."""
        self._done -= {*keys}
        self._aside -= {*keys}

    def _ready(self) -> list[Question]:
        return [each for each in self._waiting if key_of(each) not in self._aside]


def _without(questions: Sequence[Question], question: Question) -> list[Question]:
    return [each for each in questions if key_of(each) != key_of(question)]


def _each_once(questions: Sequence[Question]) -> list[Question]:
    """The first of those that ask the same, in its place, but with what is known last."""
    return list({key_of(each): each for each in questions}.values())
