"""What the reading page may weigh, and what it may load."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bench.reading import BUDGETS, requests, weights
from tests.browser.reading import ARTICLE, box, read, window
from tests.built_site import BuiltSite


@pytest.fixture(scope="module")
def asked(chromium: Browser, home: str) -> dict[str, list[str]]:
    """Return the addresses that pages ask for while they are read and searched."""
    return requests(chromium, home)


def test_our_scripts_and_styles_weigh_no_more_than_they_may(
    home: str, site: BuiltSite, asked: dict[str, list[str]]
) -> None:
    weighed = weights(site.folder, home, asked[ARTICLE])
    names = {url.rsplit("/", 1)[1] for url in asked[ARTICLE]}
    assert {"first.js", "site.js", "article.js", "cards.js", "search.js", "search-dialog.js", "styles.css"} <= names
    assert weighed["scripts"]["gzip"] + weighed["head script"]["gzip"] <= BUDGETS["scripts"]
    assert weighed["head script"]["raw"] <= BUDGETS["head script"]
    assert weighed["styles"]["gzip"] <= BUDGETS["styles"]


def test_reading_and_searching_ask_no_other_host(home: str, asked: dict[str, list[str]]) -> None:
    assert [url for urls in asked.values() for url in urls if not url.startswith(home)] == []


def test_a_text_is_as_long_in_the_fonts_that_stand_in_for_ours(chromium: Browser, home: str) -> None:
    lengths = []
    for ours in (True, False):
        with window(chromium) as page:
            if not ours:
                page.route("**/*.woff2", lambda route: route.abort())
            read(page, f"{home}{ARTICLE}?notes=all")
            lengths.append([box(page, place)["height"] for place in (".text", ".article-head", ".summary")])
    assert lengths[1] == pytest.approx(lengths[0], rel=0.04)


def test_only_the_head_script_blocks_the_page(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        page.goto(home + ARTICLE)
        blocking = page.evaluate(
            """() => [...document.scripts]
              .filter(script => !script.async && !script.defer && script.type !== "module" && !/json/.test(script.type))
              .map(script => script.src.split("/").at(-1))"""
        )
    assert blocking == ["first.js"]
