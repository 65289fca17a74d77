"""Damaged libraries: what is found, what is mended, and that nothing that was said is dropped."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_library import Words, make, words

from engine.catalogue import scenes
from engine.catalogue.copies import copies
from engine.catalogue.salvage import salvage
from engine.errors import LibraryBusy, UserProblem
from engine.library import Library, check_library, repair_library
from engine.vision import source

ROOT = Path(__file__).parents[2]
PAGE = 4096


@pytest.fixture(scope="module", autouse=True)
def as_the_program_does() -> Iterator[None]:
    """What is written is the owner's alone, as `main.py` has it."""
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.fixture(scope="module", autouse=True)
def weights_are_read_once() -> Iterator[None]:
    """The first check reads all of the networks' weights, which no test here damages; the others take its word."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "_sha256", cache(source._sha256))
        yield


@pytest.fixture(scope="module")
def sound(as_the_program_does: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed: copy it."""
    folder = tmp_path_factory.mktemp("sound")
    return make(folder / "library", folder / "photos")


@pytest.fixture
def library(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "library"))


def catalogue(library: Path) -> Path:
    return library / "catalogue.sqlite"


def change(library: Path, *statements: str) -> None:
    with closing(sqlite3.connect(catalogue(library))) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def wrong(library: Path) -> list[str]:
    return [each.text for each in check_library(library) if not each.harmless]


def doctor(library: Path, *arguments: str, expect: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), "doctor", "--library", str(library), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == expect, done.stdout + done.stderr
    return done


def contents(folder: Path) -> dict[Path, tuple[int, bytes]]:
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()
    }


def test_a_sound_library_is_called_so_and_nothing_is_written(library: Path) -> None:
    before = contents(library)
    assert doctor(library, expect=0).stdout.endswith("The library is sound.\n")
    assert contents(library) == before


def test_a_library_with_a_photo_that_was_edited_is_sound(library: Path) -> None:
    change(library, "UPDATE photo SET edited_from = 1 WHERE id = 2")
    change(library, "INSERT INTO successor VALUES (1, 2)")
    assert wrong(library) == []


def test_looking_at_a_damaged_library_writes_nothing(library: Path) -> None:
    change(library, "UPDATE photo SET shown = 0", "DROP TRIGGER said_deleted")
    with (library / "thumbnails.sqlite").open("r+b") as file:
        file.write(os.urandom(3 * PAGE))
    before = contents(library)
    assert "doctor --repair" in doctor(library, expect=1).stderr
    assert contents(library) == before


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE photo SET shown = 0 WHERE id < 4", "3 photos are shown"),
        ("UPDATE face SET person_id = NULL WHERE id IN (3, 4)", "faces stand with another person"),
        ("DROP TRIGGER said_deleted", "trigger said_deleted"),
        ("DROP INDEX face_of_person", "index face_of_person"),
        ("DROP VIEW belief", "view belief"),
        ("UPDATE embedding SET vector = zeroblob(512) WHERE face_id = 3", "1 vectors"),
        ("UPDATE embedding SET vector = x'0000c07f' WHERE face_id < 3", "2 vectors"),
        (
            "INSERT INTO scene (photo_id, model, vector) VALUES (1, 'efficientnet-lite0', zeroblob(2560))",
            "1 vectors of whole photos",
        ),
        (  # each is as long as the others, but as no network makes them
            "INSERT INTO scene (photo_id, model, vector) SELECT id, 'efficientnet-lite0', x'003c' FROM photo",
            "96 vectors of whole photos",
        ),
        ("UPDATE face SET x = 7 WHERE id = 20", "1 faces lie outside"),
        ("DELETE FROM face WHERE id = 20", "1 faces of which something was said are gone"),
        ("DELETE FROM photo WHERE id = 20", "1 photos with faces or in albums are gone"),
        ("DELETE FROM album WHERE id = 2", "1 albums with photos are gone"),
        ("UPDATE album SET name_key = 'x' WHERE id = 1", "1 names can't be found"),
        ("UPDATE album SET cover_photo = 999", "2 albums have a cover that is gone"),
        ("INSERT INTO successor VALUES (999, 1), (1, 999)", "1 photos were edited into photos that are gone"),
        (
            "UPDATE journal_change SET after = '[1,999]' WHERE table_name = 'album_photo' AND after IS NOT NULL",
            "2 steps of the undo history put photos into albums that are gone",
        ),
        ("DELETE FROM person WHERE id = 3", "1 people of whom something was said are gone"),
        ("UPDATE person SET name_key = 'x' WHERE id = 3", "1 names can't be found"),
        ("INSERT INTO recording VALUES (1)", "cut off"),
        ("UPDATE journal_change SET after = '{' WHERE entry_id = 2", "undo history speak of"),
        ("INSERT INTO journal (label, at) VALUES ('Nothing', 0)", "undo history are empty"),
        ("DELETE FROM journal WHERE id = 1", "belong to no step"),
    ],
)
def test_what_the_rows_say_wrongly_is_found_and_mended(library: Path, damage: str, said: str) -> None:
    before = words(catalogue(library))
    change(library, damage)
    kept = {what: before[what] & now for what, now in words(catalogue(library)).items()}
    assert said in " ".join(wrong(library))
    repaired = repair_library(library)
    assert repaired.left == ()
    after = words(catalogue(library))
    assert all(kept[what] <= after[what] for what in kept)
    assert list(library.glob("catalogue.sqlite.before-repair-*"))
    with Library(library) as opened:
        while opened.undo_label():
            opened.undo()
        while opened.redo_label():
            opened.redo()
    assert wrong(library) == []


