"""The window's texts in the user's language: every text that is shown goes through here.

English stands in the code, and translations (resources/i18n) are found by it. `make translations` gathers what
stands in these calls, so their texts are literals, or constants of the same module.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QLocale

CONTEXT = "Kith"
_ADDED_KEY = re.compile(r"\(&\w\)")


def tr(text: str, comment: str = "") -> str:
    """`text`, which is English, in the language of the window; `comment` tells apart what is one word in English."""
    return QCoreApplication.translate(CONTEXT, text, comment or None)


def tr_n(one: str, many: str, number: int) -> str:
    """`one` or `many` as the language wants it for `number`, which stands in for `{n}`.

    Translations are found by `many`, and have as many forms as their language has. Where `one` names no number it
    is a text of its own, in every language.
    """
    if number == 1 and "{n}" not in one:
        return tr(one)
    text = QCoreApplication.translate(CONTEXT, many, None, number)
    if number == 1 and text == many:  # English
        text = one
    return text.replace("{n}", QLocale().toString(number))


def mark(text: str) -> str:
    """`text` as it is: it stands in a table, and is translated when it is shown."""
    return text


def plain(text: str) -> str:
    """The text of a command without the mark of its key, which Chinese adds in brackets: `文件(&F)`."""
    text = _ADDED_KEY.sub("", text)
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
