"""What a salvage could not bring back, in the user's words."""

from __future__ import annotations

import sqlite3

from engine.catalogue.upkeep import PEOPLE


def told(new: sqlite3.Connection, hurt: set[str], broken: int, pages: int) -> list[str]:
    """What is lost, for the user; before references to what is gone are mended."""
    if not broken:
        return ["All that stood in it could be read."]
    lines = [f"{broken} of its {pages} pages could not be read."]
    for query, line in _LOSSES:
        lost = new.execute(query).fetchall()
        if lost:
            lines.append(line.format(len(lost), ", ".join(sorted({str(who) for (who,) in lost}))))
    if "album_photo" in hurt:
        lines.append("Some photos may be lost from your albums.")
    if hurt & {"journal", "journal_change"}:
        lines.append("Some of the undo history is lost.")
    if hurt & set(_FOUND_AGAIN):
        lines.append("What the program had found in some photos is lost; scan your folders again.")
    return lines


_FOUND_AGAIN = ("folder", "file", "photo", "face", "embedding", "scene", "guess")
_NAME = "coalesce((SELECT name FROM person WHERE person.id = said.person_id), 'somebody without a name')"
_LOSSES = (
    (
        f"SELECT {_NAME} FROM said WHERE face_id NOT IN (SELECT id FROM face)",
        "{} faces that you had spoken about are lost: {}.",
    ),
    (
        f"SELECT {_NAME} FROM said JOIN face ON face.id = face_id WHERE face.confidence = 0",
        "Of {} faces the place in the photo is lost; the whole photo stands for them: {}.",
    ),
    (
        f"SELECT person_id FROM {PEOPLE} WHERE person_id NOT IN (SELECT id FROM person)",
        "{} people have lost their names or were groups without one (their numbers: {}).",
    ),
    (
        "SELECT DISTINCT album_id FROM album_photo WHERE album_id NOT IN (SELECT id FROM album)",
        "{} albums have lost their names (their numbers: {}).",
    ),
    (
        "SELECT 'root' WHERE NOT EXISTS (SELECT 1 FROM root)",
        "It is not known any more which folders you had chosen; scan them again.",
    ),
)