def test_thumbnails_index_settings_and_leftovers_are_mended(library: Path) -> None:
    (library / "thumbnails.sqlite").write_bytes(os.urandom(5000))
    next((library / "index").glob("*.annoy")).write_bytes(b"")
    (library / "settings.json").write_bytes(b"{")
    (library / "catalogue.sqlite.part").write_bytes(b"cut off")
    (library / "lock-holder.json").write_text(json.dumps({"pid": 2**22 + 1, "work": "scanning"}))
    (library / "settings.json").chmod(0o644)
    parts = {each.part for each in check_library(library) if not each.harmless}
    assert parts == {"thumbnails", "index", "settings", "files"}
    assert repair_library(library).left == ()
    assert not (library / "catalogue.sqlite.part").exists()
    with Library(library) as opened:
        assert len(opened.similar_faces([opened.faces_of(opened.people()[0].id)[0].id], 7)) == 7


def test_the_index_of_whole_photos_is_compared_with_the_catalogue(library: Path) -> None:
    with Library(library) as opened:
        if opened.scene_model is None:
            pytest.skip("the network of scenes is not installed")
        numbers = np.random.default_rng(1).standard_normal((1280, len(opened.photo_ids())))
        of_photos = zip(opened.photo_ids(), (numbers / np.linalg.norm(numbers, axis=0)).T, strict=True)
        model = opened.scene_model
        opened._catalogue.write(lambda writer: scenes.add_scenes(writer, model, of_photos))
        opened._searcher().spaces.rebuild_if_due()
    assert wrong(library) == []
    change(
        library, "UPDATE scene SET vector = (SELECT vector FROM scene WHERE photo_id = 1) WHERE photo_id = 2"
    )
    assert "other vectors" in " ".join(wrong(library))
    assert repair_library(library).left == ()


def test_thumbnails_of_nothing_are_dropped(library: Path) -> None:
    with closing(sqlite3.connect(library / "thumbnails.sqlite")) as thumbnails, thumbnails:
        thumbnails.execute("INSERT INTO thumbnails VALUES ('face-4711', 1, 1, 3, 'old')")
        before = thumbnails.execute("SELECT count(*) FROM thumbnails").fetchone()[0]
    repair_library(library)
    with closing(sqlite3.connect(library / "thumbnails.sqlite")) as thumbnails:
        assert thumbnails.execute("SELECT count(*) FROM thumbnails").fetchone()[0] == before - 1


# ---------------------------------------------------------------- the file itself


def test_whichever_page_is_lost_no_name_and_no_word_is(sound: Path, tmp_path: Path) -> None:
    """Each page in turn becomes garbage; no copy helps."""
    before, whole = words(catalogue(sound)), catalogue(sound).read_bytes()
    damaged, mended = tmp_path / "damaged.sqlite", tmp_path / "mended.sqlite"
    for start in range(0, len(whole), PAGE):
        damaged.write_bytes(whole[:start] + random.Random(start).randbytes(PAGE) + whole[start + PAGE :])
        assert salvage(damaged, mended) is not None
        after = words(mended)
        assert before == {what: after[what] & before[what] for what in before}, f"page {start // PAGE + 1}"


