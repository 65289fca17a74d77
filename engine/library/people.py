"""The library's people and faces, and who they may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from engine.catalogue import faces, people
from engine.library.core import Core
from engine.progress import CancelToken, ReportProgress, ignore_progress
from engine.types import Face, FaceId, PeopleSection, Person, PersonId, PhotoId, Question, Suggestion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.plane import FacePlane
    from engine.types import Calibration
    from engine.vectors import Vectors


class People(Core):
    """Reads who is on the photos, and what can be said of whom nobody has named."""

    def faces_in(self, photo_id: PhotoId) -> list[Face]:
        """The faces in a photo, left to right, without those that the user said are none."""
        return self._catalogue.query(lambda reader: faces.faces_in(reader, photo_id))

    def faces_of(self, person_id: PersonId) -> list[Face]:
        """A person's faces, the best first."""
        return self._catalogue.query(lambda reader: faces.faces_of(reader, person_id))

    def single_faces(self) -> list[FaceId]:
        """The faces that belong to nobody, the best first."""
        return self._catalogue.query(faces.single_faces)

    def faces(self, ids: Sequence[FaceId]) -> list[Face]:
        """In the order asked for; those that are gone are left out."""
        return self._catalogue.query(lambda reader: faces.faces(reader, ids))

    def people(self, section: PeopleSection | None = None) -> list[Person]:
        """Those with most faces first; nobody without a face."""
        return self._catalogue.query(lambda reader: people.people(reader, section))

    def people_among(self, person_ids: Iterable[PersonId]) -> list[Person]:
        """Those of them who have a face in a shown photo: after a command, quicker than `people`."""
        return self._catalogue.query(lambda reader: people.people_among(reader, person_ids))

    def person(self, person_id: PersonId) -> Person:
        """One person; raises `UserProblem` if there is none with that id."""
        return self._catalogue.query(lambda reader: people.person(reader, person_id))

    def find_person(self, name: str) -> PersonId | None:
        """Who bears `name`, in whatever case; also without a face."""
        return self._catalogue.query(lambda reader: people.find_person(reader, name))

    def names(self) -> list[str]:
        """Every name, the most used first."""
        return self._catalogue.query(people.names)

    def kept_face_thumbnail(self, face_id: FaceId) -> bytes | None:
        """See `Pictures.kept_face_thumbnail`."""
        return self._pictures.kept_face_thumbnail(face_id)

    def face_thumbnail(self, face_id: FaceId) -> bytes:
        """See `Pictures.face_thumbnail`."""
        return self._pictures.face_thumbnail(face_id)

    def told_apart(self) -> frozenset[tuple[PersonId, PersonId]]:
        """The pairs, the lower id first, of whom the user said that they are different people."""
        return self._catalogue.query(people.apart)

    def suggestions_for(self, who: PersonId | Sequence[FaceId], count: int = 5) -> list[Suggestion]:
        """Which named people a group, or faces that are one person, may be: the likeliest first.

        Nobody from whom they were rejected or told apart, nor who is in one photo with them.
        """
        return self._suggester().likely_people(who, count)

    def questions(self, count: int = 20, token: CancelToken | None = None) -> list[Question]:
        """What to ask the user: first that whose answer can be expected to settle most faces.

        Raises `Cancelled` soon after `token` is cancelled; what it has found by then is lost.
        """
        return self._suggester().questions(count, token)

    def calibration(self, false_match_rate: float = 0.001) -> Calibration:
        """How sure similarities are, on the named people or, where they are few, the model's. Raises `UserProblem`."""
        from engine.grouping.calibrating import calibrate

        spec = self._finder(self.model).spec
        return self._catalogue.query(lambda reader: calibrate(reader, spec, false_match_rate))

    def vectors(self) -> Vectors:
        """The embeddings of all shown faces by the model in use."""
        from engine.vectors import read_vectors

        return self._catalogue.query(lambda reader: read_vectors(reader, self.model))

    def face_plane(
        self,
        method: str = "pca",
        *,
        on_progress: ReportProgress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> FacePlane:
        """All shown faces as points in a plane: by "pca" in a moment, by "tsne" so that who is alike lies together.

        Raises `UserProblem`, `Cancelled`.
        """
        from engine.plane import face_plane

        return face_plane(self._catalogue, self.model, method, on_progress, cancel)

    def people_of(self, faces: NDArray[np.int64]) -> NDArray[np.int64]:
        """The person (n,) of each of `faces` (n,) now; -1 for nobody."""
        from engine.plane import people_of

        return people_of(self._catalogue, faces)
