"""Albums: made, filled, and kept whatever happens to the files of the photos in them."""

from __future__ import annotations

from typing import Any

import pytest

from engine.catalogue import albums, carry, commands, files, hints, photo_lists, words
from engine.errors import UserProblem
from engine.types import AlbumId, Changes, DateWriting, HintKind, PhotoId, PhotoOrder


@pytest.fixture
def photos(library: Any) -> list[PhotoId]:
    """Five photos, the first taken first."""
    return [library.photo(f"{number}.jpg", taken=1e9 + number * 1e5)[0] for number in range(5)]


def shown(library: Any) -> dict[str, list[int]]:
    """The photos in each album, the newest first, which are also as many as is told."""

    def listed(reader: Any, album: AlbumId) -> list[int]:
        condition = photo_lists.Condition()
        condition.in_album(reader, album)
        return list(photo_lists.photo_list(reader, condition, PhotoOrder.NEWEST).ids)

    found = {album: library.read(listed, album.id) for album in library.read(albums.albums)}
    assert {album.name: album.photos for album in found} == {
        album.name: len(ids) for album, ids in found.items()
    }
    return {album.name: ids for album, ids in found.items()}


def make(library: Any, name: str, photos: list[PhotoId]) -> AlbumId:
    [album] = library.write(commands.create_album, name, photos).albums
    return album


def test_photos_are_put_in_once_and_taken_out(library, photos):
    summer = make(library, "Summer", photos[:2])
    assert library.read(commands.undo_label) == "Make the album “Summer” of 2 photos"
    changes = library.write(commands.add_to_album, summer, [*photos[1:4], photos[2], 999])
    assert changes == Changes(albums=frozenset([summer]))
    assert library.read(commands.undo_label) == "Add 2 photos to “Summer”"
    assert shown(library) == {"Summer": photos[3::-1]}
    assert not library.write(commands.add_to_album, summer, photos[:4])
    library.write(commands.remove_from_album, summer, [photos[0], photos[4]])
    assert library.read(commands.undo_label) == "Remove 1 photo from “Summer”"
    assert shown(library) == {"Summer": photos[3:0:-1]}
    assert not library.write(commands.remove_from_album, summer, [photos[0]])


def test_putting_photos_into_an_album_of_a_name_that_is_there_means_that_one(library, photos):
    summer = make(library, "Summer", photos[:1])
    assert library.write(commands.add_to_album_called, "  SUMMER ", photos[1:2]).albums == {summer}
    [garden] = library.write(commands.add_to_album_called, "Garden", photos[:1]).albums
    assert shown(library) == {"Garden": [photos[0]], "Summer": [photos[1], photos[0]]}
    for command, value in ((commands.rename_album, (garden, "summer")), (commands.create_album, ("summer",))):
        with pytest.raises(UserProblem, match="There is already an album called summer"):
            library.write(command, *value)
    with pytest.raises(UserProblem, match="at least one letter"):
        library.write(commands.create_album, " ")
    library.write(commands.rename_album, summer, "SUMMER")
    assert library.read(commands.undo_label) == "Rename the album “Summer” to “SUMMER”"


def test_a_deleted_album_comes_back_with_its_photos_after_a_restart(library, photos):
    summer = make(library, "Summer", photos)
    library.write(commands.set_album_cover, summer, photos[1])
    library.write(commands.delete_album, summer)
    assert shown(library) == {}
    for command, value in (
        (commands.rename_album, "Winter"),
        (commands.add_to_album, photos),
        (commands.set_album_cover, photos[0]),
    ):
        with pytest.raises(UserProblem, match="no longer in the library"):
            library.write(command, summer, value)
    make(library, "Summer", photos[:1])  # another one
    library.restart()
    library.write(commands.undo)
    assert library.write(commands.undo).albums == {summer}
    assert shown(library) == {"Summer": photos[::-1]}
    assert library.read(albums.album, summer).cover == photos[1]
    library.write(commands.redo)
    with pytest.raises(UserProblem, match="This album is no longer in the library"):
        library.read(albums.album, summer)


def test_names_that_were_exchanged_are_exchanged_back(library):
    one, other = make(library, "One", []), make(library, "Other", [])
    for album, name in ((one, "Third"), (other, "One"), (one, "Other")):
        library.write(commands.rename_album, album, name)
    while library.write(commands.undo):
        pass
    while library.write(commands.redo):
        pass
    assert [(album.id, album.name) for album in library.read(albums.albums)] == [
        (other, "One"),
        (one, "Other"),
    ]


