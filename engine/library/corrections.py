"""What the user says of people and faces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.catalogue import commands, journal
from engine.library.core import Core
from engine.types import Box, Changes, Command, FaceId, PersonId, PhotoId

if TYPE_CHECKING:
    pass


class Corrections(Core):
    """Each is a step of the journal, which can be undone and done again without limit."""

    def name_person(self, person_id: PersonId, name: str) -> Changes:
        """Name a group; if somebody bears the name already, the two are one. Raises `UserProblem`."""
        return self._catalogue.write(lambda writer: commands.name_person(writer, person_id, name))

    def name_people(self, person_ids: Sequence[PersonId], name: str) -> Changes:
        """Several groups are one person of that name; a single step to undo. Raises `UserProblem`."""
        return self._catalogue.write(lambda writer: commands.name_people(writer, person_ids, name))

    def merge(self, person_ids: Sequence[PersonId], into: PersonId) -> Changes:
        """All of them are `into`, who keeps their own name, or gets the first of theirs. Raises `UserProblem`."""
        return self._catalogue.write(lambda writer: commands.merge(writer, person_ids, into))

    def split_preview(
        self, person_id: PersonId, seeds: Sequence[Sequence[FaceId]] | None = None
    ) -> list[list[FaceId]]:
        """What `split` is to be given: the person's faces in parts, the first of which keeps the person.

        Either `seeds` are a few faces of each, or the parts are proposed. A second for 8,000 faces. Raises
        `UserProblem`.
        """
        from engine.grouping.splitting import split_preview

        model = self.model
        return self._catalogue.query(lambda reader: split_preview(reader, model, person_id, seeds))

    def split(self, person_id: PersonId, parts: Sequence[Sequence[FaceId]]) -> Changes:
        """The parts are different people: the first stays, the others get new ids, among the `Changes`.

        No grouping joins them again. Faces in no part are left as they are. Raises `UserProblem`.
        """
        return self._catalogue.write(lambda writer: commands.split(writer, person_id, parts))

    def tell_apart(self, person_ids: Sequence[PersonId]) -> Changes:
        """Any two of them are different people; no grouping joins them, and nobody asks again."""
        return self._catalogue.write(lambda writer: commands.tell_apart(writer, person_ids))

    def move_faces(self, face_ids: Sequence[FaceId], person_id: PersonId) -> Changes:
        """These faces are that person."""
        return self._catalogue.write(lambda writer: commands.move_faces(writer, face_ids, person_id))

    def move_faces_to_name(self, face_ids: Sequence[FaceId], name: str) -> Changes:
        """These faces are whoever bears that name, a new person if nobody does. Raises `UserProblem`."""
        return self._catalogue.write(lambda writer: commands.move_faces_to_name(writer, face_ids, name))

    def take_out(self, face_ids: Sequence[FaceId], person_id: PersonId | None = None) -> Changes:
        """These faces are not `person_id`, or each not the person that it is in; that is remembered.

        Say whom the user saw: a grouping may have moved the faces since.
        """
        return self._catalogue.write(lambda writer: commands.take_out(writer, face_ids, person_id))

    def mark_not_a_face(self, face_ids: Sequence[FaceId]) -> Changes:
        """These are no faces."""
        return self._catalogue.write(lambda writer: commands.mark_not_a_face(writer, face_ids))

    def draw_face(self, photo_id: PhotoId, box: Box, name: str | None = None) -> Changes:
        """There is a face in `box` that no scan has found; the changes name it. Then call `look_at_drawn`.

        Raises `UserProblem` for a box that is too small.
        """
        return self._catalogue.write(lambda writer: commands.draw_face(writer, photo_id, box, name))

    def move_box(self, face_id: FaceId, box: Box) -> Changes:
        """Put the box of a face right: a new face, with a new id, takes over all that was said of it.

        The changes name both. Then call `look_at_drawn`. Raises `UserProblem` for a box that is too small.
        """
        return self._catalogue.write(lambda writer: commands.move_box(writer, face_id, box))

    def confirm(self, face_ids: Sequence[FaceId], person_id: PersonId | None = None) -> Changes:
        """Yes, these faces are `person_id`, or each the person that it is in. See `take_out`."""
        return self._catalogue.write(lambda writer: commands.confirm(writer, face_ids, person_id))

    def set_hidden(self, person_id: PersonId, hidden: bool) -> Changes:
        """Put a person out of sight, or back."""
        return self._catalogue.write(lambda writer: commands.set_hidden(writer, person_id, hidden))

    def hide_people(self, person_ids: Sequence[PersonId], hidden: bool) -> Changes:
        """Put several out of sight, or back; a single step to undo."""
        return self._catalogue.write(lambda writer: commands.hide_people(writer, person_ids, hidden))

    def set_strangers(self, person_ids: Sequence[PersonId], strangers: bool) -> Changes:
        """Groups that nobody wants to name, out of the way and never suggested; or back. Raises `UserProblem`."""
        return self._catalogue.write(lambda writer: commands.set_strangers(writer, person_ids, strangers))

    def mark_strangers(self, face_ids: Sequence[FaceId]) -> Changes:
        """These faces are strangers: those of one group one of them, those of nobody each another."""
        return self._catalogue.write(lambda writer: commands.mark_strangers(writer, face_ids))

    def set_born(self, person_id: PersonId, born: str | None) -> Changes:
        """When a person was born, as "2016" or "2016-05-31", or None. Raises `UserProblem`."""
        return self._catalogue.write(lambda writer: commands.set_born(writer, person_id, born))

    def set_cover(self, person_id: PersonId, face_id: FaceId) -> Changes:
        """Show this face for the person."""
        return self._catalogue.write(lambda writer: commands.set_cover(writer, person_id, face_id))

    def undo(self) -> Changes:
        """Take the last of these commands back; also one from before a restart."""
        return self._catalogue.write(journal.undo)

    def redo(self) -> Changes:
        """Do the last undone command again."""
        return self._catalogue.write(journal.redo)

    def undo_label(self) -> str | None:
        """What `undo` would take back."""
        return self._catalogue.query(journal.undo_label)

    def redo_label(self) -> str | None:
        """What `redo` would do again."""
        return self._catalogue.query(journal.redo_label)

    def history(self, count: int = 100) -> list[Command]:
        """The last commands, the newest first, also those that were undone and can be done again."""
        return self._catalogue.query(lambda reader: journal.history(reader, count))
