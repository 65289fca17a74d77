"""Colours, style sheet and icons, following the system's dark or light."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QObject, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
EDGES = (16, 20, 24, 32, 48, 64)  # of an icon, in device pixels


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme; every text has a contrast of at least 4.5 to its ground, and whatever is worked with one of 3."""

    window: str
    panel: str  # the sidebar, panes and bars
    field: str  # where one types, and pictures that are not there yet
    line: str
    handle: str  # what is dragged to scroll
    text: str
    quiet: str  # secondary text
    accent: str
    accent_text: str  # on the accent
    problem: str  # background of an error
    problem_text: str


LIGHT = Colours(
    window="#fbfbfa",
    panel="#f1f1ef",
    field="#e7e7e4",
    line="#dcdcd8",
    handle="#878b8e",
    text="#1d1f20",
    quiet="#5c6063",
    accent="#0b6a63",
    accent_text="#ffffff",
    problem="#fbe9e4",
    problem_text="#7a2413",
)
DARK = Colours(
    window="#18191a",
    panel="#202223",
    field="#2c2e30",
    line="#35383a",
    handle="#676c6f",
    text="#ececea",
    quiet="#a3a8ab",
    accent="#4fb8ab",
    accent_text="#0c1a18",
    problem="#43241d",
    problem_text="#ffcfc2",
)


def system_colours() -> Colours:
    """The theme that the system asks for; light where it says nothing."""
    dark = QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


class Theme(QObject):
    """Dresses the application, and again whenever the system changes between dark and light."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self.apply(system_colours())

    def apply(self, colours: Colours) -> None:
        """Use `colours` for palette and style sheet."""
        self._application.setPalette(palette_of(colours))
        self._application.setStyleSheet(style_sheet(colours))

    def _on_scheme_changed(self) -> None:
        self.apply(system_colours())


def palette_of(colours: Colours) -> QPalette:
    """`colours` in Qt's roles; `PlaceholderText` is the quiet text, `Mid` the line."""
    role = QPalette.ColorRole
    palette = QPalette()
    for target, value in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.window,
        role.AlternateBase: colours.panel,
        role.Text: colours.text,
        role.Button: colours.panel,
        role.ButtonText: colours.text,
        role.PlaceholderText: colours.quiet,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.accent_text,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.ToolTipBase: colours.panel,
        role.ToolTipText: colours.text,
        role.Mid: colours.line,
        role.Midlight: colours.field,
    }.items():
        palette.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.quiet))
    return palette


def style_sheet(colours: Colours) -> str:
    """The style sheet with `$name` replaced by the colours."""
    text = (RESOURCES / "styles" / "kith.qss").read_text(encoding="utf-8")
    dark = QColor(colours.window).lightness() < 128
    end = "dark" if dark else "light"
    marks = {name: (RESOURCES / "styles" / f"{name}-{end}.svg").as_posix() for name in ("tick", "down", "up")}
    return Template(text).substitute(asdict(colours), **marks)


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon `resources/icons/<name>.svg` in `colour`, by default that of text."""
    made = QIcon()
    for edge in EDGES:
        made.addPixmap(icon_pixmap(name, edge, colour))
    return made


def icon_pixmap(name: str, edge: int, colour: QColor | None = None) -> QPixmap:
    """The icon `name`, `edge` device pixels wide; drawn once, as lists paint theirs at each move of the mouse."""
    colour = colour or QApplication.palette().color(QPalette.ColorRole.WindowText)
    key, pixmap = f"icon {name} {edge} {colour.name()}", QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = QPixmap(QSize(edge, edge))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour.name()).encode())).render(painter)
        painter.end()
        QPixmapCache.insert(key, pixmap)
    return pixmap


@cache
def _svg(name: str) -> str:
    """Read once: an icon is painted in six sizes, and anew when dark and light change."""
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
