"""Splitting a person: proposed or picked, mended by key and by mouse, applied and undone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.dialogs.split import SplitDialog
from gui.views.drag import Kind
from tests.gui.test_joining import can, menu_texts, open_person, select, shown
from tests.gui.test_people_rooms import drop, middle_of


def opened(hands) -> SplitDialog:
    dialog = shown(hands, SplitDialog)
    hands.qtbot.waitUntil(lambda: bool(dialog.parts.parts), timeout=20_000)
    hands.settle()
    return dialog


def test_picked_faces_are_split_off_and_told_apart(hands):
    anna = hands.person("Anna")
    grid = open_person(hands, anna)
    mine = [face.id for face in hands.library.faces_of(anna)]
    grid.select_ids(set(mine[:2]))
    hands.press("Shift+J")
    dialog = opened(hands)
    assert [len(part) for part in dialog.parts.parts] == [5, 2]
    assert dialog.split.text() == "Split into 2"
    assert hands.library.person(anna).faces == 7  # nothing is done yet
    hands.qtbot.mouseClick(dialog.split, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.library.person(anna).faces == 5
    new = hands.library.faces([mine[0]])[0].person_id
    assert new is not None
    assert (min(anna, new), max(anna, new)) in hands.library.told_apart()
    hands.give("undo")
    assert hands.library.person(anna).faces == 7


def test_faces_move_between_parts_by_key_and_by_mouse_and_back(hands):
    chosen = hands.groups()[0]
    grid = open_person(hands, chosen)
    mine = [face.id for face in hands.library.faces_of(chosen)]
    grid.select_ids({mine[0]})
    hands.give("split")
    dialog = opened(hands)
    first = dialog.rows[0]
    first.grid.setFocus()
    first.grid.select_ids({mine[1]})
    hands.press("2")
    assert set(dialog.parts.parts[1]) == {mine[0], mine[1]}
    assert drop(first.grid, Kind.FACES, [mine[0]], middle_of(first.grid, 0))
    assert dialog.parts.parts[1] == [mine[1]]
    hands.press("Ctrl+Z")
    assert set(dialog.parts.parts[1]) == {mine[0], mine[1]}
    dialog.rows[0].grid.select_ids({mine[2]})
    hands.qtbot.mouseClick(dialog.new_part, Qt.MouseButton.LeftButton)
    assert [len(part) for part in dialog.parts.parts] == [2, 2, 1]
    hands.qtbot.mouseClick(dialog.rows[1].stays, Qt.MouseButton.LeftButton)
    assert set(dialog.parts.parts[0]) == {mine[0], mine[1]}
    dialog.reject()
    assert hands.library.person(chosen).faces == 5


def test_without_a_selection_it_is_proposed_who_is_who(hands):
    chosen = hands.groups()[0]
    grid = select(hands, "unnamed", chosen)
    assert "Split…" in menu_texts(hands, grid)
    grid.select_ids({chosen})
    hands.give("split")
    dialog = opened(hands)
    assert dialog.parts.is_split
    assert sorted(face for part in dialog.parts.parts for face in part) == sorted(
        face.id for face in hands.library.faces_of(chosen)
    )
    hands.press("Esc")


def test_the_rest_is_sorted_by_the_moved_faces(hands):
    chosen = hands.groups()[0]
    grid = open_person(hands, chosen)
    mine = [face.id for face in hands.library.faces_of(chosen)]
    grid.select_ids({mine[0]})
    hands.give("split")
    dialog = opened(hands)
    hands.qtbot.mouseClick(dialog.sort_rest, Qt.MouseButton.LeftButton)
    hands.settle()
    assert mine[0] in dialog.parts.parts[1]
    assert sum(map(len, dialog.parts.parts)) == len(mine)
    dialog.reject()


def test_only_one_person_at_a_time_is_split(hands):
    select(hands, "unnamed", *hands.groups())
    assert not can(hands, "split")
