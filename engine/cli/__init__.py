"""The command line: thin over `Library`.

With `--json` standard output holds one JSON object (`faces` always writes JSON lines); whatever is meant for eyes
goes to standard error. Exit status: 0 done, 1 the user's problem, said in one line, 2 wrong usage.

Every module but `terminal` adds its own commands to the parser.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

from engine.cli import (
    albums,
    calibrate,
    corrections,
    doctor,
    files,
    models,
    people,
    scan,
    similar,
    suggest,
    tidy,
    watch,
)
from engine.cli.terminal import STOPPED, about_the_disk, path_argument, prepare_streams, say, silence
from engine.errors import Cancelled, UserProblem
from engine.paths import default_library

_MODULES = (
    scan,
    watch,
    people,
    corrections,
    albums,
    suggest,
    similar,
    calibrate,
    files,
    models,
    doctor,
    tidy,
)


def run_command(arguments: Sequence[str]) -> int:
    """Parse and run one command; the exit status."""
    prepare_streams()
    parsed = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    try:
        parsed.run(parsed)
        sys.stdout.flush()
    except UserProblem as problem:
        say(str(problem))
        return 1
    except (Cancelled, KeyboardInterrupt):
        say(STOPPED)
        return 1
    except BrokenPipeError:  # whoever read our output has read enough (`| head`)
        silence(sys.stdout)
    except OSError as error:
        if error.errno is None:
            raise
        silence(sys.stdout)
        say(about_the_disk(error))
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="Kith finds the people in your photos. Without a command the window opens.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--library", type=path_argument, metavar="DIR", help=f"default: {default_library()}")
    for module in _MODULES:
        module.add_commands(commands, common)
    return parser
