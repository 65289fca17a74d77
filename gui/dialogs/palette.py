"""Every command that can be given now, found by a few letters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.actions import COMMANDS, Actions, Command, keys_text
from gui.dialogs.palette_match import best_first
from gui.i18n import plain, tr
from gui.models.ids import Index

WIDTH, ROWS = 560, 10
KEYS_ROLE = Qt.ItemDataRole.UserRole + 1
MENU_ROLE = Qt.ItemDataRole.UserRole + 2
ACTION_ROLE = Qt.ItemDataRole.UserRole + 3
TO_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Palette(QDialog):
    """A line to type in, and the commands that fit; Enter gives the chosen one."""

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popover")
        self.setAccessibleName(tr("Commands"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._commands = [
            each for each in COMMANDS if each.name != "palette" and actions[each.name].isEnabled()
        ]
        self.edit = QLineEdit(placeholderText=tr("Type a command"))
        self.edit.setAccessibleName(tr("Command"))
        self.list = QListWidget()
        self.list.setObjectName("commands")
        self.list.setAccessibleName(tr("Commands"))
        self.list.setItemDelegate(CommandDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none = QLabel(tr("No command of now is called that"), alignment=Qt.AlignmentFlag.AlignCenter)
        self.none.setObjectName("quiet")
        self.edit.textChanged.connect(self._show)
        self.edit.returnPressed.connect(self.accept)
        self.edit.installEventFilter(self)
        self.list.itemClicked.connect(self.accept)
        self._lay_out(window)
        self._show("")

    def accept(self) -> None:
        """Give the chosen command, after the palette has gone: it may open something itself."""
        item = self.list.currentItem()
        if item is None:
            return
        action: QAction = item.data(ACTION_ROLE)
        super().accept()
        action.trigger()

    def changeEvent(self, event: QEvent) -> None:
        """A click elsewhere means "never mind".

        It is also told while the palette is on its way out, when closing it once more would leave Qt counting a
        modal window that is none: the window behind would take no click and no key any more.
        """
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            QTimer.singleShot(0, self, self._leave_if_left)

    def _leave_if_left(self) -> None:
        if self.isVisible() and not self.isActiveWindow():
            self.reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that walk through a list do so while one types."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in TO_THE_LIST
        ):
            self._walk(event)
            return True
        return super().eventFilter(watched, event)

    def texts(self) -> list[str]:
        """The commands that are listed."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _walk(self, event: QKeyEvent) -> None:
        count, page = self.list.count(), ROWS - 1
        if not count:
            return
        key, row = event.key(), self.list.currentRow()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row = (row + (1 if key == Qt.Key.Key_Down else -1)) % count
        else:
            row = max(0, min(row + (page if key == Qt.Key.Key_PageDown else -page), count - 1))
        self.list.setCurrentRow(row)

    def _show(self, typed: str) -> None:
        self.list.clear()
        for command in best_first(typed, self._commands, self._name, _other_words):
            self.list.addItem(self._item(command))
        self.list.setCurrentRow(0)
        self.none.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))

    def _item(self, command: Command) -> QListWidgetItem:
        name, keys, menu = self._name(command), keys_text(command), plain(tr(command.menu.value))
        item = QListWidgetItem(name)
        item.setToolTip(tr(command.tip))
        item.setData(KEYS_ROLE, keys)
        item.setData(MENU_ROLE, menu)
        item.setData(ACTION_ROLE, self._actions[command.name])
        spoken = ", ".join(filter(None, (name, tr(command.tip), keys)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        return item

    def _name(self, command: Command) -> str:
        """As the action is called now: undo says what it would take back."""
        return plain(self._actions[command.name].text()).removesuffix("…")

    def _lay_out(self, window: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        for widget in (self.edit, self.list, self.none):
            column.addWidget(widget)
        width = min(WIDTH, window.width() - 40)
        self.list.setFixedHeight(ROWS * row_height(self.list.fontMetrics()) + 4)
        self.setFixedWidth(width)
        top = window.mapToGlobal(window.rect().topLeft())
        self.move(top.x() + (window.width() - width) // 2, top.y() + max(40, window.height() // 8))
        self.edit.setFocus()


def _other_words(command: Command) -> str:
    """What it is found by beside its name: in every language the English name too."""
    return f"{tr(command.tip)} {plain(command.text)}"


def row_height(metrics: QFontMetrics) -> int:
    return metrics.height() + 14


class CommandDelegate(QStyledItemDelegate):
    """The command, the menu that it stands in, and its keys at the right edge."""

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        return QSize(100, row_height(option.fontMetrics))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.color(role.Highlight))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)
        strong = option.palette.color(role.HighlightedText if chosen else role.Text)
        quiet = option.palette.color(role.HighlightedText if chosen else role.PlaceholderText)
        line = option.rect.adjusted(12, 0, -12, 0)
        keys = self._write(painter, line, index.data(KEYS_ROLE), option.font, quiet, right=True)
        line.setRight(line.right() - keys - 16)
        name = self._write(painter, line, index.data(), option.font, strong)
        line.setLeft(line.left() + name + 10)
        self._write(painter, line, index.data(MENU_ROLE), option.font, quiet)
        painter.restore()

    def _write(
        self, painter: QPainter, line: QRect, text: str, font: QFont, colour: QColor, right: bool = False
    ) -> int:
        """Write as much of `text` as there is room for; how wide that is."""
        metrics, align = QFontMetrics(font), Qt.AlignmentFlag
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, line.width()))
        painter.setPen(colour)
        painter.drawText(line, (align.AlignRight if right else align.AlignLeft) | align.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)
