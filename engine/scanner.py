"""A whole scan: walk, analyse, group, index; and the same networks for single pictures from outside."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.catalogue import embeddings, faces, files, people, photos, roots
from engine.catalogue.connection import Catalogue
from engine.errors import Cancelled, UserProblem
from engine.finder import Finder
from engine.grouping import GroupingChoice, group_library
from engine.paths import as_walked
from engine.photos.content_hash import content_hash
from engine.photos.decode import open_photo
from engine.photos.thumbnails import ThumbnailStore
from engine.photos.walk import offline
from engine.pipeline import DECODED_SIZE, Analysis, Stored
from engine.plan import Plan, plan_scan
from engine.progress import CancelToken, Progress, ReportProgress
from engine.types import Box, Changes, FaceId, ScanReport
from engine.vision.detector import Detection, MtcnnDetector
from engine.vision.device import pick_device
from engine.vision.embedder import NetworkEmbedder

# While a scan runs the library is grouped each time its faces have grown by this share, so albums fill early.
_GROUP_EVERY = 0.5
_GROUP_FIRST = 60
# So many faces are grouped in a second or so: nobody who stops a scan, or closes the window, waits for more.
_GROUP_WHEN_CANCELLED = 20_000

OnChanges = Callable[[Changes], None]


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face in a picture that need not be in the library; `face_id` if it is."""

    box: Box
    face_id: FaceId | None


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What to look for, and which faces of the library not to answer with."""

    vector: NDArray[np.float32]  # (d,), of length 1
    known: list[FaceId]


class Scanner:
    """One model's networks on one device, over one library."""

    def __init__(
        self, catalogue: Catalogue, thumbnails: ThumbnailStore, finder: Finder, device: str, directory: Path
    ) -> None:
        where = pick_device(device)
        self._catalogue = catalogue
        self._thumbnails = thumbnails
        self._finder = finder
        self._directory = directory
        self._detector = MtcnnDetector(where)
        self._embedder = NetworkEmbedder(finder.spec, device)

    def scan(
        self,
        wanted: Sequence[Path],
        on_progress: ReportProgress,
        cancel: CancelToken,
        on_changes: OnChanges,
    ) -> ScanReport:
        """See `Library.scan`; the caller holds the library's lock."""
        began = time.monotonic()
        folders = [as_walked(folder) for folder in wanted]
        self._check(folders)
        for folder in folders:
            on_changes(self._catalogue.write(partial(roots.add_root, path=folder)))
        on_progress(Progress(0, None, "Looking for photos"))
        plan = plan_scan(self._catalogue, folders, self._embedder.spec.id, cancel, self._directory)
        on_changes(plan.changes)
        try:
            analysed = self._analyse(plan, on_progress, cancel, on_changes)
        except Cancelled:
            if self._count_faces() <= _GROUP_WHEN_CANCELLED:
                self._group(on_changes, CancelToken())
            raise
        on_progress(Progress(len(plan.pending), len(plan.pending), "Grouping faces"))
        self._group(on_changes, cancel)
        on_progress(Progress(len(plan.pending), len(plan.pending), "Building the index"))
        self._finder.rebuild_if_due(cancel=cancel)
        return self._report(folders, plan, analysed, time.monotonic() - began)

    def look_at(self, path: Path) -> list[FoundFace]:
        """The faces in a picture, left to right. Raises `UnreadablePhoto`."""
        known = self._known_faces(path)
        if known:
            return known
        image = open_photo(path, DECODED_SIZE).image
        found = [_box_of(detection, image) for detection in self._detector.detect([image])[0]]
        return [FoundFace(box, None) for box in sorted(found, key=lambda box: box.x)]

    def face_in(self, path: Path, number: int | None) -> Query:
        """The vector of one face in a picture: the `number`th from the left, from 0, or the largest."""
        try:
            found = self.look_at(path)
            chosen = _choose(found, number, path)
            if chosen.face_id is not None:
                stored = self._stored_vector(chosen.face_id)
                if stored is not None:
                    return Query(stored, [chosen.face_id])
            return Query(self._embed(path, chosen), [chosen.face_id] if chosen.face_id else [])
        except UserProblem as problem:
            if str(path) in str(problem):
                raise
            raise UserProblem(f"{path} can't be searched for: {problem}.") from problem

    def _known_faces(self, path: Path) -> list[FoundFace]:
        digest = content_hash(path)
        photo_id = self._catalogue.query(lambda reader: photos.find_photo(reader, digest))
        if photo_id is None:
            return []
        known = self._catalogue.query(lambda reader: faces.faces_in(reader, photo_id))
        return [FoundFace(face.box, face.id) for face in known]

    def _stored_vector(self, face_id: FaceId) -> NDArray[np.float32] | None:
        model = self._embedder.spec.id
        found = self._catalogue.query(lambda reader: embeddings.vectors_of(reader, model, [face_id]))
        return found[0] if len(found) else None

    def _embed(self, path: Path, wanted: FoundFace) -> NDArray[np.float32]:
        image = open_photo(path, DECODED_SIZE).image
        found = self._detector.detect([image])[0]
        if not found:  # a face that was known from an earlier look at the picture
            raise UserProblem(f"No face was found in {path}.")
        detection = max(found, key=lambda each: wanted.box.overlap(_box_of(each, image)))
        crop = self._embedder.crop(image, detection.box, detection.landmarks)
        vector: NDArray[np.float32] = self._embedder.embed([crop])[0]
        return vector

    def _check(self, folders: Sequence[Path]) -> None:
        known = {root.path for root in self._catalogue.query(roots.roots)}
        for folder in folders:
            if offline(folder) and folder not in known:
                raise UserProblem(_why_no_folder(folder))

    def _analyse(
        self, plan: Plan, on_progress: ReportProgress, cancel: CancelToken, on_changes: OnChanges
    ) -> int:
        """How many photos were decoded."""
        analysis = Analysis(self._catalogue, self._thumbnails, self._detector, self._embedder)
        meter = _Meter(len(plan.pending), on_progress)
        analysed, faces_now = 0, self._count_faces()
        grouped_at = faces_now
        for stored in analysis.run(plan.pending, cancel):
            meter.advance(stored)
            analysed += stored.decoded
            faces_now += len(stored.changes.faces)
            if stored.redrawn:
                self._finder.withdraw()
            on_changes(stored.changes)
            if faces_now >= max(_GROUP_FIRST, grouped_at * (1 + _GROUP_EVERY)):
                grouped_at = faces_now
                self._group(on_changes, cancel)
        return analysed

    def _count_faces(self) -> int:
        return self._catalogue.query(photos.counts).faces

    def _group(self, on_changes: OnChanges, cancel: CancelToken) -> None:
        _, changes = group_library(self._catalogue, self._embedder.spec, GroupingChoice(), cancel=cancel)
        self._finder.refresh()
        on_changes(changes)

    def _report(self, folders: Sequence[Path], plan: Plan, analysed: int, seconds: float) -> ScanReport:
        readable = {
            path
            for folder in folders
            for path in self._catalogue.query(partial(files.with_photos, root=folder))
        }
        problems = self._catalogue.query(lambda reader: files.unreadable(reader, skipped=True))
        here = [each for each in problems if any(each.path.is_relative_to(folder) for folder in folders)]
        return ScanReport(
            photos=len(readable),
            analysed=analysed,
            faces=self._count_faces(),
            groups=len(self._catalogue.query(people.people)),
            unreadable=sum(not each.skipped for each in here),
            skipped=sum(each.skipped for each in here),
            seconds=seconds,
            away=tuple(plan.away),
        )


