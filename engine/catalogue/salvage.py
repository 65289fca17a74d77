"""Out of a damaged catalogue, into a new one: every row that can be read, the user's words first and twice over.

What the user said stands in the file more than once: in its table, in the indexes of that table, and in the undo
history. Whatever one page has lost is looked for in the others, and last in an older copy.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from engine.catalogue import upkeep
from engine.catalogue.anew import columns, filling, tables
from engine.catalogue.pages import USUAL_PAGE, Cell, Pages, Row, page_size
from engine.catalogue.salvage_elsewhere import JOURNALLED, complete, entries
from engine.catalogue.salvage_losses import told

_NO_ROWID = (
    "embedding", "rejected", "apart", "album_photo", "journal_change", "unfinished", "mounted", "last_id"
)  # fmt: skip
_GROWN = {
    "root": 1,
    "file": 1,
    "person": 2,
    "face": 1,
}  # columns got since schema 1; rows from before are shorter
_KINDS = ("named", "confirmed", "not_a_face")


@dataclass(slots=True)
class Salvaged:
    """What came out: rows by table, and what is told of what did not."""

    rows: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)


def salvage(damaged: Path, target: Path, copy: Path | None = None) -> Salvaged | None:
    """Make the new catalogue `target` of what can be read in `damaged`; None if nothing of ours is left in it.

    `copy` fills in the people and faces that words in `damaged` refer to and that are lost in it. Only reads
    `damaged`. Raises `OSError`. Cost: 40 seconds for a million rows.
    """
    for size in dict.fromkeys(
        (page_size(damaged), USUAL_PAGE)
    ):  # what the file says of itself may be damaged
        found = _salvage(damaged, target, copy, size)
        if found is not None:
            return found
    return None


def _salvage(damaged: Path, target: Path, copy: Path | None, size: int) -> Salvaged | None:
    found = Salvaged()
    with closing(Pages(damaged, size)) as pages, filling(target) as new:
        roots = _roots(pages, new)
        hurt = {table for table in tables(new) if not _take_table(pages, roots, new, table, found)}
        _adopt(pages, roots, new, hurt, found)
        complete(pages, roots, new, hurt, copy)
        _look_for_faces_again(pages, roots, new, hurt)
        found.told += told(new, hurt, len(pages.broken), pages.count)
        upkeep.mend(new)
    if not found.rows["person"] + found.rows["photo"] + found.rows["said"]:
        target.unlink()
        return None
    return found


def _roots(pages: Pages, new: sqlite3.Connection) -> dict[str, int]:
    """The first page of every table and index, from the schema; found leaf by leaf if the first page is gone.

    What the schema has lost is looked for where a `new` catalogue has it: all are made in the same order.
    """
    usual = dict(new.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0").fetchall())
    cells = list(pages.walk(1, set()))
    if not any(_is_schema(cell.values) for cell in cells):
        cells = [cell for number in range(1, pages.count + 1) for cell in pages.cells(number)]
    rows = (cell.values for cell in cells if _is_schema(cell.values))
    return usual | {str(row[1]): row[3] for row in rows if isinstance(row[3], int) and row[3] > 0}


def _is_schema(row: Row) -> bool:
    return len(row) == 5 and row[0] in ("table", "index") and isinstance(row[1], str)


def _take_table(
    pages: Pages, roots: dict[str, int], new: sqlite3.Connection, table: str, found: Salvaged
) -> bool:
    """Take over the rows of one table; whether all of its pages could be read."""
    if table in ("recording", "fingerprint"):  # made anew
        return True
    if table not in roots:
        return False
    met: set[int] = set()
    for cell in pages.walk(roots[table], met):
        found.rows[table] += _insert(new, table, cell)
    return not met & pages.broken


def _insert(new: sqlite3.Connection, table: str, cell: Cell) -> int:
    """Take one row over; 0 if it is none of this table's."""
    names, values = columns(new, table), list(cell.values)
    if len(names) - len(values) not in (0, _GROWN.get(table, 0)):
        return 0
    if table not in _NO_ROWID:
        if cell.rowid is None:
            return 0
        values[0] = cell.rowid
    if table in upkeep.NAMED:
        return _insert_named(new, table, values)
    marks = ", ".join("?" * len(values))
    into = ", ".join(names[: len(values)])
    try:
        return new.execute(f"INSERT OR IGNORE INTO {table} ({into}) VALUES ({marks})", values).rowcount
    except sqlite3.IntegrityError:  # garbage that looked like a row
        return 0


def _insert_named(new: sqlite3.Connection, table: str, values: Sequence[object]) -> int:
    """A person's name, or an album's, is kept even if it is not the only one of its kind any more."""
    who, name, key, *more = values
    into = ", ".join(columns(new, table)[3 : len(values)])
    marks = ", ".join("?" * len(more))
    try:
        added = new.execute(
            f"INSERT OR IGNORE INTO {table} (id, {into}) VALUES (?, {marks})", (who, *more)
        ).rowcount
    except sqlite3.IntegrityError:
        return 0
    called = name if isinstance(name, str) else key
    if added and isinstance(called, str) and isinstance(who, int):
        upkeep.set_name(new, who, called, table)
    return added


def _adopt(
    pages: Pages, roots: dict[str, int], new: sqlite3.Connection, hurt: set[str], found: Salvaged
) -> None:
    """Rows on pages that no damaged tree leads to any more, known by their shape."""
    if not hurt:
        return
    met = pages.unused()
    for root in (1, *roots.values()):
        for _ in pages.walk(root, met):
            pass
    for number in set(range(1, pages.count + 1)) - met:
        for cell in pages.cells(number):
            table = _shape(cell)
            if table in hurt:
                found.rows[table] += _insert(new, table, cell)


def _shape(cell: Cell) -> str:
    """The table that a row can only come from, or nothing."""
    row = cell.values
    if cell.rowid is None:
        journal = len(row) == 5 and row[1] in JOURNALLED and isinstance(row[2], str)
        vector = len(row) == 3 and isinstance(row[1], str) and isinstance(row[2], bytes)
        return "journal_change" if journal else "embedding" if vector else ""
    if len(row) == 3 and row[2] in _KINDS:
        return "said"
    if len(row) == 4 and isinstance(row[1], str) and isinstance(row[2], int | float):
        return "journal"
    if len(row) == 5 and isinstance(row[4], float):
        return "album"
    if len(row) in (5, 7) and (isinstance(row[1], str) or row[1] is None) and row[3] in (0, 1):
        return "person"
    if len(row) in (11, 12) and isinstance(row[6], bytes):
        return "face"
    if len(row) in (9, 10) and isinstance(row[2], bytes):
        return "file"
    if len(row) == 9 and isinstance(row[1], bytes) and isinstance(row[5], str):
        return "photo"
    return ""


def _look_for_faces_again(
    pages: Pages, roots: dict[str, int], new: sqlite3.Connection, hurt: set[str]
) -> None:
    """Photos that have lost faces are analysed anew by the next scan, which takes over what was said."""
    if "face" not in hurt:
        return
    known = {face for (face,) in new.execute("SELECT id FROM face WHERE confidence > 0")}
    photos = {entry[0] for entry in entries(pages, roots, "face_of_photo") if entry[-1] not in known}
    upkeep.look_again(
        new,
        f"""id IN (SELECT value FROM json_each('{json.dumps([photo for photo in photos if isinstance(photo, int)])}'))
        OR id NOT IN (SELECT photo_id FROM face)""",
    )
