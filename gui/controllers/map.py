"""The map of faces: has it made in a worker, and keeps it in step with what is said of the faces."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from engine.progress import Progress
from engine.types import Changes, PersonId
from gui.jobs import Job, Lane, Latest
from gui.services import Services

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.library import Library
    from engine.plane import FacePlane

QUICK, BY_LIKENESS = "pca", "tsne"


class Map(NamedTuple):
    """The points, and who is called what."""

    plane: FacePlane
    names: dict[PersonId, str]


class FaceMap(QObject):
    """Signals:
    ready: A `Map` to be shown.
    people_changed: The person of each face (n,), -1 for nobody, and the names: only colours change.
    progressed: The `Progress` of an arrangement that takes its time; None when it has ended.
    """

    ready = Signal(object)
    people_changed = Signal(object, object)
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
            import_module("pyqtgraph")  # which takes a second; the view needs it
            plane = library.face_plane(wanted, on_progress=job.progress, cancel=job.token)
            return Map(plane, _names(library))

        job = self._arranging.start(work, self._on_made)
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
        library, faces = self._services.library, self._map.plane.faces

        def work(_: Job) -> tuple[NDArray[np.int64], dict[PersonId, str]]:
            return library.people_of(faces), _names(library)

        self._recolouring.start(work, lambda found: self.people_changed.emit(*found))

    def _on_made(self, made: Map) -> None:
        self._map = made
        self.ready.emit(made)


def _names(library: Library) -> dict[PersonId, str]:
    return {person.id: person.name for person in library.people() if person.name is not None}
