"""A first question, in a process that opens an index: `python -m tests.bench.similar_start FOLDER QUERY.npy`."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path

import numpy as np

from engine.similar.index import open_index
from tests.bench.similar_ways import COUNT, private_memory


def forget(folder: Path) -> bool:
    """Ask the system to forget what it has read of the files in `folder`; whether it can be asked."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True


def main() -> None:
    query = np.load(sys.argv[2])
    before, start = private_memory(os.getpid()), time.perf_counter()
    index = open_index(Path(sys.argv[1]), "space", len(query))
    assert index is not None
    opened = time.perf_counter()
    index.search(query, COUNT)
    end = time.perf_counter()
    print(
        f"opened in {(opened - start) * 1000:.0f} ms, answered in {(end - opened) * 1000:.0f} ms; "
        f"{private_memory(os.getpid()) - before:.0f} MB of memory of its own; of the files, {_read()}"
    )


def _read() -> str:
    """How much of each file is mapped and has been touched."""
    maps = Path("/proc/self/smaps")
    if not maps.exists():
        return "unknown"
    touched: dict[str, int] = {}
    for name, body in re.findall(r"space-\d+\.(\S+)\n((?:\w+: .*\n)+)", maps.read_text()):
        found = re.search(r"Rss: +(\d+)", body)
        touched[name] = touched.get(name, 0) + (int(found[1]) // 1024 if found else 0)
    return ", ".join(f"{name} {size} MB" for name, size in sorted(touched.items()))


if __name__ == "__main__":
    main()
