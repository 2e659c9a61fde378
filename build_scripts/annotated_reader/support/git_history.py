"""Earlier versions of a file, from git."""

from __future__ import annotations

import hashlib
import subprocess
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
