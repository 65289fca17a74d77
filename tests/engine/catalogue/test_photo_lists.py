"""Photos in every order, and what stands together in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.catalogue import roots
from engine.catalogue.photo_lists import Condition, photo_list
from engine.types import Box, PhotoOrder, PhotoRun

DAY = 86400
FACE = Box(0.4, 0.4, 0.2, 0.2)


@pytest.fixture
def filled(library):
    """Names by id: taken on the days 3, 3, 1 and 2, with 1, 2, 0 and 1 faces."""
    names = ["rome/b.jpg", "rome/A.jpg", "alps/c.jpg", "rome/old/a2.jpg"]
    whens = [3.2, 3.4, 1.0, 2.5]
    faces = [1, 2, 0, 1]
    library.ids = {}
    for name, when, count in zip(names, whens, faces, strict=True):
        photo, _ = library.photo(name, [FACE] * count, taken=when * DAY)
        library.ids[photo] = name
    return library


def listed(library, order, condition=None, first=-1):
    found = library.read(photo_list, condition or Condition(), order, first)
    assert sum(run.photos for run in found.runs) == len(found.ids)
    return [library.ids[photo] for photo in found.ids], [tuple(run) for run in found.runs]


def test_by_time_the_days_stand_together(filled):
    names, runs = listed(filled, PhotoOrder.NEWEST)
    assert names == ["rome/A.jpg", "rome/b.jpg", "rome/old/a2.jpg", "alps/c.jpg"]
    assert runs == [(3, 2), (2, 1), (1, 1)]
    backwards, runs = listed(filled, PhotoOrder.OLDEST)
    assert backwards == names[::-1]
    assert runs == [(1, 1), (2, 1), (3, 2)]


def test_by_name_case_does_not_matter_and_letters_stand_together(filled):
    names, runs = listed(filled, PhotoOrder.NAME)
    assert names == ["rome/A.jpg", "rome/old/a2.jpg", "rome/b.jpg", "alps/c.jpg"]
    assert runs == [("A", 2), ("B", 1), ("C", 1)]


@pytest.mark.skipif(os.name != "posix", reason="names of any bytes")
def test_by_name_each_photo_stands_below_its_own_letter_also_where_that_is_none(library):
    """SQLite reads some bytes as numbers beyond all letters, and true letters lie between those that are none."""
    first_letters = [b"a", b"\xe9t", "😀".encode(), b"\xf4\xba\xb3\x86", b"\xff"]
    library.ids = {library.photo(os.fsdecode(each + b".jpg"))[0]: each for each in first_letters}
    names, runs = listed(library, PhotoOrder.NAME)
    assert names == first_letters
    assert runs == [("A", 1), ("\ufffd", 1), ("😀", 1), ("\ufffd", 2)]


def test_by_folder_the_newest_of_each_come_first(filled):
    names, runs = listed(filled, PhotoOrder.FOLDER)
    assert names == ["alps/c.jpg", "rome/A.jpg", "rome/b.jpg", "rome/old/a2.jpg"]
    top = Path("/photos")
    assert runs == [(top / "alps", 1), (top / "rome", 2), (top / "rome/old", 1)]


def test_by_faces_those_with_most_come_first(filled):
    names, runs = listed(filled, PhotoOrder.FACES)
    assert names == ["rome/A.jpg", "rome/b.jpg", "rome/old/a2.jpg", "alps/c.jpg"]
    assert runs == [(2, 1), (1, 2), (0, 1)]


def test_by_when_they_were_added(filled):
    names, runs = listed(filled, PhotoOrder.ADDED)
    assert names == list(filled.ids.values())[::-1]
    assert runs == [(None, 4)]


@pytest.mark.parametrize("order", list(PhotoOrder))
def test_the_first_few_begin_the_whole_list(filled, order):
    names, _ = listed(filled, order)
    for first in range(1, 5):
        assert listed(filled, order, first=first)[0] == names[:first]


@pytest.mark.parametrize("order", list(PhotoOrder))
def test_conditions_hold_in_every_order(filled, order):
    condition = Condition()
    condition.within(Path("/photos/rome"))
    names, _ = listed(filled, order, condition)
    assert set(names) == {"rome/A.jpg", "rome/b.jpg", "rome/old/a2.jpg"}
    condition.within(Path("/photos/rome/old"))
    assert listed(filled, order, condition)[0] == ["rome/old/a2.jpg"]
    condition.within(Path("/elsewhere"))
    assert listed(filled, order, condition) == ([], [])


@pytest.mark.parametrize("order", list(PhotoOrder))
def test_a_photo_in_two_files_is_listed_once_and_a_hidden_one_not_at_all(filled, order):
    filled.photo("alps/copy.jpg", content="rome/b.jpg")
    assert sorted(listed(filled, order)[0]) == sorted(filled.ids.values())
    filled.write(roots.remove_root, filled.top)
    assert listed(filled, order) == ([], [])


def test_days_before_1970_are_days_too(library):
    for moment in (-2 * DAY, -1.5 * DAY, -0.5, 0.0, 0.5):
        library.photo(f"{moment}.jpg", [], taken=moment)
    runs = library.read(photo_list, Condition(), PhotoOrder.OLDEST).runs
    assert runs == [PhotoRun(-2, 2), PhotoRun(-1, 1), PhotoRun(0, 2)]
