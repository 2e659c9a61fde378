"""Finds the Chromium that the browser tests drive, and gets one where there is none.

``python -m tests.browsers`` prints the path of a Chromium; `make test` runs it before the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome")
DEBIAN_PACKAGES = ("chromium", "libatomic1")
"""The browser, and a library of Playwright's driver that a small Debian lacks."""
HOW_TO_GET_ONE = (
    "The browser tests need Chromium, and it could not be installed from here. Install Chromium or Google Chrome "
    f"({', '.join(SYSTEM_NAMES)} in PATH) or name one: CHROMIUM=/path/to/chromium make test"
)


class NoBrowserError(Exception):
    """No Chromium is here and none could be had; the message says what to do."""


def find_chromium() -> str | None:
    """Look for a Chromium: the one that the environment's ``CHROMIUM`` names, the system's, Playwright's own.

    Returns:
        The path of its program, or None.

    Raises:
        NoBrowserError: when ``CHROMIUM`` names none that can be run; another one in its place would surprise.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            raise NoBrowserError(f"CHROMIUM={named} names no program that can be run.")
        return path
    return next(filter(None, map(shutil.which, SYSTEM_NAMES)), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    """Ask Playwright for the Chromium that it installs for itself, which may not be there.

    In a process of its own, since Playwright refuses to start where an event loop runs already.
    """
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as it: print(it.chromium.executable_path)"
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    return shutil.which(answer.stdout.strip())


def ensure_chromium() -> str:
    """Give the path of a Chromium that Playwright can drive, installed first where there is none.

    Raises:
        NoBrowserError: when there is none after all.
    """
    for install in (_install_nothing, _install_from_debian, _install_with_playwright):
        install()
        path = find_chromium()
        if path is not None and _driver_complaint() is None:
            return path
    raise NoBrowserError(_driver_complaint() or HOW_TO_GET_ONE)


def _driver_complaint() -> str | None:
    """Start Playwright's driver, a program of its own, and give what it says where it does not run."""
    start = subprocess.run(
        [sys.executable, "-m", "playwright", "--version"], capture_output=True, text=True, check=False
    )
    return (
        None if start.returncode == 0 else f"Playwright, which drives Chromium, does not start: {start.stderr.strip()}"
    )


def _install_nothing() -> None:
    """Take what is there."""


def _install_from_debian() -> None:
    """Install Debian's packages, where this user may do so without being asked for a password."""
    if shutil.which("apt-get") is None or (as_root := _as_root()) is None:
        return
    # Debian's lists first: a fresh machine or container has none.
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES]):
        _run([*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *command])


def _as_root() -> list[str] | None:
    """Give the words before a command that run it as root, or None where that needs a password."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "--non-interactive"]
    allowed = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0
    return sudo if allowed else None


def _install_with_playwright() -> None:
    """Let Playwright download the Chromium that it is tested with."""
    _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _run(command: list[str]) -> None:
    """Run a command that may fail: what counts is whether a Chromium is there afterwards."""
    click.echo(f"No Chromium to test with yet; trying: {' '.join(command)}", err=True)
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)


def main() -> None:
    """Print the path of a Chromium, or say why there is none and exit with 1."""
    try:
        click.echo(Path(ensure_chromium()).absolute())
    except NoBrowserError as none:
        click.echo(none, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
