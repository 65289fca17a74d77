"""What the user says. Each command is one step of the journal and survives every scan and grouping.

All run in the transaction of `Catalogue.write` and return what changed; they raise `UserProblem` for a person
who is gone or a name that is none, and then change nothing. Faces that are unknown are passed over.

Each is imported when it is first given: a window that opens does not wait for any of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.catalogue.commands.apart import split, tell_apart
    from engine.catalogue.commands.boxes import draw_face, move_box
    from engine.catalogue.commands.faces import (
        confirm,
        mark_not_a_face,
        move_faces,
        move_faces_to_name,
        take_out,
    )
    from engine.catalogue.commands.naming import merge, name_people, name_person, rename
    from engine.catalogue.commands.people import (
        hide_people,
        mark_strangers,
        set_born,
        set_cover,
        set_hidden,
        set_strangers,
    )
    from engine.catalogue.journal import redo, redo_label, undo, undo_label

__all__ = [
    "confirm",
    "draw_face",
    "hide_people",
    "mark_not_a_face",
    "mark_strangers",
    "merge",
    "move_box",
    "move_faces",
    "move_faces_to_name",
    "name_people",
    "name_person",
    "redo",
    "redo_label",
    "rename",
    "set_born",
    "set_cover",
    "set_hidden",
    "set_strangers",
    "split",
    "take_out",
    "tell_apart",
    "undo",
    "undo_label",
]

_WHERE = {
    "split": "commands.apart", "tell_apart": "commands.apart",
    "draw_face": "commands.boxes", "move_box": "commands.boxes",
    "confirm": "commands.faces", "mark_not_a_face": "commands.faces", "move_faces": "commands.faces",
    "move_faces_to_name": "commands.faces", "take_out": "commands.faces",
    "merge": "commands.naming", "name_people": "commands.naming", "name_person": "commands.naming",
    "rename": "commands.naming",
    "hide_people": "commands.people", "mark_strangers": "commands.people", "set_born": "commands.people",
    "set_cover": "commands.people", "set_hidden": "commands.people", "set_strangers": "commands.people",
    "redo": "journal", "redo_label": "journal", "undo": "journal", "undo_label": "journal",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Of a module, see https://peps.python.org/pep-0562/."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"engine.catalogue.{_WHERE[name]}"), name)
    return found
