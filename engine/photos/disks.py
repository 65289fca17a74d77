"""What is mounted where: file systems of the kernel's own, which hold no photos, and those that are silent.

On network drives, and behind FUSE, the system does not tell of changes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# The local machine is told of its own changes to these at most, never of those that others make.
_REMOTE = {
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs",
    "nfs", "nfs4", "ocfs2", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav",
}  # fmt: skip
# Windows onto the kernel: endless, and what looks like a file there may be a switch.
_OF_THE_KERNEL = {
    "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devfs", "devpts", "devtmpfs", "efivarfs",
    "fusectl", "hugetlbfs", "mqueue", "nsfs", "proc", "pstore", "rpc_pipefs", "securityfs", "selinuxfs", "sysfs",
    "tracefs",
}  # fmt: skip
# In /dev, and yet a disk in memory like any other, where whoever likes may keep files.
MEMORY = Path("/dev/shm")  # noqa: S108
_REMOTE_DRIVE = 4  # of Windows' GetDriveType


@dataclass(frozen=True, slots=True)
class Mount:
    point: Path
    kind: str  # the file system's name

    @property
    def is_silent(self) -> bool:
        """Whether others may change it without our being told. `fuseblk` is a local disk with NTFS or exFAT."""
        return self.kind in _REMOTE or self.kind.startswith(("fuse.", "macfuse", "osxfuse"))


def silent_places(folder: Path) -> list[Path]:
    """`folder` itself if it lies on a silent file system, else whatever is mounted below it and does."""
    if sys.platform == "win32":
        return [folder] if _is_remote_on_windows(folder) else []
    return among(_mounts(), folder)


def kernel_places() -> list[Path]:
    """Where the kernel's own file systems are, but for those within another; `/dev` is one, of whatever kind."""
    if sys.platform == "win32":
        return []
    seen = {mount.point: mount.kind for mount in _mounts()} if sys.platform == "linux" else {}
    places = {Path("/dev"), *(point for point, kind in seen.items() if kind in _OF_THE_KERNEL)}
    return sorted(place for place in places if places.isdisjoint(place.parents))


def mount_points() -> list[Path]:
    """Where drives are mounted now, where that is told at no cost: on Linux."""
    return [mount.point for mount in _mounts()] if sys.platform == "linux" else []


def among(mounts: Iterable[Mount], folder: Path) -> list[Path]:
    """The same, for these mounts; of several at one place the last is the one that is seen."""
    real = Path(os.path.realpath(folder))
    seen = {mount.point: mount for mount in mounts}
    holding = [mount for point, mount in seen.items() if real.is_relative_to(point)]
    if holding and max(holding, key=lambda mount: len(mount.point.parts)).is_silent:
        return [folder]
    return [
        folder / point.relative_to(real)
        for point, mount in seen.items()
        if mount.is_silent and point.is_relative_to(real)
    ]


def parse_mountinfo(text: str) -> list[Mount]:
    """Linux' /proc/self/mountinfo, see proc(5): the point is the fifth word, the kind the first after a dash."""
    mounts = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        mounts.append(Mount(Path(_unescaped(before.split(" ")[4])), after.split(" ")[0]))
    return mounts


def parse_mount(text: str) -> list[Mount]:
    """What macOS' `mount` prints: "//me@server/photos on /Volumes/photos (smbfs, nodev)"."""
    found = re.findall(r"^.*? on (/.*) \((\w+)", text, flags=re.MULTILINE)
    return [Mount(Path(point), kind) for point, kind in found]


def _mounts() -> list[Mount]:
    try:
        if sys.platform == "darwin":
            said = subprocess.run(["/sbin/mount"], capture_output=True, check=True, timeout=10)
            return parse_mount(os.fsdecode(said.stdout))
        return parse_mountinfo(os.fsdecode(Path("/proc/self/mountinfo").read_bytes()))
    except (OSError, subprocess.SubprocessError):  # then nobody can know, and most disks are local
        return []


def _unescaped(point: str) -> str:
    r"""Spaces and the like stand as octal numbers: "\040"."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)


def _is_remote_on_windows(folder: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    if folder.drive.startswith("\\\\"):
        return True
    return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\") == _REMOTE_DRIVE)
