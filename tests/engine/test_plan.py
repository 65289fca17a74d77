"""What a walk finds is written down without being in anybody's way."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from engine.catalogue import files, photos, roots
from engine.catalogue.connection import Catalogue
from engine.progress import CancelToken
from engine.scanning.plan import plan_scan

_FILES = 5000


def test_whoever_names_somebody_gets_between_while_a_large_folder_vanishes(tmp_path: Path) -> None:
    top = tmp_path / "photos"
    top.mkdir()
    (top / "note.txt").touch()  # the drive is there

    def fill(writer: sqlite3.Connection) -> None:
        roots.add_root(writer, top)
        for number in range(_FILES):
            photo = photos.add_photo(writer, b"%d" % number, 40, 30, None, "mtcnn")
            files.record_file(writer, top / "holiday" / f"{number}.jpg", 1, 1, photo)

    def missing(writer: sqlite3.Connection) -> int:
        return int(writer.execute("SELECT count(*) FROM file WHERE missing = 1").fetchone()[0])

    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        catalogue.write(fill)
        over, seen = threading.Event(), set[int]()

        def name() -> None:
            while not over.is_set():
                seen.add(catalogue.write(missing))

        naming = threading.Thread(target=name)
        naming.start()
        plan = plan_scan(catalogue, [top], "sface", CancelToken(), tmp_path / "library")
        over.set()
        naming.join()
        assert len(plan.changes.photos) == catalogue.write(missing) == _FILES
    assert seen - {0, _FILES}, "all of them went in one transaction"
