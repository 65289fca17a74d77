"""Opening a catalogue: beside other processes, and when something is wrong with it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.catalogue import commands, people
from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem

ROOT = Path(__file__).parents[3]


def run_python(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_opening_and_reading_wait_for_nobody_who_writes(library):
    library.group(2, "a")
    other = sqlite3.connect(library.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM guess")
    second = Catalogue(library.file)
    assert [person.faces for person in second.query(people.people)] == [2]
    other.execute("ROLLBACK")
    other.close()
    second.close()


def test_only_what_others_change_counts_as_foreign(library):
    group, _ = library.group(2, "a")
    before = library.catalogue.foreign_changes()
    library.write(commands.name_person, group, "Anna")
    assert library.catalogue.foreign_changes() == before
    code = (
        "import sys; from pathlib import Path; from engine.catalogue import commands;"
        "from engine.catalogue.connection import Catalogue;"
        "opened = Catalogue(Path(sys.argv[1])); opened.write(commands.undo); opened.close()"
    )
    assert run_python(code, library.file).wait() == 0
    after = library.catalogue.foreign_changes()
    assert after != before
    assert library.catalogue.foreign_changes() == after


def test_many_processes_may_make_the_same_library_at_once(tmp_path):
    code = (
        "import sys; from pathlib import Path; from engine.catalogue import guesses;"
        "from engine.catalogue.connection import Catalogue\n"
        "with Catalogue(Path(sys.argv[1])) as catalogue:\n"
        "    catalogue.write(lambda writer: guesses.new_groups(writer, 5))"
    )
    processes = [run_python(code, tmp_path / "catalogue.sqlite") for _ in range(4)]
    assert [process.wait(60) for process in processes] == [0] * 4
    for process in processes:
        process.stdout.close()
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        assert catalogue.read().execute("SELECT count(*) FROM person").fetchone() == (20,)


def test_a_newer_library_is_left_alone(library):
    library.write(lambda writer: writer.execute("PRAGMA user_version = 999"))
    with pytest.raises(UserProblem, match="newer"):
        Catalogue(library.file)
    library.write(lambda writer: writer.execute("PRAGMA user_version = 1"))


def test_another_programs_database_is_left_alone(tmp_path):
    file = tmp_path / "other.sqlite"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE bookmarks (url)")
    other.close()
    with pytest.raises(UserProblem, match="another program"):
        Catalogue(file)


@pytest.mark.parametrize("content", [b"This is no database, but a text. " * 300, os.urandom(20_000)])
def test_a_file_that_is_no_database(tmp_path, content):
    file = tmp_path / "catalogue.sqlite"
    file.write_bytes(content)
    with pytest.raises(UserProblem, match="damaged"):
        Catalogue(file)
    assert file.read_bytes() == content


def test_damage_in_the_middle_is_said_in_plain_words(library, tmp_path):
    library.group(60, "a")
    library.catalogue.close()
    file = tmp_path / "damaged.sqlite"
    content = bytearray(library.file.read_bytes())
    content[8192:] = os.urandom(len(content) - 8192)
    file.write_bytes(content)
    with pytest.raises(UserProblem, match="damaged"), Catalogue(file) as catalogue:
        catalogue.query(people.people)
    library.catalogue = Catalogue(library.file)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UserProblem, match="cannot be opened"):
        Catalogue(tmp_path / "missing" / "catalogue.sqlite")


def test_connections_of_finished_threads_are_closed(library):
    def connections() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("open files are counted in /proc")
    library.read(people.people)
    before = connections()
    for _ in range(50):
        thread = threading.Thread(target=library.read, args=(people.people,))
        thread.start()
        thread.join()
    assert connections() <= before + 4


def test_readers_cannot_write(library):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        library.catalogue.read().execute("DELETE FROM person")


def test_one_query_sees_one_moment(library):
    group, _ = library.group(2, "a")

    def look_twice(reader):
        first = people.people(reader)
        library.photo("later.jpg")
        library.write(lambda writer: writer.execute("UPDATE person SET hidden = 1"))
        return first, people.people(reader)

    first, second = library.catalogue.query(look_twice)
    assert first == second
    assert library.read(people.person, group).hidden


def test_closing_waits_for_who_reads_and_refuses_who_comes_later(tmp_path):
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    reading, go_on, read = threading.Event(), threading.Event(), []

    def slow(reader):
        first = reader.execute("SELECT 1 UNION SELECT 2")
        read.append(next(first))
        reading.set()
        go_on.wait(10)
        read.extend(first)

    thread = threading.Thread(target=catalogue.query, args=(slow,))
    thread.start()
    assert reading.wait(10)
    closing = threading.Thread(target=catalogue.close)
    closing.start()
    closing.join(0.2)
    assert closing.is_alive()
    go_on.set()
    thread.join(10)
    closing.join(10)
    assert read == [(1,), (2,)]
    with pytest.raises(RuntimeError, match="closed"):
        catalogue.query(lambda reader: reader.execute("SELECT 1"))


def test_what_was_said_is_on_the_disk_before_the_command_ends(library):
    """After a power cut too, not only after a crash: SQLite's FULL."""
    (level,) = library.catalogue.write(lambda writer: writer.execute("PRAGMA synchronous").fetchone())
    assert level == 2
