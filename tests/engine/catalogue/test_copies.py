"""The daily copy of a catalogue."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

from engine.catalogue import commands, people
from engine.catalogue.connection import COPIES, Catalogue
from engine.catalogue.copies import copies, keep_copy, keep_copy_if_due, newest_good


def test_nothing_is_copied_before_something_was_said(library):
    library.group(2, "a")
    assert not keep_copy_if_due(library.catalogue)
    assert not (library.file.parent / COPIES).exists()


def test_one_copy_a_day_holds_what_was_said(library):
    group, _ = library.group(3, "a")
    library.write(commands.name_person, group, "Anna")
    assert keep_copy_if_due(library.catalogue)
    assert not keep_copy_if_due(library.catalogue)
    (copy,) = copies(library.file.parent)
    assert newest_good(library.file.parent) == copy
    if os.name == "posix":
        assert copy.stat().st_mode & 0o077 == 0
        assert copy.parent.stat().st_mode & 0o077 == 0
    with Catalogue(copy) as opened:  # it could stand in for the catalogue as it is
        assert opened.query(people.names) == ["Anna"]
        assert [person.faces for person in opened.query(people.people)] == [3]


def test_the_three_newest_are_kept_and_nothing_new_needs_no_copy(library):
    folder = library.file.parent / COPIES
    group, _ = library.group(3, "a")
    library.write(commands.name_person, group, "Anna")
    todays = keep_copy(library.file)
    for day in range(1, 6):
        shutil.copy(todays, folder / f"catalogue-2001-01-0{day}.sqlite")
    todays.unlink()
    assert not keep_copy_if_due(library.catalogue)
    library.write(commands.rename, group, "Anne")
    assert keep_copy_if_due(library.catalogue)
    assert [copy.name for copy in copies(library.file.parent)[1:]] == [
        "catalogue-2001-01-05.sqlite",
        "catalogue-2001-01-04.sqlite",
    ]


def test_an_undo_or_a_redo_alone_is_worth_a_copy(library):
    group, _ = library.group(3, "a")
    library.write(commands.name_person, group, "Anna")
    library.write(commands.rename, group, "Anne")
    for step in (commands.undo, commands.redo):
        yesterdays = keep_copy(library.file).rename(
            library.file.parent / COPIES / "catalogue-2001-01-01.sqlite"
        )
        assert not keep_copy_if_due(library.catalogue)
        library.write(step)
        assert keep_copy_if_due(library.catalogue), step
        yesterdays.unlink()


def test_a_large_catalogue_waits_for_a_better_moment(library):
    group, _ = library.group(3, "a")
    library.write(commands.name_person, group, "Anna")
    assert not keep_copy_if_due(library.catalogue, largest=1000)


def test_a_copy_is_made_while_the_catalogue_is_written_to(library):
    group, _ = library.group(3, "a")
    library.write(commands.name_person, group, "Anna")

    def work(writer):
        writer.execute("UPDATE person SET name = 'Berta' WHERE id = ?", (group,))
        return keep_copy(library.file)

    copy = library.write(work)
    with Catalogue(copy) as opened:
        assert opened.query(people.names) == ["Anna"]


def test_two_may_keep_a_copy_at_the_same_time(library):
    group, _ = library.group(3, "a")
    library.write(commands.name_person, group, "Anna")
    left = library.file.parent / COPIES / "catalogue-2001-01-01-7.part"
    left.parent.mkdir(mode=0o700)
    left.touch()
    os.utime(left, (0, 0))
    with ThreadPoolExecutor(3) as pool:
        kept = list(pool.map(keep_copy, [library.file] * 12))
    assert {newest_good(library.file.parent)} == set(kept)
    assert list(left.parent.iterdir()) == kept[:1]


def test_a_copy_that_cannot_be_kept_is_no_error(library, caplog):
    group, _ = library.group(3, "a")
    library.write(commands.name_person, group, "Anna")
    (library.file.parent / COPIES).write_text("a file in its place")
    assert not keep_copy_if_due(library.catalogue)
    assert "can't be kept" in caplog.text
