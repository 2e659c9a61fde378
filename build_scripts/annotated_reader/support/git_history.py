"""Earlier versions of a file, from git."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

_TIMEOUT = 60  # seconds for one git command


class ShallowCloneError(Exception):
    """Raised if the clone is shallow, so that an older version may be missing."""


def _git(root: Path, *arguments: str) -> bytes | None:
    """Run git in a project and return its output, or None if it fails or is not installed."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed command, file names after `--`
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git is looked up in PATH, as in the user's shell
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def find_version(root: Path, name: str, sha256: str) -> bytes | None:
    """Find the version of a file with the given SHA-256.

    Args:
        root: the project's folder, in a git work tree.
        name: the file's path relative to the project.
        sha256: the digest of the version, in hexadecimal digits.

    Returns:
        Its bytes, or None if no version in the history has that digest or there is no history.

    Raises:
        ShallowCloneError: if it is not found and the clone is shallow.
    """
    commits = _git(root, "log", "--all", "--format=%H", "--", name)
    seen: set[str] = set()
    for commit in (commits or b"").decode("ascii").split():
        blob = (_git(root, "rev-parse", "--verify", "--quiet", f"{commit}:./{name}") or b"").decode("ascii").strip()
        if not blob or blob in seen:
            continue
        seen.add(blob)
        content = _git(root, "cat-file", "blob", blob)
        if content is not None and hashlib.sha256(content).hexdigest() == sha256:
            return content
    if (_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true":
        raise ShallowCloneError(name)
    return None


def has_whole_history(root: Path) -> bool:
    """Return whether a project is in a git work tree whose history is not cut off.

    The oldest commit of a cut-off history would seem to have written everything before it.
    """
    return (_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"false"


def line_dates(root: Path, name: str) -> list[date | None]:
    """Find when each line of a file was last changed; changes of white space do not count.

    Args:
        root: the project's folder, in a git work tree.
        name: the file, relative to the project.

    Returns:
        A day for each line, by universal time; none for a line that is not committed. Nothing for a file without
        history.
    """
    blamed = _git(root, "blame", "-w", "--line-porcelain", "--", name)
    return list(_dates(blamed.split(b"\n"))) if blamed else []


def _dates(porcelain: list[bytes]) -> Iterator[date | None]:
    """Read the days out of ``git blame --line-porcelain``: a header of lines for each line, which a tab begins."""
    day: date | None = None
    committed = True
    for line in porcelain:
        if line.startswith(b"\t"):
            yield day if committed else None
            committed = True
        elif line.startswith(b"author-time "):
            day = datetime.fromtimestamp(int(line.split()[1]), tz=UTC).date()
        elif line.startswith(b"0" * 40):
            committed = False
