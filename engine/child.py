"""Work that can't be interrupted, done by a module of ours in a process of its own, which can."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from engine.progress import CancelToken

_POLL = 0.1  # seconds
_ROOT = Path(__file__).resolve().parents[1]


class ChildFailed(OSError):
    """The process ended badly: its exit status, and the last line that it said."""


def run_child(
    module: str,
    arguments: list[str],
    hear: Callable[[str], None],
    cancel: CancelToken,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run `module`, which begins with `end_with_the_parent`, to its end; `hear` is given all that it has said so far.

    Its variables are ours and those of `environment`. Raises `Cancelled` within a moment, in which the process
    ends, and `OSError` (`ChildFailed`).
    """
    command = [sys.executable, "-u", "-m", module, *arguments]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        said = Path(folder, "said")
        with said.open("wb") as to:
            process = subprocess.Popen(
                command,
                cwd=_ROOT,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.PIPE,
                stdout=to,
                stderr=to,
                creationflags=hidden,
            )
        try:
            while process.poll() is None:
                cancel.check()
                hear(said.read_text(errors="replace"))
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL)
        finally:
            process.kill()
            process.communicate()
        if process.returncode:
            last = said.read_text(errors="replace").strip().splitlines()[-1:]
            raise ChildFailed(f"{process.returncode} {last}")


def end_with_the_parent() -> None:
    """Let this process end when its standard input does: whatever becomes of the one that started it."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    os.read(0, 1)  # not sys.stdin's, whose lock Python wants when this ends first
    os._exit(1)
