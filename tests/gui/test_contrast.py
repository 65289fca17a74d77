"""WCAG AA in both themes, by its own formula: 4.5 for text, 3 for what is worked with."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor

from gui.theme import DARK, LIGHT, RESOURCES, Colours
from gui.views.map.dots import NOBODY, colour_of

GROUNDS = ("window", "panel", "field")
TEXTS = [(text, ground) for text in ("text", "quiet", "accent") for ground in (*GROUNDS, "line")] + [
    ("accent_text", "accent"), ("problem_text", "problem"), ("text", "problem"),
]  # fmt: skip
# Borders of what has the keyboard or can be ticked, handles.
WORKED_WITH = [(what, ground) for what in ("accent", "quiet", "handle") for ground in ("window", "panel")]
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    r, g, b = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def colours(request: pytest.FixtureRequest) -> Colours:
    return request.param


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_text_can_be_read(colours: Colours):
    of = asdict(colours)
    assert {
        pair: contrast(of[pair[0]], of[pair[1]]) for pair in TEXTS if contrast(of[pair[0]], of[pair[1]]) < 4.5
    } == {}


def test_what_is_worked_with_can_be_seen(colours: Colours):
    of = asdict(colours)
    assert {pair for pair in WORKED_WITH if contrast(of[pair[0]], of[pair[1]]) < 3} == set()


def test_no_rule_of_the_style_sheet_sets_a_text_on_a_ground_where_it_is_lost(colours: Colours):
    """Rules that say one of the two are about the grounds above."""
    of, seen = asdict(colours), 0
    for name, rule in RULE.findall((RESOURCES / "styles" / "kith.qss").read_text(encoding="utf-8")):
        text = re.search(r"(?<![-\w])color:\s*\$(\w+)", rule)
        ground = re.search(r"(?<![-\w])background(?:-color)?:\s*\$(\w+)", rule)
        if text and ground:
            seen += 1
            assert contrast(of[text[1]], of[ground[1]]) >= 4.5, name
        elif text:
            assert any((text[1], place) in TEXTS for place in (*GROUNDS, "accent", "problem")), name
    assert seen > 5


def test_every_dot_of_the_map_can_be_seen(colours: Colours):
    dark = colours is DARK
    assert min(contrast(colour_of(number, dark).name(), colours.window) for number in range(NOBODY + 1)) >= 3
