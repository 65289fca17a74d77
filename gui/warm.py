"""Imports, in a worker, what the window opens next: so neither its start waits for it nor the first click."""

from __future__ import annotations

from importlib import import_module

from gui import phrases
from gui.jobs import Job

MODULES = (
    "gui.notify",
    "gui.models.found_rows",  # needs numpy, as does the map
    "gui.commands.asking",
    "gui.views.people.page",
    "gui.views.people.person_page",
    "gui.views.photo.page",
    "gui.commands.people_rooms",
    "gui.commands.boxes",
    "gui.controllers.similar",
    "gui.views.similar.pane",
    "gui.views.people.single_page",
    "gui.views.review.page",
    "gui.views.photos.unreadable_page",
    "gui.views.activity.page",
    "gui.dialogs.palette",
    "gui.dialogs.keys",
    "gui.dialogs.split",
    "gui.dialogs.preferences.dialog",
    "gui.views.map.page",
)


def warm_up(job: Job) -> None:
    """Import them one by one; whoever asks for one of them meanwhile waits for that one alone."""
    for name in MODULES:
        job.token.check()
        import_module(name)
    phrases.prepare()
