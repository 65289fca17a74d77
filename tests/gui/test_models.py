"""Every list as Qt sees it."""

from __future__ import annotations

from array import array
from pathlib import Path

from engine.types import Photo, PhotoId, Unreadable
from gui.controllers.navigation import Place, Room
from gui.models.photos import CHUNK, PhotoModel
from gui.models.rows import FaceModel, PeopleModel
from gui.models.sidebar import Entry, SidebarModel
from gui.models.tile import TILE_ROLE
from gui.models.unreadable import UnreadableModel


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
    sidebar = SidebarModel()
    sidebar.set_entries([Entry("All photos", Place(Room.PHOTOS), "photos", 3), Entry("FOLDERS", None)])
    for model in (unreadable, sidebar):
        qtmodeltester.check(model)


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
