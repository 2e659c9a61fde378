"""The pages of a corpus of 120 articles, in a real Chromium: lists go on, and facets with many values stay usable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import needs_axe, violations
from tests.browser.reading import window
from tests.browser.serving import serve_folder
from tests.built_site import built_once
from tests.many_articles import write_site_of_many

pytestmark = [pytest.mark.nightly, pytest.mark.xdist_group("many-articles")]

PAGES = (
    "", "articles/2/", "notes/4/", "state/2/", "corrections/2/", "data/2/", "compare/", "timeline/", "people/",
    "claims/all-well/2/", "references/study/2/", "events/speech/2/", "people/ada-cavo/2/",
)  # fmt: skip


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build and serve the site of many articles; give its address."""
    built = built_once(tmp_path_factory, "many-articles", write_site_of_many)
    assert built.status == 0, built.log
    with serve_folder(built.folder) as address:
        yield address


@needs_axe
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_on_lists_that_go_on(chromium: Browser, many: str, width: int, scheme: Any) -> None:
    found = {}
    with window(chromium, viewport={"width": width, "height": 844}, color_scheme=scheme) as page:
        for address in PAGES:
            page.goto(many + address)
            found[address] = violations(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[address].append("scrolls sideways")
    assert {address: rules for address, rules in found.items() if rules} == {}


def test_the_pages_of_a_list_are_walked_by_keyboard(chromium: Browser, many: str) -> None:
    with window(chromium, java_script_enabled=False) as page:
        page.goto(many + "notes/")
        for number in range(2, 9):
            page.get_by_role("link", name="Next").focus()
            page.keyboard.press("Enter")
            page.wait_for_url(f"{many}notes/{number}/")
        expect(page.get_by_role("link", name="Next")).to_have_count(0)
        expect(page.locator("[aria-current=page]").last).to_have_text("8")
        page.get_by_role("link", name="Page 1", exact=True).click()
        page.wait_for_url(f"{many}notes/")


def test_a_facet_of_many_values_is_reached_by_typing_and_narrowed_by_the_others(chromium: Browser, many: str) -> None:
    with window(chromium) as page:
        page.goto(many + "notes/")
        article = page.get_by_role("search", name="All notes").get_by_label("Article")
        article.focus()
        expect(article.locator("option")).to_have_count(121)
        page.keyboard.type("Article number 77")
        expect(article).to_have_value("article-77")
        expect(page.get_by_text("3 notes found")).to_be_visible()
        source = page.get_by_label("Source")
        expect(source.locator("option")).to_have_text(["All", "A Study (2)"])


def test_what_a_search_downloads_is_a_part_of_the_index_only(chromium: Browser, many: str) -> None:
    asked: list[str] = []
    with window(chromium) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(many + "notes/?article=article-5")
        expect(page.get_by_text("3 notes found")).to_be_visible()
    fragments = [address for address in asked if ".pf_fragment" in address]
    assert len(fragments) == 3
