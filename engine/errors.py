"""Two families of errors: what the user can understand and mend, and bugs (everything else)."""

from __future__ import annotations


class UserProblem(Exception):
    """Something about the user's files, disk or wishes: its text is shown as it is, one sentence, no traceback."""


class UnreadablePhoto(UserProblem):
    """This file gives no picture; the text says why. The scan lists it and goes on."""


class LibraryBusy(UserProblem):
    """Another process is writing to this library."""


class ModelMissing(UserProblem):
    """The weights of this model are not on this machine, or are not the ones that we know."""


class Cancelled(Exception):
    """The user asked for the work to stop; what was done stays done."""
