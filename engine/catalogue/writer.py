"""The one thread that writes to a catalogue."""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from engine.catalogue.problems import in_plain_words

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


class Urgency(IntEnum):
    """Who goes first; within a class, first come, first served."""

    USER = 0
    BACKGROUND = 1
    CLOSING = 2


@dataclass(order=True)
class _Job:
    urgency: Urgency
    number: int
    work: Work[Any] | None = field(compare=False)  # None: the last one
    in_one: bool = field(compare=False)  # transaction
    future: Future[Any] = field(compare=False, default_factory=Future)


class Writer:
    """Runs pieces of work one after the other, each in one transaction, in a thread of its own."""

    def __init__(self, connection: sqlite3.Connection, file: Path) -> None:
        self._connection = connection
        self._file = file
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = count()
        self._lock = threading.Lock()
        self._closed = False
        # A daemon, so that a program which forgot to close still ends; what was begun is then rolled back.
        self._thread = threading.Thread(target=self._run, name="catalogue-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T], urgency: Urgency) -> Future[T]:
        """Queue `work`. Its exceptions, in plain words where they are the user's, come out of the future."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the catalogue is closed")
            return self._put(work, urgency)

    def look(self, work: Work[T]) -> Future[T]:
        """Queue `work` that only reads something about the connection itself: it gets no transaction."""
        with self._lock:
            if self._closed:
                raise RuntimeError("the catalogue is closed")
            return self._put(work, Urgency.USER, in_one=False)

    def is_current_thread(self) -> bool:
        return threading.current_thread() is self._thread

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._put(None, Urgency.CLOSING)
        self._thread.join()

    def _put(self, work: Work[Any] | None, urgency: Urgency, *, in_one: bool = True) -> Future[Any]:
        job = _Job(urgency, next(self._numbers), work, in_one)
        self._jobs.put(job)
        return job.future

    def _run(self) -> None:
        while (job := self._jobs.get()).work is not None:
            if job.future.set_running_or_notify_cancel():
                self._finish(job.work, job.in_one, job.future)
            del job  # or its result would live until the next one comes

    def _finish(self, work: Work[Any], in_one: bool, future: Future[Any]) -> None:
        try:
            with in_plain_words(self._file):
                result = in_transaction(self._connection, work) if in_one else work(self._connection)
        except BaseException as error:  # whoever waits for the future gets it
            future.set_exception(error)
        else:
            future.set_result(result)


def in_transaction(connection: sqlite3.Connection, work: Work[T]) -> T:
    """Run `work` in one transaction that is the only writer from its start; all of it happens, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on a full disk SQLite may have rolled back already
            connection.execute("ROLLBACK")
        raise
    return result
