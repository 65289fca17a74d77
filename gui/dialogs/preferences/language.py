"""Which language the window speaks."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QRadioButton

from gui.dialogs.preferences.page import PreferencePage
from gui.i18n import mark, tr
from gui.language import TITLES, Language, choose, chosen, of_the_system
from gui.services import Services

ABOUT = "The window speaks it, and writes dates and numbers in its way. The command line is in English."


class LanguagePage(PreferencePage):
    """A button for each language; what was chosen is spoken from the next start on."""

    TITLE = mark("Language")

    def __init__(self, services: Services) -> None:
        super().__init__(services.jobs, tr(ABOUT))
        self._directory = services.library.directory
        self.choices = {language: QRadioButton(_title(language)) for language in Language}
        for language, choice in self.choices.items():
            choice.clicked.connect(lambda _=False, language=language: self._choose(language))
            self.column.addWidget(choice)

    def load(self) -> None:
        self.read(lambda: chosen(self._directory), lambda language: self.choices[language].setChecked(True))

    def _choose(self, language: Language) -> None:
        self.do(lambda _: choose(self._directory, language), lambda _: self._on_kept())

    def _on_kept(self) -> None:
        self.says.setText(tr("Kith speaks this language when it is started the next time."))


def _title(language: Language) -> str:
    if language is not Language.SYSTEM:
        return TITLES[language]
    return tr("As the system ({language})").format(
        language=TITLES[of_the_system(QLocale.system().uiLanguages())]
    )
