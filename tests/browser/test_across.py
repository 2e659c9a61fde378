"""Filters, copying and the drawing of the pages that look across the articles, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import needs_axe, violations
from tests.browser.reading import PHONE, window
from tests.sampling import rest_nightly

# Of each kind one. The pages of lists are looked at in `test_front_door.py`.
PAGES = (
    "claims/obstacle-legal-not-moral/", "events/rutte-chatham-house/", "people/giuseppe-cavo-dragone/",
    "references/icj-nicaragua-1986/",
)  # fmt: skip
OTHERS = (
    "compare/", "timeline/", "people/", "state/", "data/", "corrections/", "claims/nato-purely-defensive/",
    "events/putin-russia-calling/", "events/hague-summit-2025/", "references/un-charter-51/",
)  # fmt: skip


@needs_axe
@pytest.mark.parametrize(
    ("pages", "width", "scheme"),
    rest_nightly([(PAGES, 390, "dark"), (OTHERS, 390, "dark"), (PAGES + OTHERS, 1280, "light")]),
    ids=["390-dark", "390-dark-others", "1280-light"],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    chromium: Browser, home: str, pages: tuple[str, ...], width: int, scheme: Any
) -> None:
    found = {}
    with window(chromium, viewport={"width": width, "height": 844}, color_scheme=scheme) as opened:
        for address in pages:
            opened.goto(home + address)
            found[address] = violations(opened)
            if opened.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found[address].append("scrolls sideways")
    assert {address: rules for address, rules in found.items() if rules} == {}


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """Open a tab of a desktop's size; a message in its console fails the test."""
    messages: list[str] = []
    with window(chromium) as opened:
        opened.on("console", lambda message: messages.append(message.text))
        opened.on("pageerror", lambda error: messages.append(str(error)))
        yield opened
    assert not messages


def visible(tab: Page, selector: str) -> int:
    """Count the elements that a selector finds and a reader sees."""
    return tab.locator(f"{selector}:visible").count()


def test_the_matrix_is_filtered_by_article_and_verdict_and_the_address_keeps_it(tab: Page, home: str) -> None:
    tab.goto(home + "compare/")
    whole = visible(tab, "tr[data-item]")
    tab.select_option("select[name=article]", "internal-alarm")
    tab.select_option("select[name=verdict]", "disputed")
    fewer = visible(tab, "tr[data-item]")
    assert 0 < fewer < whole
    assert tab.locator(".filters [role=status]").inner_text() == f"{fewer} of {whole} claims"
    assert urlsplit(tab.url).query == "article=internal-alarm&verdict=disputed"
    tab.reload()
    assert visible(tab, "tr[data-item]") == fewer
    assert tab.locator("select[name=verdict]").input_value() == "disputed"


def test_a_filter_that_names_nothing_known_shows_everything(tab: Page, home: str) -> None:
    tab.goto(home + "compare/?article=%22%3E%3Cscript%3E&verdict=no")
    assert visible(tab, "tr[data-item]") == tab.locator("tr[data-item]").count()


def test_the_timeline_is_filtered_with_its_drawing_and_empty_periods_go(tab: Page, home: str) -> None:
    tab.goto(home + "timeline/?article=could-be-defensive")
    listed = visible(tab, ".events > li")
    assert 0 < listed < tab.locator(".events > li").count()
    assert tab.locator(".overview a[data-item]:not([hidden])").count() == listed
    assert visible(tab, ".period h2") < tab.locator(".period h2").count()


def test_the_matrix_keeps_its_heads_in_view(tab: Page, home: str) -> None:
    tab.goto(home + "compare/")
    tab.locator("tr[data-item]").last.scroll_into_view_if_needed()
    head = tab.locator("thead th").first.bounding_box()
    assert head
    assert head["y"] == 0


def test_on_a_telephone_the_whole_width_of_the_matrix_is_seen_at_once(chromium: Browser, home: str) -> None:
    with window(chromium, viewport=PHONE) as opened:
        opened.goto(home + "compare/")
        boxes = [cell.bounding_box() for cell in opened.locator("tr[data-item]").first.locator("td:visible").all()]
    assert boxes
    assert all(box and box["width"] >= 24 and box["x"] + box["width"] <= 390 for box in boxes)


def test_a_citation_is_copied(chromium: Browser, home: str) -> None:
    with window(chromium, permissions=["clipboard-read", "clipboard-write"]) as opened:
        opened.goto(home + "references/hlp-2004/")
        opened.get_by_role("button", name="Copy citation").click()
        opened.get_by_role("button", name="Copied").wait_for()
        assert opened.evaluate("navigator.clipboard.readText()").startswith("High-level Panel on Threats")


def test_without_a_script_everything_is_there_but_what_needs_one(chromium: Browser, home: str) -> None:
    with window(chromium, java_script_enabled=False) as opened:
        opened.goto(home + "compare/")
        assert visible(opened, "tr[data-item]") == opened.locator("tr[data-item]").count() > 30
        assert visible(opened, "form.filters") == 0
        opened.goto(home + "references/hlp-2004/")
        assert visible(opened, "button[data-copy]") == 0


def test_a_dot_of_the_drawing_leads_to_its_event(tab: Page, home: str) -> None:
    tab.goto(home + "timeline/")
    tab.locator(".overview a[href='#caroline-burned'] circle").click()
    assert urlsplit(tab.url).fragment == "caroline-burned"
