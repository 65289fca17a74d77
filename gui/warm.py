"""Imports, in a worker, what the window opens next: so neither its start waits for it nor the first click."""

from __future__ import annotations

from importlib import import_module

from gui import phrases
from gui.jobs import Job

MODULES = (
    "gui.notify",
    "gui.controllers.asking",
    "gui.views.people_page",
    "gui.views.person_page",
    "gui.views.photo_page",
    "gui.controllers.people_rooms",
    "gui.controllers.boxes",
    "gui.controllers.similar",
    "gui.views.similar_pane",
    "gui.views.single_page",
    "gui.views.review_page",
    "gui.views.unreadable_page",
    "gui.views.activity_page",
    "gui.dialogs.palette",
    "gui.dialogs.keys",
    "gui.dialogs.split",
    "gui.dialogs.preferences.dialog",
    "gui.views.map_page",  # the last, as it needs numpy
)


def warm_up(job: Job) -> None:
    """Import them one by one; whoever asks for one of them meanwhile waits for that one alone."""
    for name in MODULES:
        job.token.check()
        import_module(name)
    phrases.prepare()
