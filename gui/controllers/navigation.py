"""How one got where one is in the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.places import HOME, Place

HISTORY = 100


class Navigator(QObject):
    """Signals:
    went: The `Place` that should be shown now.
    """

    went = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: list[Place] = [HOME]

    @property
    def place(self) -> Place:
        return self._path[-1]

    @property
    def before(self) -> Place | None:
        """Where `back` would lead."""
        return self._path[-2] if len(self._path) > 1 else None

    def go(self, place: Place) -> None:
        """Show `place`, and remember the way."""
        if place == self.place:
            return
        self._path.append(place)
        del self._path[:-HISTORY]
        self.went.emit(place)

    def note(self, place: Place) -> None:
        """One has come to `place` already, within the same room."""
        self._path[-1] = place

    def swap(self, place: Place) -> None:
        """Show `place` in the stead of the present one, which is no more."""
        self._path[-1] = place
        self.went.emit(place)

    def back(self) -> bool:
        """Go where one was before; False if there is no such place."""
        if len(self._path) < 2:
            return False
        self._path.pop()
        self.went.emit(self.place)
        return True

    def start(self, place: Place) -> None:
        """Begin at `place` with no way back."""
        self._path = [place]
        self.went.emit(place)
