"""Watching folders: says where a scan will find something new. It never scans itself.

`Watcher` is told by the system (`events`), waits until copying has ended (`settling`), and walks where the system
tells nothing (`disks`, `rewalk`).
"""

from __future__ import annotations

from engine.watch.watcher import REWALK_SECONDS, Watcher

__all__ = ["REWALK_SECONDS", "Watcher"]
