"""The networks are imported without torch's compiler, which whoever wants it meanwhile gets all the same."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from engine.vision import borrowed


def test_the_stand_in_is_the_compiler_to_another_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "compiler_of_a_test").mkdir()
    (tmp_path / "compiler_of_a_test" / "utils.py").write_text(
        "def is_compile_supported(device): return device == 'cpu'\ndef counted(): return 7\n"
    )
    name = "compiler_of_a_test.utils"
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(borrowed, "_COMPILER", name)
    with borrowed._without_the_compiler():
        asks = import_module(name).is_compile_supported
        assert "compiler_of_a_test" not in sys.modules
        assert import_module(name).counted() == 7
        assert sys.modules[name].__file__
    assert sys.modules[name].counted() == 7
    assert asks("cpu")
