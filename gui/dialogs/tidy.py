"""Which of the photos that were deleted long ago Kith may forget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.types import GonePhoto, PhotoId
from gui.i18n import tr, tr_n
from gui.models.gone import GoneModel
from gui.models.tile import Picture, ThumbKey
from gui.pixmaps import Wanted
from gui.thumbnails import Thumbnails
from gui.words import counted, listed

EDGE = 44
ABOUT = (
    "The files of these photos were deleted more than 30 days ago. Kith still knows who was on them, in case they "
    "come back. What you drop is forgotten; what you leave stays as it is."
)


class TidyDialog(QDialog):
    """Lists the photos; what is ticked goes after a second look.

    Signals:
        chosen: A list of `PhotoId` that the user wants dropped.
    """

    chosen = Signal(list)

    def __init__(self, thumbnails: Thumbnails, photos: Sequence[GonePhoto], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Tidy up"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._thumbnails = thumbnails
        self.model = GoneModel(photos, self._picture, self)
        self.table = self._make_table()
        self.all = QCheckBox(tr("All of them"))
        self.drop = QPushButton()
        self._soon = QTimer(self, singleShot=True, interval=50)
        self._soon.timeout.connect(self._ask_for_pictures)
        self._lay_out()
        self.all.setChecked(True)
        self.all.toggled.connect(self.model.tick_all)
        self.model.dataChanged.connect(self._show_number)
        self.table.verticalScrollBar().valueChanged.connect(self._soon.start)
        thumbnails.arrived.connect(self._on_arrived)  # ends with the dialog, as a lambda would not
        self._show_number()
        self._soon.start()

    def ask_again(self) -> None:
        """A second look, since names go with the photos."""
        box = QMessageBox(self)
        box.setWindowTitle(tr("Tidy up"))
        box.setIcon(QMessageBox.Icon.Warning)
        photos = self.model.ticked()
        box.setText(
            tr("Forget all that Kith knows of {photos}?").format(photos=counted(len(photos), "photo"))
        )
        box.setInformativeText(what_goes(photos))
        drop = box.addButton(tr("Drop Them"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(tr("Keep Them"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        drop.clicked.connect(self.accept)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def accept(self) -> None:
        self.chosen.emit([photo.id for photo in self.model.ticked()])
        super().accept()

    def _make_table(self) -> QTableView:
        table = QTableView(showGrid=False)
        table.setAccessibleName(tr("Photos that were deleted"))
        table.setAlternatingRowColors(True)
        table.setModel(self.model)
        table.setIconSize(QSize(EDGE, EDGE))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(EDGE + 8)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate((230, 240, 140)):
            table.setColumnWidth(column, width)
        return table

    def _lay_out(self) -> None:
        self.resize(820, 520)
        about = QLabel(tr(ABOUT), wordWrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.drop, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        buttons.rejected.connect(self.reject)
        self.drop.setAutoDefault(False)
        self.drop.clicked.connect(self.ask_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addWidget(about)
        column.addWidget(self.table, 1)
        column.addWidget(self.all)
        column.addWidget(buttons)

    def _on_arrived(self) -> None:
        self.table.viewport().update()

    def _show_number(self) -> None:
        number = len(self.model.ticked())
        self.drop.setText(tr_n("Drop {n} Photo…", "Drop {n} Photos…", number))
        self.drop.setEnabled(number > 0)

    def _picture(self, photo: PhotoId) -> QPixmap | None:
        return self._thumbnails.pixmap(self._wanted(photo))

    def _wanted(self, photo: PhotoId) -> Wanted:
        return Wanted(ThumbKey(Picture.PHOTO, photo), round(EDGE * self.devicePixelRatioF()), 4)

    def _ask_for_pictures(self) -> None:
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height())
        rows = range(first, (last if last >= 0 else self.model.rowCount() - 1) + 1)
        self._thumbnails.show(self.table, [self._wanted(self.model.row(row).id) for row in rows])


def what_goes(photos: Sequence[GonePhoto]) -> str:
    """What is lost with them, in words."""
    named = Counter(name for photo in photos for name in photo.names)
    told = []
    if named:
        who = [
            tr("{name} on {photos}").format(name=name, photos=counted(number, "photo"))
            for name, number in named.most_common()
        ]
        told.append(tr("This forgets {who}. Nobody's name itself is forgotten.").format(who=listed(who, 11)))
    told.append(
        tr("It can't be undone, but a copy of the catalogue as it is now is kept in the library's folder.")
    )
    return " ".join(told)
