"""What stands above the photos of one day, of one folder, or whatever else the order of a list puts together."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QLocale

from engine.types import PhotoOrder, PhotoRun
from gui.i18n import tr
from gui.models.sections import Section
from gui.words import counted

EPOCH = QDate(1970, 1, 1)
BY_DAY = (PhotoOrder.NEWEST, PhotoOrder.OLDEST)


def photo_heading(run: PhotoRun, order: PhotoOrder) -> Section:
    """The heading of `run` in a list of `order`, dates and numbers as the user's country writes them."""
    photos = counted(run.photos, "photo")
    if isinstance(run.key, Path):
        detail = f"{run.key.parent} · {photos}"
        return Section(run.key.name or str(run.key), run.photos, detail, tip=str(run.key))
    if isinstance(run.key, int) and order in BY_DAY:
        return Section(day_text(run.key), run.photos, photos)
    if isinstance(run.key, int):
        return Section(counted(run.key, "face") if run.key else tr("No faces"), run.photos, photos)
    return Section(run.key or "", run.photos, photos)


def day_text(day: int) -> str:
    """`Saturday, 14 June 2025` of the days since 1970, in the order that the user's country has."""
    return QLocale().toString(EPOCH.addDays(day), QLocale.FormatType.LongFormat)
