"""Photos are shown while some file under a root holds them, and nothing is forgotten when none does."""

from __future__ import annotations

from pathlib import Path

from engine.catalogue import commands, faces, files, people, photos, roots
from engine.catalogue.roots import Root
from engine.types import Counts


def test_an_unchanged_file_is_known_by_name_size_and_time(library):
    photo, _ = library.photo("trip/a.jpg", mtime=5)
    known = library.read(files.files_in_folder, Path("/photos/trip"))
    assert known == {b"a.jpg": files.KnownFile(10, 5, photo, None, False, False)}
    assert library.read(files.files_in_folder, Path("/photos")) == {}


def test_names_that_are_not_utf8(library):
    name = "caf\udce9\udcff.jpg"  # what Python makes of the bytes E9 and FF
    photo, _ = library.photo(f"fol\udce8der/{name}")
    [path] = library.read(photos.photo_files, photo)
    assert path == Path("/photos/fol\udce8der", name)
    assert library.read(photos.photos, [photo])[0].path == path
    assert list(library.read(files.files_in_folder, path.parent)) == [b"caf\xe9\xff.jpg"]
    assert library.read(photos.photo_ids, folder=path.parent) == [photo]


def test_two_files_share_one_photo(library):
    photo, found = library.photo("a.jpg", content="same")
    again, none = library.photo("b/copy.jpg", content="same")
    assert (again, none) == (photo, [])
    assert library.read(photos.counts) == Counts(1, 1, 0, 0, 0, 0, single=1)
    library.write(files.mark_missing, Path("/photos"), [b"a.jpg"])
    assert library.read(photos.photos, [photo])[0].path == Path("/photos/b/copy.jpg")
    assert library.read(photos.photo_files, photo) == [Path("/photos/b/copy.jpg"), Path("/photos/a.jpg")]
    assert [face.id for face in library.read(faces.faces_in, photo)] == found


def test_a_missing_file_takes_its_photo_away_and_brings_it_back_with_its_names(library):
    group, found = library.group(2, "a")
    library.write(commands.name_person, group, "Anna")
    changes = library.write(files.mark_missing, Path("/photos/a"), [b"0.jpg", b"never-was.jpg"])
    assert len(changes.photos) == 1
    assert library.albums() == {"Anna": 1}
    library.write(files.mark_missing, Path("/photos/a"), [b"0.jpg", b"1.jpg"])
    assert library.albums() == {}
    assert library.read(people.names) == ["Anna"]
    assert library.read(people.person, group).faces == 0
    library.write(files.mark_present, Path("/photos/a"), [b"0.jpg"])
    library.photo("a/1.jpg")
    assert library.faces_of(group) == set(found)


def test_an_unreadable_file_keeps_its_photo_for_later(library):
    photo, _ = library.photo("a.jpg", content="good")
    library.write(files.record_problem, Path("/photos/a.jpg"), 3, 7, "It is cut off.")
    assert [(entry.path, entry.reason) for entry in library.read(files.unreadable)] == [
        (Path("/photos/a.jpg"), "It is cut off.")
    ]
    assert library.read(photos.photo_ids) == []
    assert library.read(photos.counts).unreadable == 1
    assert library.read(files.files_in_folder, Path("/photos"))[b"a.jpg"].photo_id == photo
    library.photo("a.jpg", content="good")
    assert library.read(files.unreadable) == []
    assert library.read(photos.photo_ids) == [photo]


def test_what_is_no_photo_is_listed_only_on_request(library):
    library.write(files.record_problem, Path("/photos/a.xmp"), 3, 7, "A sidecar.", skipped=True)
    assert library.read(files.unreadable) == []
    [sidecar] = library.read(files.unreadable, skipped=True)
    assert sidecar.skipped
    assert library.read(photos.counts).unreadable == 0


def test_removing_a_root_hides_and_adding_it_again_shows(library):
    group, found = library.group(2, "holiday")
    library.write(commands.name_person, group, "Anna")
    changes = library.write(roots.remove_root, Path("/photos"))
    assert len(changes.photos) == 2
    assert library.albums() == {}
    assert library.read(photos.counts) == Counts(0, 0, 0, 0, 0, 0)
    library.write(roots.add_root, Path("/photos"))
    assert library.faces_of(group) == set(found)


def test_a_photo_stays_while_another_root_holds_it(library):
    photo, _ = library.photo("in/a.jpg")
    library.write(roots.add_root, Path("/photos/in"))
    library.write(roots.remove_root, Path("/photos"))
    assert library.read(photos.photo_ids) == [photo]
    assert library.read(roots.roots) == [Root(Path("/photos/in"), 1)]


def test_a_folder_is_not_its_namesake_with_a_longer_name(library):
    inside, _ = library.photo("trip/deep/a.jpg")
    library.photo("trip 2/b.jpg")
    library.photo("trips/c.jpg")
    assert library.read(photos.photo_ids, folder=Path("/photos/trip")) == [inside]
    assert library.read(files.known_folders, Path("/photos/trip")) == [Path("/photos/trip/deep")]
    library.write(roots.add_root, Path("/photos/trip"))
    library.write(roots.remove_root, Path("/photos"))
    assert library.read(photos.photo_ids) == [inside]


def test_the_whole_disk_can_be_a_root(library):
    library.write(roots.remove_root, Path("/photos"))
    photo, _ = library.photo("a.jpg")
    assert library.read(photos.photo_ids) == []
    library.write(roots.add_root, Path("/"))
    assert library.read(photos.photo_ids) == [photo]


def test_newest_first_by_camera_else_by_file(library):
    old, _ = library.photo("a.jpg", taken=100.0, mtime=9_000 * 10**9)
    new, _ = library.photo("b.jpg", taken=300.0)
    between, _ = library.photo("c.jpg", mtime=200 * 10**9)
    assert library.read(photos.photo_ids) == [new, between, old]
    assert [photo.id for photo in library.read(photos.photos, [old, 99, new])] == [old, new]


def test_photos_of_a_person_and_without_faces(library):
    group, _ = library.group(2, "a")
    empty, _ = library.photo("b.jpg", boxes=())
    assert len(library.read(photos.photo_ids, person=group)) == 2
    assert library.read(photos.photo_ids, without_faces=True) == [empty]
    assert library.read(photos.photo_ids, folder=Path("/photos/a"), without_faces=True) == []
