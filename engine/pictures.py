"""Pictures for looking at: thumbnails, faces cut out, and photos at the size of the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.catalogue import faces, photos
from engine.catalogue.connection import Catalogue
from engine.errors import UnreadablePhoto, UserProblem
from engine.photos import thumbnail_store
from engine.photos.thumbnail_store import ThumbnailStore
from engine.types import Face, FaceId, PhotoId

if TYPE_CHECKING:
    from engine.photos.decode import DecodedPhoto
    from engine.types import Picture

_LARGEST = 8192  # pixels of the longer side, of a picture that faces are exported from
_LEAST_CROP = 16
_USUAL, _LARGE = 320, 640  # pixels of a thumbnail's longer side
_SIZE_FOR_FACES = 1280  # that of most faces; for small ones the file gives more


class Pictures:
    """Keeps what was made once. Safe from any thread; decoding takes its time, so not for the window's thread.

    Pillow and numpy are imported when something has to be decoded: what was kept is there without them.
    """

    def __init__(self, catalogue: Catalogue, store: ThumbnailStore) -> None:
        self._catalogue = catalogue
        self._store = store

    def thumbnail(self, photo_id: PhotoId, *, large: bool = False) -> bytes:
        """A JPEG whose longer side is 320 pixels, or 640 of a `large` one. Raises `UnreadablePhoto`."""
        key = self._key(photo_id, large)
        kept = self._store.get(key)
        if kept is None:
            from engine.photos.thumbnails import make_thumbnail

            longest = _LARGE if large else _USUAL
            _, photo = self._open(photo_id, 2 * longest)
            kept = make_thumbnail(photo.image, longest)
            self._store.put(key, kept)
        return kept

    def kept_thumbnail(self, photo_id: PhotoId, *, large: bool = False) -> bytes | None:
        """The thumbnail if it was made before: at once, and without a look at the photo."""
        return self._store.get(self._key(photo_id, large))

    def embedded_thumbnail(self, photo_id: PhotoId) -> bytes | None:
        """A JPEG of what the camera put into the file's head; smaller than a thumbnail, and there at once.

        None if there is none that fits the photo, or no file.
        """
        from engine.photos.embedded import embedded_thumbnail

        found = self._catalogue.query(lambda reader: photos.photos(reader, [photo_id]))
        return embedded_thumbnail(found[0].path, found[0].width, found[0].height) if found else None

    def kept_face_thumbnail(self, face_id: FaceId) -> bytes | None:
        """Likewise of a face."""
        return self._store.get(_key_of_face(face_id))

    def face_thumbnail(self, face_id: FaceId) -> bytes:
        """A JPEG of 192 x 192 pixels: the face with some room around it. Raises `UnreadablePhoto`."""
        key = _key_of_face(face_id)
        kept = self._store.get(key)
        if kept is None:
            found = self._catalogue.query(lambda reader: faces.faces(reader, [face_id]))
            if not found:
                raise UserProblem("This face is no longer in the library.")
            from engine.photos.thumbnails import make_face_thumbnail
            from engine.pixels import pixels_for

            path, photo = self._open(found[0].photo_id, _SIZE_FOR_FACES)
            with pixels_for(path, photo, [found[0].box]) as pixels:
                kept = make_face_thumbnail(pixels, found[0].box)
            self._store.put(key, kept)
        return kept

    def face_crop(self, face: Face) -> bytes:
        """The same with every pixel that the file has of it, a JPEG. Raises `UnreadablePhoto`."""
        from engine.photos.thumbnails import ROOM, make_face_thumbnail

        _, photo = self._open(face.photo_id, _LARGEST)
        width, height = face.box.w * photo.image.width, face.box.h * photo.image.height
        side = round(max(width, height, _LEAST_CROP) * (1 + 2 * ROOM))
        return make_face_thumbnail(photo.image, face.box, side)

    def picture(self, photo_id: PhotoId, longest: int) -> Picture:
        """The photo, its longer side at most `longest` pixels. Raises `UnreadablePhoto`."""
        _, photo = self._open(photo_id, longest)
        from engine.types import Picture

        return Picture(photo.image.width, photo.image.height, photo.image.tobytes())

    def _key(self, photo_id: PhotoId, large: bool) -> str:
        key = self._catalogue.query(lambda reader: photos.content_hash(reader, photo_id)).hex()
        return thumbnail_store.large(key) if large else key

    def _open(self, photo_id: PhotoId, longest: int) -> tuple[Path, DecodedPhoto]:
        """The photo, and any file that holds it."""
        from engine.photos.decode import open_photo

        paths: list[Path] = self._catalogue.query(lambda reader: photos.photo_files(reader, photo_id))
        problem = UnreadablePhoto("This photo is no longer in the library.")
        for path in paths:
            try:
                return path, open_photo(path, longest)
            except UnreadablePhoto as error:
                problem = UnreadablePhoto(f"{path} can't be shown: {error}.")
        raise problem


def _key_of_face(face_id: FaceId) -> str:
    return f"face-{face_id}"
