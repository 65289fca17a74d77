"""Corrections on the command line: said, seen, and taken back by another process."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sample_library import make

from engine.cli import run_command

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Groups 1 to 8 have names, 9 to 12 have none; face 8 n + 1 is the first of group n + 1."""
    return make(tmp_path / "library", tmp_path / "photos")


def run(library: Path, *arguments: object, expect: int = 0) -> str:
    """What a command says; every one opens the library anew, as a process of its own would."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        assert run_command([*map(str, arguments), "--library", str(library)]) == expect, out.getvalue()
    return out.getvalue()


def answer(library: Path, *arguments: object) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(run(library, *arguments, "--json"))
    return value


def people(library: Path) -> dict[int, dict[str, Any]]:
    return {person["id"]: person for person in answer(library, "people")["people"]}


def test_merging_and_undoing_it_in_another_process(library: Path) -> None:
    before = people(library)
    told = answer(library, "merge", 9, 11, "--into", 12)
    assert told["done"] == "Merge 2 people into an unnamed group"
    assert set(told["people"]) == {9, 11, 12}
    assert people(library)[12]["faces"] == 24
    command = [sys.executable, str(ROOT / "main.py"), "undo", "--library", str(library)]
    assert subprocess.check_output(command, text=True) == "Undone: Merge 2 people into an unnamed group.\n"
    assert people(library) == before
    assert run(library, "redo") == "Done again: Merge 2 people into an unnamed group.\n"
    first, *_ = answer(library, "history", "--count", 1)["commands"]
    assert (first["label"], first["undone"]) == ("Merge 2 people into an unnamed group", False)


def test_splitting_shows_first_and_does_it_when_asked(library: Path) -> None:
    answer(library, "merge", 9, "--into", 7)
    before = people(library)
    picked = ("split", 7, "--faces", 49, 50, "--faces", 65, 66)
    shown = answer(library, *picked)
    assert [set(part) for part in shown["parts"]] == [set(range(49, 57)), set(range(65, 73))]
    assert not shown["applied"]
    assert people(library) == before
    done = answer(library, *picked, "--apply")
    assert done["parts"] == shown["parts"]
    stays, new = done["people"]
    assert stays == 7
    assert (people(library)[7]["faces"], people(library)[new]["name"]) == (8, None)


def test_a_person_may_be_meant_by_name(library: Path) -> None:
    run(library, "name", 9, "Zoë")
    assert answer(library, "split", "ZOË")["people"] == [9]
    assert answer(library, "merge", "zoë", "--into", 12)["done"] == "Merge Zoë into an unnamed group"
    assert people(library)[12]["name"] == "Zoë"
    assert "nobody called “Ben”" in run(library, "hide", "Ben", expect=1)
    run(library, "name", 10, "Ben")
    run(library, "move", *range(73, 81), "--to", 12)
    run(library, "born", "ben", 2016)  # also without a face left
    assert "Ben was born 2016" in run(library, "history", "--count", 1)


def test_what_is_said_of_faces_and_people_is_listed(library: Path) -> None:
    run(library, "move", 65, 66, "--to", "Jürgen")
    run(library, "reject", 49)
    run(library, "stranger", 11)
    run(library, "hide", 1, 2)
    run(library, "born", 3, "2016-05-31")
    run(library, "different", 3, 4)
    found = people(library)
    assert [person["faces"] for person in found.values() if person["name"] == "Jürgen"] == [2]
    assert found[7]["faces"] == 7
    assert found[11]["stranger"]
    assert found[1]["hidden"]
    assert found[2]["hidden"]
    assert found[3]["born"] == "2016-05-31"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("merge", 999, "--into", 1), "no longer in the library"),
        (("split", 1, "--faces", 3, "--apply"), "Pick a few faces of each"),
        (("born", 1, "yesterday"), "as in 2016 or 2016-05-31"),
        (("stranger", 1), "has a name"),
        (("confirm", 1, "--person", 999), "no longer in the library"),
        (("cover", 1, 40), "Only a face of this person"),
    ],
)
def test_what_cant_be_done_is_said_in_one_line(
    library: Path, arguments: tuple[object, ...], says: str
) -> None:
    before = people(library)
    assert says in run(library, *arguments, expect=1)
    assert people(library) == before


def test_who_has_joined_another_is_not_revived_by_what_is_said_of_them(library: Path) -> None:
    run(library, "merge", 9, "--into", 1)
    before = people(library)
    for said in (
        ("confirm", 1, "--person", 9),
        ("move", 1, "--to", 9),
        ("name", 9, "Ben"),
        ("merge", 1, "--into", 9),
        ("different", 1, 9),
        ("hide", 9),
        ("born", 9, "2016"),
    ):
        assert "they joined another" in run(library, *said, expect=1)
    assert people(library) == before
    assert "Merge an unnamed group" in run(library, "undo")
    assert people(library)[9]["faces"] == 8
