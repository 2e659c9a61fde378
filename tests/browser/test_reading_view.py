"""Readers choose which notes they see: the key ones, all or none, and which kinds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from annotated_reader.corpus.model import Note
from annotated_reader.formats.schema import Kind
from tests.browser.reading import (
    ALL_ARTICLES,
    ARTICLE,
    PHONE_FIRST,
    WINDOWS,
    Opened,
    number_of,
    open_ids,
    phone,
    read,
    settle,
    shown_ids,
    window,
)
from tests.built_site import SLUGS, BuiltSite
from tests.sampling import rest_nightly

ONLY = {
    "two kinds": (Kind.CONTEXT, Kind.WORDING),
    "no kind": (),
    "one kind": (Kind.FACT_CHECK,),
    "every kind": tuple(Kind),
}
"""The kinds that are pressed, one after the other."""
NAMES = {"key": "key", "all": "All", "none": "Text only"}
CHOICES = (("all", "two kinds"), ("key", "no kind"))
"""Those of the combinations that are tried at every change."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return an empty window on a desk that remembers nothing."""
    with window(chromium) as page:
        yield page


def wanted(notes: tuple[Note, ...], view: str, hidden: tuple[Kind, ...] = ()) -> list[str]:
    """Return the ids of the notes that a choice should show."""
    chosen = {"key": [n for n in notes if n.data.key], "all": list(notes), "none": []}[view]
    return [note.id for note in chosen if note.data.kind not in hidden]


