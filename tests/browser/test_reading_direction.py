"""Languages and directions come from the data: an article in Arabic is the mirror image of one in English."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.reading import box, number_of, open_ids, phone, read, settle, window

ARTICLE = "articles/right-to-left/?notes=all"


def test_the_text_runs_from_the_right_and_notes_stand_on_the_left(chromium: Browser, second: str) -> None:
    with window(chromium) as page:
        read(page, second + ARTICLE)
        reader = page.locator(".reader")
        assert (reader.get_attribute("lang"), reader.get_attribute("dir")) == ("ar", "rtl")
        text, note = box(page, ".text"), box(page, ".note")
        assert 0 <= note["left"] < note["right"] < text["left"]
        assert page.evaluate("getComputedStyle(document.querySelector('.block')).direction") == "rtl"
        first_words = page.evaluate(
            """() => {
              const range = document.createRange();
              range.setStart(document.querySelector(".text .block").firstChild, 0);
              range.setEnd(range.startContainer, 2);
              return range.getBoundingClientRect().right;
            }"""
        )
        assert first_words == pytest.approx(text["right"], abs=3)
        number, mark = box(page, ".ref"), box(page, ".mark")
        assert number["left"] + number["right"] < mark["left"] + mark["right"], "the number follows its words"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_notes_keep_their_own_language_and_direction(chromium: Browser, second: str) -> None:
    with window(chromium) as page:
        read(page, second + ARTICLE)
        for part in (".note > summary", ".note-body", ".toolbar", ".legend"):
            own = page.locator(part).first.evaluate(
                "part => [getComputedStyle(part).direction, part.closest('[lang]').lang]"
            )
            assert own == ["ltr", "en"], part


def test_paragraph_numbers_stand_before_the_text_on_the_right(chromium: Browser, second: str) -> None:
    with window(chromium) as page:
        read(page, second + ARTICLE)
        assert box(page, ".text .pn")["left"] > box(page, ".text .block")["right"]


def test_the_sheet_opens_as_ever(chromium: Browser, second: str) -> None:
    with phone(chromium) as page:
        read(page, second + ARTICLE)
        page.locator(number_of("everything")).tap()
        settle(page)
        assert open_ids(page) == ["everything"]
        assert page.evaluate("scrollX") == 0
        sheet = box(page, "[data-sheet]")
        assert (sheet["left"], sheet["right"]) == (0, 390)
