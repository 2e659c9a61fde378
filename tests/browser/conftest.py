"""A real Chromium, and the built site on a server of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from annotated_reader.corpus.model import Article, Note
from tests.browser import reading
from tests.browser.engines import CHROMIUM_ARGUMENTS, ENGINES, Window
from tests.browser.reading import ARTICLE, SIZES, NewPage, complaints_of
from tests.browser.serving import serve_folder
from tests.built.second_texts import write_second_texts
from tests.built_site import BuiltSite, built_once, five_articles
from tests.tools import find_chromium

pytest.register_assert_rewrite("tests.browser.behaviours", "tests.browser.history_behaviours")
expect.set_options(timeout=60_000)  # milliseconds; on a busy machine five seconds are soon over


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a Chromium without a window."""
    path = find_chromium()
    if path is None:
        pytest.fail("there is no Chromium here: `make test` gets one, or name it with CHROMIUM=…")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[NewPage]:
    """Return a function that opens an empty page; what the browser complains of there fails the test."""
    heard: list[list[str]] = []
    with ExitStack() as opened:

        def open_page(size: str = "desk", **options: Any) -> Page:
            finger = {"has_touch": True, "is_mobile": True} if size == "phone" else {}
            page = opened.enter_context(reading.window(chromium, **{"viewport": SIZES[size], **finger, **options}))
            heard.append(complaints_of(page))
            return page

        yield open_page
    assert [complaint for complaints in heard for complaint in complaints] == []


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Return the project's own site, built."""
    return five_articles(tmp_path_factory)


@pytest.fixture(scope="session")
def article(site: BuiltSite) -> Article:
    """Return the article that the tests of the reading page read."""
    return site.corpus.articles_by_slug[ARTICLE.split("/")[1]]


@pytest.fixture(scope="session")
def notes(article: Article) -> tuple[Note, ...]:
    """Return that article's notes in the text's order."""
    return tuple(article.current_notes)


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a second site, of small and nasty texts, for what the first site's articles do not show."""
    built = built_once(tmp_path_factory, "second-texts", write_second_texts)
    assert built.status == 0, built.log
    with serve_folder(built.folder) as address:
        yield address


@pytest.fixture(scope="session")
def home(site: BuiltSite) -> Iterator[str]:
    """Return the address at which the built site is served, under a sub-path as GitHub Pages does."""
    with serve_folder(site.folder) as address:
        yield address


@pytest.fixture(scope="session")
def scriptless(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the built site, where the script of articles' pages is missing."""
    folder = tmp_path_factory.mktemp("scriptless") / "site"
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns("article.js"))
    with serve_folder(folder) as address:
        yield address


@pytest.fixture(scope="class")
def engine(request: pytest.FixtureRequest, home: str) -> Iterator[Window]:
    """Return the one window of the engine that a test's class names."""
    with ENGINES[request.cls.engine](home) as window:
        yield window


@pytest.fixture
def window(engine: Window) -> Iterator[Window]:
    """Return that window, in which nothing is remembered of what was open before."""
    yield engine
    engine.forget()
