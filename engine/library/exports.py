"""Copies of photos and faces for elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from engine.library.people import People
from engine.library.photos import Photos
from engine.progress import CancelToken, ReportProgress, ignore_progress
from engine.types import Face, FaceId, Photo, PhotoId

if TYPE_CHECKING:
    from engine.types import Exported


class Exports(Photos, People):
    """No file in the folder to which something is copied is ever changed."""

    def export_photos(
        self,
        photo_ids: Sequence[PhotoId],
        folder: Path,
        on_progress: ReportProgress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Exported:
        """Copy the photos into `folder` as they are; no file there is ever changed. See `engine.export`."""
        from engine import export

        def item(photo: Photo) -> export.Item:
            def write(target: BinaryIO, token: CancelToken) -> Path:
                return export.copy(self.photo_files(photo.id)[0], target, token)

            return export.Item(photo.path.name, write)

        items = [item(photo) for photo in self.photos(photo_ids)]
        return export.export(items, folder, on_progress, cancel or CancelToken())

    def export_faces(
        self,
        face_ids: Sequence[FaceId],
        folder: Path,
        on_progress: ReportProgress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Exported:
        """The same of faces, cut out of their photos as JPEGs."""
        from engine import export

        found = self.faces(face_ids)
        stems = {photo.id: photo.path.stem for photo in self.photos([face.photo_id for face in found])}

        def item(face: Face) -> export.Item:
            def write(target: BinaryIO, _: CancelToken) -> None:
                target.write(self._pictures.face_crop(face))

            return export.Item(f"{stems[face.photo_id]} face.jpg", write)

        items = [item(face) for face in found if face.photo_id in stems]
        return export.export(items, folder, on_progress, cancel or CancelToken())
