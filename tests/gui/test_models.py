"""Every list as Qt sees it."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from engine.types import AlbumId, Box, Face, FaceId, Photo, PhotoId, Unreadable
from gui.models.photos import CHUNK, PhotoModel
from gui.models.rows import FaceModel, PeopleModel
from gui.models.sidebar import Entry, SidebarModel
from gui.models.tile import TILE_ROLE
from gui.models.unreadable import UnreadableModel
from gui.places import Place, Room


def test_lists_of_the_library_are_proper_models(qtmodeltester, library):
    people = PeopleModel()
    people.set_rows(library.people())
    faces = FaceModel()
    faces.set_rows(library.faces_of(library.people()[0].id))
    for model in (people, faces):
        assert model.rowCount() > 0
        qtmodeltester.check(model)


def test_tables_are_proper_models(qtmodeltester):
    unreadable = UnreadableModel()
    unreadable.set_rows([Unreadable(Path("/a/b.jpg"), "The file ends too early.")])
    qtmodeltester.check(unreadable)


def folder_line(path: str, folders: bool = False, count: int = 3) -> Entry:
    return Entry(Path(path).name, Place(Room.PHOTOS, folder=Path(path)), "folder", count, folders=folders)


@pytest.fixture
def sidebar():
    """Two rooms, and /a with b and c in it, of which c is not opened."""
    model = SidebarModel()
    heading = Entry("FOLDERS", None)
    model.set_entries(
        [Entry("All photos", Place(Room.PHOTOS), "photos", 3), heading, folder_line("/a", True)]
    )
    model.wanted.connect(
        lambda folder: model.set_folders(folder, [folder_line("/a/b"), folder_line("/a/c", True)])
    )
    folder = model.index_of(Place(Room.PHOTOS, folder=Path("/a")))
    assert model.hasChildren(folder)
    assert model.rowCount(folder) == 0
    model.fetchMore(folder)
    return model


def listed_in(model: SidebarModel, folder: str) -> list[str]:
    parent = model.index_of(Place(Room.PHOTOS, folder=Path(folder)))
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def test_the_sidebar_is_a_proper_model(qtmodeltester, sidebar):
    assert listed_in(sidebar, "/a") == ["b", "c"]
    qtmodeltester.check(sidebar)


def test_an_album_that_is_called_otherwise_stands_elsewhere_and_stays_marked(qtmodeltester):
    model = SidebarModel()

    def show(*albums: tuple[int, str]) -> list[str]:
        lines = [
            Entry(name, Place(Room.PHOTOS, album=AlbumId(number)), "album", 1) for number, name in albums
        ]
        new = Entry("New", None, command="new_album")
        model.set_entries([Entry("ALBUMS", None), *lines, new, Entry("FOLDERS", None), folder_line("/a")])
        qtmodeltester.check(model)
        return [model.index(row).data() for row in range(model.rowCount())]

    assert show((1, "Ant"), (2, "Bee"), (3, "Cat")) == ["ALBUMS", "Ant", "Bee", "Cat", "New", "FOLDERS", "a"]
    marked = QPersistentModelIndex(model.index(1))
    assert show((2, "Bee"), (3, "Cat"), (1, "Dog")) == ["ALBUMS", "Bee", "Cat", "Dog", "New", "FOLDERS", "a"]
    assert (marked.row(), marked.data()) == (3, "Dog")
    assert show((4, "Cow"), (1, "Dog")) == ["ALBUMS", "Cow", "Dog", "New", "FOLDERS", "a"]
    assert marked.row() == 2


def test_what_is_open_stays_open_when_folders_come_and_go(sidebar, qtmodeltester):
    rooms = [Entry("All photos", Place(Room.PHOTOS), "photos", 4), Entry("FOLDERS", None)]
    kept = QPersistentModelIndex(sidebar.index_of(Place(Room.PHOTOS, folder=Path("/a/c"))))
    sidebar.set_entries([*rooms, folder_line("/0"), folder_line("/a", True, count=5), folder_line("/z")])
    assert listed_in(sidebar, "/a") == ["b", "c"]
    assert sidebar.open_folders() == [Path("/a")]
    sidebar.set_folders(Path("/a"), [folder_line("/a/bb"), folder_line("/a/c", True)])
    assert listed_in(sidebar, "/a") == ["bb", "c"]
    assert kept.data() == "c"
    assert sidebar.nearest(Path("/a/c/d/e")) == QModelIndex(kept)
    qtmodeltester.check(sidebar)
    sidebar.set_entries([*rooms, folder_line("/0"), folder_line("/a")])
    assert not sidebar.hasChildren(sidebar.index_of(Place(Room.PHOTOS, folder=Path("/a"))))
    assert not kept.isValid()
    sidebar.set_entries(rooms[:1])
    assert sidebar.rowCount() == 1


def test_photos_are_a_proper_model(qtmodeltester, library):
    model = PhotoModel(lambda ids, deliver: deliver(library.photos(ids)))
    model.set_ids(library.photo_ids())
    qtmodeltester.check(model)


class Fetcher:
    """Answers when told to, as a worker would, and remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[list[PhotoId]] = []
        self.waiting = []

    def __call__(self, ids, deliver):
        self.asked.append(list(ids))
        self.waiting.append((list(ids), deliver))

    def answer(self) -> None:
        waiting, self.waiting = self.waiting, []
        for ids, deliver in waiting:
            deliver([Photo(each, Path(f"/p/{each}.jpg"), 10, 10, None, each % 3) for each in ids])