def test_a_damaged_catalogue_is_mended_and_its_damaged_file_kept(library: Path) -> None:
    before = words(catalogue(library))
    with catalogue(library).open("r+b") as file:
        file.seek(PAGE * 5)
        file.write(os.urandom(PAGE * 20))
    damaged = catalogue(library).read_bytes()
    assert "doctor --repair" in doctor(library, expect=1).stderr
    shown = doctor(library, "--repair", expect=0).stdout
    assert "pages could not be read" in shown
    (kept,) = library.glob("catalogue.sqlite.damaged-*")
    assert kept.read_bytes() == damaged
    assert str(kept) in shown
    assert words(catalogue(library))["names"] == before["names"]
    assert wrong(library) == []


def test_faces_that_were_lost_are_found_again_with_their_names(small_portraits: Path, tmp_path: Path) -> None:
    """The page with all faces is gone; the next scan puts each word on the face that it was said of."""
    top, library = tmp_path / "photos", tmp_path / "library"
    shutil.copytree(small_portraits, top)
    with Library(library) as opened:
        opened.scan([top], device="cpu")
        for number, person in enumerate(opened.people()):
            opened.name_person(person.id, f"Nr. {number}")
        before = named(opened)
        assert len(before) >= 4
    with closing(sqlite3.connect(catalogue(library))) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'face'"
        page = connection.execute(query).fetchone()[0]
    with catalogue(library).open("r+b") as file:
        file.seek(PAGE * (page - 1))
        file.write(random.Random(1).randbytes(PAGE))
    shutil.rmtree(library / "copies")
    assert repair_library(library).left == ()
    with Library(library) as opened:
        assert sorted(photo for photo, _ in named(opened)) == sorted(photo for photo, _ in before)
        opened.scan([top], device="cpu")
        assert named(opened) == before


def named(library: Library) -> dict[tuple[str, str | None], tuple[float, ...]]:
    """Whose name is on which place of which photo."""
    return {
        (library.photo(face.photo_id).path.name, person.name): tuple(
            round(value, 3) for value in (face.box.x, face.box.y, face.box.w, face.box.h)
        )
        for person in library.people()
        for face in library.faces_of(person.id)
        if person.name
    }


def test_the_window_may_mend_rows_but_not_exchange_the_file_that_it_has_open(library: Path) -> None:
    change(library, "UPDATE photo SET shown = 0")
    with Library(library) as opened:
        assert opened.photo_ids() == []
        assert opened.repair().left == ()
        assert len(opened.photo_ids()) == 96
        with catalogue(library).open("r+b") as file:
            file.seek(PAGE * 5)
            file.write(random.Random(1).randbytes(PAGE * 20))
        with pytest.raises(UserProblem, match="close Kith"):
            opened.repair()


