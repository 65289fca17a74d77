"""The dates of photos and births reach the grouping."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from engine.catalogue.connection import Catalogue
from engine.grouping.dates import births, years_taken
from engine.library import Library
from tests.engine import sample_library


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Photo 1 was taken on the first day of 2010, photo 2 in the middle of 2020, nobody knows when the others were."""
    made = sample_library.make(tmp_path / "library", tmp_path / "photos")
    with closing(sqlite3.connect(made / "catalogue.sqlite")) as connection, connection:
        connection.execute("UPDATE photo SET taken = NULL")
        connection.execute("UPDATE photo SET taken = 1262304000 WHERE id = 1")
        connection.execute("UPDATE photo SET taken = 1593561600 WHERE id = 2")
    return made


def test_photos_have_the_years_of_their_cameras_clock(directory: Path) -> None:
    with Catalogue(directory / "catalogue.sqlite") as catalogue:
        years = catalogue.query(lambda reader: years_taken(reader, np.array([2, 3, 1, 2, 999])))
    assert years[[0, 2, 3]] == pytest.approx([2020.5, 2010, 2020.5], abs=0.01)
    assert np.isnan(years[[1, 4]]).all()


@pytest.mark.parametrize(("born", "year"), [("2016", 2016), ("2016-07-01", 2016.5), ("1931", 1931)])
def test_births_are_years_too(directory: Path, born: str, year: float) -> None:
    with Library(directory) as library:
        person = library.people()[0].id
        library.set_born(person, born)
    with Catalogue(directory / "catalogue.sqlite") as catalogue:
        assert catalogue.query(births)[person] == pytest.approx(year, abs=0.01)


def test_a_photo_from_before_a_birth_shows_somebody_else(directory: Path) -> None:
    with Library(directory) as library:
        person = next(person for person in library.people() if person.name == "Zoë Nr. 7")
        first, *others = library.faces_of(person.id)
        library.confirm([others[-1].id])
    with closing(sqlite3.connect(directory / "catalogue.sqlite")) as connection, connection:
        connection.execute("DELETE FROM said WHERE face_id = ?", (first.id,))
        connection.execute("UPDATE photo SET taken = 0 WHERE id = ?", (first.photo_id,))
    with Library(directory) as library:
        library.group()
        assert first.id in {face.id for face in library.faces_of(person.id)}
        library.set_born(person.id, "2016")
        library.group()
        assert first.id not in {face.id for face in library.faces_of(person.id)}
        assert {face.id for face in others} <= {face.id for face in library.faces_of(person.id)}
