"""What was read before need not be read again: for a server that reads a project anew at every change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotated_reader.support import Problem

Stamp = tuple[tuple[str, int, int, int], ...] | None


def stamp_of(path: Path) -> Stamp:
    """Tell a file, or the files of a folder, from all later states of them: name, time of change, size and number.

    Returns:
        Nothing where it can't be read.
    """
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        found = ((file.name, file.stat()) for file in files)
        return tuple((name, stat.st_mtime_ns, stat.st_size, stat.st_ino) for name, stat in found)
    except OSError:
        return None


@dataclass(frozen=True)
class Part:
    """What was read from some files, with what went wrong on the way."""

    value: Any
    problems: tuple[Problem, ...]
    faulty: frozenset[str]
    files: int
    stamps: tuple[tuple[Path, Stamp], ...]

    def holds(self) -> bool:
        """Whether the files are still as they were."""
        return all(stamp_of(path) == stamp for path, stamp in self.stamps)


@dataclass(frozen=True)
class Memory:
    """The parts of a project that were read so far, by folder."""

    parts: dict[Path, Part] = field(default_factory=dict)

    def recall(self, folder: Path) -> Part | None:
        """Give what was read from a folder, if nothing has changed since."""
        part = self.parts.get(folder)
        return part if part is not None and part.holds() else None


def stamps_of(paths: Iterable[Path]) -> tuple[tuple[Path, Stamp], ...]:
    """Stamp several files or folders."""
    return tuple((path, stamp_of(path)) for path in paths)
