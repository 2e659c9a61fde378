"""Chromium, Firefox and WebKit through one interface, so that one test body runs in all three.

All are driven by WebDriver. They differ in how they are started and in how their windows get a size.
"""

from __future__ import annotations

import os
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import SessionNotCreatedException
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.service import Service as ChromeService
from selenium.webdriver.firefox.service import Service as FirefoxService
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.service import Service as WebKitService

from tests import tools

DESK, PHONE = (1280, 800), (390, 844)

# Chromium must run as root in a container, and must ask nobody anything of its own accord.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    # For every window it would load pages for suggestions below the address bar, which cost more than most of ours.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,HttpsUpgrades,PaintHolding,OptimizationHints,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,ThirdPartyStoragePartitioning",
)

_PATIENCE = 30  # seconds; a busy machine is no failure
# WebKit's driver never answers a script that was sent while one page made way for another; it takes the next one.
_ANSWER = _PATIENCE + 10
_UNTIL = 3 * _PATIENCE
_LAYOUT = (Path(__file__).parent / "layout.js").read_text("utf-8")
_FREE_PAGE = "data/suggest.json"  # a page of the site that has no policy, so that frames may be put into it


class Window(ABC):
    """The one window of a browser; ``driver`` is Selenium's."""

    def __init__(self, driver: WebDriver, home: str) -> None:
        self.driver = driver
        self.home = home
        assert isinstance(driver.command_executor, RemoteConnection)
        driver.command_executor.client_config.timeout = _ANSWER
        driver.set_script_timeout(_PATIENCE)
        driver.set_page_load_timeout(_PATIENCE)

    @abstractmethod
    def resize(self, size: tuple[int, int]) -> None:
        """Set what a page has of the window: width and height in CSS pixels."""

    def open(self, address: str, size: tuple[int, int] = DESK) -> None:
        """Open a page of the site anew, in a window of a size."""
        self.forget()
        self.resize(size)
        self.driver.get(self.home + address)

    def forget(self) -> None:
        """Leave the page; nothing that it stored is remembered."""
        address = self.address
        if address.startswith(self.home):
            self.run("localStorage.clear(); sessionStorage.clear()")
        if address != "about:blank":
            self.driver.get("about:blank")

    @property
    def address(self) -> str:
        """The address of the page."""
        return str(self.run("return location.href"))

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a function's body returns in the page."""
        return self.driver.execute_script(script, *arguments)

    def until(self, script: str, *arguments: Any) -> Any:
        """Return what an expression comes to as soon as it is true.

        Raises:
            AssertionError: when it never is.
        """
        waiting = WebDriverWait(self.driver, _UNTIL, poll_frequency=0.05)
        return waiting.until(lambda _: self._tried(script, arguments), f"never true: {script} of {arguments}")

    def _tried(self, script: str, arguments: tuple[Any, ...]) -> Any:
        with suppress(Exception):  # while one page makes way for another, there is none to ask
            return self.run(f"return ({script})", *arguments)
        return None

    def layout(self, linked: str = "") -> dict[str, Any]:
        """Return what ``layout.js`` measures, once nothing moves any more.

        Args:
            linked: the id of a note that a link showed, whatever the reader chose to see.
        """
        script = f"{_LAYOUT}\nmeasureWhenStill(arguments[0], arguments[1])"
        measured: dict[str, Any] = self.driver.execute_async_script(script, linked)
        return measured

    def layout_without_scripts(self) -> dict[str, Any]:
        """Return what ``layout.js`` measures in a page whose scripts, and so ours that wait, do not run."""
        measured: dict[str, Any] = self.run(f"{_LAYOUT}\nreturn measure('')")
        return measured

    def click(self, selector: str) -> None:
        """Click an element with the pointer, scrolled into the window first where it lies outside."""
        element = self.until("document.querySelector(arguments[0])", selector)
        self.run("arguments[0].scrollIntoView({block: 'nearest', behavior: 'instant'})", element)
        element.click()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each with the page in focus."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def back(self) -> None:
        """Go back to the page before, as the browser's button does, and wait until it is there."""
        self.driver.back()


class _ChromiumWindow(Window):
    def resize(self, size: tuple[int, int]) -> None:
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


