"""The map of faces: has it made in a worker, and keeps it in step with what is said of the faces."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from engine.progress import Progress
from engine.types import Changes, PersonId
from gui.i18n import tr
from gui.jobs import Job, Lane, Latest
from gui.services import Services

if TYPE_CHECKING:
    from engine.library import Library
    from engine.plane import FacePlane

QUICK, BY_LIKENESS = "pca", "tsne"
LABELS = 60  # at most: more find no room


class Label(NamedTuple):
    """A name, and the point of the plane in whose place it stands."""

    name: str
    x: float
    y: float


class Who(NamedTuple):
    """Whose face is whose, and who is called what where."""

    people: NDArray[np.int64]  # (n,), -1 for nobody
    names: dict[PersonId, str]
    labels: list[Label]


class Map(NamedTuple):
    """The points, and whose they are."""

    plane: FacePlane
    who: Who


class FaceMap(QObject):
    """Signals:
    ready: A `Map` to be shown.
    people_changed: The `Who` of now: only colours and names change.
    progressed: The `Progress` of an arrangement that takes its time; None when it has ended.
    """

    ready = Signal(object)
    people_changed = Signal(object)
    progressed = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._method = QUICK
        self._map: Map | None = None
        self._arranging = Latest(services.jobs, Lane.SEARCH)
        self._recolouring = Latest(services.jobs)

    @property
    def method(self) -> str:
        return self._method

    def arrange(self, method: str | None = None) -> None:
        """Make the map, by `method` or as before."""
        self._method = method or self._method
        library, wanted = self._services.library, self._method

        def work(job: Job) -> Map:
            plane = library.face_plane(wanted, on_progress=job.progress, cancel=job.token)
            return Map(plane, _who(library, plane, plane.people))

        job = self._arranging.start(work, self._on_made, tr("Map of faces"))
        job.progressed.connect(self.progressed)
        for ended in (job.finished, job.failed, job.cancelled):
            ended.connect(lambda *_: self.progressed.emit(None))
        self.progressed.emit(Progress(0, None))

    def cancel(self) -> None:
        """Leave the map as it was."""
        self._arranging.abandon()

    def recolour(self, changes: Changes) -> None:
        """Something was said; nobody moves for that."""
        if self._map is None or not (changes.people or changes.faces):
            return
        library, plane = self._services.library, self._map.plane

        def work(_: Job) -> Who:
            return _who(library, plane, library.people_of(plane.faces))

        self._recolouring.start(work, self.people_changed.emit)

    def _on_made(self, made: Map) -> None:
        self._map = made
        self.ready.emit(made)


def _who(library: Library, plane: FacePlane, people: NDArray[np.int64]) -> Who:
    names = {person.id: person.name for person in library.people() if person.name is not None}
    return Who(people, names, labels_of(plane.points, people, names))


def labels_of(
    points: NDArray[np.float32], people: NDArray[np.int64], names: dict[PersonId, str]
) -> list[Label]:
    """For the named `people` (n,) with the most of `points` (n, 2), these first: the median of their points."""
    order = np.argsort(people, kind="stable")
    person, start, count = np.unique(people[order], return_index=True, return_counts=True)
    found: list[Label] = []
    for place in np.argsort(-count, kind="stable").tolist():
        name = names.get(PersonId(int(person[place])))
        if name is not None and len(found) < LABELS:
            x, y = np.median(points[order[start[place] :][: count[place]]], axis=0).tolist()
            found.append(Label(name, x, y))
    return found
