"""Which language the window speaks: its texts, Qt's own, and how dates and numbers are written.

A further language takes a line in `Language` and `TITLES`, one in `of_the_system`, and an empty file
resources/i18n/kith_<its code>.ts, which `make translations` fills with all that is to be translated.
"""

from __future__ import annotations

from contextlib import suppress
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, QTranslator

from gui.theme import RESOURCES

FILE = "window.ini"
KEY = "window/language"

TRADITIONAL = {"Hant", "TW", "HK", "MO"}  # Chinese that is written in the other script


class Language(Enum):
    """What the user may choose; the value is that of the setting."""

    SYSTEM = "system"
    ENGLISH = "en"
    CHINESE = "zh_CN"


# A language is called what it calls itself.
TITLES = {Language.ENGLISH: "English", Language.CHINESE: "简体中文"}


def chosen(directory: Path) -> Language:
    """What was chosen for the library in `directory`."""
    try:
        return Language(_settings(directory).value(KEY, Language.SYSTEM.value))
    except ValueError:  # written by another version
        return Language.SYSTEM


def choose(directory: Path, language: Language) -> None:
    """Speak it from the next start on."""
    with suppress(OSError):  # readable by the owner alone, like all that lies there
        (directory / FILE).touch(mode=0o600)
    _settings(directory).setValue(KEY, language.value)


def speak(application: QCoreApplication, language: Language) -> None:
    """Before the first widget is made: `application` speaks `language` from now on."""
    if language is Language.SYSTEM:
        language = of_the_system(QLocale.system().uiLanguages())
    QLocale.setDefault(_locale(language))
    if language is not Language.ENGLISH:
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for folder, name in ((qt, "qtbase"), (RESOURCES / "i18n", "kith")):
            translator = QTranslator(application)
            if translator.load(str(folder / f"{name}_{language.value}.qm")):
                application.installTranslator(translator)


def of_the_system(wanted: list[str]) -> Language:
    """The first of the system's languages, such as `zh-Hans-CN`, that the window speaks; else English."""
    for each in wanted:
        parts = each.replace("_", "-").split("-")
        if parts[0] == "en":
            return Language.ENGLISH
        if parts[0] == "zh" and ("Hans" in parts or not TRADITIONAL & set(parts)):
            return Language.CHINESE
        if parts[0] == "zh":  # the system goes on with a bare `zh`, which would be read as the other script
            return Language.ENGLISH
    return Language.ENGLISH


def _locale(language: Language) -> QLocale:
    """English with the dates and numbers of the user's country."""
    system = QLocale.system()
    if language is not Language.ENGLISH or system.territory() is QLocale.Country.AnyTerritory:
        return QLocale(language.value)
    return QLocale(QLocale.Language.English, system.territory())


def _settings(directory: Path) -> QSettings:
    return QSettings(str(directory / FILE), QSettings.Format.IniFormat)
