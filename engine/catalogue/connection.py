"""Opening a catalogue: one writing thread, and a reading connection for every thread that asks."""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from engine.catalogue.migrate import check_ours, migrate, newest_version
from engine.catalogue.problems import MEND_IT, in_plain_words
from engine.catalogue.writer import Urgency, Writer
from engine.errors import Cancelled, UserProblem
from engine.progress import CancelToken

T = TypeVar("T")

COPIES = "copies"  # the folder beside the catalogue that holds copies of it

_WRITER_CACHE_KB = 65536  # a grouping touches every face; with SQLite's 2 MB it takes three times as long
_STEPS = 200_000  # of SQLite's between two looks at a token: some milliseconds
_BUSY_SECONDS = 10.0  # another process' batch takes far less


class _Reader:
    """Closes its connection as soon as its thread ends; left alone, that waits for the garbage collector."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Catalogue:
    """The database of a library, safe from any thread.

    Opening one whose schema is up to date writes nothing, so it works while another process writes.
    Raises `UserProblem` if `file` cannot be opened, is damaged, or was made by a newer program.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._threads = threading.local()
        self._readers: weakref.WeakSet[_Reader] = weakref.WeakSet()
        self._lock = threading.Lock()
        self._read_ended = threading.Condition(self._lock)
        self._reading = 0  # queries that are running now
        self._closed = False
        with in_plain_words(file):
            self._connection = _open(file)
        self._writer = Writer(self._connection, file)

    def read(self) -> sqlite3.Connection:
        """This thread's own reading connection; every statement sees what is committed when it starts."""
        reader: _Reader | None = getattr(self._threads, "reader", None)
        if reader is None:
            with in_plain_words(self.file):
                reader = _Reader(_connect(self.file))
                reader.connection.execute("PRAGMA query_only = ON")
            with self._lock:
                self._readers.add(reader)
            self._threads.reader = reader
        return reader.connection

    def query(self, work: Callable[[sqlite3.Connection], T], cancel: CancelToken | None = None) -> T:
        """Run `work` on `read()`, all its statements seeing one moment, SQLite's errors in plain words.

        With `cancel` also a statement that is running is given up: then `Cancelled` is raised.
        """
        with in_plain_words(self.file):
            if getattr(self._threads, "reading", False):  # a query inside a query
                return work(self.read())
            with self._kept_open(), _given_up(self.read(), cancel):
                return _at_one_moment(self.read(), work)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in one transaction on the writer's thread, before any background work, and wait for it.

        Raises what `work` raises, and `UserProblem` for a full or read-only disk; then nothing is written.
        """
        return self.submit(work).result()

    def submit(self, work: Callable[[sqlite3.Connection], T], *, background: bool = False) -> Future[T]:
        """The same without waiting. Background work (a scan's batches) lets commands overtake it."""
        if self._writer.is_current_thread():
            raise RuntimeError("work that is being written must use its own connection")
        return self._writer.submit(work, Urgency.BACKGROUND if background else Urgency.USER)

    def foreign_changes(self) -> int:
        """A number that changes with what other processes commit, and not with what this one does.

        https://www.sqlite.org/pragma.html#pragma_data_version: on one connection only others' commits count, and
        all of ours are made on the writer's.
        """
        return self._writer.look(_data_version).result()

    def changes(self) -> tuple[int, int]:
        """Other numbers each time after anybody has changed the catalogue, this process or another."""
        return self._writer.look(lambda writer: (_data_version(writer), writer.total_changes)).result()

    def close(self) -> None:
        """Finish what is queued and what is being read, and let go of the file. Whoever comes later is refused."""
        self._writer.close()
        with self._lock:
            self._closed = True
            # SQLite's connections must not be closed under a thread that uses them: Python would crash.
            self._read_ended.wait_for(lambda: self._reading == 0)
            for reader in list(self._readers):
                reader.connection.close()
        self._connection.close()

    @contextmanager
    def _kept_open(self) -> Iterator[None]:
        with self._lock:
            if self._closed:
                raise RuntimeError("the catalogue is closed")
            self._reading += 1
        self._threads.reading = True
        try:
            yield
        finally:
            self._threads.reading = False
            with self._lock:
                self._reading -= 1
                self._read_ended.notify_all()

    def __enter__(self) -> Catalogue:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def _given_up(reader: sqlite3.Connection, cancel: CancelToken | None) -> Iterator[None]:
    """Statements of `reader` end as soon as `cancel` says so."""
    if cancel is None:
        yield
        return
    reader.set_progress_handler(lambda: cancel.cancelled, _STEPS)
    try:
        yield
    except sqlite3.OperationalError:
        if not cancel.cancelled:
            raise
        raise Cancelled from None
    finally:
        reader.set_progress_handler(None, 0)


def _at_one_moment(reader: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    reader.execute("BEGIN")
    try:
        return work(reader)
    finally:
        if reader.in_transaction:  # SQLite may have ended it with an error
            reader.execute("ROLLBACK")


def _open(file: Path) -> sqlite3.Connection:
    _check_not_emptied(file)
    connection = _connect(file)
    try:
        check_ours(
            connection, file, newest_version()
        )  # before anything is written: it may be another program's
        _use_wal(connection)
        # A name that was given outlives a power cut too; NORMAL would lose the last ones. It costs one flush for
        # each of a user's commands and each of a scan's batches.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = {-_WRITER_CACHE_KB}")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, file)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_not_emptied(file: Path) -> None:
    """A catalogue without a byte is a new one, unless the rest of its library is there: then it was lost."""
    if file.is_file() and file.stat().st_size:
        return
    beside = [file.with_name(name) for name in ("thumbnails.sqlite", "index") if file.is_file()]
    if any(path.exists() for path in beside) or any(file.with_name(COPIES).glob("*.sqlite")):
        raise UserProblem(f"The catalogue of the library, {file}, is gone or empty; {MEND_IT}.")


def _data_version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return version


def _use_wal(connection: sqlite3.Connection) -> None:
    """Asks first, because setting it needs a lock; and tries again, because SQLite does not wait for this one."""
    until = time.monotonic() + _BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.01)


def _connect(file: Path) -> sqlite3.Connection:
    """In autocommit mode: transactions are begun and ended where one can see it."""
    return sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
