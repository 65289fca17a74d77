"""The one way into the engine, for the window and for the command line.

Opening a library is quick: numpy, Pillow, torch and scikit-learn are imported by the first call that needs them, and
so is what works with them; such calls belong into a worker thread. Every method may be called from any thread.
"""

from __future__ import annotations

import contextlib
import math
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from engine.catalogue import (
    albums,
    commands,
    faces,
    files,
    hints,
    journal,
    people,
    photo_lists,
    photos,
    roots,
    unfinished,
    words,
)
from engine.catalogue.connection import Catalogue
from engine.catalogue.upkeep import KEPT_DAYS
from engine.errors import LibraryBusy, UnreadablePhoto, UserProblem
from engine.lazily import undisturbed
from engine.paths import as_walked, default_library, make_library
from engine.photos.thumbnail_store import LIMIT, ThumbnailStore
from engine.pictures import Pictures
from engine.preferences import Preferences
from engine.progress import CancelToken, ReportProgress, ignore_progress
from engine.scanning.away import is_away
from engine.scanning.pending import LookFirst
from engine.settings import load_settings, save_settings
from engine.types import (
    Album,
    AlbumId,
    Box,
    Changes,
    Command,
    Counts,
    DateWriting,
    Face,
    FaceId,
    Folder,
    Hint,
    PeopleSection,
    Person,
    PersonId,
    Photo,
    PhotoId,
    PhotoList,
    PhotoOrder,
    Question,
    Subfolder,
    Suggestion,
    Unfinished,
    Unreadable,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.asked_pictures import AskedPictures
    from engine.doctor import Repaired
    from engine.finder import Finder
    from engine.grouping import GroupingChoice
    from engine.grouping.suggesting import Suggester
    from engine.outside import Outside
    from engine.plane import FacePlane
    from engine.scanning.scenes import SceneScan
    from engine.searching.searcher import Searcher
    from engine.types import (
        Calibration,
        Exported,
        Finding,
        GonePhoto,
        GroupReport,
        Match,
        ModelInfo,
        PhotoDetails,
        Picture,
        ScanReport,
        SimilarAnswer,
        SimilarQuery,
    )
    from engine.vectors import Vectors
    from engine.vision.networks import Networks
    from engine.watch import Watcher

ENGLISH_DATES = DateWriting()
OnChanges = Callable[[Changes], None]

# The daily copy of the catalogue is made beside other work; on closing only of one that is copied in half a second.
_COPY_AFTER = 60.0  # seconds in which a window has settled
_QUICKLY_COPIED = 32 * 2**20  # bytes


def check_library(directory: Path) -> list[Finding]:
    """What is wrong with a library, also with one that can't be opened; writes nothing. Raises `UserProblem`.

    Takes up to a minute for a million faces.
    """
    from engine import doctor

    return doctor.check(directory)


def repair_library(directory: Path) -> Repaired:
    """Mend a library that is not open here; nothing that the user said is dropped.

    Raises `UserProblem`, `LibraryBusy` while another process has it open.
    """
    from engine import doctor

    return doctor.repair(directory)


def _keep_copy_if_due(catalogue: Catalogue, largest: float = math.inf) -> None:
    """The day's, long after the window has opened."""
    from engine.catalogue import copies

    copies.keep_copy_if_due(catalogue, largest)


class Library:
    """A folder with the catalogue, thumbnails and indexes of someone's photos; the photos lie elsewhere."""

    def __init__(self, directory: Path | None = None) -> None:
        """Open the library in `directory`, or begin one there. Raises `UserProblem`."""
        self.directory = make_library((directory or default_library()).absolute())
        self._catalogue = Catalogue(self.directory / "catalogue.sqlite")
        self._settings = load_settings(self.directory)
        limit = self._settings.thumbnail_limit or LIMIT
        self._thumbnails = ThumbnailStore(self.directory / "thumbnails.sqlite", limit)
        self._pictures = Pictures(self._catalogue, self._thumbnails)
        self.preferences = Preferences(self._catalogue, self._thumbnails, lambda: self._settings, self._keep)
        self._look_first = LookFirst()
        self._open = True
        self._copying = threading.Timer(_COPY_AFTER, _keep_copy_if_due, [self._catalogue])
        self._copying.daemon = True
        self._copying.start()
        self._late = threading.Lock()
        self._finders: dict[str, Finder] = {}
        self._searchers: dict[tuple[str, str | None], Searcher] = {}
        self._suggesters: dict[str, Suggester] = {}
        self._asked: AskedPictures | None = None
        self._loading = threading.Lock()
        self._loaded: dict[tuple[str, str, str | None], Networks] = {}

    def close(self) -> None:
        """Finish what is being written and let go of the files."""
        self._copying.cancel()
        self._copying.join()
        if self._open:
            _keep_copy_if_due(self._catalogue, _QUICKLY_COPIED)
        self._open = False
        self._catalogue.close()
        self._thumbnails.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---------------------------------------------------------------- reading

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

    def albums(self, among: Iterable[AlbumId] | None = None) -> list[Album]:
        """The albums that the user made, by name, also empty ones; only those `among` these."""
        if among is None:
            return self._catalogue.query(albums.albums)
        return self._catalogue.query(lambda reader: albums.albums_among(reader, among))

    def album(self, album: AlbumId) -> Album:
        """One album; raises `UserProblem` if it was deleted."""
        return self._catalogue.query(lambda reader: albums.album(reader, album))

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

    def unreadable(self, *, skipped: bool = False) -> list[Unreadable]:
        """Files that gave no photo, and why; with `skipped` also those that are none."""
        return self._catalogue.query(lambda reader: files.unreadable(reader, skipped))

    def counts(self) -> Counts:
        """The numbers beside the shelves."""
        return self._catalogue.query(photos.counts)

    def foreign_changes(self) -> int:
        """A number that is another one each time after another process has changed the library; cheap to ask."""
        return self._catalogue.foreign_changes()

    def thumbnail(self, photo_id: PhotoId, *, large: bool = False) -> bytes:
        """See `Pictures.thumbnail`."""
        return self._pictures.thumbnail(photo_id, large=large)

    def kept_thumbnail(self, photo_id: PhotoId, *, large: bool = False) -> bytes | None:
        """See `Pictures.kept_thumbnail`."""
        return self._pictures.kept_thumbnail(photo_id, large=large)

    def embedded_thumbnail(self, photo_id: PhotoId) -> bytes | None:
        """See `Pictures.embedded_thumbnail`."""
        return self._pictures.embedded_thumbnail(photo_id)

    def kept_face_thumbnail(self, face_id: FaceId) -> bytes | None:
        """See `Pictures.kept_face_thumbnail`."""
        return self._pictures.kept_face_thumbnail(face_id)

    def face_thumbnail(self, face_id: FaceId) -> bytes:
        """See `Pictures.face_thumbnail`."""
        return self._pictures.face_thumbnail(face_id)

    def picture(self, photo_id: PhotoId, longest: int) -> Picture:
        """See `Pictures.picture`."""
        return self._pictures.picture(photo_id, longest)

    # ---------------------------------------------------------------- copies for elsewhere

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

    # ---------------------------------------------------------------- what the user says

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

    def told_apart(self) -> frozenset[tuple[PersonId, PersonId]]:
        """The pairs, the lower id first, of whom the user said that they are different people."""
        return self._catalogue.query(people.apart)

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

    def create_album(self, name: str, photo_ids: Sequence[PhotoId] = ()) -> Changes:
        """A new album with these photos; the changes name it. Raises `UserProblem` if there is one of that name."""
        return self._catalogue.write(lambda writer: commands.create_album(writer, name, photo_ids))

    def add_to_album(self, album: AlbumId | str, photo_ids: Sequence[PhotoId]) -> Changes:
        """Put photos into an album, which a name makes where there is none. Raises `UserProblem`.

        Cost: 10,000 photos take 30 ms, a million take 5 s; other threads go on meanwhile.
        """
        add = commands.add_to_album_called if isinstance(album, str) else commands.add_to_album
        return self._catalogue.write(lambda writer: add(writer, album, photo_ids))  # type: ignore[arg-type]

    def remove_from_album(self, album: AlbumId, photo_ids: Sequence[PhotoId]) -> Changes:
        """Take photos out of an album; in the library they stay."""
        return self._catalogue.write(lambda writer: commands.remove_from_album(writer, album, photo_ids))

    def rename_album(self, album: AlbumId, name: str) -> Changes:
        """Raises `UserProblem` if another album bears the name."""
        return self._catalogue.write(lambda writer: commands.rename_album(writer, album, name))

    def delete_album(self, album: AlbumId) -> Changes:
        """Its photos stay in the library."""
        return self._catalogue.write(lambda writer: commands.delete_album(writer, album))

    def set_album_cover(self, album: AlbumId, photo_id: PhotoId) -> Changes:
        """Show this photo for the album. Raises `UserProblem` if it is not in it."""
        return self._catalogue.write(lambda writer: commands.set_album_cover(writer, album, photo_id))

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

    # ---------------------------------------------------------------- long work

    def scan(
        self,
        folders: Sequence[Path],
        *,
        model: str | None = None,
        device: str | None = None,
        pause_after: int | None = None,
        on_progress: ReportProgress = ignore_progress,
        cancel: CancelToken | None = None,
        on_changes: OnChanges | None = None,
    ) -> ScanReport:
        """Find what is new in `folders`, look for faces in it, and group. Once scanned, a folder is remembered.

        What was done when the scan stops, for whatever reason, stays done. `on_changes` is told every few seconds
        what has been stored. After `pause_after` newly analysed photos the scan pauses: it returns, and is
        `unfinished`. Raises `UserProblem` (`LibraryBusy` if another scan is running) and `Cancelled`.
        """
        chosen, where = model or self.model, device or self._settings.device
        cancel = cancel or CancelToken()
        self._settings = load_settings(self.directory)
        from engine.lock import library_lock
        from engine.scanning.folders import checked
        from engine.scanning.noted import scan_noted
        from engine.scanning.scanner import Scanner, Wishes

        with library_lock(self.directory, "scanning"):
            wanted = checked(self._catalogue, folders)
            with scan_noted(self._catalogue, wanted, cancel) as noted:
                load = partial(self._networks, chosen, where)
                if chosen != self._settings.model:
                    load()  # a model that is chosen but can't be loaded would be in the way ever after
                    self._choose(chosen)
                noted.begun = True
                wishes = Wishes(self._grouping(), self._look_first, pause_after)
                spaces, of_scenes = self._searcher().spaces, self._scene_scan(load)
                scanner = Scanner(
                    self._catalogue, self._thumbnails, spaces, load, self.directory, wishes, of_scenes
                )
                report = scanner.scan(wanted, on_progress, cancel, on_changes or (lambda _: None))
                noted.paused = bool(report.left)
            _keep_copy_if_due(self._catalogue)
        return report

    def unfinished(self) -> Unfinished:
        """The folders whose scan was cut off, or paused, and is to go on with `scan`."""
        return self._catalogue.query(unfinished.unfinished)

    def note_scan(self, folders: Sequence[Path]) -> None:
        """The user wants `folders` scanned, which has to wait: it is unfinished until `scan` has done it."""
        walked = [as_walked(folder) for folder in folders]
        self._catalogue.write(lambda writer: unfinished.note(writer, walked, paused=False))

    def pause_scan(self, folders: Sequence[Path], paused: bool) -> None:
        """Remember, also over a restart, that the scan of `folders` is paused, or that it goes on.

        The scan itself is paused by its `CancelToken`; pause that first.
        """
        walked = [as_walked(folder) for folder in folders]
        self._catalogue.write(lambda writer: unfinished.set_paused(writer, walked, paused))

    def drop_scan(self, folders: Sequence[Path]) -> None:
        """The user wants no more of the unfinished scan of `folders`; what it found is kept."""
        walked = [as_walked(folder) for folder in folders]
        self._catalogue.write(lambda writer: unfinished.end(writer, walked))

    def look_first(self, folders: Sequence[Path] = (), photos_in_view: Sequence[PhotoId] = ()) -> None:
        """The user is looking at `folders`, or at these photos: scans open what lies there before the rest."""
        near = [photo.path.parent for photo in self.photos(photos_in_view)] if photos_in_view else []
        self._look_first.folders = tuple(dict.fromkeys([*folders, *near]))

    def group(
        self,
        method: str = "default",
        *,
        eps: float | None = None,
        min_samples: int | None = None,
        clusters: int | None = None,
        strictness: float | None = None,
        on_progress: ReportProgress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> GroupReport:
        """Group all faces anew, without scanning; what the user said stays. Later scans group likewise.

        Raises `UserProblem`, `Cancelled`.
        """
        from engine import grouping
        from engine.grouping.current import Grouped
        from engine.lock import library_lock

        choice = grouping.GroupingChoice(method, eps, min_samples, clusters, strictness)
        with library_lock(self.directory, "grouping"):
            spec = self._finder(self.model).spec
            grouped = Grouped(self.directory, self._catalogue, spec.id)
            report, _ = grouping.group_library(self._catalogue, spec, choice, on_progress, cancel, grouped)
            self._keep(
                method=method, eps=eps, min_samples=min_samples, clusters=clusters, strictness=strictness
            )
        return report

    def look_at_drawn(self, cancel: CancelToken | None = None) -> Changes:
        """Let grouping and searching know the faces whose boxes were drawn; a scan would do so too.

        Takes seconds the first time, as the networks are loaded. Raises `UserProblem`, `Cancelled`.
        """
        model, cancel = self.model, cancel or CancelToken()
        if not self._catalogue.query(lambda reader: faces.photos_with_drawn(reader, model)):
            return Changes()
        from engine import grouping
        from engine.grouping.current import Grouped
        from engine.lock import library_lock
        from engine.scanning.drawn import look_at_drawn

        networks = self._networks(model, self._settings.device)
        changes = look_at_drawn(self._catalogue, self._thumbnails, networks, cancel)
        finder, choice = self._finder(model), self._grouping()
        with contextlib.suppress(LibraryBusy), library_lock(self.directory, "grouping"):
            # A scan that is running groups at its end.
            grouped = Grouped(self.directory, self._catalogue, model)
            found = grouping.group_changed(self._catalogue, finder.spec, choice, grouped, cancel)
            changes |= found or Changes()
        finder.refresh()
        return changes

    def grouping_choice(self) -> GroupingChoice:
        """How faces were last grouped at the user's wish, which scans go on with."""
        return self._grouping()

    def _grouping(self) -> GroupingChoice:
        """As the user last wanted it; what can't be done with the settings as they are is not."""
        from engine.grouping import GroupingChoice, check_choice

        kept = self._settings
        choice = GroupingChoice(kept.method, kept.eps, kept.min_samples, kept.clusters, kept.strictness)
        try:
            check_choice(choice)
        except UserProblem:
            return GroupingChoice()
        return choice

    def tidy_preview(self, days: float = KEPT_DAYS) -> list[GonePhoto]:
        """The photos that `tidy_up` would drop: deleted, and missed for `days` already."""
        from engine import tidy

        return tidy.preview(self._catalogue, days)

    def tidy_up(self, photo_ids: Sequence[PhotoId], days: float = KEPT_DAYS) -> Changes:
        """Drop what is known of those of these photos that `tidy_preview` names. People keep their names.

        It can't be undone; a copy of the catalogue is kept. Raises `UserProblem`, `LibraryBusy`.
        """
        from engine import tidy
        from engine.lock import library_lock

        with library_lock(self.directory, "tidying up"):
            finder = self._finder(self.model)
            return tidy.tidy_up(self._catalogue, self._thumbnails, finder, photo_ids, days)

    def check(self) -> list[Finding]:
        """See `check_library`."""
        return check_library(self.directory)

    def repair(self) -> Repaired:
        """See `repair_library`; a catalogue whose file is damaged can only be mended when it is closed."""
        from engine import doctor

        repaired = doctor.repair(self.directory, opened=True)
        self._finder(self.model).refresh()
        return repaired

    def set_watched(self, folder: Path, watched: bool) -> None:
        """Remember whether a scanned folder is to be watched; the watching is done by `watcher`."""
        self._catalogue.write(lambda writer: roots.set_watched(writer, folder, watched))

    def watcher(
        self, on_due: Callable[[], None], on_notice: Callable[[str], None], rewalk: float | None = None
    ) -> Watcher:
        """What says where a scan is due; see there. It is to be started, and told what to `watch`."""
        from engine.watch import REWALK_SECONDS, Watcher

        return Watcher(on_due, on_notice, self.directory, rewalk=rewalk or REWALK_SECONDS)

    def forget_folder(self, folder: Path) -> Changes:
        """Stop showing a folder's photos. What is known and said of them is kept, should it come back."""

        def forget(writer: sqlite3.Connection) -> Changes:
            unfinished.end(writer, [folder])
            return roots.remove_root(writer, folder)

        return self._catalogue.write(forget)

    def find_similar(self, query: SimilarQuery) -> SimilarAnswer:
        """What is like faces, photos, a person or a picture from outside: by face, by scene, by both and so on.

        Raises `UserProblem`, also if nothing of the kind can be compared. Only a picture from outside needs the
        networks; the first search in smaller vectors fits these, which takes some seconds.
        """
        return self._searcher().find(query)

    def reweighed(self, answer: SimilarAnswer, weight: float) -> SimilarAnswer:
        """The same answer in another order: `weight` is the face's share, 0..1. At once: nothing is searched."""
        return self._searcher().reweighed(answer, weight)

    def similar_faces(self, face_ids: Sequence[FaceId], count: int = 20) -> list[Match]:
        """The faces most like any of these, best first."""
        return self._finder(self.model).like_faces(face_ids, count)

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

    def faces_in_picture(self, picture: Path | bytes) -> list[Box]:
        """Where the faces are in a file that need not be in the library, or in an encoded picture, left to right."""
        return [seen.box for seen in self._outside().look_at(picture)]

    def face_thumbnails_in(self, picture: Path | bytes, boxes: Sequence[Box]) -> list[bytes]:
        """Those faces of such a picture, each a JPEG as of `face_thumbnail`. Raises `UserProblem`."""
        return self._outside().face_thumbnails(picture, boxes)

    def similar_to_picture(self, path: Path, face: int | None = None, count: int = 20) -> list[Match]:
        """The faces most like one in a picture that need not be in the library, best first.

        `face` counts from 0, left to right; None is the largest. Raises `UserProblem` if it isn't there.
        """
        query = self._outside().face_in(path, face)
        return self._finder(self.model).like_vector(query.vector, count, query.known)

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

    # ---------------------------------------------------------------- models

    @property
    def model(self) -> str:
        """The id of the model in use: the one chosen last, else the best that is installed."""
        from engine.vision.choice import default_model

        return self._settings.model or default_model()

    @property
    def scene_model(self) -> str | None:
        """The id of the model of whole pictures in use; None if none is installed."""
        from engine.vision.choice import usable_scene_model

        return usable_scene_model(self._settings.scene_model)

    def use_scene_model(self, model: str) -> None:
        """Compare whole pictures by this one from now on; scans look at all of them anew. Raises `UserProblem`."""
        from engine.vision.choice import check_scene_model

        check_scene_model(model)
        self._keep(scene_model=model)

    def models(self) -> list[ModelInfo]:
        """Every model that Kith knows, best first."""
        from engine.vision.choice import model_infos

        return model_infos()

    def _choose(self, model: str) -> None:
        if model != self._settings.model:
            self._keep(model=model, eps=None)  # a distance that was chosen for another model means nothing

    def _keep(self, **chosen: str | float | None) -> None:
        """Another process may have changed the other settings."""
        before = load_settings(self.directory)
        self._settings = replace(before, **chosen)  # type: ignore[arg-type]
        if self._settings != before:
            save_settings(self.directory, self._settings)

    def _finder(self, model: str) -> Finder:
        from engine.finder import Finder
        from engine.vision.registry import find_model

        with self._late:
            if model not in self._finders:
                self._finders[model] = Finder(self._catalogue, self.directory / "index", find_model(model))
            return self._finders[model]

    def _searcher(self) -> Searcher:
        from engine.searching.searcher import Searcher
        from engine.searching.spaces import Spaces
        from engine.vision.registry import find_scene_model

        finder, model = self._finder(self.model), self.scene_model
        with self._late:
            if (finder.spec.id, model) not in self._searchers:
                scenes = None if model is None else find_scene_model(model)
                spaces = Spaces(self._catalogue, self.directory, finder, scenes)
                searcher = Searcher(self._catalogue, spaces, self._outside)
                self._searchers[finder.spec.id, model] = searcher
            return self._searchers[finder.spec.id, model]

    def _suggester(self) -> Suggester:
        from engine.grouping.suggesting import Suggester

        spec = self._finder(self.model).spec
        with self._late:
            if spec.id not in self._suggesters:
                self._suggesters[spec.id] = Suggester(self._catalogue, spec)
            return self._suggesters[spec.id]

    def _networks(self, model: str, device: str) -> Networks:
        """Loaded once; this is what imports torch."""
        from engine.vision.registry import find_model, find_scene_model

        of_scenes = self.scene_model
        with self._loading:
            if (model, device, of_scenes) not in self._loaded:
                spec = find_model(model)  # to hear that there is none takes no networks
                scenes = None if of_scenes is None else find_scene_model(of_scenes)
                with undisturbed():
                    from engine.vision.networks import load_networks

                self._loaded[model, device, of_scenes] = load_networks(spec, device, scenes)
            return self._loaded[model, device, of_scenes]

    def _scene_scan(self, load: Callable[[], Networks]) -> SceneScan | None:
        from engine.scanning.scenes import SceneScan

        model = self.scene_model
        if model is None:
            return None
        return SceneScan(self._catalogue, self._thumbnails, model, lambda: load().scenes)

    def _outside(self) -> Outside:
        from engine.asked_pictures import AskedPictures
        from engine.outside import Outside

        with self._late:
            self._asked = asked = self._asked or AskedPictures()
        model, device, scenes = self.model, self._settings.device, self.scene_model
        return Outside(self._catalogue, asked, model, scenes, lambda: self._networks(model, device))
