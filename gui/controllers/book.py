"""What the names that are typed stand for, whoever or whatever bears them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QStringListModel, Signal

from engine import names
from gui.jobs import Lane, Latest
from gui.services import Services

Bearer = TypeVar("Bearer")


class Book(QObject, Generic[Bearer]):
    """Keeps names up to date, read in a worker; `names` are for completion.

    Signals:
        changed: Other names are known now.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = services.library
        self._latest = Latest(services.jobs, Lane.ASIDE)
        self._bearers: dict[str, Bearer] = {}
        self.names = QStringListModel(self)

    def find(self, name: str) -> Bearer | None:
        """Who or what is called `name`, whatever its case, spaces and Unicode form."""
        return self._bearers.get(_key(name))

    def _keep(self, bearers: Mapping[str, Bearer], completed: Sequence[str]) -> None:
        """Know `bearers` by their names from now on, and complete to `completed`."""
        self._bearers = {_key(name): bearer for name, bearer in bearers.items()}
        if list(completed) != self.names.stringList():
            self.names.setStringList(completed)
        self.changed.emit()


def _key(name: str) -> str:
    return names.key(" ".join(name.split()))
