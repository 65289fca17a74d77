"""Writes `schema-N.sql` for the present schema N: a small library in which the user has said a bit of everything."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[3]), str(HERE.parent)]

import numpy as np  # noqa: E402
from conftest import Library  # noqa: E402

from engine.catalogue import commands, files  # noqa: E402
from engine.catalogue.fingerprints import set_fingerprint  # noqa: E402
from engine.catalogue.migrate import schema_version  # noqa: E402
from engine.catalogue.mounts import Mount, add_mount  # noqa: E402
from engine.catalogue.scenes import add_scenes  # noqa: E402
from engine.types import Box, PhotoId  # noqa: E402


def fill(library: Library) -> None:
    group, found = library.group(3, "anna")
    other, [zoe, stranger, false] = library.group(3, "others")
    library.write(files.record_problem, library.top / "broken.jpg", 3, 4, "It is cut off.")
    library.write(set_fingerprint, library.top, b"\1" * 16)
    library.write(lambda writer: writer.execute("INSERT INTO last_id VALUES ('face', 100)"))
    library.write(add_scenes, "efficientnet-lite0", [(PhotoId(1), np.full(16, 0.25, np.float32))])
    library.write(add_mount, Mount(library.top / "usb", linked=False))
    library.write(commands.name_person, group, "anna")
    library.write(commands.name_person, group, "Anna")
    library.write(commands.move_faces_to_name, [zoe], "Zoë")
    library.write(commands.take_out, [found[0]])
    library.write(commands.move_faces, [found[0]], group)
    library.write(commands.set_cover, group, found[1])
    library.write(commands.set_hidden, other, True)
    library.write(commands.set_hidden, other, False)
    library.write(commands.set_strangers, [other], True)
    library.write(commands.set_strangers, [other], False)
    library.write(commands.set_born, group, "1990-02-28")
    library.write(commands.tell_apart, [group, other])
    library.write(commands.split, group, [found[:2], found[2:]])
    [part] = library.rows("SELECT max(id) FROM person")
    library.write(commands.merge, part, group)
    library.write(commands.move_box, zoe, Box(0.1, 0.1, 0.3, 0.3))
    library.write(commands.create_album, "Summer", [PhotoId(1), PhotoId(2), PhotoId(3)])
    [summer] = library.rows("SELECT id FROM album")
    library.write(commands.remove_from_album, summer[0], [PhotoId(2)])
    library.write(commands.set_album_cover, summer[0], PhotoId(1))
    library.write(commands.rename_album, summer[0], "Sommer")
    library.write(commands.add_to_album_called, "Garden", [PhotoId(2)])
    library.write(commands.delete_album, summer[0] + 1)
    library.write(lambda writer: writer.execute("INSERT INTO successor VALUES (4, 5)"))
    library.write(commands.confirm, [stranger])
    library.write(commands.mark_not_a_face, [false])


def dump(file: Path) -> tuple[int, str]:
    with closing(sqlite3.connect(file)) as connection:
        version = schema_version(connection)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        marks = f"PRAGMA application_id = {application};\nPRAGMA user_version = {version};\n"
        return version, marks + "\n".join(connection.iterdump()) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder) / "catalogue.sqlite")
        fill(library)
        library.catalogue.close()
        version, text = dump(library.file)
    (HERE / f"schema-{version}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
