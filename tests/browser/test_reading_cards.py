"""A reference's card says beside the link what its page says of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from annotated_reader.texts.markdown import plain_text
from tests.browser.reading import ARTICLE, Notes, box, phone, read, window
from tests.built_site import BuiltSite

REFERENCE = "un-charter-51"


@pytest.fixture
def page(chromium: Browser, home: str, notes: Notes) -> Iterator[Page]:
    """Return an article in which a note is open that cites the reference."""
    note = next(note for note in notes if any(citation.id == REFERENCE for citation in note.data.references))
    with window(chromium) as page:
        yield read(page, f"{home}{ARTICLE}#{note.id}")


def chip(page: Page) -> str:
    """Return the selector of the reference's link in the open note."""
    return f".note[open] .chip[data-reference='{REFERENCE}']"


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_card_shows_citation_summary_and_how_often_it_is_cited(page: Page, site: BuiltSite, way: str) -> None:
    link = page.locator(chip(page))
    getattr(link, way)()
    card = page.get_by_role("tooltip")
    card.wait_for()
    words = " ".join(card.inner_text().split())
    reference = site.corpus.references[REFERENCE].value
    assert reference.title in words
    assert " ".join(reference.passages[0].text.split())[:60] in words
    assert plain_text(reference.summary) in words
    cited = sum(
        any(citation.id == REFERENCE for citation in note.data.references)
        for article in site.corpus.articles
        for note in article.current_notes
    )
    assert f"Cited in notes on {cited} passages" in words
    assert link.get_attribute("aria-describedby") == card.get_attribute("id")


def test_the_pointer_can_enter_the_card_and_escape_takes_it_away(page: Page) -> None:
    page.locator(chip(page)).hover()
    card = page.get_by_role("tooltip")
    card.wait_for()
    card.hover()
    page.wait_for_timeout(400)
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert card.count() == 0
    assert page.locator(".note[open]").count() == 1, "the note stays open"


def test_the_card_goes_with_the_pointer_and_with_the_focus(page: Page) -> None:
    card = page.get_by_role("tooltip")
    page.locator(chip(page)).hover()
    card.wait_for()
    page.mouse.move(5, 400)
    card.wait_for(state="detached")
    page.locator(chip(page)).focus()
    card.wait_for()
    page.keyboard.press("Shift+Tab")
    page.wait_for_timeout(100)
    assert not card.is_visible() or page.locator(chip(page)).get_attribute("aria-describedby") is None


def test_the_card_stands_in_the_window_beside_its_link(page: Page) -> None:
    page.locator(chip(page)).hover()
    page.get_by_role("tooltip").wait_for()
    card, link = box(page, "#card-tip"), box(page, chip(page))
    assert card["left"] >= 0
    assert card["right"] <= 1280
    assert card["top"] >= 0
    assert card["bottom"] <= 900
    assert min(abs(card["top"] - link["bottom"]), abs(link["top"] - card["bottom"])) < 12


def test_a_finger_follows_the_link_and_sees_no_card(chromium: Browser, home: str, page: Page) -> None:
    note = page.url.split("#")[1]
    with phone(chromium) as handheld:
        read(handheld, f"{home}{ARTICLE}#{note}")
        handheld.locator(chip(handheld)).tap()
        handheld.wait_for_url(f"**/references/{REFERENCE}/")


def test_the_link_works_where_the_page_cannot_be_fetched(page: Page) -> None:
    page.route(
        "**/references/**", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    page.locator(chip(page)).hover()
    page.wait_for_timeout(500)
    assert page.get_by_role("tooltip").count() == 0
    page.locator(chip(page)).click()
    page.wait_for_url(f"**/references/{REFERENCE}/")


def test_the_link_works_without_a_script(chromium: Browser, home: str, page: Page) -> None:
    with window(chromium, java_script_enabled=False) as plain:
        plain.goto(page.url)
        plain.locator(f"[id='{page.url.split('#')[1]}'] .chip[data-reference='{REFERENCE}']").click()
        plain.wait_for_url(f"**/references/{REFERENCE}/")
