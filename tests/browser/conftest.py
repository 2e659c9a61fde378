"""A real Chromium, and the built site on a server of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import serve_folder
from tests.browsers import find_chromium
from tests.built_site import BuiltSite, five_articles

# Chromium must run as root in a container, and must ask nobody anything of its own accord.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a Chromium without a window."""
    path = find_chromium()
    if path is None:
        pytest.fail("there is no Chromium here: `make test` gets one, or name it with CHROMIUM=…")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Give the project's own site, built."""
    return five_articles(tmp_path_factory)


@pytest.fixture(scope="session")
def home(site: BuiltSite) -> Iterator[str]:
    """Give the address at which the built site is served, under a sub-path as GitHub Pages does."""
    with serve_folder(site.folder) as address:
        yield address
