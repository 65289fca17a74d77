"""`make bench`: every benchmark, one after the other, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run tests/bench/bench_*.py; the worst exit status."""
    here = Path(__file__).parent
    worst = 0
    for file in sorted(here.glob("bench_*.py")):
        print(f"\n== {file.stem.removeprefix('bench_')}", flush=True)
        worst = max(
            worst, subprocess.run([sys.executable, "-m", f"tests.bench.{file.stem}"], check=False).returncode
        )
    return worst


if __name__ == "__main__":
    sys.exit(main())
