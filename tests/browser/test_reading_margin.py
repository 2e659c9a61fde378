"""On a desk notes stand in the margin beside their marks, in nobody's way."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.reading import (
    ALL_ARTICLES,
    ARTICLE,
    WINDOWS,
    Opened,
    number_of,
    open_ids,
    read,
    settle,
    shown_ids,
    window,
)
from tests.browser.serving import serve_folder
from tests.built_site import SLUGS, BuiltSite
from tests.sampling import rest_nightly

WIDTHS = (1060, 1920)  # the least and the greatest; in the behaviours notes are measured at 1280
_LINES_AWAY = 3
_MEDIAN_AWAY, _MOST_AWAY = 40, 200

_MEASURE = """() => {
  const shown = [...document.querySelectorAll(".note")].filter(note => note.offsetHeight > 0);
  const place = ({left, right, top, bottom}) => ({left, right, top: top + scrollY, bottom: bottom + scrollY});
  const line = parseFloat(getComputedStyle(document.querySelector(".text")).lineHeight);
  return {
    line,
    width: innerWidth,
    end: place(document.querySelector(".site-footer").getBoundingClientRect()).top,
    notes: shown.map(note => {
      const mark = document.querySelector(`.mark[data-note="${note.dataset.note}"]`);
      return {
        id: note.dataset.note,
        ...place(note.getBoundingClientRect()),
        overflows: note.scrollWidth > note.clientWidth + 1,
        mark: mark.checkVisibility() ? place(mark.getClientRects()[0]).top : null,
      };
    }),
    text: [...document.querySelectorAll(".block, .preface, .legend, .toolbar, .article-source, .folded")]
      .filter(block => block.checkVisibility())
      .map(block => place(block.getBoundingClientRect())),
  };
}"""


def measure(page: Page) -> dict[str, Any]:
    """Measure where all notes shown and all texts stand, in CSS pixels from the page's top."""
    settle(page)
    found: dict[str, Any] = page.evaluate(_MEASURE)
    return found


def meet(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes share more than a hair's breadth."""
    return (
        one["left"] < other["right"] - 0.5
        and other["left"] < one["right"] - 0.5
        and one["top"] < other["bottom"] - 0.5
        and other["top"] < one["bottom"] - 0.5
    )


def in_the_way(found: dict[str, Any]) -> list[str]:
    """Name the notes that meet another one, cover text, or leave the window or the article."""
    notes, text = found["notes"], found["text"]
    return [
        note["id"]
        for index, note in enumerate(notes)
        if any(meet(note, other) for other in notes[index + 1 :])
        or any(meet(note, block) for block in text)
        or note["right"] > found["width"]
        or note["bottom"] > found["end"]
        or note["overflows"]
    ]


Margins = dict[tuple[int, str], dict[str, Any]]


@pytest.fixture(scope="module", params=rest_nightly(ALL_ARTICLES), ids=SLUGS)
def margins(request: pytest.FixtureRequest, chromium: Browser, home: str) -> Margins:
    """Measure an article at each width, with key notes and all notes, closed and open."""
    found: Margins = {}
    with window(chromium) as page:
        for view in ("key", "all"):
            read(page, f"{home}{request.param}?notes={view}")
            for state in ("closed", "open"):
                page.evaluate(
                    "state => document.querySelectorAll('.note').forEach(n => n.open = state == 'open')", state
                )
                for width in WIDTHS:
                    page.set_viewport_size({"width": width, "height": 900})
                    found[width, f"{view} {state}"] = measure(page)
    return found


def test_no_note_meets_another_or_covers_text(margins: Margins) -> None:
    assert {where: bad for where, found in margins.items() if (bad := in_the_way(found))} == {}
    assert all(len(found["notes"]) >= 20 for (_, state), found in margins.items() if state.startswith("all"))


def test_closed_notes_stand_near_their_marks(margins: Margins) -> None:
    for (width, state), found in margins.items():
        if state.endswith("closed"):
            away = sorted(abs(note["top"] - note["mark"]) for note in found["notes"] if note["mark"] is not None)
            assert away[len(away) // 2] <= _MEDIAN_AWAY, (width, state)
            assert away[-1] <= _MOST_AWAY, (width, state)


@pytest.mark.nightly  # the behaviours show it of one article, in each engine
@pytest.mark.parametrize("article", ALL_ARTICLES, ids=SLUGS)
def test_the_one_open_note_is_at_its_mark_and_the_one_before_is_closed(
    chromium: Browser, home: str, article: str
) -> None:
    with window(chromium) as page:
        read(page, f"{home}{article}?notes=all")
        for note in shown_ids(page)[2:40:6]:
            page.locator(number_of(note)).click()
            settle(page)
            found = measure(page)
            assert open_ids(page) == [note]
            (opened,) = (each for each in found["notes"] if each["id"] == note)
            assert opened["mark"] is None or abs(opened["top"] - opened["mark"]) <= 60
            assert in_the_way(found) == []


def test_notes_below_an_open_one_do_not_carry_off_those_above(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all&hide=context+cross-reference+quotation+source-note+wording")
        ids = shown_ids(page)
        for at, note in enumerate(ids):
            page.locator(number_of(note)).click()
            above = measure(page)["notes"][:at]
            assert all(abs(it["top"] - it["mark"]) <= _MOST_AWAY for it in above if it["mark"] is not None), note


def test_key_notes_all_stand_within_three_lines_of_their_marks(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        found = measure(read(page, f"{home}{ARTICLE}?notes=key"))
    assert [n["id"] for n in found["notes"] if n["mark"] and n["top"] - n["mark"] > _LINES_AWAY * found["line"]] == []


def test_a_note_opens_in_place(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, f"{home}{ARTICLE}")
        before = measure(page)["notes"][0]
        page.locator(f"#n_{before['id']} > summary").click()
        after = measure(page)["notes"][0]
    assert after["bottom"] > before["bottom"] + 40
    assert after["top"] == pytest.approx(after["mark"], abs=1)


@pytest.mark.parametrize(
    "address", rest_nightly([ARTICLE, f"{ARTICLE}?notes=none", f"{ARTICLE}?notes=all&hide=context"])
)
@WINDOWS
def test_nothing_shifts_while_a_page_loads(chromium: Browser, site: BuiltSite, opened: Opened, address: str) -> None:
    # as published: a browser that waits for fonts moves what it laid out without them
    with serve_folder(site.folder, packed=True) as home, opened(chromium) as page:
        page.add_init_script(
            """window.shifts = []; new PerformanceObserver(list => shifts.push(...list.getEntries().map(e => e.value)))
              .observe({type: "layout-shift", buffered: true})"""
        )
        read(page, home + address)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(300)
        assert page.evaluate("shifts") == []
