"""Marks that nest, overlap and cross blocks: each of their notes can be reached, the innermost first."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browser.reading import WINDOWS, Opened, number_of, open_ids, phone, read, settle, window

ARTICLE = "articles/as-written/?notes=all"
# An outer note, two notes on the same words within it, and one that overlaps it.
TANGLED = ("outer", "inner", "same-words", "overlapping")
_TANGLED_TEXT = """() => {
  const marks = [...document.querySelectorAll('.mark[data-note="outer"]')];
  marks[0].scrollIntoView({block: "center"});
  return marks.flatMap(mark => [...mark.getClientRects()])
    .map(({left, top, width, height}) => [left + Math.min(4, width / 2), top + height / 2]);
}"""


def place_on(page: Page, *notes: str) -> tuple[float, float]:
    """Return a place on words that lie under these notes, from the outermost in, and under no other."""
    x, y = page.evaluate(
        """wanted => {
          const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
          for (let text = walker.nextNode(); text; text = walker.nextNode()) {
            const over = [];
            for (let up = text.parentElement; up; up = up.parentElement)
              if (up.matches(".mark")) over.unshift(up.dataset.note);
            if (over.join() !== wanted.join()) continue;
            text.parentElement.scrollIntoView({block: "center"});
            const range = document.createRange();
            range.selectNodeContents(text);
            const {left, top, height} = range.getClientRects()[0];
            return [left + 4, top + height / 2];
          }
        }""",
        list(notes),
    )
    return x, y


@WINDOWS
def test_each_of_tangled_notes_opens_from_its_number(chromium: Browser, second: str, opened: Opened) -> None:
    with opened(chromium) as page:
        read(page, second + ARTICLE)
        for note in TANGLED:
            number = page.locator(number_of(note))
            number.tap() if opened is phone else number.click()
            settle(page)
            assert open_ids(page) == [note]
            page.keyboard.press("Escape")
            number.focus()
            page.keyboard.press("Enter")
            settle(page)
            assert open_ids(page) == [note]
            page.keyboard.press("Escape")
            settle(page)


@WINDOWS
def test_the_innermost_mark_opens_first(chromium: Browser, second: str, opened: Opened) -> None:
    with opened(chromium) as page:
        read(page, second + ARTICLE)
        press = page.touchscreen.tap if opened is phone else page.mouse.click
        press(*place_on(page, "outer"))
        settle(page)
        assert open_ids(page) == ["outer"]
        page.keyboard.press("Escape")
        settle(page)
        innermost = page.evaluate(
            "() => { let m = document.querySelector('.mark[data-note=inner]');"
            " while (m.querySelector('.mark')) m = m.querySelector('.mark'); return m.dataset.note }"
        )
        others = {"inner", "same-words"} - {innermost}
        press(*place_on(page, "outer", *others, innermost))
        settle(page)
        assert open_ids(page) == [innermost]


def test_what_is_hidden_gives_way_to_the_mark_around_it(chromium: Browser, second: str) -> None:
    with window(chromium) as page:
        read(page, f"{second}{ARTICLE}&hide=wording context")
        marks = page.locator(".mark[data-note=inner]").first
        marks.scroll_into_view_if_needed()
        found = marks.evaluate(
            "m => { const {left, top, height} = m.getClientRects()[0]; return [left + 4, top + height / 2] }"
        )
        page.mouse.click(*found)
        settle(page)
        assert open_ids(page) == ["outer"]


def test_numbers_side_by_side_are_targets_of_their_own(chromium: Browser, second: str) -> None:
    with phone(chromium) as page:
        read(page, second + ARTICLE)
        boxes = page.locator(".ref").evaluate_all("refs => refs.map(ref => ref.getBoundingClientRect().toJSON())")
    for index, one in enumerate(boxes):
        assert one["width"] >= 24
        assert one["height"] >= 24
        for other in boxes[index + 1 :]:
            same_line = abs(one["top"] - other["top"]) < 12
            assert not same_line or abs(one["left"] - other["left"]) >= 24


def test_a_number_never_starts_a_line(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, f"{home}articles/russia-is-everywhere/?notes=all")
        torn = set()
        for width in range(320, 460, 20):
            page.set_viewport_size({"width": width, "height": 844})
            torn |= set(
                page.evaluate(
                    """() => [...document.querySelectorAll(".ref")].filter(ref => {
                      const mark = [...document.querySelectorAll(`.mark[data-note="${ref.dataset.note}"]`)].at(-1);
                      const last = [...mark.getClientRects()].at(-1);
                      const own = ref.getBoundingClientRect();
                      return last && own.width && own.top > last.bottom;
                    }).map(ref => ref.id)"""
                )
            )
    assert torn == set()
