"""Writing into the project: whole files or none, never over another without leave, never outside."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


class FileRefusedError(Exception):
    """A file that must not be written; the message says why."""


def inside(root: Path, name: str) -> Path:
    """Give the path of a project file.

    Args:
        root: the project's folder.
        name: relative to it, with forward slashes.

    Raises:
        FileRefusedError: when the path, links followed, leads out of the project.
    """
    path = root / name
    if Path(name).is_absolute() or not path.resolve().is_relative_to(root.resolve()):
        raise FileRefusedError(f"{name} lies outside the project; nothing was written")
    return path


def write_new(root: Path, name: str, content: bytes, force: bool = False) -> Path:
    """Write a file that does not exist yet, or replace it if ``force`` is set.

    Raises:
        FileRefusedError: when it exists, or lies outside the project.
    """
    path = inside(root, name)
    if path.exists() and not force:
        raise FileRefusedError(f"{name} exists; nothing was written (--force replaces it)")
    replace(path, content)
    return path


def replace(path: Path, content: bytes) -> None:
    """Put a file's new content in place in one step, so that no reader ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())  # else a crash may leave the new name with nothing in it
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
