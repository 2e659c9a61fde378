"""What the tests of pages share: windows like a reader's, and what to look for in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from annotated_reader.corpus.model import Note
from tests.built_site import SLUGS
from tests.sampling import rest_nightly

ARTICLE = "articles/russia-is-everywhere/"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

_SCRIPT_READY = "document.querySelector('[data-view][aria-pressed=true]')"


_idle: dict[tuple[Browser, str], list[BrowserContext]] = {}
"""Contexts without a page, by their browser and options. To start one takes as long as to open an article."""


@contextmanager
def window(chromium: Browser, **options: Any) -> Iterator[Page]:
    """Open a window of a browser that remembers nothing, on a desk unless told otherwise."""
    options = {"viewport": DESK, **options}
    idle = _idle.setdefault((chromium, json.dumps(options, sort_keys=True)), [])
    context = idle.pop() if idle else chromium.new_context(**options)
    context.set_default_timeout(60_000)
    try:
        yield context.new_page()
        _forget(context)
    except BaseException:
        context.close()
        raise
    idle.append(context)


def _forget(context: BrowserContext) -> None:
    """Close all pages of a context, and have it forget what they stored and loaded."""
    for page in context.pages:
        session = context.new_cdp_session(page)
        parts = urlsplit(page.url)
        if parts.netloc:
            stored = {"origin": f"{parts.scheme}://{parts.netloc}", "storageTypes": "local_storage"}
            session.send("Storage.clearDataForOrigin", stored)
            session.send("Network.clearBrowserCache")
        page.close()


def complaints_of(page: Page) -> list[str]:
    """Listen to a page: what the browser complains of is added to this list."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@contextmanager
def phone(chromium: Browser, **options: Any) -> Iterator[Page]:
    """Open a window of a telephone, whose pointer is a finger."""
    with window(chromium, viewport=PHONE, has_touch=True, is_mobile=True, **options) as page:
        yield page


SIZES = {"phone": PHONE, "desk": DESK}
NewPage = Callable[..., Page]
"""Opens an empty page of one of the sizes, a desk's unless told otherwise, with a browser's own options."""
Notes = tuple[Note, ...]
Opened = Callable[[Browser], AbstractContextManager[Page]]
WINDOWS = pytest.mark.parametrize("opened", [window, phone], ids=["desk", "phone"])
"""For tests of what holds on a desk and on a telephone."""
PHONE_FIRST = pytest.mark.parametrize("opened", rest_nightly([phone, window]), ids=["phone", "desk"])
"""The same, with the desk nightly: for what the behaviours, which run in each engine, show on a desk already."""


def until(page: Page, condition: str) -> None:
    """Wait until a condition holds: ``wait_for_function`` would be stopped by the pages' policy."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def read(page: Page, address: str) -> Page:
    """Go to an article and wait until its script has run and followed the address, and fonts that come in time."""
    page.goto(address)
    until(page, _SCRIPT_READY)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate("new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), 20))")
    return page


def settle(page: Page) -> None:
    """Let the page's pending events and its next two frames pass."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")


def shown_ids(page: Page) -> list[str]:
    """Return the ids of the notes whose numbers stand in the text, in the text's order, folded lines opened."""
    ids: list[str] = page.evaluate(
        """() => {
          for (const folded of document.querySelectorAll(".folded")) folded.open = true;
          return [...document.querySelectorAll(".note")].map(note => note.dataset.note)
            .filter(id => document.getElementById(`ref_${id}`).checkVisibility());
        }"""
    )
    return ids


def number_of(note: str) -> str:
    """Return the selector of a note's number in the text."""
    return f"#ref_{note}"


def open_ids(page: Page) -> list[str]:
    """Return the ids of the notes whose words a reader sees."""
    ids: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".note-body")]
          .filter(body => body.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true}))
          .map(body => body.id)"""
    )
    return ids


def focused(page: Page) -> str:
    """Return the id of the element in focus; where that is a note's title, the note's."""
    return str(
        page.evaluate(
            "document.activeElement.closest('summary')?.parentElement.dataset.note ?? document.activeElement.id"
        )
    )


def box(page: Page, selector: str) -> dict[str, float]:
    """Return an element's place in the window, in CSS pixels."""
    rect: dict[str, float] = page.evaluate("s => document.querySelector(s).getBoundingClientRect().toJSON()", selector)
    return rect


def await_mark_in_view(page: Page, note: str) -> None:
    """Wait until the first words of a note's mark lie free in the window, under no bar and no sheet."""
    until(
        page,
        f"""(() => {{
          const {{left, top, height}} = document.querySelector(`.mark[data-note="{note}"]`).getClientRects()[0];
          return Boolean(document.elementFromPoint(left + 2, top + height / 2)?.closest(".mark"));
        }})()""",
    )


def words_of(page: Page, note: str) -> tuple[float, float]:
    """Bring a note's marked words to the middle of the window; give a place on the first of them."""
    x, y = page.evaluate(
        """note => {
          const mark = document.querySelector(`.mark[data-note="${note}"]`);
          mark.scrollIntoView({block: "center", behavior: "instant"});
          const {left, top, height} = mark.getClientRects()[0];
          return [left + 3, top + height / 2];
        }""",
        note,
    )
    return x, y


ALL_ARTICLES = tuple(f"articles/{slug}/" for slug in SLUGS)
