"""The order of a list, above it: says which one holds and offers the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from gui.i18n import plain, tr


class OrderButton(QToolButton):
    """Opens a menu of `orders`, exactly one of which is checked."""

    def __init__(self, orders: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(tr("The order of the photos"))
        menu = QMenu(self)
        menu.addActions(list(orders))
        self.setMenu(menu)
        for order in orders:
            order.changed.connect(self._say)
        self._orders = orders
        self._say()

    def _say(self) -> None:
        """Which order holds."""
        text = next((plain(each.text()) for each in self._orders if each.isChecked()), "")
        self.setText(text)
        self.setAccessibleName(tr("Order: {order}").format(order=text))
