"""The library's albums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from engine.catalogue import albums, commands
from engine.library.core import Core
from engine.types import Album, AlbumId, Changes, PhotoId

if TYPE_CHECKING:
    pass


class Albums(Core):
    """What the user gathers by hand; every change is a step that can be undone."""

    def albums(self, among: Iterable[AlbumId] | None = None) -> list[Album]:
        """The albums that the user made, by name, also empty ones; only those `among` these."""
        if among is None:
            return self._catalogue.query(albums.albums)
        return self._catalogue.query(lambda reader: albums.albums_among(reader, among))

    def album(self, album: AlbumId) -> Album:
        """One album; raises `UserProblem` if it was deleted."""
        return self._catalogue.query(lambda reader: albums.album(reader, album))

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
