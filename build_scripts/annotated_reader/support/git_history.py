"""Earlier versions of a file, from git."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

_TIMEOUT = 60  # seconds for one git command


class ShallowCloneError(Exception):
    """The history here was cut off, so an older version may be missing."""


def _git(root: Path, *arguments: str) -> bytes | None:
    """Run git on a project; nothing comes back where it fails or there is none."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed command, file names after `--`
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git is found as the user's shell finds it
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def find_version(root: Path, name: str, sha256: str) -> bytes | None:
    """Find the version of a file whose SHA-256 is known.

    Args:
        root: the project's folder, in a git work tree.
        name: the file, relative to the project.
        sha256: the digest of the version wanted, as hexadecimal digits.

    Returns:
        Its bytes, or nothing where no version in the history has that digest or there is no history.

    Raises:
        ShallowCloneError: when it is not found and the history here is cut off.
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
