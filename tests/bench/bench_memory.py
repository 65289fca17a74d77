"""How much memory a scan takes beside its networks: `python -m tests.bench.bench_memory [--all]`.

Scans a folder of what takes the most (see `large_files`), in a process of its own. What counts is that process's
peak less what it held when the networks were loaded and had seen one small photo.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from engine.library import Library
from tests.bench.collage import sources
from tests.bench.large_files import write_small

LIMIT = 1500  # MB
SMALL, SMALL_OF_ALL = 500, 5000


def main() -> int:
    """1 if the scan takes more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help=f"{SMALL_OF_ALL} small photos, not {SMALL}")
    parser.add_argument("--scan", type=Path, help="only scan this folder, and measure")
    arguments, _ = parser.parse_known_args()
    if arguments.scan:
        return measure(arguments.scan)
    if not Path("/proc/self/status").exists() or not sources()[0]:
        print("  skipped: memory is measured on Linux, with ../shared or the demo's photos")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        small = str(SMALL_OF_ALL if arguments.all else SMALL)
        run = [sys.executable, "-m"]
        subprocess.run([*run, "tests.bench.large_files", f"{folder}/photos", small], check=True)
        return subprocess.run([*run, "tests.bench.bench_memory", "--scan", folder], check=False).returncode


def measure(folder: Path) -> int:
    """Scan `folder`/photos, with a library beside it."""
    write_small(folder / "first", 1, seed=1)
    with Library(folder / "library") as library:
        library.scan([folder / "first"], device="cpu")
        before = _megabytes("VmRSS")
        report = library.scan([folder / "photos"], device="cpu")
        refused = sorted(each.path.name for each in library.unreadable())
    beside = _megabytes("VmHWM") - before
    print(f"  {report.photos} photos scanned in {report.seconds:.0f} s; refused: {', '.join(refused)}")
    print(f"  peak beside the networks ({before} MB): {beside} MB of {LIMIT} MB that it may be")
    return 0 if beside <= LIMIT else 1


def _megabytes(what: str) -> int:
    """Of this process, as Linux says: VmRSS now, VmHWM at its peak."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    kilobytes = re.search(rf"{what}:\s+(\d+)", status)
    return int(kilobytes[1]) // 1024 if kilobytes else 0


if __name__ == "__main__":
    sys.exit(main())