def test_names_still_in_the_log_are_not_lost_with_a_page_of_the_file(library: Path) -> None:
    """As after a crash: the last words are in the write-ahead log, and the file's first page is gone."""
    code = (
        "import os, sys; from pathlib import Path; from engine.library import Library;"
        "library = Library(Path(sys.argv[1])); library.name_person(11, 'Nora'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(library)], cwd=ROOT, check=True)
    assert (library / "catalogue.sqlite-wal").stat().st_size
    with catalogue(library).open("r+b") as file:
        file.write(os.urandom(PAGE))
    (library / "catalogue.sqlite-shm").unlink()
    repair_library(library)
    with Library(library) as opened:
        assert "Nora" in opened.names()


def test_a_catalogue_that_is_open_elsewhere_is_not_exchanged(library: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from engine.library import Library\n"
        "with Library(Path(sys.argv[1])):\n    print('open', flush=True); sys.stdin.read()"
    )
    window = subprocess.Popen(
        [sys.executable, "-c", code, str(library)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert window.stdout is not None
    assert window.stdout.readline() == "open\n"
    with catalogue(library).open("r+b") as file:
        file.seek(PAGE * 9)
        file.write(os.urandom(PAGE * 3))
    with pytest.raises(LibraryBusy, match="close it there"):
        repair_library(library)
    window.communicate()
    assert not list(library.glob("catalogue.sqlite.damaged-*"))


def test_what_is_said_while_a_catalogue_is_salvaged_is_not_lost(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with catalogue(library).open("r+b") as file:
        file.seek(PAGE * 9)
        file.write(bytes(PAGE))
    code = (
        "import sys; from pathlib import Path; from engine.library import Library\n"
        "with Library(Path(sys.argv[1])) as library: library.name_person(11, 'Nora')"
    )

    def salvage_while_somebody_names(*about: Path) -> object:
        found = salvage(*about)
        subprocess.run([sys.executable, "-c", code, str(library)], cwd=ROOT, check=True)
        return found

    monkeypatch.setattr("engine.doctor.catalogue.salvage", salvage_while_somebody_names)
    with pytest.raises(LibraryBusy, match="repair once more"):
        repair_library(library)
    monkeypatch.undo()
    repair_library(library)
    with Library(library) as opened:
        assert "Nora" in opened.names()


def test_a_face_is_not_taken_from_a_copy_in_which_its_number_was_anothers(
    library: Path, tmp_path: Path
) -> None:
    """After a tidy-up the numbers of photos and faces are given anew."""
    (copy,) = copies(library)
    change(
        library,
        "UPDATE photo SET content_hash = x'77' WHERE id = 20",
        "DELETE FROM face WHERE id IN (20, 21)",
    )
    assert salvage(catalogue(library), tmp_path / "new.sqlite", copy) is not None
    with closing(sqlite3.connect(tmp_path / "new.sqlite")) as new:
        found = dict(new.execute("SELECT id, w FROM face WHERE id IN (20, 21)").fetchall())
    assert found == {20: 1.0, 21: pytest.approx(0.2)}
    assert words(tmp_path / "new.sqlite")["said"] == words(catalogue(library))["said"]


def test_a_catalogue_of_which_nothing_is_left_comes_from_the_newest_copy(library: Path) -> None:
    before = words(catalogue(library))
    (copy,) = copies(library)
    (copy.parent / "catalogue-2999-01-01.sqlite").write_bytes(os.urandom(5000))  # newer, but damaged too
    catalogue(library).write_bytes(os.urandom(20_000))
    assert copy.stem.removeprefix("catalogue-") in doctor(library, "--repair", expect=0).stdout
    assert words(catalogue(library)) == before


@pytest.mark.parametrize("lost", ["emptied", "deleted", "deleted but for its log"])
def test_a_lost_catalogue_is_not_begun_anew_beside_its_copy(library: Path, lost: str) -> None:
    before = words(catalogue(library))
    if lost == "deleted but for its log":
        with closing(sqlite3.connect(catalogue(library), isolation_level=None)) as connection:
            connection.execute("UPDATE face SET quality = 0.4")
            log = Path(shutil.copy(f"{catalogue(library)}-wal", library.parent))
        log.rename(f"{catalogue(library)}-wal")
    if lost.startswith("deleted"):
        catalogue(library).unlink()
    else:
        catalogue(library).write_bytes(b"")
    with pytest.raises(UserProblem, match="doctor --repair"):
        Library(library)
    assert repair_library(library).left == ()
    assert words(catalogue(library)) == before


def test_an_emptied_catalogue_without_a_copy_is_said_and_left(library: Path) -> None:
    shutil.rmtree(library / "copies")
    catalogue(library).write_bytes(b"")
    with pytest.raises(UserProblem, match="gone or empty"):
        Library(library)
    assert "delete it to begin anew" in doctor(library, "--repair", expect=1).stderr
    assert catalogue(library).read_bytes() == b""


def test_another_programs_file_is_neither_changed_nor_mended(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE song (title)")
    before = file.read_bytes()
    with pytest.raises(UserProblem, match="another program"):
        Library(tmp_path)
    assert file.read_bytes() == before
    assert repair_library(tmp_path).left != ()
    assert file.read_bytes() == before


def test_a_newer_library_is_not_taken_for_a_damaged_one(library: Path) -> None:
    change(library, "PRAGMA user_version = 99")
    (library / "settings.json").write_text("no settings of this program's")
    before = {path: path.read_bytes() for path in library.iterdir() if path.is_file()}
    [found] = check_library(library)
    assert ("newer Kith" in found.text, found.mendable) == (True, False)
    repaired = repair_library(library)
    assert (repaired.done, repaired.left) == ((), (found,))
    assert {path: path.read_bytes() for path in library.iterdir() if path.is_file()} == before


# ---------------------------------------------------------------- at random


def readable(library: Path, wanted: Words) -> Words:
    """What of `wanted` SQLite itself still reads, asked row by row."""
    queries = {
        "names": "SELECT id, name FROM person NOT INDEXED WHERE id = ? AND name = ?",
        "hidden": "SELECT id FROM person NOT INDEXED WHERE id = ? AND hidden = 1",
        "drawn": "SELECT face_id FROM drawn NOT INDEXED WHERE face_id = ?",
        "said": "SELECT face_id, person_id FROM said NOT INDEXED WHERE face_id = ? AND person_id IS ?",
        "rejected": "SELECT face_id, person_id FROM rejected WHERE face_id = ? AND person_id = ?",
        "born": "SELECT id, born FROM person NOT INDEXED WHERE id = ? AND born = ?",
        "apart": "SELECT person_id, other_id FROM apart WHERE person_id = ? AND other_id = ?",
        "albums": "SELECT id, name, cover_photo FROM album NOT INDEXED WHERE id = ? AND name = ? AND cover_photo IS ?",
        "in albums": "SELECT album_id, photo_id FROM album_photo WHERE album_id = ? AND photo_id = ?",
        "roots": "SELECT path FROM root NOT INDEXED WHERE path = ?",
    }
    found: Words = {what: set() for what in wanted}
    address = f"{catalogue(library).as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        for what, rows in wanted.items():
            for row in rows:
                try:
                    found[what].update(set(connection.execute(queries[what], row).fetchall()) & rows)
                except (sqlite3.Error, UnicodeError):
                    continue
    return found


DERIVED = (
    "DELETE FROM guess WHERE face_id % 3 = 0",
    "UPDATE face SET person_id = NULL, not_a_face = 1 - not_a_face WHERE id % 5 = 0",
    "UPDATE photo SET shown = 0, moment = 7",
    "UPDATE embedding SET vector = x'00' WHERE face_id % 7 = 0",
    "DELETE FROM embedding WHERE face_id % 7 = 1",
    "DROP VIEW showing",
    "DROP TRIGGER rejected_inserted",
)
FILES = ("catalogue.sqlite", "catalogue.sqlite", "thumbnails.sqlite", "index", "settings.json")
garbage = st.tuples(
    st.just("garbage"), st.sampled_from(FILES), st.floats(0, 1), st.sampled_from([1, 16, 300, PAGE, 4 * PAGE])
)
cut = st.tuples(st.just("cut"), st.sampled_from(FILES), st.floats(0, 1), st.just(0))
rows = st.tuples(st.just("rows"), st.sampled_from(DERIVED), st.just(0.0), st.just(0))


def damage(library: Path, how: str, what: str, where: float, size: int, seed: int) -> None:
    if how == "rows":
        try:
            change(library, what)
        except (sqlite3.Error, UnicodeError):  # damaged already
            return
        return
    file = next((library / "index").glob("*.annoy")) if what == "index" else library / what
    if not file.exists():
        return
    data = bytearray(file.read_bytes())
    at = int(where * len(data))
    if how == "cut":
        del data[at:]
    else:
        at -= at % PAGE if size >= PAGE else 0
        data[at : at + size] = random.Random(seed).randbytes(size)[: len(data) - at]
    file.write_bytes(data)


@settings(
    max_examples=int(os.environ.get("KITH_EXAMPLES", "12")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.one_of(garbage, garbage, cut, rows), min_size=1, max_size=4), st.integers(0, 2**32))
def test_nothing_that_was_said_and_can_be_read_is_dropped(
    sound: Path, tmp_path: Path, ways: list[tuple[str, str, float, int]], seed: int
) -> None:
    library = tmp_path / "library"
    shutil.rmtree(library, ignore_errors=True)
    shutil.copytree(sound, library)
    shutil.rmtree(library / "copies")
    wanted = words(catalogue(library))
    for number, way in enumerate(ways):
        damage(library, *way, seed + number)
    before = readable(library, wanted)
    repaired = repair_library(library)
    if not catalogue(library).stat().st_size:
        assert not any(before.values())
        return
    if repaired.left:  # there was nothing to be read
        assert not any(before.values())
        return
    after = words(catalogue(library))
    lost = {what: before[what] - after[what] for what in before}
    assert not any(lost.values())
    with Library(library) as opened:
        opened.undo()
        opened.people()
    assert wrong(library) == []
