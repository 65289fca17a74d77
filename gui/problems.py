"""How an error is told: a sentence for everybody, and details for whoever mends it."""

from __future__ import annotations

import traceback

from engine.errors import UserProblem
from gui.i18n import tr
from gui.phrases import phrase

BUG = "Something went wrong. Your names and photos are safe."


def sentence(problem: Exception) -> str:
    """A `UserProblem` in its own words; anything else is a bug."""
    return phrase(str(problem)) if isinstance(problem, UserProblem) else tr(BUG)


def details(problem: Exception) -> str:
    """The traceback of a bug; of a `UserProblem` what the system said, with the paths; often nothing."""
    if not isinstance(problem, UserProblem):
        return "".join(traceback.format_exception(problem))
    cause = problem.__cause__
    return "" if cause is None else "".join(traceback.format_exception_only(cause)).strip()