def _why_no_folder(path: Path) -> str:
    try:
        path.stat()
    except PermissionError:
        return f"You have no permission to see {path}."
    except OSError as error:
        there = error.errno not in (errno.ENOENT, errno.ENOTDIR)
        return f"There is no folder {path}{f': {error.strerror}' if there else ''}."
    return f"{path} is a file; name the folder that it lies in."


class _Meter:
    """Photos per second over the last half minute or so, and the time that is left."""

    def __init__(self, total: int, on_progress: ReportProgress) -> None:
        self._total = total
        self._tell = on_progress
        self._done = 0
        self._marks: list[tuple[float, int]] = [(time.monotonic(), 0)]
        self._tell(Progress(0, total, "Looking for faces"))

    def advance(self, stored: Stored) -> None:
        self._done += stored.files
        now = time.monotonic()
        self._marks = [mark for mark in self._marks if now - mark[0] < 30][-50:] or self._marks[-1:]
        since, then = self._marks[0]
        self._marks.append((now, self._done))
        speed = (self._done - then) / (now - since) if now > since else None
        left = (self._total - self._done) / speed if speed else None
        self._tell(Progress(self._done, self._total, "Looking for faces", speed, left))


def _box_of(detection: Detection, image: Image.Image) -> Box:
    box = detection.box
    return Box.from_pixels(box.left, box.top, box.right - box.left, box.bottom - box.top, *image.size)


def _choose(found: Sequence[FoundFace], number: int | None, path: Path) -> FoundFace:
    if not found:
        raise UserProblem(f"No face was found in {path}.")
    if number is None:
        return max(found, key=lambda face: face.box.w * face.box.h)
    if not 0 <= number < len(found):
        raise UserProblem(f"{path} has {len(found)} face(s); count them from 0, left to right.")
    return found[number]