def test_many_photos_are_a_few_lines_of_the_history(library):
    query = "INSERT INTO photo (id, content_hash, width, height, detector) VALUES (?, ?, 1, 1, '')"
    rows = [(number, b"%d" % number) for number in range(1, 25_001)]
    library.write(lambda writer: writer.executemany(query, rows))
    summer = make(library, "Summer", [PhotoId(number) for number in range(25_000, 0, -1)])
    library.write(commands.remove_from_album, summer, [PhotoId(number) for number in range(1, 25_000)])
    assert library.rows("SELECT count(*) FROM journal_change") == [(1 + 3 + 3,)]
    count = "SELECT count(*) FROM album_photo"
    assert library.rows(count) == [(1,)]
    library.write(commands.undo)
    assert library.rows(count) == [(25_000,)]
    library.write(commands.undo)
    assert library.rows(count) == [(0,)]
    library.write(commands.redo)
    assert library.rows(count) == [(25_000,)]


def test_the_cover_is_the_chosen_photo_or_else_the_last(library, photos):
    summer = make(library, "Summer", photos[:3])
    assert library.read(albums.album, summer).cover == photos[2]
    library.write(commands.set_album_cover, summer, photos[0])
    assert library.read(albums.album, summer).cover == photos[0]
    with pytest.raises(UserProblem, match="Only a photo of this album"):
        library.write(commands.set_album_cover, summer, photos[4])
    library.write(files.mark_missing, library.top, [b"0.jpg"])
    assert library.read(albums.album, summer).cover == photos[2]
    library.write(commands.remove_from_album, summer, photos)
    assert library.read(albums.album, summer).cover is None


def test_a_photo_that_vanishes_and_comes_back_is_still_in_its_album(library, photos):
    make(library, "Summer", photos)
    library.write(files.mark_missing, library.top, [b"1.jpg", b"2.jpg"])
    assert shown(library) == {"Summer": [photos[4], photos[3], photos[0]]}
    library.write(files.mark_present, library.top, [b"1.jpg"])
    library.photo("elsewhere/2.jpg", content="2.jpg")
    assert shown(library) == {"Summer": photos[::-1]}


def edit(library: Any, name: str, content: str, taken: float | None) -> PhotoId:
    """The file holds something else now, in which no face is found."""
    photo, _ = library.photo(name, (), content=content, taken=taken, mtime=1)
    if library.replaced is not None:
        library.write(carry.carry_over, library.replaced, photo)
    return photo


def test_an_edited_photo_stays_in_its_album_and_can_be_taken_out_and_back(library, photos):
    summer = make(library, "Summer", photos[:2])
    edited = edit(library, "0.jpg", "brighter", 1e9)
    again = edit(library, "0.jpg", "brighter still", None)  # a program that drops the time
    assert shown(library) == {"Summer": [photos[1], again]}
    assert not library.write(commands.add_to_album, summer, [again])
    library.write(commands.remove_from_album, summer, [again])
    assert shown(library) == {"Summer": [photos[1]]}
    library.write(commands.undo)
    library.write(commands.set_album_cover, summer, again)
    assert library.read(albums.album, summer).cover == again
    assert library.read(albums.albums_with, again) == [(summer, "Summer")]
    assert edit(library, "0.jpg", "0.jpg", 1e9) == photos[0]  # the edit is taken back
    assert shown(library) == {"Summer": [photos[1], photos[0]]}
    assert library.read(albums.album, summer).cover == photos[0]
    assert edit(library, "0.jpg", "brighter", 1e9) == edited
    while library.write(commands.undo):
        pass
    assert shown(library) == {}


def test_another_photo_in_the_place_of_a_file_is_in_no_album(library, photos):
    make(library, "Summer", photos[:1])
    edit(library, "0.jpg", "the next camera's first", 2e9)
    assert shown(library) == {"Summer": []}


def test_an_album_is_searched_and_suggested_by_its_name(library, photos):
    make(library, "By the Sea", photos[:2])

    def found(reader, text):
        condition = photo_lists.Condition()
        words.narrow(reader, condition, text, DateWriting())
        return list(photo_lists.photo_list(reader, condition, PhotoOrder.OLDEST).ids)

    assert library.read(found, "sea") == photos[:2]
    assert library.read(found, '"by the sea" 1.jpg') == [photos[1]]
    [hint] = [each for each in library.read(hints.hints, "se", DateWriting()) if each.kind is HintKind.ALBUM]
    assert (hint.text, hint.photos) == ("By the Sea", 2)
