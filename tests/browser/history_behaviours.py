"""What is open when a reader goes back or reloads, follows a link or turns the screen: the same in every engine."""

from __future__ import annotations

from typing import ClassVar

import pytest
from selenium.webdriver import Keys

from tests.browser.behaviours import measured, open_note, place_of, read, seen
from tests.browser.engines import DESK, Window
from tests.browser.reading import ARTICLE, Notes

NARROW = (800, 900)
TURNED = {"wide": (1180, 820), "narrow": (820, 1180)}

_IN_SHEET = "document.querySelector('[data-sheet]')?.dataset.note === arguments[0]"
_NO_SHEET = "!document.querySelector('[data-sheet]') && !history.state?.sheet"
_OPEN = "document.getElementById(`n_${arguments[0]}`)?.open"
_LIT = "return [...new Set([...document.querySelectorAll('.mark[data-open]')].map(mark => mark.dataset.note))]"


def reload(window: Window) -> None:
    """Load the page anew, as the browser's button does."""
    window.driver.refresh()
    window.until("document.querySelector('[data-view][aria-pressed=true]') && document.readyState === 'complete'")


def scrolled_to(window: Window, note: str) -> float:
    """Scroll to a note's number as a reader does, and return how far down that is."""
    window.run("document.getElementById(`ref_${arguments[0]}`).scrollIntoView({block: 'center'})", note)
    return float(window.run("return scrollY"))


class HistoryBehaviours:
    """The behaviours; a class that names an engine and derives from this one runs them."""

    engine: ClassVar[str]

    def test_back_returns_to_where_this_sheet_was_opened_not_an_earlier_one(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all", NARROW)
        ids = [note.id for note in seen(window, notes)]
        open_note(window, ids[0])
        window.press(Keys.ESCAPE)
        window.until(_NO_SHEET)
        place = scrolled_to(window, ids[30])
        open_note(window, ids[30])
        window.run("history.back()")
        window.until(_NO_SHEET)
        assert window.run("return scrollY") == pytest.approx(place, abs=1)

    def test_forward_opens_the_sheet_again(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all", NARROW)
        note = seen(window, notes)[20].id
        open_note(window, note)
        window.run("history.back()")
        window.until(_NO_SHEET)
        window.run("history.forward()")
        window.until(_IN_SHEET, note)
        window.press(Keys.ESCAPE)
        window.until(_NO_SHEET)

    def test_a_reload_finds_the_sheet_open_and_its_mark_in_view(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all", NARROW)
        note = seen(window, notes)[20].id
        open_note(window, note)
        reload(window)
        window.until(_IN_SHEET, note)
        window.until("scrollY > 100")
        assert 0 <= place_of(window, note) < NARROW[1] / 2

    def test_a_note_stays_open_when_the_screen_is_turned(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all", TURNED["wide"])
        note = seen(window, notes)[12].id
        open_note(window, note)
        window.resize(TURNED["narrow"])
        window.until(_IN_SHEET, note)
        assert window.run(_LIT) == [note]
        window.resize(TURNED["wide"])
        window.until("!document.querySelector('[data-sheet]')")
        window.until(_OPEN, note)
        assert measured(window)["open"] == [note]
        window.press(Keys.ESCAPE)
        window.until("!document.querySelector('.note[open], .mark[data-open]')")

    def test_a_note_that_an_address_opened_is_closed_with_its_sheet(self, window: Window, notes: Notes) -> None:
        note = notes[30].id
        read(window, f"{ARTICLE}?notes=all#{note}", NARROW)
        window.until(_IN_SHEET, note)
        window.press(Keys.ESCAPE)
        window.until(_NO_SHEET)
        window.until("!document.querySelector('.note[open], .mark[data-open]')")
        found = measured(window)
        assert (found["open"], found["focus"]) == ([], f"ref_{note}")

    def test_a_link_of_the_page_is_followed_while_a_sheet_is_open(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all", NARROW)
        ids = [note.id for note in seen(window, notes)]
        open_note(window, ids[-1])
        window.run("document.querySelector('.ending a[href^=\"#\"]').click()")
        linked = str(window.until("location.hash.slice(1)"))
        window.until(_IN_SHEET, linked)
        assert linked != ids[-1]
        window.run("document.querySelector('.pn[href=\"#p8\"]').click()")
        window.until("!document.querySelector('[data-sheet]')")
        window.until("location.hash === '#p8'")
        window.until("!document.querySelector('.note[open], .mark[data-open]')")

    def test_a_reload_finds_what_was_opened_and_closed_by_title(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all")
        first, second = (note.id for note in seen(window, notes)[3:5])
        open_note(window, first)
        window.click(f"#n_{second} > summary")
        window.until(_OPEN, second)
        measured(window)
        reload(window)
        window.until(_OPEN, second)
        assert measured(window)["open"] == [second]
        window.click(f"#n_{second} > summary")
        window.until("!document.querySelector('.note[open]')")
        measured(window)
        reload(window)
        assert measured(window)["open"] == []

    def test_what_was_opened_later_outlasts_the_addresss_note(self, window: Window, notes: Notes) -> None:
        later, linked = notes[29].id, notes[30].id
        read(window, f"{ARTICLE}?notes=all#{linked}", DESK)
        window.until(_OPEN, linked)
        measured(window, linked)
        window.press("k")
        window.until(_OPEN, later)
        measured(window)
        reload(window)
        window.until(_OPEN, later)
        assert measured(window)["open"] == [later]
        window.press(Keys.ESCAPE)
        measured(window)
        reload(window)
        assert measured(window)["open"] == []
