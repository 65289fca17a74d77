"""Kith: no argument opens the window, `python main.py COMMAND` is the command line."""

from __future__ import annotations

import logging
import os
import sys


def main(arguments: list[str]) -> int:
    """Run the window or one command; the exit status."""
    # Decoders warn about every odd file; what a user must know of it is in the list of unreadable files.
    logging.captureWarnings(capture=True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    os.umask(0o077)  # faces are biometric data: whatever we write, only its owner may read
    if arguments:
        from engine.cli import run_command

        return run_command(arguments)
    problem = _no_display()
    if problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 1
    from gui.app import run

    return run()


def _no_display() -> str | None:
    """Why no window can open here, or None. Qt itself would abort without a word that helps."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return None
    return (
        "There is no display here, so Kith can't open its window. The command line does everything without one:\n"
        "    .venv/bin/python main.py scan FOLDER\n"
        "    .venv/bin/python main.py people\n"
        "    .venv/bin/python main.py --help"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
