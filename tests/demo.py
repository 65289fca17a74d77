"""`make demo`: a small library of photographs that come with packages, opened, or told where there is no display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(photos: Path) -> int:
    """Scan the photographs into a library beside them and show it."""
    library = photos.resolve() / "library"
    environment = os.environ | {"KITH_LIBRARY": str(library)}
    kith = [sys.executable, str(ROOT / "main.py")]
    print(f"== scanning {photos}", flush=True)
    folders = [str(photos / "portraits"), str(photos / "scenes")]
    scanned = subprocess.run([*kith, "scan", *folders], env=environment, check=False)
    if scanned.returncode:
        return scanned.returncode
    has_display = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not has_display:
        print("== no display here; the people found:", flush=True)
        return subprocess.run([*kith, "people"], env=environment, check=False).returncode
    print("== opening the window", flush=True)
    return subprocess.run(kith, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
