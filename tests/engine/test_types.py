"""Names of a package are had from it, whichever of its modules they lie in."""

from __future__ import annotations

import pytest

from engine import types
from engine.catalogue import commands
from engine.types import reports, similar


@pytest.mark.parametrize("module", [reports, similar])
def test_every_noun_is_had_from_the_one_place(module):
    own = {name: each for name, each in vars(module).items() if _lies_in(module, each)}
    assert own
    assert {name: getattr(types, name, None) for name in own} == own


def test_every_command_is_had_from_the_one_place():
    assert [name for name in commands.__all__ if not callable(getattr(commands, name, None))] == []


def test_what_is_nowhere_is_told_as_by_any_module():
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        types.Nothing  # noqa: B018


def _lies_in(module, each) -> bool:
    return getattr(each, "__module__", "") == module.__name__
