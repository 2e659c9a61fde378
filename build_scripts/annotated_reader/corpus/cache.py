"""A cache of what was read, for a server that reads the project again at every change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from annotated_reader.support import Problem

T = TypeVar("T", covariant=True)

Stamp = tuple[tuple[str, int, int, int], ...] | None


def stamp_of(path: Path) -> Stamp:
    """Return a stamp of a file, or of the files of a folder, that changes whenever they do.

    Returns:
        For each file its name, time of change, size and number; None where it can't be read.
    """
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        found = ((file.name, file.stat()) for file in files)
        return tuple((name, stat.st_mtime_ns, stat.st_size, stat.st_ino) for name, stat in found)
    except OSError:
        return None


def stamps_of(paths: Iterable[Path]) -> dict[Path, Stamp]:
    """Return the stamps of several files or folders."""
    return {path: stamp_of(path) for path in paths}


@dataclass(frozen=True)
class LoadedFolder(Generic[T]):
    """What was read from a folder, with what is wrong with its files.

    ``faulty_ids`` and ``files`` are those of a corpus; ``seeds`` are the texts that were read with it.
    """

    value: T
    problems: tuple[Problem, ...]
    faulty_ids: frozenset[str]
    files: int
    seeds: tuple[Path, ...] = ()


@dataclass(frozen=True)
class FolderCache:
    """What was read from each folder of a project, with the stamps of its files from before they were read."""

    _folders: dict[Path, tuple[LoadedFolder[Any], dict[Path, Stamp]]] = field(default_factory=dict)

    def get(self, folder: Path) -> LoadedFolder[Any] | None:
        """Return what was read from a folder, if nothing has changed since."""
        loaded, stamps = self._folders.get(folder, (None, {}))
        return loaded if all(stamp_of(path) == stamp for path, stamp in stamps.items()) else None

    def put(self, folder: Path, loaded: LoadedFolder[Any], stamps: dict[Path, Stamp]) -> None:
        """Keep what was read from a folder."""
        self._folders[folder] = loaded, stamps
