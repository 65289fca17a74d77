"""Which network tells faces apart, how good each was measured to be, and under which licence it comes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from engine.progress import Progress
from engine.types import ModelInfo
from gui.controllers.scanning import ScanController
from gui.dialogs.preferences.page import PreferencePage
from gui.i18n import mark, tr
from gui.jobs import Lane
from gui.phrases import phrase
from gui.services import Services

if TYPE_CHECKING:
    from engine.library import Library

ABOUT = "What one model makes of a face can't be compared with what another makes of it."
SWITCH = (
    "Use {model}? All faces must be looked at again, which takes as long as the first scan did. Names, corrections and "
    "hidden people stay; groups without a name are made anew."
)
FETCH = (
    "Fetch {model}? Its weights come from {url}. This is the only thing for which Kith ever goes online. Licence: "
    "{licence}."
)
Found = tuple[list[ModelInfo], str]


class ModelPage(PreferencePage):
    """A button for each model; those whose weights are not here can be fetched, or taken from a file."""

    TITLE = mark("Model")

    def __init__(self, services: Services, scanning: ScanController) -> None:
        super().__init__(services.jobs, tr(ABOUT))
        self._library = services.library
        self._scanning = scanning
        self._models = QVBoxLayout()
        self._models.setSpacing(4)
        self._holder: QWidget | None = None
        self.choices: dict[str, QRadioButton] = {}
        self.fetches: dict[str, QPushButton] = {}
        self.take = QPushButton(tr("Take From a File…"))
        self.take.setToolTip(tr("Weights that you have already; only the published ones are taken"))
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(tr("How much of the weights is here"))
        self.progress.hide()
        self.column.addLayout(self._models)
        self.column.addWidget(self.progress)
        self.add_buttons(self.take)
        self.take.clicked.connect(self._on_take)
        scanning.running_changed.connect(self._on_running_changed)

    def load(self) -> None:
        library = self._library
        self.read(lambda: (library.models(), library.model), self._on_loaded)

    def take_from(self, file: Path) -> None:
        """Take the weights in `file`."""
        preferences = self._library.preferences
        self.do(lambda _: preferences.import_model(file), self._on_taken, lane=Lane.EXPORT)

    def _on_loaded(self, found: Found) -> None:
        if self._holder is not None:
            self._holder.deleteLater()
        self._holder = QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.choices, self.fetches = {}, {}
        models, used = found
        for model in models:
            self._add(column, model, model.id == used, used)
        self._models.addWidget(self._holder)
        self._show_running(self._scanning.running)

    def _add(self, column: QVBoxLayout, model: ModelInfo, used: bool, now: str) -> None:
        choice = self.choices[model.id] = QRadioButton(phrase(model.title))
        choice.setChecked(used)
        choice.setProperty("installed", model.installed)
        choice.clicked.connect(lambda: self._on_chosen(model, now))
        about = QLabel(described(model), wordWrap=True, indent=24)
        about.setObjectName("quiet")
        choice.setAccessibleDescription(about.text())
        column.addWidget(choice)
        column.addWidget(about)
        if model.url and not model.installed:
            fetch = self.fetches[model.id] = QPushButton(tr("Fetch {model}…").format(model=model.id))
            fetch.setAutoDefault(False)
            fetch.clicked.connect(lambda: self._on_fetch(model))
            column.addWidget(fetch, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_chosen(self, model: ModelInfo, now: str) -> None:
        if model.id == now:
            self.confirm.hide()
            return
        self.confirm.ask(
            tr(SWITCH).format(model=phrase(model.title)),
            tr("Look at All Faces Again"),
            lambda: self._switch(model.id),
            no=tr("Leave It"),
            on_no=self.load,
        )

    def _switch(self, model: str) -> None:
        library = self._library
        self.do(lambda _: folders_or_use(library, model), lambda folders: self._on_ready(folders, model))

    def _on_ready(self, folders: list[Path], model: str) -> None:
        if self._scanning.running:  # since the question was asked
            self.load()
            self.says.setText(tr("A scan has begun; choose the model when it is finished."))
        elif folders:
            self._scanning.scan(folders, model)
            self.says.setText(tr("The faces are being looked at; you can go on using Kith."))
        else:
            self.load()

    def _on_fetch(self, model: ModelInfo) -> None:
        text = tr(FETCH).format(model=phrase(model.title), url=model.url, licence=model.licence)
        self.confirm.ask(text, tr("Fetch It"), lambda: self._fetch(model.id), no=tr("Stay Offline"))

    def _fetch(self, model: str) -> None:
        preferences = self._library.preferences
        job = self.do(
            lambda job: preferences.fetch_model(model, job.progress, job.token),
            lambda _: self._on_taken(model),
            label=tr("Fetching {model}").format(model=model),
            lane=Lane.EXPORT,
        )
        self._show_progress(Progress(0, None))
        job.progressed.connect(self._show_progress)
        for ended in (job.finished, job.failed, job.cancelled):
            ended.connect(self.progress.hide)

    def _show_progress(self, progress: Progress) -> None:
        self.progress.setRange(0, progress.total or 0)
        self.progress.setValue(progress.done)
        self.progress.show()

    def _on_take(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a file with weights"))
        if chosen:
            self.take_from(Path(chosen))

    def _on_taken(self, model: str) -> None:
        self.says.setText(tr("The weights of {model} are here now.").format(model=model))
        self.load()

    def _on_running_changed(self, running: bool) -> None:
        self._show_running(running)
        if not running and self.isVisible():
            self.says.setText("")
            self.load()

    def _show_running(self, running: bool) -> None:
        """A scan keeps to the model that it began with."""
        for choice in self.choices.values():
            choice.setEnabled(not running and choice.property("installed"))
            choice.setToolTip(tr("A scan is running") if running else "")


def described(model: ModelInfo) -> str:
    """What was measured for it, its licence, and whether it is here."""
    figures = [
        tr("{what}: {figure}").format(what=phrase(what), figure=phrase(figure))
        for what, figure in model.figures.items()
    ]
    state = (
        tr("the best that is here") if model.default else "" if model.installed else tr("not on this machine")
    )
    licence = tr("licence {licence}").format(licence=model.licence)
    return tr("; ").join(filter(None, [*figures, licence, state]))


def folders_or_use(library: Library, model: str) -> list[Path]:
    """The folders to be scanned by `model`; a library without any uses it from now on."""
    folders = [folder.path for folder in library.folders()]
    if not folders:
        library.preferences.use_model(model)
    return folders
