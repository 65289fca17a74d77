"""Commands on the whole library, and on the program itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.commands.parts import Parts

if TYPE_CHECKING:
    from gui.dialogs.preferences.dialog import PreferencesDialog


class ProgramCommands:
    """Most of them open a dialog."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        self._parts = parts
        self._window = window
        self._preferences: PreferencesDialog | None = None  # made when it is first wanted

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each command does."""
        return {
            "group_again": self.group_again,
            "tidy": lambda: self._parts.tidying.ask(),
            "check": self.check,
            "calibrate": self.calibrate,
            "preferences": self.show_preferences,
            "quit": self._window.close,
            "palette": self.show_palette,
            "keys": self.show_keys,
        }

    def group_again(self) -> None:
        from gui.dialogs.grouping import GroupingDialog

        library, scanning = self._parts.services.library, self._parts.scanning
        dialog = GroupingDialog(self._window)
        dialog.chosen.connect(lambda method, options: scanning.group(method, **options))
        scanning.running_changed.connect(dialog.show_running)
        scanning.progressed.connect(dialog.show_progress)
        scanning.said.connect(dialog.show_result)
        dialog.show_running(scanning.running)
        reading = self._parts.services.jobs.start(lambda _: (library.grouping_choice(), library.counts()))
        reading.finished.connect(dialog.show_present)
        dialog.open()

    def calibrate(self) -> None:
        from gui.dialogs.calibration import CalibrationDialog

        CalibrationDialog(self._parts.services.jobs, self._parts.services.library, self._window).open()

    def check(self) -> None:
        from gui.dialogs.doctor import DoctorDialog

        library = self._parts.services.library
        dialog = DoctorDialog(self._parts.services.jobs, library.check, library.repair, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.mended.connect(self._parts.services.feed.publish_all)
        dialog.open()

    def show_preferences(self) -> None:
        from gui.dialogs.preferences.dialog import PreferencesDialog

        parts = self._parts
        if self._preferences is None:
            self._preferences = PreferencesDialog(
                parts.services, parts.scanning, parts.watching, parts.actions_table, self._window
            )
        self._preferences.open_up()

    def show_palette(self) -> None:
        from gui.dialogs.palette import Palette

        Palette(self._parts.actions_table, self._window).open()

    def show_keys(self) -> None:
        from gui.dialogs.keys import KeysDialog

        KeysDialog(self._window).open()
