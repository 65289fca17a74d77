"""The map of faces: seen, drawn around, and spoken about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from tests.gui.conftest import Hands

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page(hands: Hands):
    hands.press("Ctrl+8")
    return hands.window.rooms.map


def rows_of(hands: Hands, page, name: str) -> np.ndarray:
    return page.view._people == hands.person(name)


def test_every_face_is_a_point(hands, page):
    assert page._subtitle.full_text == "16 faces"
    assert len(page.view._points) == 16
    assert (page.view._people < 0).sum() == 1


def test_faces_that_are_drawn_around_are_named(hands, page):
    from gui.views.map_lasso import inside

    group = hands.groups()[0]
    rows = page.view._people == group
    lasso = [QPointF(*each) for each in page.view._points[rows] for _ in range(1)]
    low, high = page.view._points.min(axis=0) - 1, page.view._points.max(axis=0) + 1
    corners = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])]
    assert inside(page.view._points, [QPointF(*each) for each in corners]).all()
    assert len(lasso) == rows.sum()
    page.view.select(rows)
    hands.settle()
    assert set(page.selection().faces) == {face.id for face in hands.library.faces_of(group)}
    assert page.selection().person == group
    hands.window.people.move_to_name(page.selection().faces, "Bernd")
    hands.settle()
    assert (page.view._people == hands.person("Bernd")).sum() == rows.sum()


def test_all_that_is_in_view_is_selected_by_keyboard(hands, page):
    hands.give("select_all")
    assert len(page.selection().faces) == 16
    assert page.grid.isVisible()


def test_a_face_says_whose_it_is(hands, page):
    page.view.hovered.emit(int(np.flatnonzero(rows_of(hands, page, "Anna"))[0]))
    assert page.card.isVisible()
    assert page.card.name.text() == "Anna"
    page.view.hovered.emit(-1)
    assert not page.card.isVisible()


def test_the_map_costs_nothing_before_it_is_opened():
    code = "import sys; import gui.app; assert 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
