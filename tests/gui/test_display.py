"""Where no window can open, the user learns why and what to do."""

from __future__ import annotations

import sys

import pytest

from gui.display import why_no_window

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere there is always a display"
)


def test_without_a_display_the_command_line_is_named() -> None:
    said = why_no_window({})
    assert said is not None
    assert "main.py scan" in said


@pytest.mark.parametrize("environment", [{"QT_QPA_PLATFORM": "offscreen"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_where_qt_finds_its_own_way_nothing_is_said(environment: dict[str, str]) -> None:
    assert why_no_window(environment) is None


def test_a_missing_x_library_is_named_before_qt_aborts(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr("ctypes.CDLL", fail)
    said = why_no_window({"DISPLAY": ":0"})
    assert said is not None
    assert "libxcb-cursor.so.0" in said
    assert "apt install" in said
