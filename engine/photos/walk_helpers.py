"""Looking into folders that are known, in several processes, before a walk comes to them.

A hundred thousand calls of the system for files that are as they were keep one processor busy, and Python's threads
wait for each other between any two of them; on a network drive they wait for the disk.
"""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from typing import NamedTuple

from engine.photos import walk_folder
from engine.progress import CancelToken

_PROCESSES = min(4, os.cpu_count() or 1)
_FOLDERS_AT_ONCE = 16  # that are asked for in one go
_WORTH_IT = 64  # folders; starting a process takes as long as looking into ten
_LOOK_EVERY = 0.1  # seconds


class Seen(NamedTuple):
    """What a folder holds."""

    fingerprint: bytes
    folders: list[str]  # names
    links: list[str]  # names of links to folders


class Helpers:
    """Processes that see what lies in `folders`, the first ones first. Few folders, or one processor: none."""

    def __init__(self, folders: Sequence[str], salt: bytes) -> None:
        self._salt = salt
        self._mine = threading.local()
        self._started: list[subprocess.Popen[bytes]] = []
        self._coming: dict[str, Future[dict[str, Seen]]] = {}
        self._pool = ThreadPoolExecutor(_PROCESSES, "walk-helper", self._start)
        if len(folders) < _WORTH_IT or _PROCESSES < 2:
            return
        for start in range(0, len(folders), _FOLDERS_AT_ONCE):
            some = folders[start : start + _FOLDERS_AT_ONCE]
            self._coming |= dict.fromkeys(some, self._pool.submit(self._ask, some))

    def see(self, folder: str, cancel: CancelToken) -> Seen | None:
        """What `folder` holds; None if it wasn't asked for, or can't be told. Raises `Cancelled`."""
        coming = self._coming.pop(folder, None)
        while coming is not None:
            try:
                return coming.result(_LOOK_EVERY).get(folder)
            except NotYet:
                cancel.check()
        return None

    def close(self) -> None:
        """Let nobody work on."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in self._started:  # whoever still waits for an answer gets none
            process.kill()
        self._pool.shutdown()
        for process in self._started:
            process.communicate()

    def _start(self) -> None:
        command = [sys.executable, "-I", "-S", walk_folder.__file__, self._salt.hex()]
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            self._mine.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=hidden,
            )
        except OSError:  # no more processes, or no memory for one
            self._mine.process = None
        else:
            self._started.append(self._mine.process)

    def _ask(self, folders: Sequence[str]) -> dict[str, Seen]:
        """Nothing if its process ended: the walk looks for itself then."""
        process: subprocess.Popen[bytes] | None = self._mine.process
        if process is None or process.stdin is None or process.stdout is None:
            return {}
        try:
            process.stdin.write(marshal.dumps(list(folders)))
            process.stdin.flush()
            answers = marshal.load(process.stdout)  # noqa: S302  (a process of our own)
        except (OSError, EOFError, ValueError):
            return {}
        return {
            folder: Seen(*answer)
            for folder, answer in zip(folders, answers, strict=True)
            if answer is not None
        }
