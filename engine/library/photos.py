"""The library's folders and photos."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.catalogue import albums, files, hints, photo_lists, photos, roots, unfinished, words
from engine.errors import UnreadablePhoto
from engine.library.core import Core
from engine.paths import as_walked
from engine.progress import CancelToken
from engine.scanning.away import is_away
from engine.types import (
    AlbumId,
    Changes,
    Counts,
    DateWriting,
    Folder,
    Hint,
    PersonId,
    Photo,
    PhotoId,
    PhotoList,
    PhotoOrder,
    Subfolder,
    Unreadable,
)

if TYPE_CHECKING:
    from engine.types import PhotoDetails, Picture


ENGLISH_DATES = DateWriting()


class Photos(Core):
    """Reads what is in the folders."""

    def folders(self) -> list[Folder]:
        """The folders that were scanned, in the order in which they were added."""
        found = self._catalogue.query(roots.roots)
        return [
            Folder(root.path, root.photos, not is_away(root.path, root.photos), root.watched, root.folders)
            for root in found
        ]

    def subfolders(self, folder: Path) -> list[Subfolder]:
        """The folders right in `folder` with photos in them or further below, by name."""
        return self._catalogue.query(lambda reader: roots.subfolders(reader, folder))

    def photo_ids(
        self,
        *,
        folder: Path | None = None,
        person: PersonId | None = None,
        without_faces: bool = False,
        first: int = -1,
    ) -> list[PhotoId]:
        """The shown photos, newest first; only those below `folder`, with `person`, or without faces.

        `first` is how many of them at most: a screenful comes at once, a million take a third of a second.
        """
        return self._catalogue.query(
            lambda reader: photos.photo_ids(reader, folder, person, without_faces, first)
        )

    def photo_list(
        self,
        *,
        folder: Path | None = None,
        album: AlbumId | None = None,
        people: Sequence[PersonId] = (),
        text: str = "",
        dates: DateWriting = ENGLISH_DATES,
        order: PhotoOrder = PhotoOrder.NEWEST,
        first: int = -1,
        cancel: CancelToken | None = None,
    ) -> PhotoList:
        """The shown photos in `order`; only those below `folder`, in `album`, with all of `people`, where every word
        of `text` is found (see `engine.catalogue.words`); the `first` so many. Raises `Cancelled`.
        """

        def work(reader: sqlite3.Connection) -> PhotoList:
            condition = photo_lists.Condition()
            if folder is not None:
                condition.within(folder)
            if album is not None:
                condition.in_album(reader, album)
            for person in people:
                condition.with_person(person)
            words.narrow(reader, condition, text, dates)
            return photo_lists.photo_list(reader, condition, order, first)

        return self._catalogue.query(work, cancel)

    def hints(self, text: str, dates: DateWriting = ENGLISH_DATES) -> list[Hint]:
        """How the last word of `text`, which is being typed, may go on: people, albums, folders, dates with photos."""
        return self._catalogue.query(lambda reader: hints.hints(reader, text, dates))

    def photos(self, ids: Sequence[PhotoId]) -> list[Photo]:
        """In the order asked for; those that are gone are left out."""
        return self._catalogue.query(lambda reader: photos.photos(reader, ids))

    def photo(self, photo_id: PhotoId) -> Photo:
        """One photo; raises `UserProblem` if it is gone."""
        return self._catalogue.query(lambda reader: photos.photo(reader, photo_id))

    def photo_files(self, photo_id: PhotoId) -> list[Path]:
        """Every file that holds the photo, those that are there first."""
        return self._catalogue.query(lambda reader: photos.photo_files(reader, photo_id))

    def photos_at(self, path: Path) -> list[PhotoId]:
        """The photo that a file holds, or those in and below a folder; none if they are not in the library."""
        return self._catalogue.query(lambda reader: photos.photos_at(reader, as_walked(path)))

    def photo_details(self, photo_id: PhotoId) -> PhotoDetails:
        """What the photo's file says, read now: for a worker. Raises `UserProblem` if the photo is gone."""
        from engine.photos.details import read_details
        from engine.types import CameraDetails, PhotoDetails

        photo = self.photo(photo_id)
        others = [path for path in self.shown_files(photo_id) if path != photo.path]
        try:
            size, camera = photo.path.stat().st_size, read_details(photo.path)
        except (OSError, UnreadablePhoto):  # the drive may be away
            size, camera = None, CameraDetails()
        inside = self._catalogue.query(lambda reader: albums.albums_with(reader, photo_id))
        return PhotoDetails(photo, (photo.path, *others), size, camera, tuple(inside))

    def shown_files(self, photo_id: PhotoId) -> list[Path]:
        """The files in scanned folders that hold the photo now."""
        return self._catalogue.query(lambda reader: photos.shown_files(reader, photo_id))

    def unreadable(self, *, skipped: bool = False) -> list[Unreadable]:
        """Files that gave no photo, and why; with `skipped` also those that are none."""
        return self._catalogue.query(lambda reader: files.unreadable(reader, skipped))

    def counts(self) -> Counts:
        """The numbers beside the shelves."""
        return self._catalogue.query(photos.counts)

    def thumbnail(self, photo_id: PhotoId, *, large: bool = False) -> bytes:
        """See `Pictures.thumbnail`."""
        return self._pictures.thumbnail(photo_id, large=large)

    def kept_thumbnail(self, photo_id: PhotoId, *, large: bool = False) -> bytes | None:
        """See `Pictures.kept_thumbnail`."""
        return self._pictures.kept_thumbnail(photo_id, large=large)

    def embedded_thumbnail(self, photo_id: PhotoId) -> bytes | None:
        """See `Pictures.embedded_thumbnail`."""
        return self._pictures.embedded_thumbnail(photo_id)

    def picture(self, photo_id: PhotoId, longest: int) -> Picture:
        """See `Pictures.picture`."""
        return self._pictures.picture(photo_id, longest)

    def set_watched(self, folder: Path, watched: bool) -> None:
        """Remember whether a scanned folder is to be watched; the watching is done by `watcher`."""
        self._catalogue.write(lambda writer: roots.set_watched(writer, folder, watched))

    def forget_folder(self, folder: Path) -> Changes:
        """Stop showing a folder's photos. What is known and said of them is kept, should it come back."""

        def forget(writer: sqlite3.Connection) -> Changes:
            unfinished.end(writer, [folder])
            return roots.remove_root(writer, folder)

        return self._catalogue.write(forget)
