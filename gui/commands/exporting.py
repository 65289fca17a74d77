"""Copies the photos or the faces of people, or photos themselves, into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.types import AlbumId, Exported, FaceId, PersonId, PhotoId
from gui.desktop import pictures_folder
from gui.i18n import tr, tr_n
from gui.jobs import Job, Lane
from gui.services import Services
from gui.words import display_name, listed

if TYPE_CHECKING:
    from gui.dialogs.export import ExportDialog

FORBIDDEN = '<>:"/\\|?*'  # in the name of a folder, on one system or another


class Wanted(NamedTuple):
    """What there is to be copied."""

    question: str
    name: str  # of the folder that is proposed; empty: there is nothing to be copied any more
    photos: list[PhotoId]
    faces: list[FaceId]


class Exporter(QObject):
    """Asks what and where to; the dialog then shows how far it is."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window

    def ask(self, people: Sequence[PersonId]) -> None:
        """Offer the photos and the faces of all of `people`."""
        library = self._services.library

        def work(_: Job) -> Wanted:
            photos = [photo for person in people for photo in library.photo_ids(person=person)]
            faces = [face.id for person in people for face in library.faces_of(person)]
            known = [display_name(person.name) for person in library.people_among(people)]
            who = listed(known, 3)
            question = tr("Copy what of {who}?").format(who=who)
            return Wanted(question, who, list(dict.fromkeys(photos)), faces)

        self._services.jobs.start(work, self._on_found)

    def ask_album(self, album: AlbumId) -> None:
        """Offer the photos of an album."""
        library = self._services.library

        def work(_: Job) -> Wanted:
            photos = [PhotoId(photo) for photo in library.photo_list(album=album).ids]
            name = library.album(album).name
            return Wanted(tr("Copy what of {who}?").format(who=name), name, photos, [])

        self._services.jobs.start(work, self._on_found)

    def ask_photos(self, photos: Sequence[PhotoId]) -> None:
        """Offer these photos."""
        question = tr_n("Copy this photo?", "Copy these {n} photos?", len(photos))
        self._on_found(Wanted(question, tr("Photos"), list(photos), []))

    def _on_found(self, wanted: Wanted) -> None:
        if not wanted.name:
            return  # they were joined or undone meanwhile
        folder = pictures_folder() / folder_name(wanted.name)
        from gui.dialogs.export import ExportDialog

        dialog = ExportDialog(wanted.question, len(wanted.photos), len(wanted.faces), folder, self._window)
        dialog.chosen.connect(lambda faces, where: self._start(dialog, wanted, faces, where))
        dialog.show()

    def _start(self, dialog: ExportDialog, wanted: Wanted, faces: bool, folder: Path) -> None:
        library = self._services.library

        def work(job: Job) -> Exported:
            if faces:
                return library.export_faces(wanted.faces, folder, job.progress, job.token)
            return library.export_photos(wanted.photos, folder, job.progress, job.token)

        job = self._services.jobs.start(
            work, dialog.show_done, lane=Lane.EXPORT, label=tr("Copying to {folder}").format(folder=folder)
        )
        job.progressed.connect(dialog.show_progress)
        job.failed.connect(dialog.show_problem)
        job.cancelled.connect(dialog.show_cancelled)
        dialog.stop_wanted.connect(job.cancel)


def folder_name(who: str) -> str:
    """`who` as a name that every file system takes."""
    allowed = "".join("_" if each in FORBIDDEN or not each.isprintable() else each for each in who)
    return allowed.strip(" .")[:80] or tr("People")
