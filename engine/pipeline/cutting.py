"""A photo's faces cut out, judged, and made into small pictures."""

from __future__ import annotations

import sqlite3

import numpy as np
from PIL import Image

from engine.catalogue import embeddings, faces
from engine.catalogue.connection import Catalogue
from engine.catalogue.faces import LookedAt, NewFace
from engine.photos.thumbnails import make_face_thumbnail, make_thumbnail
from engine.pipeline.results import Analysed, Crop, Opened, Seen
from engine.pixels import pixels_for
from engine.types import Box, FaceId, PhotoId
from engine.vision.align import Points, aligned_crop
from engine.vision.detector import Detection
from engine.vision.drawn import look_into
from engine.vision.embedder import Embedder
from engine.vision.networks import Networks, box_of, cut_out, points_of
from engine.vision.quality import face_quality

_ALIGNED_SIZE = 112  # pixels of the crop that quality is measured on


def cut_faces(catalogue: Catalogue, networks: Networks, seen: Seen) -> Analysed:
    """The faces that were found, or those of a photo that is known, ready to be embedded."""
    if seen.opened.photo_id is not None:
        return _cut_known(catalogue, networks, seen.opened, seen.opened.photo_id)
    image = seen.opened.photo.image
    boxes = [box_of(found, image) for found in seen.found]
    with pixels_for(seen.opened.file.path, seen.opened.photo, boxes, seen.opened.state) as pixels:
        points = [points_of(found, image) for found in seen.found]
        crops = _crops(networks.embedder, pixels, boxes, points)
        new = [
            _new_face(networks.embedder, pixels, *each)
            for each in zip(seen.found, boxes, points, crops, strict=True)
        ]
        thumbnails = [make_face_thumbnail(pixels, box) for box in boxes]
    return _analysed(networks, seen.opened, new, [], thumbnails, crops, [])


def _cut_known(catalogue: Catalogue, networks: Networks, opened: Opened, photo_id: PhotoId) -> Analysed:
    """Cut the faces that are known out once more, for a model that hasn't seen them."""

    def read(
        reader: sqlite3.Connection,
    ) -> tuple[list[FaceId], list[Box], list[Points], frozenset[FaceId]]:
        known = faces.faces(reader, embeddings.lacking(reader, photo_id, networks.model))
        face_ids = [face.id for face in known]
        points, drawn = faces.landmarks(reader, face_ids), faces.drawn_only(reader, face_ids)
        return face_ids, [face.box for face in known], points, drawn

    face_ids, boxes, points, drawn = catalogue.query(read)
    looked_at = []
    with pixels_for(opened.file.path, opened.photo, boxes, opened.state) as pixels:
        for place, face_id in enumerate(face_ids):
            if face_id in drawn:
                seen = look_into(networks.detector, pixels, boxes[place], points[place])
                looked_at.append(LookedAt(face_id, *seen))
                points[place] = seen.landmarks
        crops = _crops(networks.embedder, pixels, boxes, points)
        thumbnails = [make_face_thumbnail(pixels, box) for box in boxes]
    return _analysed(networks, opened, [], face_ids, thumbnails, crops, looked_at)


def _crops(embedder: Embedder, pixels: Image.Image, boxes: list[Box], points: list[Points]) -> list[Crop]:
    return [cut_out(embedder, pixels, box, its) for box, its in zip(boxes, points, strict=True)]


def _new_face(
    embedder: Embedder, pixels: Image.Image, found: Detection, box: Box, points: Points, crop: Crop
) -> NewFace:
    landmarks = points * np.array(pixels.size, np.float32)
    is_aligned = embedder.spec.crop.kind == "aligned" and embedder.spec.crop.size == _ALIGNED_SIZE
    aligned = crop if is_aligned else aligned_crop(pixels, landmarks, _ALIGNED_SIZE)
    quality = face_quality(aligned, box.w * pixels.width, landmarks, found.confidence)
    return NewFace(box, points, found.confidence, quality)


def _analysed(
    networks: Networks,
    opened: Opened,
    new: list[NewFace],
    face_ids: list[FaceId],
    thumbnails: list[bytes],
    crops: list[Crop],
    looked_at: list[LookedAt],
) -> Analysed:
    photo = opened.photo
    thumbnail = make_thumbnail(photo.image)
    scene = networks.scenes.crop(thumbnail) if networks.scenes is not None else None
    return Analysed(
        opened.file, opened.digest, photo.width, photo.height, photo.taken, thumbnail, scene,
        opened.photo_id, new, face_ids, thumbnails, crops, looked_at,
    )  # fmt: skip