def in_margin(page: Page) -> list[str]:
    """Return the ids of the notes in the margin."""
    ids: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".note")]
          .filter(note => note.checkVisibility({visibilityProperty: true}) && note.offsetHeight > 10)
          .map(note => note.dataset.note)"""
    )
    return ids


def marked(page: Page) -> list[str]:
    """Return the ids of the notes whose marks can be seen."""
    ids: list[str] = page.evaluate(
        """() => [...new Set([...document.querySelectorAll(".mark")]
          .filter(mark => getComputedStyle(mark).textDecorationLine !== "none").map(mark => mark.dataset.note))]"""
    )
    return ids


def choose(page: Page, name: str) -> None:
    """Press one of the three view switches."""
    page.locator(".views").get_by_role("button", name=name).click()
    settle(page)


def test_the_view_opens_on_key_notes(page: Page, home: str, notes: tuple[Note, ...]) -> None:
    read(page, home + ARTICLE)
    assert shown_ids(page) == in_margin(page) == wanted(notes, "key")
    assert 0 < len(shown_ids(page)) <= 7
    assert page.locator(".views [aria-pressed=true]").get_attribute("data-view") == "key"


@pytest.mark.parametrize(
    ("view", "only"),
    rest_nightly(sorted(product(NAMES, ONLY), key=lambda case: case not in CHOICES), len(CHOICES)),
)
def test_each_combination_of_view_and_kinds_shows_what_it_says(
    page: Page, home: str, notes: tuple[Note, ...], view: str, only: str
) -> None:
    read(page, home + ARTICLE)
    choose(page, NAMES[view])
    hidden = tuple(kind for kind in Kind if ONLY[only] and kind not in ONLY[only])
    for kind in ONLY[only]:
        page.locator(f".kind-switch[data-kind={kind.value}]").evaluate("button => button.click()")
    settle(page)
    ids = wanted(notes, view, hidden)
    assert shown_ids(page) == in_margin(page) == ids
    assert set(marked(page)) == set(ids)
    assert page.get_by_role("status").text_content() == f"Notes shown: {len(ids)}"
    query = parse_qs(urlsplit(page.url).query)
    assert query["notes"] == [view]
    assert set(" ".join(query.get("hide", [])).split()) == {kind.value for kind in hidden}

    page.reload()  # from the address
    settle(page)
    assert shown_ids(page) == in_margin(page) == ids
    read(page, home + ARTICLE)  # from memory
    assert shown_ids(page) == in_margin(page) == ids


def test_an_address_outdoes_what_is_remembered(page: Page, home: str, notes: tuple[Note, ...]) -> None:
    read(page, f"{home}{ARTICLE}?notes=all")
    page.locator(".kind-switch[data-kind=fact-check]").evaluate("button => button.click()")
    read(page, f"{home}{ARTICLE}?notes=key")
    assert shown_ids(page) == wanted(notes, "key")


def test_the_choice_stands_before_the_first_paint(page: Page, home: str) -> None:
    page.route("**/article.js", lambda route: None)  # it never comes
    page.goto(f"{home}{ARTICLE}?notes=none", wait_until="commit")
    page.wait_for_selector(".hush", state="attached")
    assert in_margin(page) == []
    assert marked(page) == []
    page.goto(f"{home}{ARTICLE}", wait_until="commit")
    page.wait_for_selector(".hush", state="attached")
    assert 0 < len(marked(page)) <= 7


def test_a_spoilt_memory_does_no_harm(page: Page, home: str, notes: tuple[Note, ...]) -> None:
    page.goto(home + ARTICLE)
    for stored in ("null", "[]", "not json", '{"notes": 3, "hide": {}}', '{"notes": "none"'):
        page.evaluate("stored => localStorage.setItem('reader', stored)", stored)
        read(page, home + ARTICLE)
        assert shown_ids(page) == wanted(notes, "key"), stored


def test_choices_work_where_nothing_can_be_remembered(page: Page, home: str, notes: tuple[Note, ...]) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    read(page, home + ARTICLE)
    choose(page, "All")
    assert shown_ids(page) == wanted(notes, "all")


def test_a_note_that_the_choice_hides_is_closed_in_the_sheet(chromium: Browser, home: str) -> None:
    with phone(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        page.locator(number_of(shown_ids(page)[12])).tap()
        settle(page)
        assert open_ids(page)
        choose(page, "Text only")
        assert open_ids(page) == []


@pytest.mark.parametrize("article", rest_nightly(ALL_ARTICLES), ids=SLUGS)
@PHONE_FIRST
def test_none_leaves_the_text_line_by_line_as_the_seed_has_it(
    chromium: Browser, home: str, site: BuiltSite, article: str, opened: Opened
) -> None:
    with opened(chromium) as page:
        read(page, f"{home}{ARTICLE}")
        choose(page, "Text only")
        read(page, home + article)  # the choice is remembered across pages
        page.evaluate("document.querySelectorAll('.folded').forEach(folded => folded.open = true)")
        settle(page)
        texts = page.locator(".reader h1, .reader .text").evaluate_all("texts => texts.map(text => text.innerText)")
        folds = page.locator(".folded > summary").all_inner_texts()
    lines = [" ".join(line.split()) for text in texts for line in text.splitlines() if line.strip()]
    seed = site.corpus.articles_by_slug[article.split("/")[1]].seed
    expected = [" ".join(block.text.split()) for block in seed.blocks]
    assert [line for line in lines if line not in folds] == expected


@WINDOWS
def test_none_leaves_no_trace_of_notes(chromium: Browser, home: str, opened: Opened) -> None:
    with opened(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=none")
        assert shown_ids(page) == in_margin(page) == marked(page) == []
        left = page.evaluate(
            """() => [...document.querySelectorAll(".ref, .note, .strip, .kinds, .preface, .note-counts, .pn")]
              .filter(part => part.checkVisibility({visibilityProperty: true})).length"""
        )
        assert left == 0
        # a marked word is a word: nothing happens where a mark was
        mark = page.locator(".text .mark").nth(4)
        mark.evaluate("mark => mark.click()")
        mark.hover()
        settle(page)
        assert open_ids(page) == []
        assert mark.evaluate("m => getComputedStyle(m).backgroundColor") == "rgba(0, 0, 0, 0)"
        assert mark.evaluate("m => getComputedStyle(m).cursor") in {"auto", "text"}


def test_the_reader_keeps_the_place_when_the_choice_changes(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        page.evaluate("document.querySelector('#p14').scrollIntoView({block: 'center'})")
        before = page.evaluate("document.querySelector('#p14').getBoundingClientRect().top")
        choose(page, "Text only")
        assert page.evaluate("document.querySelector('#p14').getBoundingClientRect().top") == pytest.approx(
            before, abs=50
        )
