"""A folder that is filled again and again, without ever touching what others put there.

A list of our files with their SHA-256 lies beside them. A new content is noted there before it replaces the old, each
file is replaced by a rename, and what is no longer wanted goes last: stopped at any moment, the folder holds whole
files, all of them known to be ours, and the next run completes it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LIST = ".annotated-reader-files"  # lines as sha256sum writes them
_PART = ".annotated-reader-part"


class ForeignFiles(Exception):  # noqa: N818 (it names what is there)
    """Files stand where ours belong that we did not write, or that were changed since."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = tuple(paths)


@dataclass(frozen=True)
class Filled:
    """How many files were new or changed, were already there, and were taken away."""

    written: int
    kept: int
    removed: int


def fill(folder: Path, own: Sequence[str], files: Iterable[tuple[str, bytes]]) -> Filled:
    """Make a folder's own part hold exactly these files; everything outside of it stays as it is.

    Args:
        folder: is made where it is missing.
        own: the files and folders directly in it that are ours alone.
        files: paths relative to the folder, each under one of ``own``, and their contents.

    Raises:
        ForeignFiles: when other files stand there; then nothing is changed.
    """
    known = _known(folder)
    there = dict(_digests(folder, own))
    if foreign := [path for path, digest in there.items() if digest not in known[path]]:
        raise ForeignFiles(foreign)
    folder.mkdir(parents=True, exist_ok=True)
    wanted: dict[str, str] = {}
    with (folder / LIST).open("a", encoding="utf-8") as notes:
        for path, content in files:
            wanted[path] = hashlib.sha256(content).hexdigest()
            if there.get(path) != wanted[path]:
                notes.write(f"{wanted[path]}  {path}\n")
                notes.flush()
                _replace(folder, path, content)
    gone = there.keys() - wanted.keys()
    for path in gone:
        _remove(folder, path)
    _replace(folder, LIST, "".join(f"{digest}  {path}\n" for path, digest in sorted(wanted.items())).encode())
    written = sum(there.get(path) != digest for path, digest in wanted.items())
    return Filled(written, len(wanted) - written, len(gone))


def _known(folder: Path) -> defaultdict[str, set[str]]:
    """Read which contents of which files are ours."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    if (folder / LIST).is_file():
        for line in (folder / LIST).read_text(encoding="utf-8").splitlines():
            digest, _, path = line.partition("  ")
            known[path].add(digest)
    return known


def _digests(folder: Path, own: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Find the files that stand in our part; a link has no digest, since it is never ours."""
    for top in own:
        paths = [folder / top]
        while paths:
            path = paths.pop()
            if path.is_dir() and not path.is_symlink():
                paths.extend(path.iterdir())
            elif path.is_symlink() or path.exists():
                digest = "" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
                yield path.relative_to(folder).as_posix(), digest


def _replace(folder: Path, path: str, content: bytes) -> None:
    part = folder / _PART
    part.write_bytes(content)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    part.replace(folder / path)


def _remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    (folder / path).unlink()
    for parent in (folder / path).parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()
