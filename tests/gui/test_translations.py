"""Every text of the window can be translated, and is, with all that it fills in and a key of its own in its menu."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from gui.actions import COMMANDS, Menu
from gui.i18n import CONTEXT
from tests import translations
from tests.translations import CATALOGUES, GUI, ROOT, Message, Translation
from tests.unwrapped import unwrapped

BEFORE_QT = {"display.py"}  # said on the terminal, where no window can be opened
ENGINES = {"phrasebook.py"}  # the engine's texts, as they are
CHINESE = CATALOGUES / "kith_zh_CN.ts"
PLACE = re.compile(r"\{\w+\}|</?b>")


@pytest.fixture(scope="module")
def chinese() -> list[Translation]:
    return translations.read(CHINESE)


def test_no_text_of_the_window_lacks_a_way_to_be_translated():
    files = [file for file in GUI.rglob("*.py") if file.name not in BEFORE_QT | ENGINES]
    found = {
        f"{file.relative_to(ROOT)}:{line}: {text}"
        for file in files
        for line, text in unwrapped(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert not found


def test_a_bare_text_would_be_found():
    module = ast.parse('label.setText("Nothing found")\nbutton = QPushButton(f"Join {name} with others")')
    assert [text for _, text in unwrapped(module)] == ["Nothing found", "Join ", " with others"]


def test_every_text_is_translated(chinese: list[Translation]):
    """Where this fails: `make translations`, and write what is missing into the .ts file."""
    assert {each.message for each in chinese} == set(translations.messages())
    assert not [each.message.text for each in chinese if not all(each.forms) or not each.forms]


def test_what_is_filled_in_stands_in_every_translation(chinese: list[Translation]):
    wrong = {
        each.message.text: form
        for each in chinese
        for form in each.forms
        if Counter(PLACE.findall(form)) != Counter(PLACE.findall(each.message.text))
    }
    assert not wrong


def test_a_dialog_behind_a_command_is_announced_in_every_language(chinese: list[Translation]):
    """By the three dots behind its name; and what has a key in English has it in every language."""
    said = {each.message.text: each.forms[0] for each in chinese}
    for text in [*(each.text for each in COMMANDS), *(menu.value for menu in Menu)]:
        assert text.endswith("…") == said[text].endswith("…"), text
        assert ("&" in text) == ("&" in said[text]), text


@pytest.mark.parametrize("menu", [None, *Menu], ids=lambda menu: menu.name if menu else "bar")
def test_no_two_lines_of_a_menu_share_a_key(menu: Menu | None, chinese: list[Translation]):
    texts = [each.text for each in COMMANDS if each.menu is menu] if menu else [each.value for each in Menu]
    said = {each.message.text: each.forms[0] for each in chinese}
    for language in (texts, [said[text] for text in texts]):
        keys = [key.upper() for text in language for key in re.findall(r"&(\w)", text)]
        assert len(keys) == len(set(keys)), language


def test_the_compiled_files_are_up_to_date(tmp_path: Path):
    """`make translations` compiles them."""
    for catalogue in CATALOGUES.glob("*.ts"):
        translations.compile_to(catalogue, tmp_path / "now.qm")
        assert (tmp_path / "now.qm").read_bytes() == catalogue.with_suffix(".qm").read_bytes()


def test_a_catalogue_goes_through_a_file_unchanged(tmp_path: Path):
    written = [
        Translation(Message("&Find <b>{name}</b>", "a comment"), ("找 <b>{name}</b>(&F)",)),
        Translation(Message("{n} photos", counted=True), ("{n} 张照片",)),
        Translation(Message("not yet"), ()),
    ]
    translations.write(tmp_path / "kith_zh_CN.ts", "zh_CN", written)
    assert translations.read(tmp_path / "kith_zh_CN.ts") == written


def test_qt_reads_what_was_compiled(qapp, tmp_path: Path):
    translator = QTranslator()
    assert translator.load(str(CHINESE.with_suffix(".qm")))
    assert translator.translate(CONTEXT, "&File") == "文件(&F)"
    assert translator.translate(CONTEXT, "{n} photos", None, 2) == "{n} 张照片"
