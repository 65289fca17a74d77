"""Out of a damaged catalogue, into a new one: every row that can be read, the user's words first and twice over.

What the user said stands in the file more than once: in its table, in the indexes of that table, and in the undo
history. Whatever one page has lost is looked for in the others, and last in an older copy.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from engine.catalogue import upkeep
from engine.catalogue.anew import columns, filling, tables
from engine.catalogue.pages import USUAL_PAGE, Cell, Pages, Row, Value, page_size
from engine.catalogue.upkeep import PEOPLE, WORDS

_NO_ROWID = ("embedding", "rejected", "journal_change", "unfinished")
_GROWN = ("root", "file")  # have got a column since schema 1; rows from before are shorter
_KINDS = ("named", "confirmed", "not_a_face")
_JOURNALLED = ("person", "said", "rejected")


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
        _complete(pages, roots, new, hurt, copy)
        _look_for_faces_again(pages, roots, new, hurt)
        found.told += told(new, hurt, len(pages.broken), pages.count)
        upkeep.mend(new)
    if not found.rows["person"] + found.rows["photo"] + found.rows["said"]:
        target.unlink()
        return None
    return found


def _complete(
    pages: Pages, roots: dict[str, int], new: sqlite3.Connection, hurt: set[str], copy: Path | None
) -> None:
    """Look elsewhere for what the tables have lost, where it is told best first."""
    history_is_whole = not hurt & {"journal", "journal_change"}
    for table in _JOURNALLED:
        # An undo history that has lost its end would bring words back that were taken back since.
        if history_is_whole or table in hurt:
            _from_journal(new, table)
    if copy is not None:
        _from_copy(new, copy)
    for index, table, put_back in _INDEXES:
        if table in hurt:
            for entry in _entries(pages, roots, index):
                put_back(new, entry)


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
    if table == "recording":
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
    if len(names) - len(values) not in (0, table in _GROWN):
        return 0
    if table not in _NO_ROWID:
        if cell.rowid is None:
            return 0
        values[0] = cell.rowid
    if table == "person" and len(values) == 5:
        return _insert_person(new, values)
    marks = ", ".join("?" * len(values))
    into = ", ".join(names[: len(values)])
    try:
        return new.execute(f"INSERT OR IGNORE INTO {table} ({into}) VALUES ({marks})", values).rowcount
    except sqlite3.IntegrityError:  # garbage that looked like a row
        return 0


def _insert_person(new: sqlite3.Connection, values: Sequence[object]) -> int:
    """A person's name is kept even if it is not the only one of its kind any more."""
    person, name, key, hidden, cover = values
    try:
        added = new.execute(
            "INSERT OR IGNORE INTO person (id, hidden, cover_face) VALUES (?, ?, ?)", (person, hidden, cover)
        ).rowcount
    except sqlite3.IntegrityError:
        return 0
    called = name if isinstance(name, str) else key
    if added and isinstance(called, str) and isinstance(person, int):
        upkeep.set_name(new, person, called)
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
        journal = len(row) == 5 and row[1] in _JOURNALLED and isinstance(row[2], str)
        vector = len(row) == 3 and isinstance(row[1], str) and isinstance(row[2], bytes)
        return "journal_change" if journal else "embedding" if vector else ""
    if len(row) == 3 and row[2] in _KINDS:
        return "said"
    if len(row) == 4 and isinstance(row[1], str) and isinstance(row[2], int | float):
        return "journal"
    if len(row) == 5 and (isinstance(row[1], str) or row[1] is None) and row[3] in (0, 1):
        return "person"
    if len(row) == 11 and isinstance(row[6], bytes):
        return "face"
    if len(row) in (9, 10) and isinstance(row[2], bytes):
        return "file"
    if len(row) == 9 and isinstance(row[1], bytes) and isinstance(row[5], str):
        return "photo"
    return ""


def _root(new: sqlite3.Connection, entry: Row) -> None:
    _try(new, "INSERT OR IGNORE INTO root (path, id) VALUES (?, ?)", entry)


def _folder(new: sqlite3.Connection, entry: Row) -> None:
    _try(new, "INSERT OR IGNORE INTO folder (path, id, shown) VALUES (?, ?, 1)", entry)


def _name(new: sqlite3.Connection, entry: Row) -> None:
    """The index knows the name in small letters only."""
    key, person = entry[0], entry[-1]
    added = _try(new, "INSERT OR IGNORE INTO person (id) VALUES (?)", (person,))
    if added and isinstance(key, str) and isinstance(person, int):
        upkeep.set_name(new, person, key.title())


def _said(new: sqlite3.Connection, entry: Row) -> None:
    _try(new, "INSERT OR IGNORE INTO said (person_id, face_id, kind) VALUES (?, ?, 'named')", entry)


def _rejected(new: sqlite3.Connection, entry: Row) -> None:
    _try(new, "INSERT OR IGNORE INTO rejected (person_id, face_id) VALUES (?, ?)", entry)


def _face(new: sqlite3.Connection, entry: Row) -> None:
    """Somewhere in its photo, if something was said of it; the other faces a scan finds again."""
    photo, face = entry[0], entry[-1]
    _try(
        new,
        """INSERT OR IGNORE INTO face (id, photo_id, x, y, w, h, landmarks, confidence, quality)
        SELECT :face, :photo, 0, 0, 1, 1, zeroblob(40), 0, 0
        WHERE :face IN (SELECT face_id FROM said) OR :face IN (SELECT face_id FROM rejected)""",
        {"face": face, "photo": photo},
    )


