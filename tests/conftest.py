"""What every test shares: real photographs, a quick disk, and Qt out of reach where the engine must do without."""

from __future__ import annotations

import importlib.abc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

sys.path.insert(0, str(ROOT))


# Machines are slow at times; how long an example takes says nothing of whether it is right.
settings.register_profile("kith", deadline=None)
settings.load_profile("kith")


class _NoQt(importlib.abc.MetaPathFinder):
    """Makes PySide6 as absent as if it were uninstalled."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname.split(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(
                f"No module named {fullname!r} (hidden by KITH_WITHOUT_QT)", name=fullname
            )


if os.environ.get("KITH_WITHOUT_QT"):
    sys.meta_path.insert(0, _NoQt())


# Linux' disk in memory. A catalogue flushes whatever is said to the disk, so that it outlives a power cut; the tests
# say thousands of things, none of which has to, and would wait for the disk most of the time.
MEMORY, ROOM = Path("/dev/shm"), 4 << 30


def _work_in_memory() -> None:
    """Let what the tests write lie in memory, unless the system has none to spare or somebody has chosen a place."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    if shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ["TMPDIR"] = str(MEMORY)  # for the processes that tests start, too
        tempfile.tempdir = None  # which is asked for anew


_work_in_memory()


@pytest.fixture(autouse=True, scope="session")
def own_weights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Converted weights go where no user's are; subprocesses of the tests look there too."""
    before = os.environ.get("KITH_WEIGHTS")
    os.environ["KITH_WEIGHTS"] = str(tmp_path_factory.mktemp("weights"))
    yield
    os.environ.pop("KITH_WEIGHTS")
    if before is not None:
        os.environ["KITH_WEIGHTS"] = before


@pytest.fixture(scope="session")
def portraits() -> Path:
    """A folder of six portraits of two people, and beside it `scenes`; `make test` fetches them."""
    folder = Path(os.environ.get("KITH_PHOTOS") or ROOT / ".venv" / "demo-photos").resolve() / "portraits"
    if not folder.is_dir():
        pytest.skip("the test photographs are not here; `make test` fetches them")
    return folder


@pytest.fixture(scope="session")
def small_portraits(portraits: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portraits at 480 pixels, quick to look at. Not to be changed: copy them."""
    folder = tmp_path_factory.mktemp("small")
    for path in sorted(portraits.glob("*.jpg")):
        with Image.open(path) as image:
            image.thumbnail((480, 480))
            image.convert("RGB").save(folder / path.name, quality=92)
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The labelled photos that only the makers of Kith have."""
    if not (SHARED / "data").is_dir():
        pytest.skip("no ../shared here")
    return SHARED / "data"
