"""Every old catalogue can be brought to the present schema, and a failing migration breaks nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.catalogue import commands, faces, people, photos
from engine.catalogue.connection import Catalogue
from engine.catalogue.migrate import Migration, load, migrate, schema_version
from engine.errors import UserProblem
from engine.types import Counts

FROZEN = Path(__file__).parent / "frozen"
NEWEST = load()[-1].version


def thaw(version: int, folder: Path) -> Path:
    """A catalogue as a program with schema `version` left it; see frozen/README.md for how to add one."""
    file = folder / "catalogue.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((FROZEN / f"schema-{version}.sql").read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    return file


def open_raw(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None)


def schema(file: Path) -> set[tuple[str, str]]:
    with closing(open_raw(file)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return {(name, " ".join(sql.split())) for name, sql in rows}


def test_there_is_a_frozen_catalogue_of_every_schema():
    assert [f"schema-{step.version}.sql" for step in load()] == sorted(
        file.name for file in FROZEN.glob("*.sql")
    )


@pytest.mark.parametrize("version", [step.version for step in load()])
def test_an_old_catalogue_keeps_everything_that_was_said(version, tmp_path):
    file = thaw(version, tmp_path)
    with Catalogue(file) as catalogue:
        albums = {person.name: person.faces for person in catalogue.query(people.people)}
        assert albums == {"Anna": 3, "Zoë": 1, None: 1}
        [anna] = [person for person in catalogue.query(people.people) if person.name == "Anna"]
        assert len(catalogue.query(lambda reader: faces.faces_of(reader, anna.id))) == 3
        assert catalogue.query(photos.counts) == Counts(6, 5, 2, 1, 0, 1)
        assert catalogue.query(commands.undo_label) == "Mark 1 face as not a face"
        while catalogue.write(commands.undo):
            pass
        assert catalogue.query(people.names) == []
        while catalogue.write(commands.redo):
            pass
        assert {person.name: person.faces for person in catalogue.query(people.people)} == albums


def test_a_new_catalogue_and_a_migrated_one_have_the_same_schema(tmp_path):
    with Catalogue(tmp_path / "new.sqlite"):
        pass
    old = thaw(1, tmp_path)
    with Catalogue(old):
        pass
    assert schema(old) == schema(tmp_path / "new.sqlite")


def test_an_older_catalogue_is_copied_before_it_is_changed(library):
    library.group(2, "a")
    step = Migration(
        NEWEST + 1, "add_notes", "CREATE TABLE note (text TEXT);\nINSERT INTO note VALUES ('a;b');"
    )
    with closing(open_raw(library.file)) as connection:
        migrate(connection, library.file, [*load(), step])
        assert schema_version(connection) == NEWEST + 1
        assert connection.execute("SELECT text FROM note").fetchall() == [("a;b",)]
    with closing(open_raw(library.file.with_name(f"catalogue.sqlite.before-{NEWEST + 1}"))) as copy:
        assert schema_version(copy) == NEWEST
        assert copy.execute("SELECT count(*) FROM face").fetchone() == (2,)
    assert not list(library.file.parent.glob("*.part"))
    library.write(lambda writer: writer.execute("DROP TABLE note"))


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE note (text TEXT);\nDROP TABLE person_of_yesterday;",
        "CREATE TABLE note (text TEXT);\nDELETE FROM person;",
    ],
)
def test_a_migration_that_fails_leaves_the_old_version(library, sql):
    group, _ = library.group(2, "a")
    library.write(commands.name_person, group, "Anna")
    with closing(open_raw(library.file)) as connection:
        with pytest.raises(sqlite3.Error):
            migrate(connection, library.file, [*load(), Migration(NEWEST + 1, "bad", sql)])
        assert schema_version(connection) == NEWEST
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    library.restart()
    assert library.albums() == {"Anna": 2}
    assert library.rows("SELECT * FROM sqlite_master WHERE name = 'note'") == []


def test_opening_an_up_to_date_catalogue_changes_no_byte(library):
    library.group(1, "a")
    library.catalogue.close()
    before = library.file.read_bytes()
    library.catalogue = Catalogue(library.file)
    library.catalogue.close()
    assert library.file.read_bytes() == before
    library.catalogue = Catalogue(library.file)


def test_migrations_are_numbered_without_a_gap(tmp_path):
    for name in ("0001_one.sql", "0003_three.sql"):
        (tmp_path / name).write_text("SELECT 1;")
    with pytest.raises(ValueError, match="numbered"):
        load(tmp_path)


def test_a_file_of_a_schema_to_come_is_refused(tmp_path):
    file = thaw(1, tmp_path)
    with closing(open_raw(file)) as connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    with pytest.raises(UserProblem, match="update this program"):
        Catalogue(file)