# What an index still knows of rows that its table has lost.
_INDEXES: tuple[tuple[str, str, Callable[[sqlite3.Connection, Row], None]], ...] = (
    ("sqlite_autoindex_root_1", "root", _root),
    ("sqlite_autoindex_folder_1", "folder", _folder),
    ("sqlite_autoindex_person_1", "person", _name),
    ("said_of_person", "said", _said),
    ("rejected_of_person", "rejected", _rejected),
    ("face_of_photo", "face", _face),
)


def _entries(pages: Pages, roots: dict[str, int], index: str) -> Iterator[Row]:
    if index in roots:
        for cell in pages.walk(roots[index], set()):
            if cell.rowid is None:
                yield cell.values


def _try(new: sqlite3.Connection, statement: str, values: Row | dict[str, Value]) -> bool:
    try:
        return new.execute(statement, values).rowcount > 0
    except sqlite3.Error:  # garbage
        return False


def _from_journal(new: sqlite3.Connection, table: str) -> None:
    """The rows of `table` as the undo history leaves them, where the table itself knows nothing of them."""
    for key, image in _last_images(new, table).items():
        row = {**_object(key), **_object(image)}
        if table == "said":
            _try(new, "INSERT OR IGNORE INTO said VALUES (:face_id, :person_id, :kind)", row)
        elif table == "rejected":
            _try(new, "INSERT OR IGNORE INTO rejected VALUES (:face_id, :person_id)", row)
        elif _try(
            new,
            "INSERT OR IGNORE INTO person (id, hidden, cover_face) VALUES (:id, :hidden, :cover_face)",
            row,
        ) and isinstance(name := row.get("name"), str):
            upkeep.set_name(new, int(str(row["id"])), name)


def _last_images(new: sqlite3.Connection, table: str) -> dict[str, str]:
    """By row: what the last step that holds says of it, or what was before the first that was undone."""
    query = """
        SELECT row_key, iif(undone, before, after) FROM journal_change JOIN journal ON journal.id = entry_id
        WHERE table_name = ? ORDER BY undone DESC, iif(undone, -entry_id, entry_id)"""
    images: dict[str, str | None] = dict(new.execute(query, (table,)).fetchall())
    return {key: image for key, image in images.items() if image is not None}


def _object(text: str) -> dict[str, Value]:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _from_copy(new: sqlite3.Connection, copy: Path) -> None:
    """The people and faces that words speak of and that are lost; the chosen folders, if all are."""
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as old:
        for person, name in old.execute("SELECT id, name FROM person WHERE name IS NOT NULL"):
            if _try(
                new, "INSERT OR IGNORE INTO person (id) SELECT :id WHERE :id IN " + PEOPLE, {"id": person}
            ):
                upkeep.set_name(new, person, name)
        if new.execute("SELECT count(*) FROM root").fetchone() == (0,):
            new.executemany(
                "INSERT OR IGNORE INTO root (id, path) VALUES (?, ?)",
                old.execute("SELECT id, path FROM root"),
            )
        names = columns(new, "face")
        marks = ", ".join("?" * len(names))
        lost = new.execute(
            f"SELECT face_id FROM {WORDS} WHERE face_id NOT IN (SELECT id FROM face)"
        ).fetchall()
        for face in lost:
            row = old.execute(f"SELECT {', '.join(names)} FROM face WHERE id = ?", face).fetchone()
            if row is not None:
                _try(new, f"INSERT OR IGNORE INTO face VALUES ({marks})", row)


def _look_for_faces_again(
    pages: Pages, roots: dict[str, int], new: sqlite3.Connection, hurt: set[str]
) -> None:
    """Photos that have lost faces are analysed anew by the next scan, which takes over what was said."""
    if "face" not in hurt:
        return
    known = {face for (face,) in new.execute("SELECT id FROM face WHERE confidence > 0")}
    photos = {entry[0] for entry in _entries(pages, roots, "face_of_photo") if entry[-1] not in known}
    upkeep.look_again(
        new,
        f"""id IN (SELECT value FROM json_each('{json.dumps([photo for photo in photos if isinstance(photo, int)])}'))
        OR id NOT IN (SELECT photo_id FROM face)""",
    )


def told(new: sqlite3.Connection, hurt: set[str], broken: int, pages: int) -> list[str]:
    """What is lost, for the user; before references to what is gone are mended."""
    if not broken:
        return ["All that stood in it could be read."]
    lines = [f"{broken} of its {pages} pages could not be read."]
    for query, line in _LOSSES:
        lost = new.execute(query).fetchall()
        if lost:
            lines.append(line.format(len(lost), ", ".join(sorted({str(who) for (who,) in lost}))))
    if hurt & {"journal", "journal_change"}:
        lines.append("Some of the undo history is lost.")
    if hurt & set(_FOUND_AGAIN):
        lines.append("What the program had found in some photos is lost; scan your folders again.")
    return lines


_FOUND_AGAIN = ("folder", "file", "photo", "face", "embedding", "guess")
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
        "SELECT 'root' WHERE NOT EXISTS (SELECT 1 FROM root)",
        "It is not known any more which folders you had chosen; scan them again.",
    ),
)
