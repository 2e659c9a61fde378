"""On a telephone a note opens as a sheet at the foot of the screen, and the text stays where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.reading import (
    ARTICLE,
    PHONE,
    await_mark_in_view,
    box,
    focused,
    number_of,
    open_ids,
    phone,
    read,
    settle,
    shown_ids,
    until,
    words_of,
)


@pytest.fixture
def page(chromium: Browser, home: str) -> Iterator[Page]:
    """Return an article on a telephone, all its notes shown."""
    with phone(chromium) as page:
        yield read(page, f"{home}{ARTICLE}?notes=all")


def tap_open(page: Page, index: int = 20) -> str:
    """Tap a note's number in the text; give the note's id."""
    note = shown_ids(page)[index]
    page.locator(number_of(note)).tap()
    settle(page)
    return note


def swipe_down(page: Page) -> None:
    """Draw a finger down over the open sheet."""
    session = page.context.new_cdp_session(page)
    sheet = box(page, "[data-sheet]")
    x, y = sheet["left"] + 100, sheet["top"] + 20
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in (40, 80, 120):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y + step}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def swipe_away(page: Page) -> None:
    """Draw the sheet down to its least height, and away."""
    swipe_down(page)
    swipe_down(page)


def tap_outside(page: Page) -> None:
    """Tap the text where no mark is."""
    x, y = page.evaluate(
        """() => {
          for (let y = 70; y < innerHeight; y += 6)
            for (let x = 30; x < innerWidth - 30; x += 12)
              if (document.elementFromPoint(x, y)?.matches(".block")) return [x, y];
        }"""
    )
    page.touchscreen.tap(x, y)


CLOSINGS: dict[str, Callable[[Page], None]] = {
    "its Close button": lambda page: page.get_by_role("button", name="Close", exact=True).tap(),
    "two swipes": swipe_away,
    "a tap outside": tap_outside,
    "Escape": lambda page: page.keyboard.press("Escape"),
    "a tap on its own title": lambda page: page.locator("[data-sheet] > summary").tap(),
}


def test_a_tap_opens_a_sheet_inside_the_window_with_its_buttons(page: Page) -> None:
    note = tap_open(page)
    sheet = box(page, f"#n_{note}")
    assert open_ids(page) == [note]
    assert (sheet["left"], sheet["right"]) == (0, PHONE["width"])
    assert sheet["top"] > PHONE["height"] / 4
    assert sheet["bottom"] == pytest.approx(PHONE["height"], abs=1)
    for name in ("Previous note", "Next note", "Taller or smaller", "Close"):
        button = page.locator(".sheet-bar").get_by_role("button", name=name, exact=True).bounding_box()
        assert button
        assert 0 <= button["x"] <= PHONE["width"] - button["width"]
        assert sheet["top"] <= button["y"] <= PHONE["height"] - button["height"]


def test_the_mark_stays_in_view_and_nothing_jumps(page: Page) -> None:
    address, history = page.url, page.evaluate("history.length")
    for index in (0, 7, 20, 35, 50):
        note = tap_open(page, index)
        await_mark_in_view(page, note)
        assert page.evaluate("scrollX") == 0
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        assert page.url == address
        assert page.evaluate("history.length") <= history + 1
        page.keyboard.press("Escape")
        expect(page.locator("[data-sheet]")).to_have_count(0)
        until(page, "!history.state?.sheet")


@pytest.mark.parametrize("close", CLOSINGS.values(), ids=CLOSINGS)
def test_the_sheet_closes_by(page: Page, close: Callable[[Page], None]) -> None:
    note = tap_open(page)
    address, place = page.url, page.evaluate("scrollY")
    close(page)
    expect(page.locator("[data-sheet]")).to_have_count(0)
    until(page, "!history.state?.sheet")
    assert open_ids(page) == []
    assert focused(page) == f"ref_{note}"
    assert page.url == address
    assert page.evaluate("scrollY") == pytest.approx(place, abs=1)


def test_next_and_previous_walk_from_mark_to_mark(page: Page) -> None:
    ids = shown_ids(page)
    words_of(page, ids[20])
    place = page.evaluate("scrollY")
    tap_open(page, 20)
    for button, index in (("Next note", 21), ("Next note", 22), ("Previous note", 21)):
        page.locator(".sheet-bar").get_by_role("button", name=button, exact=True).tap()
        settle(page)
        assert open_ids(page) == [ids[index]]
        await_mark_in_view(page, ids[index])
        assert page.locator(".sheet-place").text_content() == f"{index + 1} of {len(ids)}"
    page.evaluate("history.back()")
    expect(page.locator("[data-sheet]")).to_have_count(0)
    assert page.evaluate("scrollY") == pytest.approx(place, abs=1)


def test_the_sheet_has_three_heights(page: Page) -> None:
    note = tap_open(page)
    heights = [box(page, "[data-sheet]")["height"]]
    page.get_by_role("button", name="Taller or smaller").tap()
    heights.append(box(page, "[data-sheet]")["height"])
    page.get_by_role("button", name="Taller or smaller").tap()
    swipe_down(page)
    heights.append(box(page, "[data-sheet]")["height"])
    assert heights[2] < heights[0] < heights[1] < PHONE["height"]
    assert open_ids(page) == [note]


def test_at_400_percent_a_notes_first_words_are_in_the_window(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    note = tap_open(page)
    words = box(page, "[data-sheet] .note-text p")
    assert words["top"] < 256 - 24
    await_mark_in_view(page, note)
    assert box(page, f".mark[data-note='{note}']")["top"] < box(page, "[data-sheet]")["top"] - 20


def test_what_the_bar_opens_is_in_a_low_window(page: Page) -> None:
    page.set_viewport_size({"width": 844, "height": 390})
    page.evaluate("scrollTo(0, 0)")
    page.locator(".panel > summary").tap()
    legend, bar = box(page, ".panel > .legend"), box(page, ".toolbar")
    assert legend["top"] == pytest.approx(bar["bottom"], abs=2)


def test_what_gets_the_focus_is_not_behind_the_sheet(page: Page) -> None:
    tap_open(page)
    covered = page.evaluate(
        """() => {
          const edge = document.querySelector("[data-sheet]").getBoundingClientRect().top;
          return [...document.querySelectorAll(".text .ref")].slice(20, 32).filter(ref => {
            ref.focus();
            return ref.getBoundingClientRect().bottom > edge;
          }).length;
        }"""
    )
    assert covered == 0


def test_a_choice_made_over_the_sheet_stays_when_it_is_closed(page: Page) -> None:
    tap_open(page)
    page.evaluate("document.querySelector('[data-view=none]').click()")
    expect(page.locator("[data-sheet]")).to_have_count(0)
    until(page, "!history.state?.sheet")
    until(page, "new URLSearchParams(location.search).get('notes') === 'none'")


def test_the_sheet_counts_the_notes_that_are_shown(page: Page) -> None:
    page.evaluate("document.querySelector('.ref[data-key]').click()")
    page.evaluate("document.querySelector('[data-view=key]').click()")
    assert page.locator(".sheet-place").text_content() == "1 of 7"


def test_two_fingers_do_not_draw_the_sheet(page: Page) -> None:
    tap_open(page)
    session = page.context.new_cdp_session(page)
    top = box(page, "[data-sheet]")["top"]

    def fingers(*heights: float) -> list[dict[str, float]]:
        return [{"x": 100 + 60 * at, "y": top + height, "id": at} for at, height in enumerate(heights)]

    for kind, points in (
        ("touchStart", fingers(120)),
        ("touchStart", fingers(120, 160)),
        ("touchMove", fingers(30, 260)),
        ("touchEnd", fingers(30)),
        ("touchEnd", []),
    ):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    settle(page)
    assert page.locator("[data-sheet]").get_attribute("data-sheet") == "half"


def test_back_from_another_page_finds_the_note_open(page: Page) -> None:
    note = next(note for note in shown_ids(page) if page.locator(f"#{note} a[href*='/claims/']").count())
    page.locator(number_of(note)).tap()
    settle(page)
    page.locator("[data-sheet] a[href*='/claims/']").first.tap()
    page.wait_for_url("**/claims/**")
    page.go_back()
    expect(page.locator("[data-sheet]")).to_have_count(1)
    assert open_ids(page) == [note]


def test_the_browsers_back_closes_the_sheet_where_it_was_opened(page: Page) -> None:
    words_of(page, shown_ids(page)[20])
    place = page.evaluate("scrollY")
    note = tap_open(page)
    page.evaluate("history.back()")
    expect(page.locator("[data-sheet]")).to_have_count(0)
    assert focused(page) == f"ref_{note}"
    assert page.evaluate("scrollY") == pytest.approx(place, abs=1)


def test_a_tap_on_marked_words_opens_their_note(page: Page) -> None:
    note = shown_ids(page)[24]
    page.touchscreen.tap(*words_of(page, note))
    settle(page)
    assert open_ids(page) == [note]


def test_a_tap_on_another_mark_changes_the_note(page: Page) -> None:
    tap_open(page, 20)
    other = shown_ids(page)[21]
    page.locator(number_of(other)).tap()
    settle(page)
    assert open_ids(page) == [other]


def test_the_end_of_a_long_note_can_be_scrolled_to(page: Page) -> None:
    note = max(shown_ids(page), key=lambda note: len(page.locator(f"#{note}").text_content() or ""))
    page.locator(number_of(note)).tap()
    settle(page)
    page.locator("[data-sheet] [data-act=cite]").scroll_into_view_if_needed()
    cite, bar = box(page, "[data-sheet] [data-act=cite]"), box(page, ".sheet-bar")
    assert cite["bottom"] <= bar["top"] + 1
    await_mark_in_view(page, note)


@pytest.mark.parametrize("fonts", ["our fonts", "the reader's own fonts"])
def test_all_targets_are_large_enough_for_a_finger(chromium: Browser, home: str, fonts: str) -> None:
    with phone(chromium) as page:
        if fonts == "the reader's own fonts":  # which a browser uses where ours come too late
            page.route("**/*.woff2", lambda route: route.abort())
        read(page, f"{home}{ARTICLE}?notes=all")
        tap_open(page)
        small = page.evaluate(
            """() => [...document.querySelectorAll("a:not(.skip), button, summary, input")]
              .filter(target => target.checkVisibility({visibilityProperty: true}))
              .filter(target => !target.closest(".note-text, .preface p"))
              .map(target => [target.textContent, target.getBoundingClientRect()])
              .filter(([, {width, height}]) => width < 24 || height < 24)
              .map(([words, {width, height}]) => `${words}: ${width} × ${height}`)"""
        )
    assert small == []


def test_a_window_grown_wide_takes_the_note_from_the_sheet_to_the_margin(page: Page) -> None:
    tap_open(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    settle(page)
    assert page.locator("[data-sheet]").count() == 0