def test_rows_that_changed_together_are_told_together(qtbot):
    model = FaceModel()
    faces = [Face(FaceId(n), PhotoId(n), Box(0, 0, 1, 1), 0.9, 0.9, None, False, False) for n in range(1000)]
    model.set_rows(faces)
    told = []
    model.dataChanged.connect(lambda first, last, _: told.append((first.row(), last.row())))
    model.set_rows([replace(face, quality=0.5) if face.id not in (7, 8, 500) else face for face in faces])
    assert told == [(0, 6), (9, 499), (501, 999)]


def test_a_million_photos_are_never_all_loaded(qtbot):
    fetch = Fetcher()
    model = PhotoModel(fetch)
    model.set_ids(array("q", range(1_000_000)))
    assert model.rowCount() == 1_000_000
    assert fetch.asked == []
    for row in range(500_000, 500_050):
        assert model.data(model.index(row), TILE_ROLE).picture.id == row
        model.describe(row)
    assert len(fetch.asked) == 1
    with qtbot.waitSignal(model.dataChanged) as changed:
        fetch.answer()
    assert "500001.jpg" in model.describe(500_001)
    assert changed.args[1].row() - changed.args[0].row() == CHUNK - 1
    for row in range(0, 300 * CHUNK, CHUNK):
        model.describe(row)
        fetch.answer()
    assert sum(len(chunk) for chunk in model._chunks.values()) < 10_000


def test_an_answer_for_the_former_list_is_dropped():
    fetch = Fetcher()
    model = PhotoModel(fetch)
    model.set_ids([PhotoId(1), PhotoId(2)])
    model.describe(0)
    model.set_ids([PhotoId(7)])
    fetch.answer()
    assert model.describe(0) == ""
    fetch.answer()
    assert "7.jpg" in model.describe(0)


def test_the_same_people_with_another_name_do_not_reset_the_list(qtbot, library):
    model = PeopleModel()
    model.set_rows(library.people())
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    library.name_person(library.people()[1].id, "Bernd")
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.set_rows(library.people())
    assert changed.args[0].row() == 1
    assert resets == []


def test_folders_that_come_or_go_together_are_told_together(sidebar):
    told = []
    sidebar.rowsInserted.connect(lambda _, first, last: told.append(("came", first, last)))
    sidebar.rowsRemoved.connect(lambda _, first, last: told.append(("went", first, last)))
    many = [folder_line(f"/a/b{number:04}") for number in range(3000)]
    sidebar.set_folders(
        Path("/a"), [folder_line("/a/b"), *many, folder_line("/a/c", True), folder_line("/a/d")]
    )
    sidebar.set_folders(Path("/a"), [folder_line("/a/c", True)])
    assert told == [("came", 1, 3000), ("came", 3002, 3002), ("went", 3002, 3002), ("went", 0, 3000)]
    assert listed_in(sidebar, "/a") == ["c"]
