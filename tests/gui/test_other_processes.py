"""What another process does to the library is seen without being asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.gui.conftest import Hands

ROOT = Path(__file__).parents[2]


def command_line(hands: Hands, *arguments: str) -> None:
    command = [sys.executable, "main.py", *arguments, "--library", str(hands.library.directory)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def test_a_name_that_is_given_in_a_terminal_appears_in_the_window(hands, qtbot):
    group = hands.groups()[0]
    command_line(hands, "name", str(group), "Bernd")
    qtbot.waitUntil(lambda: "People, 2" in hands.sidebar_lines(), timeout=10_000)
    hands.settle()
    assert hands.window.names.find("Bernd") is not None
    assert "Bernd" in hands.window.actions_table["undo"].text()


def test_what_this_window_does_is_not_taken_for_anothers(hands, qtbot):
    seen = []
    hands.window.others.changed.connect(lambda: seen.append(1))
    hands.window.people.name_people([hands.groups()[0]], "Bernd")
    hands.settle()
    hands.window.others.look()
    hands.settle()
    assert seen == []
    assert "People, 2" in hands.sidebar_lines()
