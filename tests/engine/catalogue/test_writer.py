"""One writer: the user goes first, every piece of work happens whole or not at all."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from engine.catalogue import commands, guesses, people, photos
from engine.catalogue.connection import Catalogue
from engine.errors import UserProblem

ROOT = Path(__file__).parents[3]


def test_a_command_overtakes_the_batches_of_a_scan(library):
    group, _ = library.group(2, "a")
    begun, gate, order = threading.Event(), threading.Event(), []

    def blocking(writer):
        begun.set()
        gate.wait(30)

    def batch(number):
        def work(writer):
            photos.add_photo(writer, bytes([number]) * 16, 1, 1, None, "mtcnn")
            order.append(number)

        return work

    def name(writer):
        order.append("Anna")
        return commands.name_person(writer, group, "Anna")

    running = library.catalogue.submit(blocking, background=True)
    assert begun.wait(30)  # or the name overtakes this one too
    batches = [library.catalogue.submit(batch(number), background=True) for number in range(3)]
    named = library.catalogue.submit(name)
    assert library.albums() == {None: 2}  # a reader waits for nobody
    gate.set()
    assert named.result(30).people == {group}
    for future in [running, *batches]:
        future.result(30)
    assert order == ["Anna", 0, 1, 2]


def test_work_that_fails_leaves_no_trace_and_says_why(library):
    def fail(writer):
        guesses.new_groups(writer, 3)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        library.write(fail)
    assert library.rows("SELECT count(*) FROM person") == [(0,)]
    assert len(library.write(guesses.new_groups, 1)) == 1


def test_closing_finishes_what_is_queued(tmp_path):
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    futures = [
        catalogue.submit(lambda writer: guesses.new_groups(writer, 1), background=bool(number % 2))
        for number in range(20)
    ]
    catalogue.close()
    catalogue.close()
    assert all(future.done() for future in futures)
    with pytest.raises(RuntimeError, match="closed"):
        catalogue.submit(people.people)
    with Catalogue(tmp_path / "catalogue.sqlite") as again:
        assert again.read().execute("SELECT count(*) FROM person").fetchone() == (20,)


def test_waiting_for_oneself_is_refused(library):
    with pytest.raises(RuntimeError, match="own connection"):
        library.write(lambda _: library.catalogue.write(people.people))


def test_work_that_was_cancelled_while_queued_is_not_done(library):
    gate = threading.Event()
    running = library.catalogue.submit(lambda _: gate.wait(30))
    queued = library.catalogue.submit(lambda writer: guesses.new_groups(writer, 1))
    assert queued.cancel()
    gate.set()
    assert running.result(30)
    assert library.rows("SELECT count(*) FROM person") == [(0,)]


def test_several_threads_may_read_and_write_at_once(library):
    def work(name):
        for number in range(10):
            library.photo(f"{name}/{number}.jpg")
            library.read(photos.counts)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert library.read(photos.counts).photos == 40


FILL = """
import sys
from pathlib import Path
from engine.catalogue import guesses
from engine.catalogue.connection import Catalogue

def batch(writer):
    for _ in range(50):
        guesses.new_groups(writer, 2)

catalogue = Catalogue(Path(sys.argv[1]))
while True:
    catalogue.submit(batch, background=True).result()
    print("stored", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
@pytest.mark.parametrize("batches", [1, 7, 20])
def test_a_killed_process_leaves_whole_transactions(tmp_path, batches):
    file = tmp_path / "catalogue.sqlite"
    command = [sys.executable, "-c", FILL, str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for _ in range(batches):
            assert process.stdout.readline() == "stored\n"
        process.kill()
        more = process.stdout.read().count("stored")
    with Catalogue(file) as catalogue:
        count = catalogue.read().execute("SELECT count(*) FROM person").fetchone()[0]
        assert catalogue.read().execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert count % 100 == 0
    assert count >= 100 * (batches + more)


def test_a_full_disk_loses_nothing(library):
    group, _ = library.group(3, "a")
    library.write(commands.name_person, group, "Anna")
    [(pages,)] = library.write(lambda writer: writer.execute("PRAGMA page_count").fetchall())
    library.write(lambda writer: writer.execute(f"PRAGMA max_page_count = {pages}").fetchall())
    with pytest.raises(UserProblem, match="full"):
        library.write(guesses.new_groups, 20_000)
    assert library.albums() == {"Anna": 3}
    library.write(lambda writer: writer.execute("PRAGMA max_page_count = 1000000").fetchall())
    assert len(library.write(guesses.new_groups, 20_000)) == 20_000


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of one megabyte, where the system lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "kith", disk], capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if mounted.returncode:
        pytest.skip("mounting a small disk needs more rights")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_really_full_disk_loses_nothing(small_disk, new_library):
    library = new_library(small_disk / "catalogue.sqlite")
    group, _ = library.group(3, "a")
    library.write(commands.name_person, group, "Anna")
    ballast = small_disk / "ballast"
    with pytest.raises(OSError, match="space"):
        ballast.write_bytes(bytes(2**21))
    with pytest.raises(UserProblem, match="full"):
        library.write(guesses.new_groups, 20_000)
    assert library.albums() == {"Anna": 3}
    ballast.unlink()
    library.write(commands.name_person, group, "Anne")
    library.restart()
    assert library.albums() == {"Anne": 3}
    library.check()
    library.catalogue.close()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs ordinary file permissions")
def test_a_read_only_library_is_said_so(library, tmp_path):
    copy = tmp_path / "read-only.sqlite"
    with sqlite3.connect(copy) as target:
        library.catalogue.read().backup(target)
    target.close()
    with Catalogue(copy) as catalogue:
        catalogue.write(lambda writer: writer.execute("PRAGMA query_only = ON"))
        with pytest.raises(UserProblem, match="cannot be written"):
            catalogue.write(lambda writer: guesses.new_groups(writer, 1))
