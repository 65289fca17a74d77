"""Whatever the engine can say to the user stands in the window's phrasebook."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from gui.phrasebook import ONES, PHRASES
from gui.phrases import phrase
from tests.translations import ROOT

ENGINE = ROOT / "engine"
SPOKEN = {
    "UserProblem": 0, "UnreadablePhoto": 0, "LibraryBusy": 0, "ModelMissing": 0, "Finding": 1, "_finding": 0,
    "recording": 1, "Progress": 2, "Rule": 0, "_dropped": 0, "_emptied": 0,
}  # fmt: skip
# Said on the command line alone, put together of phrases, or of a name as it is.
NOT_FOR_THE_WINDOW = {"{}", "{} {}", "{}.", "{}; {}."}
PLACE = re.compile(r"\{[^}]*\}")


def said_by_the_engine() -> Iterator[tuple[str, str]]:
    for file in sorted(ENGINE.rglob("*.py")):
        if "cli" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPOKEN:
                place = SPOKEN[node.func.id]
                text = template(node.args[place]) if len(node.args) > place else None
                if text is not None and text not in NOT_FOR_THE_WINDOW:
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", text


def template(node: ast.expr) -> str | None:
    """The text with `{}` for whatever is filled in; None if it comes from elsewhere."""
    match node:
        case ast.Constant(str(text)):
            return PLACE.sub("{}", text)
        case ast.JoinedStr(values):
            return "".join(each.value if isinstance(each, ast.Constant) else "{}" for each in values)
    return None


def is_known(text: str) -> bool:
    """Whether the phrasebook has it; what the engine fills in may be words of the phrase there."""
    wanted = re.compile(re.escape(text.removesuffix(".")).replace(r"\{\}", ".*"), re.IGNORECASE)
    return any(wanted.fullmatch(known.removesuffix(".")) for known in PHRASES)


def test_everything_that_the_engine_says_is_in_the_phrasebook():
    """What is missing goes into gui/phrasebook.py, and its translation into resources/i18n."""
    missing = {f"{place}: {text}" for place, text in said_by_the_engine() if not is_known(text)}
    assert not missing


def test_the_engine_is_listened_to():
    said = {text for _, text in said_by_the_engine()}
    assert {"Split {} into {}", "This face is no longer in the library.", "Looking for faces"} <= said
    assert len(said) > 80


def test_nothing_stands_in_the_phrasebook_twice():
    assert len(PHRASES) == len(set(PHRASES))
    assert set(ONES.values()) <= set(PHRASES)


@pytest.mark.parametrize("text", ["", "Name {odd} & (braces)", "damaged", "{n}"])
def test_in_english_everything_stays_as_it_is(text: str):
    assert QLocale().language() is QLocale.Language.English
    assert phrase(text) == text
