"""The window's texts in the user's language: every text that is shown goes through here."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "Kith"


def tr(text: str) -> str:
    """`text`, which is English and is what translations are found by, in the language of the window."""
    return QCoreApplication.translate(CONTEXT, text)
