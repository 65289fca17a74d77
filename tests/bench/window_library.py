"""Large libraries without a picture, written straight into the catalogue: for what the window costs.

Photos of forty years, eight files a minute at most, in a folder for each month; a face in each of them, and people
whose sizes fall like those of real libraries. No embeddings: nothing here is for the networks.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from engine.catalogue import migrate
from engine.library import Library

KEPT = Path("build/bench")
PEOPLE = 2_000
LARGE_GROUP = 1_000  # faces of person 1, who has no name
NAMED = 200  # people 2 to 201
SCRIPT = """
INSERT INTO root (id, path) VALUES (1, CAST('/photos' AS BLOB));
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 480)
INSERT INTO folder (id, path, shown)
SELECT i, CAST(printf('/photos/%04d/%02d', 1985 + i / 12, 1 + i % 12) AS BLOB), 1 FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :photos)
INSERT INTO photo (id, content_hash, width, height, taken, detector, shown, moment)
SELECT i, CAST(printf('%016d', i) AS BLOB), 4000, 3000, 4.9e8 + i * (1.26e9 / :photos), 'none', 1,
       4.9e8 + i * (1.26e9 / :photos) FROM n;
INSERT INTO file (folder_id, name, size, mtime_ns, photo_id)
SELECT 1 + (id - 1) * 480 / :photos, CAST(printf('IMG_%07d.jpg', id) AS BLOB), 4000000, id, id FROM photo;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)
INSERT INTO person (id, name, name_key)
SELECT i, CASE WHEN i BETWEEN 2 AND :named + 1 THEN printf('Person %d', i) END,
       CASE WHEN i BETWEEN 2 AND :named + 1 THEN printf('person %d', i) END FROM n;
INSERT INTO face (id, photo_id, x, y, w, h, landmarks, confidence, quality, person_id)
SELECT id, id, 0.4, 0.3, 0.1, 0.2, zeroblob(40), 0.99, (id * 7919 % 1000) / 1000.0,
       CASE WHEN id <= :large THEN 1
            WHEN id % 5 = 0 THEN NULL
            ELSE 2 + CAST((:people - 1) * pow((id * 7919 % 10007) / 10007.0, 3) AS INTEGER) END
FROM photo;
INSERT INTO guess (face_id, person_id) SELECT id, person_id FROM face WHERE person_id IS NOT NULL;
"""


def large_library(photos: int) -> Path:
    """The directory of a library of so many photos, made unless an earlier run has."""
    directory = KEPT / f"window-{photos}"
    ready, made_by = directory / "ready", _made_by()
    if not ready.exists() or ready.read_text() != made_by:
        shutil.rmtree(directory, ignore_errors=True)
        Library(directory).close()
        with closing(sqlite3.connect(directory / "catalogue.sqlite", isolation_level=None)) as connection:
            _fill(connection, photos)
        ready.write_text(made_by)
    return directory


def _made_by() -> str:
    """Another one whenever the schema or this module writes something else."""
    sql = [migration.sql for migration in migrate.load()]
    return hashlib.sha256("\0".join([SCRIPT, *sql]).encode()).hexdigest()


def _fill(connection: sqlite3.Connection, photos: int) -> None:
    """The triggers would look at each row; what they keep is written directly, as they would."""
    values = {"photos": photos, "people": PEOPLE, "named": NAMED, "large": LARGE_GROUP}
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    connection.execute("BEGIN")
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in SCRIPT.split(";")[:-1]:
        connection.execute(statement, values)
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
