"""Writing into the project: whole files or none, never over another without leave, never outside."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
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


def write_new(root: Path, files: Mapping[str, bytes], force: bool = False) -> None:
    """Write files that do not exist yet, or replace them if ``force`` is set.

    Args:
        root: the project's folder.
        files: contents by name, relative to it.
        force: whether those that exist may be replaced.

    Raises:
        FileRefusedError: when one of them exists, or lies outside the project; then none is written.
    """
    paths = {name: inside(root, name) for name in files}
    taken = [name for name, path in paths.items() if path.exists()]
    if taken and not force:
        raise FileRefusedError(f"{', '.join(taken)} exists; nothing was written (--force replaces it)")
    for name, content in files.items():
        replace(paths[name], content)


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
