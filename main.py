"""Kith: no argument opens the window, `python main.py COMMAND` is the command line."""

from __future__ import annotations

import gc
import logging
import os
import sys


def main(arguments: list[str]) -> int:
    """Run the window or one command; the exit status."""
    try:
        return _run(arguments)
    except KeyboardInterrupt:  # while the first modules are loaded; the commands look after it themselves
        return 1


def _run(arguments: list[str]) -> int:
    # Decoders warn about every odd file; what a user must know of it is in the list of unreadable files.
    logging.captureWarnings(capture=True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    os.umask(0o077)  # faces are biometric data: whatever we write, only its owner may read
    if arguments:
        from engine.cli import run_command

        return run_command(arguments)
    from gui.display import why_no_window

    problem = why_no_window()
    if problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 1
    gc.disable()  # all that is imported and built now stays; `run` begins to collect when the window is there
    import engine.library  # noqa: F401  (PySide6 looks into the source of whatever is imported after it)
    from gui.app import run

    return run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
