"""Without JavaScript every note can be reached from its number in the text, and read, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from annotated_reader.texts.markdown import plain_text
from tests.browser.reading import window
from tests.built_site import SLUGS, BuiltSite
from tests.sampling import rest_nightly

WINDOWS = {"phone": (390, 844), "desk": (1440, 900)}

# Where a reader would put the finger: a number's middle, and whether it is the number that lies there.
_FIND_NUMBER = """id => {
  const ref = document.getElementById(`ref_${id}`);
  ref.scrollIntoView({block: "center", behavior: "instant"});
  const {left, top, width, height} = ref.getClientRects()[0];
  const [x, y] = [left + width / 2, top + height / 2];
  return {x, y, free: ref.contains(document.elementFromPoint(x, y)), leads: ref.closest("a").hash === `#${id}`};
}"""
# What a reader sees of a note: its words, and whether the first of them lie open in the window.
_READ_NOTE = """id => {
  const body = document.getElementById(id);
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let words = texts.nextNode();
  while (!words.data.trim()) words = texts.nextNode();
  const line = document.createRange();
  line.selectNodeContents(words);
  const {left, right, top, bottom} = line.getClientRects()[0] ?? {};
  return {
    words: body.innerText,
    shown: body.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true}),
    inWindow: left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight,
    free: body.contains(document.elementFromPoint(left + 1, (top + bottom) / 2)),
  };
}"""


@pytest.fixture(params=list(WINDOWS.values()), ids=list(WINDOWS))
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return an empty page whose scripts do not run."""
    width, height = request.param
    with window(chromium, viewport={"width": width, "height": height}, java_script_enabled=False) as page:
        yield page


def open_folded_lines(page: Page) -> None:
    """Open page furniture and comments, in which numbers may stand."""
    for summary in page.locator("article.reader details:has(.block) > summary").all():
        summary.click()


def plain(text: str) -> str:
    """Make all white space single."""
    return " ".join(text.split())


def reading(page: Page, note: str, click: bool) -> dict[str, Any]:
    """Follow a note's number, with a click as a reader would or else by its address, and read what is there."""
    number = page.evaluate(_FIND_NUMBER, note)
    if click:
        page.mouse.click(number["x"], number["y"])
        page.wait_for_url(f"**#{note}", wait_until="commit")
    else:
        page.evaluate("id => location.hash = id", note)
    read: dict[str, Any] = page.evaluate(_READ_NOTE, note)
    return read | {"number can be reached": number["free"], "number leads there": number["leads"]}


@pytest.mark.parametrize("slug", rest_nightly(SLUGS))
def test_every_note_can_be_reached_from_its_number_and_read(page: Page, site: BuiltSite, home: str, slug: str) -> None:
    page.goto(f"{home}articles/{slug}/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    open_folded_lines(page)
    unread: dict[str, dict[str, Any]] = {}
    for index, note in enumerate(site.corpus.articles_by_slug[slug].current_notes):
        read = reading(page, note.id, click=index % 10 == 0)
        complete = plain(plain_text(note.data.note)) in plain(read.pop("words"))
        unread |= {} if complete and all(read.values()) else {note.id: read | {"complete": complete}}
    assert unread == {}


@pytest.mark.parametrize("slug", rest_nightly(SLUGS))
def test_a_note_leads_back_to_its_number(page: Page, site: BuiltSite, home: str, slug: str) -> None:
    note = site.corpus.articles_by_slug[slug].current_notes[-1].id
    page.goto(f"{home}articles/{slug}/#{note}")
    open_folded_lines(page)
    page.locator(f'[id="{note}"] a.back').click()
    number = page.locator(f'[id="ref_{note}"]')
    assert page.url.endswith(f"#ref_{note}")
    box, window = number.bounding_box(), page.viewport_size
    assert box and window
    assert 0 <= box["y"] <= window["height"] - box["height"]


def test_the_address_of_a_deleted_note_opens_the_list_that_says_why(page: Page, second: str) -> None:
    page.goto(f"{second}articles/as-written/#once-here")
    line = page.locator("#once-here")
    assert line.is_visible()
    box, window = line.bounding_box(), page.viewport_size
    assert box and window
    assert 0 <= box["y"] < window["height"]


@pytest.mark.parametrize("slug", rest_nightly(SLUGS))
def test_the_text_in_the_browser_equals_the_seed(chromium: Browser, site: BuiltSite, home: str, slug: str) -> None:
    with window(chromium, java_script_enabled=False) as page:
        page.goto(f"{home}articles/{slug}/")
        blocks = page.evaluate(
            """[...document.querySelectorAll("article.reader .block")].map(block => {
              const text = block.cloneNode(true);
              text.querySelectorAll(".ref").forEach(ref => ref.remove());
              return text.textContent;
            })"""
        )
    assert blocks == [block.text for block in site.corpus.articles_by_slug[slug].seed.blocks]
