"""Asks the library for what looks alike, and remembers what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from engine.errors import UserProblem
from engine.types import Changes, SimilarBy, SimilarOnly, SimilarQuery, SimilarTo
from gui.controllers import similar_work
from gui.controllers.search_history import Choices, Offer, Search, SearchHistory
from gui.i18n import tr, tr_n
from gui.jobs import Job, Lane, Latest, Work
from gui.mime_data import encoded
from gui.models.similar import Found
from gui.problems import sentence
from gui.selection import Selection
from gui.services import Services

COUNT = 120
MOST = 200  # faces or photos that are asked about at once: of a million that are selected there would be no answer
NO_FILTER = SimilarOnly()


@dataclass(frozen=True, slots=True)
class Way:
    """How to search, until the user wants another way."""

    part: SimilarBy = SimilarBy.FACE  # FACE (SCENE where there is no face), SCENE or BOTH
    space: SimilarBy | None = None  # COMPACT or LEARNED; None: the networks' own vectors
    weight: float = 0.5
    exact: bool = False

    def query(self, query: SimilarQuery) -> SimilarQuery:
        """`query`, in this way."""
        plain = None if self.part is SimilarBy.FACE else self.part
        by, of = (plain, None) if self.space is None else (self.space, plain)
        return replace(query, by=by, of=of, weight=self.weight, exact=self.exact)


class SimilarController(QObject):
    """Only the newest question is answered.

    Signals:
        asked: The user wants to see what is like something; in words.
        shown: This `Search` is the one to be looked at; without `found` it is under way.
        failed: It could not be answered, and why; the error is told elsewhere too.
        moved: Whether there is a search before this one, and one ahead.
    """

    asked = Signal(str)
    shown = Signal(object)
    failed = Signal(str)
    moved = Signal(bool, bool)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._library = services.library
        self._latest = Latest(services.jobs, Lane.SEARCH)
        self._offers = Latest(services.jobs, Lane.SEARCH)
        self._history = SearchHistory()
        self._way = self._way_before = Way()
        self._searching = False
        self._awake = False
        self._stale = False
        self._job: Job | None = None
        services.feed.changed.connect(self._on_changed)
        services.feed.all_changed.connect(self._on_all_changed)

    @property
    def now(self) -> Search | None:
        return self._history.now

    # ---- what to look for

    def find(self, selection: Selection) -> None:
        """What is like the selected faces, photos or people."""
        words = _words(selection)
        self._announce(words)
        if selection.faces:
            self._begin(words, SimilarTo(faces=selection.faces[:MOST]))
        elif selection.photos:
            self._begin(words, SimilarTo(photos=tuple(selection.photos[:MOST])))
        elif len(selection.someone) == 1:
            self._begin(words, SimilarTo(person=selection.someone[0]))
        else:
            self._find_like_several(words, selection)

    def find_in_file(self, path: Path) -> None:
        """What is like a picture that may lie outside the library."""
        title = tr("Like {file}").format(file=path.name)
        self._announce(title)
        self._begin(title, SimilarTo(picture=path))

    def find_in_image(self, image: QImage | bytes) -> None:
        """What is like a picture that was pasted or dropped: an encoded one, or its pixels."""
        words = tr("Like the picture you gave")
        self._announce(words)
        self._start(lambda _: encoded(image), lambda data: self._begin(words, SimilarTo(picture=data)))

    def pick_face(self, number: int) -> None:
        """Ask about another face of the picture, from 0, or after the last about all of them."""
        now = self.now
        if now is None or now.offer is None or number == now.offer.chosen:
            return
        offer = replace(now.offer, chosen=number)
        query = replace(now.query, to=offer.questions[number], together=False)
        self._history.swap(replace(now, offer=offer))
        self._ask(query)

    # ---- how, and which of it

    def set_part(self, part: SimilarBy, space: SimilarBy | None) -> None:
        """Compare FACE, SCENE or BOTH; in the `space` COMPACT or LEARNED, or as the networks see them."""
        self._set_way(replace(self._way, part=part, space=space))

    def set_exact(self, exact: bool) -> None:
        """Compare everything, however long it takes."""
        self._set_way(replace(self._way, exact=exact))

    def set_weight(self, weight: float) -> None:
        """The face's share, 0..1: another order of the same answer."""
        self._way = replace(self._way, weight=weight)
        now = self.now
        if now is None:
            return
        if now.found is None or self._searching:
            self._ask(replace(now.query, weight=weight))
            return
        found = now.found
        self._latest.start(lambda _: similar_work.reweighed(self._library, found, weight), self._on_found)

    def set_only(self, only: SimilarOnly) -> None:
        """Narrow the answers down."""
        if self.now is not None:
            self._ask(replace(self.now.query, only=only))

    def set_together(self, together: bool) -> None:
        """Want all of the faces that are asked about in one photo, or any of them."""
        if self.now is not None:
            self._ask(replace(self.now.query, together=together))

    def set_least(self, least: float) -> None:
        """Remember from which similarity on the answers are listed."""
        if self.now is not None:
            self._history.swap(replace(self.now, least=least))

    def back(self) -> None:
        """To the search before."""
        if self._history.back():
            self._go_on()

    def forward(self) -> None:
        if self._history.forward():
            self._go_on()

    def set_awake(self, awake: bool) -> None:
        """While nobody looks, what changes in the library is not searched again."""
        self._awake = awake
        if awake and self._stale:
            self._look_again()

    # ---- inside

    def _announce(self, words: str) -> None:
        self._offers.abandon()
        self.asked.emit(words)

    def _begin(self, words: str, to: SimilarTo, only: SimilarOnly = NO_FILTER) -> None:
        """A new search begins without filters, in the way in which the last one was made."""
        query = self._way.query(SimilarQuery(to, only=only, count=COUNT))
        self._history.go(Search(words, query))
        self._tell()
        self._ask(query)

    def _find_like_several(self, words: str, selection: Selection) -> None:
        people = selection.someone
        only = SimilarOnly(not_people=frozenset(people))
        work = self._library
        self._start(
            lambda _: similar_work.several_people(work, people), lambda to: self._begin(words, to, only)
        )

    def _set_way(self, way: Way) -> None:
        self._way_before, self._way = self._way, way
        if self.now is not None:
            self._ask(way.query(self.now.query))

    def _ask(self, query: SimilarQuery) -> None:
        if self.now is None:
            return
        self._stale = False
        self._history.swap(replace(self.now, query=query))
        self._start(lambda _: similar_work.find(self._library, query), self._on_found)

    def _start(self, work: Work, on_finished: Callable[[Any], None]) -> None:
        self._searching = True
        job = self._latest.start(work, on_finished)
        job.failed.connect(lambda problem: self._on_failed(job, problem))
        self._job = job

    def _on_found(self, found: Found) -> None:
        now = self.now
        self._searching = False
        if now is None:
            return
        unfiltered = found.answer.query.only == NO_FILTER or now.choices == Choices()
        choices = similar_work.choices(found) if unfiltered else now.choices
        self._history.swap(replace(now, query=found.answer.query, found=found, choices=choices))
        self._tell()
        if now.found is None:
            self._look_for_faces()
        if self._stale and self._awake:
            self._look_again()

    def _on_failed(self, job: Job, problem: Exception) -> None:
        """What is shown stays; the way in which it could not be searched is forgotten."""
        if job is not self._job:
            return
        self._searching = False
        now = self.now
        if now is None or now.found is None:
            self.failed.emit(sentence(problem) if isinstance(problem, UserProblem) else "")
            return
        self._history.swap(replace(now, query=now.found.answer.query))
        self._way = self._way_before
        self._tell()

    def _go_on(self) -> None:
        """At another place in the history."""
        self._latest.abandon()
        self._offers.abandon()
        self._searching = False
        self._tell()
        now = self.now
        if now is not None and now.found is None:
            self._ask(now.query)
        else:
            self._look_for_faces()  # it may have been given up

    def _tell(self) -> None:
        self.moved.emit(self._history.can_go_back, self._history.can_go_forward)
        self.shown.emit(self.now)

    # ---- the faces of one picture

    def _look_for_faces(self) -> None:
        """After the answer, since it takes as long as that."""
        now, library = self.now, self._library
        if now is None or now.offer is not None:
            return
        if now.query.to.picture is not None or len(now.query.to.photos) == 1:
            to = now.query.to
            self._offers.start(lambda _: similar_work.offer(library, to), self._on_offer)

    def _on_offer(self, offer: Offer | None) -> None:
        if self.now is not None and offer is not None:
            self._history.swap(replace(self.now, offer=offer))
            self._tell()

    # ---- what changes meanwhile

    def _on_changed(self, changes: Changes) -> None:
        self._history.forget_others()
        if self.now is not None and self.now.found is not None and _concerns(changes, self.now.found):
            self._on_all_changed()

    def _on_all_changed(self) -> None:
        self._history.forget_others()
        self._stale = True
        if self._awake:
            self._look_again()

    def _look_again(self) -> None:
        """Quietly: what can't be found any more stays as it was."""
        now, library = self.now, self._library
        if now is None or now.found is None or self._searching:
            return
        self._stale = False

        def work(_: Job) -> Found | None:
            try:
                return similar_work.find(library, now.query)
            except UserProblem:
                return None

        self._latest.start(work, lambda found: None if found is None else self._on_found(found))


def _concerns(changes: Changes, found: Found) -> bool:
    photos = found.answer.photos
    if any(match.photo.id in changes.photos for match in photos):
        return True
    faces = [match.face for photo in photos for match in photo.matches]
    return any(face.id in changes.faces or face.person_id in changes.people for face in faces)


def _words(selection: Selection) -> str:
    if len(selection.faces) > MOST:
        return tr("Like the first {n} of these faces").format(n=MOST)
    if not selection.faces and len(selection.photos) > MOST:
        return tr("Like the first {n} of these photos").format(n=MOST)
    if selection.faces:
        return tr_n("Like this face", "Like these {n} faces", len(selection.faces))
    if selection.photos:
        return tr_n("Like this photo", "Like these {n} photos", len(selection.photos))
    return tr_n("Others like this person", "Others like these {n} people", len(selection.someone))
