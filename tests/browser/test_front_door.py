"""The home page and the pages of lists, as readers with screens of every size see them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import needs_axe, violations
from tests.browser.reading import PHONE, phone, read, window
from tests.built_site import BuiltSite
from tests.sampling import rest_nightly

LISTS = (
    "", "articles/", "claims/", "compare/", "timeline/", "people/", "references/", "notes/", "state/", "data/",
    "corrections/", "about/",
)  # fmt: skip
WRITTEN = ("contribute/", "formats/", "editorial-policy/")
"""More pages that are written by hand, as `about/` is."""
_EDGES = """['.site-name', 'h1', '.site-footer p']
  .map(found => Math.round(document.querySelector(found).getBoundingClientRect().left))"""
_REACH = """Math.max(...[...document.querySelectorAll('#content :is(p, li, td, h3, dd)')]
  .map(shown => shown.getBoundingClientRect().right))"""
_SCROLLS = """[...document.querySelectorAll('html, .matrix, .site-nav, .overview')]
  .filter(box => box.scrollWidth > Math.max(box.clientWidth, 1)).map(box => `${box.className} scrolls`)"""


def bottom(page: Page, selector: str) -> float:
    """Return how far below the top of the page the last element that a selector finds ends."""
    box = page.locator(selector).last.bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize("fonts", [True, False], ids=["own-fonts", "fallback-fonts"])
@pytest.mark.parametrize(("width", "height", "screens"), [(1280, 800, 1), (390, 844, 2)], ids=["desk", "phone"])
def test_what_was_said_and_what_the_articles_made_of_it_is_seen_first(
    chromium: Browser, home: str, width: int, height: int, screens: int, fonts: bool
) -> None:
    with window(chromium, viewport={"width": width, "height": height}) as page:
        if not fonts:
            page.route("**/*.woff2", lambda route: route.abort())
        page.goto(home)
        assert page.locator(".featured blockquote").first.is_visible()
        assert page.locator(".featured .side").count() >= 3
        assert page.locator(".featured mark ins").count() >= 3
        assert bottom(page, ".featured .side") <= screens * height


@dataclass(frozen=True)
class Seen:
    """What is seen of a page: the left edges of its parts, how far its content reaches, and what is wrong with it."""

    edges: list[int]
    reach: float
    complaints: list[str]


@pytest.fixture(
    scope="module",
    params=rest_nightly(
        [
            [LISTS, 1280, 320, "light"],
            [WRITTEN, 1280, 320, "light"],
            [LISTS + WRITTEN, 768, 768, "dark"],
            [LISTS + WRITTEN, 1920, 1920, "light"],
        ]
    ),
    ids=["1280-320-light", "1280-320-light-written", "768-dark", "1920-light"],
)
def seen(request: pytest.FixtureRequest, chromium: Browser, home: str) -> tuple[int, dict[str, Seen]]:
    """Look at each page of a list in two widths; return the first width, and what was seen of each page."""
    addresses, wide, narrow, scheme = request.param
    found = {}
    with window(chromium, color_scheme=scheme) as page:
        for address in addresses:
            page.set_viewport_size({"width": wide, "height": 900})
            page.goto(home + address)
            edges, reach = page.evaluate(_EDGES), page.evaluate(_REACH)
            page.set_viewport_size({"width": narrow, "height": 800})
            found[address] = Seen(edges, reach, violations(page) + page.evaluate(_SCROLLS))
    return wide, found


def test_the_left_edge_is_the_same_on_all_pages_and_the_content_is_as_wide_as_the_page(
    seen: tuple[int, dict[str, Seen]],
) -> None:
    width, pages = seen
    edges = {address: page.edges for address, page in pages.items()}
    assert len({edge for found in edges.values() for edge in found}) == 1, edges
    assert {address: page.reach for address, page in pages.items() if page.reach < 0.6 * width} == {}


@needs_axe
def test_axe_finds_nothing_and_nothing_scrolls_sideways(seen: tuple[int, dict[str, Seen]]) -> None:
    _, pages = seen
    assert {address: page.complaints for address, page in pages.items() if page.complaints} == {}


@pytest.mark.parametrize("address", ["compare/", "state/"])
def test_on_a_phone_each_cell_of_a_table_names_its_column(chromium: Browser, home: str, address: str) -> None:
    with phone(chromium) as page:
        page.goto(home + address)
        heads = [head.text_content() for head in page.locator("thead th").all()][1:]
        cells = page.locator("tbody tr:has(td)").first.locator("td").all()
        labels = [cell.locator(".cell-label") for cell in cells]
        assert [label.text_content() for label in labels] == heads
        shown = [cell for cell in cells if cell.is_visible()]
        assert len(shown) >= 3
        for cell in shown:
            assert cell.locator(".cell-label").is_visible()
            box = cell.bounding_box()
            assert box and box["x"] + box["width"] <= PHONE["width"]


def test_on_a_desk_the_columns_are_named_once(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        page.goto(home + "compare/")
        assert page.locator(".cell-label:visible").count() == 0


def test_every_navigation_link_is_in_sight_on_a_phone(chromium: Browser, home: str) -> None:
    with phone(chromium) as page:
        page.goto(home)
        boxes = [link.bounding_box() for link in page.locator(".site-nav a").all()]
        assert len(boxes) == 8
        assert all(box and 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"] for box in boxes)
        assert all(box and box["height"] >= 24 for box in boxes)


def test_the_busiest_weeks_are_one_step_from_the_top_of_the_timeline(chromium: Browser, home: str) -> None:
    with window(chromium, java_script_enabled=False) as page:
        page.goto(home + "timeline/")
        page.get_by_role("link", name="14 Nov to 12 Dec 2025").click()
        event = page.locator(":target")
        assert event.locator("time").first.get_attribute("datetime") == "2025-11-15"
        box = event.bounding_box()
        assert box and 0 <= box["y"] < 200
        assert all(entry.locator("h3 + p").is_visible() for entry in page.locator(".events > li").all())


@pytest.mark.parametrize(("width", "labels"), [(1280, "text.dot-label"), (390, ".dot-key a")], ids=["desk", "phone"])
def test_the_dots_that_matter_have_their_titles(chromium: Browser, home: str, width: int, labels: str) -> None:
    with window(chromium, viewport={"width": width, "height": 844}) as page:
        page.goto(home + "timeline/")
        shown = page.locator(f"{labels}:visible")
        assert shown.count() >= 10
        assert "interview in the Financial Times" in " ".join(shown.all_text_contents())
        for label in shown.all():
            box = label.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
        both = page.locator(f"{'.dot-key a' if width > 1000 else 'text.dot-label'}:visible")
        assert both.count() == 0


def test_from_a_claim_a_passage_is_shown_in_the_text_with_its_note_open(
    chromium: Browser, home: str, site: BuiltSite
) -> None:
    title = site.corpus.notes_by_id["studying-everything-not-a-strike"].data.title
    with window(chromium) as page:
        page.goto(home + "claims/nato-studies-striking-russia/")
        page.get_by_role("link", name=title).click()
        read(page, page.url)
        note = page.locator(".note[data-note=studying-everything-not-a-strike]")
        assert note.get_attribute("open") is not None
        mark = page.locator(".mark[data-note=studying-everything-not-a-strike]").first.bounding_box()
        assert mark and 0 <= mark["y"] <= 900


def test_links_in_a_note_say_what_they_lead_to(chromium: Browser, home: str) -> None:
    with window(chromium, java_script_enabled=False) as page:
        page.goto(home + "articles/could-be-defensive/#studying-everything-not-a-strike")
        told = page.locator(".note[data-note=studying-everything-not-a-strike] .note-see").all_text_contents()
        assert told[0].startswith("Claim: NATO is examining")
        assert told[1].startswith("Event, words compared: Cavo Dragone’s interview")
