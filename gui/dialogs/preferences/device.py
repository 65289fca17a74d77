"""Where the networks run."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton

from engine.types import DeviceInfo
from gui.dialogs.preferences.page import PreferencePage
from gui.i18n import mark, tr
from gui.phrases import phrase
from gui.services import Services

ABOUT = "A graphics card finds faces many times as fast as the processor. The next scan runs where you say."
Found = tuple[list[DeviceInfo], str]


class DevicePage(PreferencePage):
    """A button for each device; looking for them takes a moment."""

    TITLE = mark("Device")

    def __init__(self, services: Services) -> None:
        super().__init__(services.jobs, tr(ABOUT))
        self._preferences = services.library.preferences
        self.choices: dict[str, QRadioButton] = {}

    def load(self) -> None:
        preferences = self._preferences
        if not self.choices:
            self.says.setText(tr("Looking what there is…"))
        self.read(lambda: (preferences.devices(), preferences.device), self._on_loaded)

    def _on_loaded(self, found: Found) -> None:
        devices, used = found
        for device in devices:
            if device.id not in self.choices:
                self._add(device)
            self.choices[device.id].setChecked(device.id == used)
        self.says.setText("")

    def _add(self, device: DeviceInfo) -> None:
        title = phrase(device.title)
        if not device.there:
            title = tr("{device}: not in this machine").format(device=title)
        choice = self.choices[device.id] = QRadioButton(title)
        choice.setEnabled(device.there)
        choice.clicked.connect(lambda: self._use(device.id))
        self.column.addWidget(choice)

    def _use(self, device: str) -> None:
        self.do(lambda _: self._preferences.use_device(device), lambda _: None).failed.connect(self.load)
