"""Whatever a pointer can do on the reading page, keys can do; and what hover shows, Escape takes away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.reading import (
    ARTICLE,
    WINDOWS,
    Opened,
    await_mark_in_view,
    focused,
    number_of,
    open_ids,
    read,
    settle,
    shown_ids,
    until,
    window,
    words_of,
)


@pytest.fixture
def page(chromium: Browser, home: str) -> Iterator[Page]:
    """Return an article on a desk, all its notes shown."""
    with window(chromium) as page:
        yield read(page, f"{home}{ARTICLE}?notes=all")


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)
        settle(page)


def is_lit(page: Page, selector: str) -> bool:
    """Whether an element stands out from its like by its background."""
    return bool(
        page.evaluate(
            "s => getComputedStyle(document.querySelector(s)).backgroundColor !== 'rgba(0, 0, 0, 0)'", selector
        )
    )


@WINDOWS
def test_enter_opens_tab_reaches_the_first_link_escape_closes(chromium: Browser, home: str, opened: Opened) -> None:
    with opened(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        note = shown_ids(page)[12]
        page.locator(number_of(note)).focus()
        press(page, "Enter")
        assert open_ids(page) == [note]
        assert focused(page) == note
        press(page, "Tab")
        assert page.evaluate(f"document.activeElement === document.querySelector('[id=\"{note}\"] a[href]')")
        press(page, "Escape")  # a card may have opened with the focus
        if open_ids(page):
            press(page, "Escape")
        assert open_ids(page) == []
        assert focused(page) == f"ref_{note}"


def test_enter_on_an_open_notes_number_closes_it(page: Page) -> None:
    note = shown_ids(page)[3]
    page.locator(number_of(note)).focus()
    press(page, "Enter")
    page.locator(number_of(note)).focus()
    press(page, "Enter")
    assert open_ids(page) == []


def test_every_number_can_be_reached_with_tab_in_the_texts_order(page: Page) -> None:
    wanted = [f"ref_{note}" for note in shown_ids(page)[:6]]
    page.locator("[data-act=help]").focus()
    found: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        if focused(page).startswith("ref_"):
            found.append(focused(page))
    in_text = [ref for ref in wanted if page.locator(f".text #{ref}").count()]
    assert found[: len(in_text)] == in_text


def test_j_and_k_walk_through_the_notes_in_the_texts_order(page: Page) -> None:
    ids = shown_ids(page)
    walked = []
    for key in ("j", "j", "j", "j", "k", "k"):
        press(page, key)
        walked.append(open_ids(page))
        await_mark_in_view(page, walked[-1][0])
        assert focused(page) == walked[-1][0]
    assert walked == [[ids[at]] for at in (0, 1, 2, 3, 2, 1)]


def test_j_goes_on_from_where_the_reader_is(page: Page) -> None:
    ids = shown_ids(page)
    words_of(page, ids[40])
    press(page, "j")
    (note,) = open_ids(page)
    assert abs(ids.index(note) - 40) < 8


def test_after_the_last_note_j_says_so_and_changes_nothing(page: Page) -> None:
    last = shown_ids(page)[-1]
    page.locator(number_of(last)).click()
    press(page, "j")
    assert open_ids(page) == [last]
    assert page.get_by_role("status").text_content() == "No further note"


def test_the_buttons_do_what_j_and_k_do(page: Page) -> None:
    ids = shown_ids(page)
    for name, at in (("Next note", 0), ("Next note", 1), ("Previous note", 0)):
        page.get_by_role("button", name=name).click()
        settle(page)
        assert open_ids(page) == [ids[at]]


def test_single_keys_write_in_a_field(page: Page) -> None:
    for field in ("<input>", "<textarea></textarea>", "<p contenteditable>x</p>"):
        page.evaluate("html => document.querySelector('.toolbar').insertAdjacentHTML('afterend', html)", field)
        page.locator(".toolbar + *").focus()
        press(page, "j", "?")
        assert open_ids(page) == [], field
        assert not page.locator("dialog.help").is_visible(), field


def test_keys_with_a_modifier_are_left_to_the_browser(page: Page) -> None:
    press(page, "Control+j", "Alt+j", "Meta+j")
    assert open_ids(page) == []


def test_question_mark_lists_the_keys_and_a_switch_there_turns_them_off(page: Page) -> None:
    press(page, "?")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    assert {"j", "k", "Enter", "Esc", "?"} <= set(keys.locator("kbd").all_text_contents())
    keys.get_by_role("checkbox", name="Single-key shortcuts").uncheck()
    press(page, "Escape")
    assert not keys.is_visible()
    press(page, "j", "?")
    assert open_ids(page) == []
    assert not keys.is_visible()
    read(page, page.url)
    press(page, "j")
    assert open_ids(page) == [], "the switch is remembered"
    page.get_by_role("button", name="Keyboard shortcuts").click()
    keys.get_by_role("checkbox").check()
    press(page, "Escape", "j")
    assert len(open_ids(page)) == 1


def test_the_switch_turns_the_searchs_keys_off_on_every_page(page: Page, home: str) -> None:
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    search = page.get_by_role("dialog", name="Search")
    press(page, "?")
    keys.get_by_role("checkbox").uncheck()
    press(page, "Escape")
    for address in ("", "compare/", "about/", ARTICLE):
        page.goto(home + address)
        until(page, "document.documentElement.dataset.keys === 'off'")
        press(page, "/", "f", "s")
        assert not search.is_visible(), address
    page.get_by_role("button", name="Keyboard shortcuts").click()
    keys.get_by_role("checkbox").check()
    page.goto(home)
    press(page, "/")
    assert search.is_visible()


def test_buttons_name_the_keys_that_press_them(page: Page) -> None:
    named = page.locator("[aria-keyshortcuts]").evaluate_all(
        "all => all.map(button => [button.ariaLabel ?? button.textContent.trim(), button.ariaKeyShortcuts])"
    )
    assert dict(named) == {"Search": "/ f s", "Previous note": "k", "Next note": "j", "Keyboard shortcuts": "?"}


def test_hover_shows_which_note_belongs_to_which_mark_both_ways(page: Page) -> None:
    note = shown_ids(page)[9]
    summary, mark = f"#n_{note} > summary", f'.mark[data-note="{note}"]'
    page.mouse.move(*words_of(page, note))
    settle(page)
    assert is_lit(page, summary)
    assert is_lit(page, mark)
    assert open_ids(page) == []
    page.mouse.move(5, 300)
    settle(page)
    assert not is_lit(page, summary)
    page.locator(summary).hover()
    settle(page)
    assert is_lit(page, mark)
    press(page, "Escape")
    assert not is_lit(page, mark)


def test_the_pointer_can_move_from_a_mark_into_its_open_note(page: Page) -> None:
    note = shown_ids(page)[9]
    page.mouse.move(*words_of(page, note))
    page.locator(number_of(note)).click()
    page.locator(f"#{note} .note-text").hover()
    settle(page)
    assert open_ids(page) == [note]
    assert is_lit(page, f'.mark[data-note="{note}"]')


def test_the_skip_link_leads_to_the_text(page: Page) -> None:
    page.evaluate("scrollTo(0, 0)")
    press(page, "Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").is_visible()