class _FirefoxWindow(Window):
    def resize(self, size: tuple[int, int]) -> None:
        viewport = dict(zip(("width", "height"), size, strict=True))
        self.driver.browsing_context.set_viewport(context=self.driver.current_window_handle, viewport=viewport)


class _WebKitWindow(Window):
    """A window that can't be as narrow as a telephone's: there a page lies in a frame."""

    narrowest = 500

    def resize(self, size: tuple[int, int]) -> None:
        if size[0] < self.narrowest:
            return
        outer = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]")
        self.driver.set_window_size(size[0] + outer[0], size[1] + outer[1])
        self.until("innerWidth === arguments[0] && innerHeight === arguments[1]", *size)

    def open(self, address: str, size: tuple[int, int] = DESK) -> None:
        if size[0] >= self.narrowest:
            super().open(address, size)
            return
        super().open(_FREE_PAGE, (*DESK[:1], size[1] + 40))
        self.run(_FRAME, self.home + address, *size)
        self.driver.switch_to.frame(0)
        self.until("location.href !== 'about:blank' && document.readyState === 'complete'")

    def forget(self) -> None:
        super().forget()
        self.driver.switch_to.default_content()
        self.driver.get("about:blank")


_FRAME = """
const frame = document.createElement("iframe");
frame.src = arguments[0];
frame.style.cssText = "position: fixed; inset: 0 auto auto 0; border: 0";
[frame.width, frame.height] = [arguments[1], arguments[2]];
document.body.replaceChildren(frame);
"""


@contextmanager
def _chromium(home: str) -> Iterator[Window]:
    options = webdriver.ChromeOptions()
    options.binary_location = path_of(tools.CHROMIUM)
    for argument in ("--headless=new", *CHROMIUM_ARGUMENTS):
        options.add_argument(argument)
    with webdriver.Chrome(options, ChromeService(tools.CHROMEDRIVER.find())) as driver:
        yield _ChromiumWindow(driver, home)


@contextmanager
def firefox(home: str, *, scripts: bool = True) -> Iterator[Window]:
    """Open a Firefox, which runs pages' scripts unless told otherwise."""
    options = webdriver.FirefoxOptions()
    options.binary_location = path_of(tools.FIREFOX)
    options.add_argument("-headless")
    options.set_capability("webSocketUrl", True)
    options.set_preference("javascript.enabled", scripts)
    with webdriver.Firefox(options, FirefoxService(tools.find_geckodriver())) as driver:
        yield _FirefoxWindow(driver, home)


@contextmanager
def _webkit(home: str) -> Iterator[Window]:
    path = path_of(tools.WEBKIT)
    with _safari() if path.endswith("safaridriver") else _webkit_gtk(path) as driver:
        yield _WebKitWindow(driver, home)


@contextmanager
def _webkit_gtk(path: str) -> Iterator[WebDriver]:
    with _display() as display:
        # As root in a container its sandbox can't be set up; the pages are our own.
        own = {"DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        with webdriver.WebKitGTK(service=WebKitService(path, env={**os.environ, **own})) as driver:
            yield driver


@contextmanager
def _safari() -> Iterator[WebDriver]:
    try:
        driver = webdriver.Safari()
    except SessionNotCreatedException:
        pytest.skip("Safari does not let itself be driven: run `safaridriver --enable` once.")
    with driver:
        yield driver


@contextmanager
def _display() -> Iterator[str]:
    """Run an X server without a screen; WebKitGTK has no mode without a window."""
    reading, writing = os.pipe()
    command = [path_of(tools.XVFB), "-displayfd", str(writing), "-screen", "0", "2000x1300x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with server, os.fdopen(reading) as number:
        try:
            yield f":{number.readline().strip()}"
        finally:
            server.terminate()


ENGINES: dict[str, Callable[[str], AbstractContextManager[Window]]] = {
    "chromium": _chromium,
    "firefox": firefox,
    "webkit": _webkit,
}
"""How each engine's window is opened, given the address of the site's root."""


def path_of(tool: tools.Tool) -> str:
    """Return a program's path; without it the test fails, or is skipped where it can't be had on this system."""
    path = tool.find()
    if path is not None:
        return path
    reason = f"There is no {tool.name} here. {tool.advice}"
    if tool.required:
        pytest.fail(reason)
    pytest.skip(reason)
