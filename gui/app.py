"""Builds the application: the one place where library and window meet."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from engine.errors import UserProblem
from engine.library import Library, check_library, repair_library
from engine.paths import default_library
from gui.jobs import Jobs
from gui.language import chosen, speak
from gui.main_window import MainWindow
from gui.problems import sentence
from gui.theme import Theme, icon

LET_GO = 0.001  # seconds for which a worker may keep Python's lock while the window wants to paint; Python's is 0.005


def run(library_directory: Path | None = None) -> int:
    """Open the window on the library in `library_directory` (None: the usual place); returns the exit status."""
    application = make_application()
    speak(application, chosen((library_directory or default_library()).absolute()))
    library = open_library(library_directory)
    if library is None:
        return 1
    with library:
        window = MainWindow(library)
        _show_bugs_in(window)
        window.show()
        gc.freeze()  # nor is it looked through again each time, which would take as long as a frame
        gc.enable()
        return application.exec()


def open_library(directory: Path | None) -> Library | None:
    """The library; one that can't be opened is looked through, and mended if the user wants it. None if it is not."""
    try:
        return Library(directory)
    except UserProblem as problem:
        if not _is_mended((directory or default_library()).absolute(), problem):
            return None
    try:
        return Library(directory)
    except UserProblem as problem:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.critical(None, "Kith", sentence(problem))
        return None


def _is_mended(directory: Path, problem: UserProblem) -> bool:
    from gui.dialogs.doctor import DoctorDialog

    jobs = Jobs()
    dialog = DoctorDialog(
        jobs, lambda: check_library(directory), lambda: repair_library(directory), problem=sentence(problem)
    )
    dialog.exec()
    jobs.close()
    mended = dialog.all_mended
    for each in (dialog, jobs):  # nobody owns them: the collector would delete them, in any thread
        delete(each)
    return mended


def make_application() -> QApplication:
    """The QApplication, dressed."""
    sys.setswitchinterval(LET_GO)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Kith")
    application.setDesktopFileName("kith")
    application.setWindowIcon(icon("kith"))
    Theme(application)
    return application


def _show_bugs_in(window: MainWindow) -> None:
    """An exception that nobody caught is logged and shown, and the window stays open."""

    def on_bug(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if isinstance(bug, Exception):
            window.message.tell_problem(bug)
        else:
            sys.__excepthook__(kind, bug, trace)

    sys.excepthook = on_bug
