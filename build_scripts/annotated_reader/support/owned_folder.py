"""Write the same folder repeatedly without touching files that other programs or people put there.

A list in the folder records our files with their SHA-256. New content is recorded there before it replaces the old,
each file is replaced by a rename, and files that are no longer needed are removed last. If the program stops at any
moment, all files are complete and recorded as ours, and the next run finishes the work.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LIST = ".annotated-reader-files"  # in the format of sha256sum
_TEMPORARY = ".annotated-reader-part"


class ForeignFilesError(Exception):
    """Raised if our part of the folder has files that we did not write, or that were changed since."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = tuple(paths)


@dataclass(frozen=True)
class SyncCounts:
    """The numbers of files that were written, left unchanged and removed."""

    written: int
    unchanged: int
    removed: int


def sync_folder(folder: Path, owned: Sequence[str], files: Iterable[tuple[str, bytes]]) -> SyncCounts:
    """Make our part of a folder contain exactly the given files, and leave the rest of the folder unchanged.

    Args:
        folder: the folder; it is created if missing.
        owned: the files and folders directly in it that only this program writes.
        files: paths relative to the folder, each under one of ``owned``, and their contents.

    Raises:
        ForeignFilesError: if there are other files in our part; nothing is changed then.
    """
    known = _read_list(folder)
    existing = dict(_digests(folder, owned))
    if foreign := [path for path, digest in existing.items() if digest not in known[path]]:
        raise ForeignFilesError(foreign)
    folder.mkdir(parents=True, exist_ok=True)
    wanted: dict[str, str] = {}
    with (folder / LIST).open("a", encoding="utf-8") as record:
        for path, content in files:
            wanted[path] = hashlib.sha256(content).hexdigest()
            if existing.get(path) != wanted[path]:
                record.write(f"{wanted[path]}  {path}\n")
                record.flush()
                _replace(folder, path, content)
    obsolete = existing.keys() - wanted.keys()
    for path in obsolete:
        _remove(folder, path)
    _replace(folder, LIST, "".join(f"{digest}  {path}\n" for path, digest in sorted(wanted.items())).encode())
    written = sum(existing.get(path) != digest for path, digest in wanted.items())
    return SyncCounts(written, len(wanted) - written, len(obsolete))


def _read_list(folder: Path) -> defaultdict[str, set[str]]:
    """Return the digests of our files by path."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    if (folder / LIST).is_file():
        for line in (folder / LIST).read_text(encoding="utf-8").splitlines():
            digest, _, path = line.partition("  ")
            known[path].add(digest)
    return known


def _digests(folder: Path, owned: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the files in our part with their digests; a symbolic link has no digest, since it is never ours."""
    for top in owned:
        paths = [folder / top]
        while paths:
            path = paths.pop()
            if path.is_dir() and not path.is_symlink():
                paths.extend(path.iterdir())
            elif path.is_symlink() or path.exists():
                digest = "" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
                yield path.relative_to(folder).as_posix(), digest


def _replace(folder: Path, path: str, content: bytes) -> None:
    temporary = folder / _TEMPORARY
    temporary.write_bytes(content)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    temporary.replace(folder / path)


def _remove(folder: Path, path: str) -> None:
    """Remove a file, and its parent folders that are empty then."""
    (folder / path).unlink()
    for parent in (folder / path).parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()
