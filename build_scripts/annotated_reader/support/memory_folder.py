"""A folder in memory in place of an empty one on disk, for files that live no longer than a server.

A server writes its whole site at every change. Disks are slow at that: where many files were deleted a moment ago, ext4
takes half a millisecond for each new one, memory a fiftieth.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (Linux's own place for files in memory; each folder there has a random name)
ROOM = 2**30
"""Bytes that must be free: a container may have but a few megabytes there."""


@dataclass(frozen=True)
class MemoryFolder:
    """Where a folder was, now a link, and where its files are."""

    link: Path
    target: Path

    def remove(self) -> None:
        """Delete the files, and the link to them."""
        self.link.unlink(missing_ok=True)
        shutil.rmtree(self.target, ignore_errors=True)


def in_memory(folder: Path, memory: Path = MEMORY) -> MemoryFolder | None:
    """Put a link to a new folder in memory in an empty folder's place.

    Returns:
        Nothing, and the folder stays as it is, where the system has no such place or little room in it, or where the
        folder is not empty.
    """
    target = None
    try:
        if shutil.disk_usage(memory).free < ROOM:
            return None
        target = Path(tempfile.mkdtemp(prefix=f"{folder.name}_", dir=memory))
        folder.rmdir()
        folder.symlink_to(target, target_is_directory=True)
    except OSError:
        if target:
            target.rmdir()
            folder.mkdir(mode=0o700, exist_ok=True)
        return None
    return MemoryFolder(folder, target)
