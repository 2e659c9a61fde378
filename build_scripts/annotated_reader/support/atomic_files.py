"""Write project files atomically, without overwriting others unless asked, and never outside the project."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


class FileRefusedError(Exception):
    """Raised if a file must not be written; the message says why."""


def resolve_inside(root: Path, name: str) -> Path:
    """Return the path of a project file.

    Args:
        root: the project's folder.
        name: the file's path relative to it, with forward slashes.

    Raises:
        FileRefusedError: if the path is outside the project after resolving symbolic links.
    """
    path = root / name
    if Path(name).is_absolute() or not path.resolve().is_relative_to(root.resolve()):
        raise FileRefusedError(f"{name} lies outside the project; nothing was written")
    return path


def write_new(root: Path, files: Mapping[str, bytes], force: bool = False) -> None:
    """Write new files.

    Args:
        root: the project's folder.
        files: the files' contents by their paths relative to the project.
        force: whether existing files may be replaced.

    Raises:
        FileRefusedError: if a file exists or is outside the project; no file is written then.
    """
    paths = {name: resolve_inside(root, name) for name in files}
    taken = [name for name, path in paths.items() if path.exists()]
    if taken and not force:
        verb, them = ("exists", "it") if len(taken) == 1 else ("exist", "them")
        raise FileRefusedError(f"{', '.join(taken)} {verb}; nothing was written (--force replaces {them})")
    for name, content in files.items():
        replace_file(paths[name], content)


def replace_file(path: Path, content: bytes) -> None:
    """Replace a file's content in one step, so that a reader never sees an incomplete file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())  # otherwise a crash may leave an empty file under the new name
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
