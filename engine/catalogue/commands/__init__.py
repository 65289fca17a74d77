"""What the user says. Each command is one step of the journal and survives every scan and grouping.

All run in the transaction of `Catalogue.write` and return what changed; they raise `UserProblem` for a person
who is gone or a name that is none, and then change nothing. Faces that are unknown are passed over.

Each is imported when it is first given: a window that opens does not wait for any of them.
"""

from typing import TYPE_CHECKING

from engine.lazily import lazily

if TYPE_CHECKING:
    from engine.catalogue.commands.albums import (
        add_to_album,
        add_to_album_called,
        create_album,
        delete_album,
        remove_from_album,
        rename_album,
        set_album_cover,
    )
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
    "add_to_album",
    "add_to_album_called",
    "confirm",
    "create_album",
    "delete_album",
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
    "remove_from_album",
    "rename",
    "rename_album",
    "set_album_cover",
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

if not TYPE_CHECKING:
    __getattr__ = lazily(
        __name__,
        {
            "engine.catalogue.commands.albums": (
                "add_to_album", "add_to_album_called", "create_album", "delete_album", "remove_from_album",
                "rename_album", "set_album_cover",
            ),
            "engine.catalogue.commands.apart": ("split", "tell_apart"),
            "engine.catalogue.commands.boxes": ("draw_face", "move_box"),
            "engine.catalogue.commands.faces": (
                "confirm", "mark_not_a_face", "move_faces", "move_faces_to_name", "take_out",
            ),
            "engine.catalogue.commands.naming": ("merge", "name_people", "name_person", "rename"),
            "engine.catalogue.commands.people": (
                "hide_people", "mark_strangers", "set_born", "set_cover", "set_hidden", "set_strangers",
            ),
            "engine.catalogue.journal": ("redo", "redo_label", "undo", "undo_label"),
        },
    )  # fmt: skip
