"""Runs commands in processes that can be killed, without loading torch and scipy for each: once, and forked.

Reads one JSON list of arguments a line, limits first (see `_obey`); answers with the process' id, and when it has
ended with its exit status and the seconds that it has used a processor.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Run:
    """A command that is running; `kill` it, or `wait` for it."""

    server: subprocess.Popen
    process: int
    ended: tuple[int, float] | None = field(default=None)

    def wait(self) -> tuple[int, float]:
        """The exit status (negative: the signal that ended it), and the seconds that it used a processor."""
        if self.ended is None:
            self.ended = tuple(json.loads(self.server.stdout.readline()))
        return self.ended

    def send(self, number: int) -> int:
        with contextlib.suppress(ProcessLookupError):  # it was quicker
            os.kill(self.process, number)
        return self.wait()[0]


class ForkServer:
    def __init__(self, server: subprocess.Popen, output: Path) -> None:
        self._server = server
        self.output = output

    def start(self, *arguments: object) -> Run:
        self.output.write_bytes(b"")
        self._server.stdin.write(json.dumps([os.fsdecode(str(each)) for each in arguments]) + "\n")
        self._server.stdin.flush()
        return Run(self._server, json.loads(self._server.stdout.readline()))

    def run(self, *arguments: object) -> tuple[int, str]:
        """The exit status, and all that was said."""
        status, _ = self.start(*arguments).wait()
        return status, self.output.read_text(errors="surrogateescape")


@contextmanager
def fork_server(output: Path, **environment: str) -> Iterator[ForkServer]:
    """A server whose commands speak into the file `output`."""
    with subprocess.Popen(
        [sys.executable, __file__, str(output)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | environment,
    ) as server:
        server.stdout.readline()  # it is ready
        yield ForkServer(server, output)
        server.stdin.close()


def _serve(output: str) -> None:
    sys.path.insert(0, str(ROOT))
    import scipy.sparse.csgraph  # noqa: F401

    import engine.pipeline
    import engine.scanning.scanner
    import engine.searching.searcher
    import engine.vision.choice
    import engine.vision.networks  # noqa: F401
    from engine.cli import run_command

    _say("ready")
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            _child(output, run_command, json.loads(line))
        _say(process)
        _, status, used = os.wait4(process, 0)
        _say([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime])


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _child(output: str, run_command, arguments: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    where = os.open(output, os.O_WRONLY)
    os.dup2(where, 1)
    os.dup2(where, 2)
    status = 70
    try:
        while arguments[0].startswith("--"):
            limit, value, *arguments = arguments
            _obey(limit, value)
        status = run_command(arguments)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def _obey(limit: str, value: str) -> None:
    if limit == "--as-user":
        os.setgroups([])
        os.setgid(int(value))
        os.setuid(int(value))
    elif (
        limit == "--killed-after"
    ):  # seconds of a processor's time, so that other programs don't move the moment
        signal.signal(signal.SIGPROF, signal.SIG_DFL)  # nothing catches it: as sudden as SIGKILL
        signal.setitimer(signal.ITIMER_PROF, float(value))


if __name__ == "__main__":
    _serve(sys.argv[1])
