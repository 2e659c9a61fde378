"""What a reader does on an article's page, the same in every engine; one file per engine runs it there.

After every act the layout is measured: see ``layout.js``.
"""

from __future__ import annotations

from statistics import median
from typing import Any, ClassVar

import pytest
from selenium.webdriver import Keys

from annotated_reader.corpus.model import Note
from tests.browser.engines import DESK, PHONE, Window
from tests.browser.reading import ALL_ARTICLES, ARTICLE, Notes, number_of
from tests.built_site import SLUGS, BuiltSite
from tests.sampling import rest_nightly

_MEDIAN_AWAY, _MOST_AWAY = 40, 200  # CSS pixels from a mark to its closed note
_NEAR = 50  # CSS pixels within which a reader is where the reader was

_SELECT = """
const [block, length] = arguments;
const text = [...document.querySelectorAll(".text .block--paragraph")][block];
const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
const words = walker.nextNode();
text.scrollIntoView({block: "center", behavior: "instant"});
getSelection().setBaseAndExtent(words, 0, words, length);
return words.data.slice(0, length);
"""
_SPOIL = """
const [first, second, third] = [...arguments].map(id => document.getElementById(`n_${id}`));
first.style.transform = `translateY(${second.offsetTop - first.offsetTop}px)`;
third.style.transform = "translate(-400px, 300px)";
const [mark] = document.querySelectorAll(`.mark[data-note="${arguments[2]}"]`);
mark.style.textDecorationLine = "none";
"""
_READ_ON = """
const block = [...document.querySelectorAll(".text .block--paragraph")].filter(it => it.querySelector(".ref"))[8];
scrollBy({top: block.getBoundingClientRect().top - innerHeight / 4, behavior: "instant"});
return block.id;
"""
_PARTED = """
return [...document.querySelectorAll(".side .told")].filter(told => {
  const range = document.createRange();
  range.selectNodeContents(told);
  return [...range.getClientRects()].some((part, at, parts) => at && part.top < parts[at - 1].top - 20);
}).map(told => told.textContent);
"""
_PLACE = "return document.querySelector(`.mark[data-note='${arguments[0]}']`).getClientRects()[0].top"
_IS_IN_VIEW = """
(top => arguments[1] <= top && top < innerHeight)(
  document.querySelector(`.mark[data-note='${arguments[0]}']`).getClientRects()[0].top
)
"""
_IS_LIT = """
(() => {
  const look = mark => {
    const {backgroundColor, textDecorationColor, textDecorationThickness, boxShadow} = getComputedStyle(mark);
    return [backgroundColor, textDecorationColor, textDecorationThickness, boxShadow].join();
  };
  const marks = [...document.querySelectorAll(".mark")];
  const [lit, other] = [true, false].map(its => marks.find(it => (it.dataset.note === arguments[0]) === its));
  return look(lit) !== look(other);
})()
"""


def read(window: Window, address: str, size: tuple[int, int] = DESK) -> None:
    """Open an article and wait until its script has run."""
    window.open(address, size)
    window.until("document.querySelector('[data-view][aria-pressed=true]')")


def measured(window: Window, linked: str = "") -> dict[str, Any]:
    """Measure the page after an act; fail where notes are in the way, far from their marks, or shown unasked."""
    found = window.layout(linked)
    assert found["faults"] == []
    return found


def open_note(window: Window, note: str) -> dict[str, Any]:
    """Click a note's number in the text; fail unless that opens it and no other."""
    window.click(number_of(note))
    window.until("document.getElementById(`n_${arguments[0]}`).open", note)
    found = measured(window)
    assert found["open"] == [note]
    return found


def choose_view(window: Window, view: str) -> dict[str, Any]:
    """Choose to see key notes, all or none."""
    window.click(f"[data-view={view}]")
    window.until("document.querySelector(`[data-view=${arguments[0]}]`).ariaPressed === 'true'", view)
    return measured(window)


def press_chip(window: Window, kind: str) -> dict[str, Any]:
    """Press the switch of a kind of notes, in the panel."""
    if not window.run("return document.querySelector('.panel').open"):
        window.click(".panel > summary")
    window.click(f".kind-switch[data-kind={kind}]")
    return measured(window)


def ids_of(notes: Notes, *kinds: str) -> list[str]:
    """Return the ids of the notes of some kinds."""
    return [note.id for note in notes if note.data.kind.value in kinds]


def seen(window: Window, notes: Notes) -> list[Note]:
    """Return the notes whose numbers a reader sees."""
    numbered = set(window.layout()["numbered"])
    return [note for note in notes if note.id in numbered]


def place_of(window: Window, note: str) -> float:
    """Return how far below the window's upper edge a note's mark begins."""
    return float(window.run(_PLACE, note))


class ReaderBehaviours:
    """The behaviours; a class that names an engine and derives from this one runs them."""

    engine: ClassVar[str]

    def test_what_is_wrong_is_measured(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all")
        first, second, third = (note.id for note in seen(window, notes)[4:7])
        open_note(window, third)
        window.run(_SPOIL, first, second, third)
        faults = set(window.layout()["faults"])
        assert {f"{first} overlaps {second}", f"the mark of {third} has no line"} <= faults
        assert {fault.split()[1] for fault in faults if fault.startswith(f"{third} ")} == {"covers", "is"}

    @pytest.mark.parametrize("step", rest_nightly([8, 1]), ids="every {}".format)
    def test_notes_opened_one_after_the_other_stand_at_their_marks(
        self, window: Window, notes: Notes, step: int
    ) -> None:
        read(window, f"{ARTICLE}?notes=all")
        for note in seen(window, notes)[::step]:
            open_note(window, note.id)

    @pytest.mark.parametrize("article", ALL_ARTICLES, ids=SLUGS)
    def test_closed_notes_stand_near_their_marks(self, window: Window, article: str) -> None:
        read(window, f"{article}?notes=all")
        distances = measured(window)["distances"]
        assert median(distances) <= _MEDIAN_AWAY
        assert max(distances) <= _MOST_AWAY

    def test_stepping_by_key_opens_one_note_after_the_other(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all")
        ids = [note.id for note in seen(window, notes)]
        walked = []
        for key in "jjjk":
            window.press(key)
            walked += measured(window)["open"]
        assert walked == [ids[at] for at in (0, 1, 2, 1)]
        window.press(Keys.ESCAPE)
        found = measured(window)
        assert (found["open"], found["focus"]) == ([], f"ref_{ids[1]}")

    def test_views_show_what_they_say(self, window: Window, notes: Notes) -> None:
        read(window, ARTICLE)
        key, all_ids = [note.id for note in notes if note.data.key], [note.id for note in notes]
        assert measured(window)["shown"] == key
        for view, ids in (("all", all_ids), ("none", []), ("all", all_ids), ("key", key)):
            assert choose_view(window, view)["shown"] == ids

    def test_chips_show_only_notes_of_their_kinds(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all")
        open_note(window, seen(window, notes)[5].id)
        assert press_chip(window, "fact-check")["shown"] == ids_of(notes, "fact-check")
        assert press_chip(window, "context")["shown"] == ids_of(notes, "fact-check", "context")
        open_note(window, seen(window, notes)[0].id)
        assert press_chip(window, "fact-check")["shown"] == ids_of(notes, "context")
        assert press_chip(window, "context")["shown"] == [note.id for note in notes]

    def test_the_page_is_as_without_scripts_where_its_script_does_not_come(
        self, window: Window, notes: Notes, scriptless: str
    ) -> None:
        window.resize(DESK)
        window.driver.get(f"{scriptless}{ARTICLE}?notes=key&hide=context")
        window.until("!Object.keys(document.documentElement.dataset).length")
        found = window.layout()
        in_the_way = [fault for fault in found["faults"] if " overlaps " in fault or " covers " in fault]
        assert in_the_way == []
        assert found["shown"] == [note.id for note in notes]

    def test_notes_follow_the_window_across_the_widths(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all")
        note = seen(window, notes)[12].id
        open_note(window, note)
        for width in (1060, 1059, 1280):
            window.resize((width, DESK[1]))
            measured(window)
        open_note(window, seen(window, notes)[13].id)

    def test_notes_follow_the_size_of_the_letters(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all")
        note = seen(window, notes)[12].id
        open_note(window, note)
        for size in ("125%", ""):
            window.run("document.documentElement.style.fontSize = arguments[0]", size)
            assert measured(window)["open"] == [note]

    @pytest.mark.parametrize("size", [(768, 900), DESK], ids=["768", "1280"])
    def test_a_passage_does_not_run_over_two_columns(self, window: Window, size: tuple[int, int]) -> None:
        window.open("people/mark-rutte/", size)
        assert window.until("document.querySelectorAll('.side .passage').length")
        assert window.run(_PARTED) == []

    def test_a_fold_moves_the_notes_with_the_text(self, window: Window, site: BuiltSite) -> None:
        folded = next(it for it in site.corpus.articles if any(block.role == "furniture" for block in it.seed.blocks))
        read(window, f"articles/{folded.slug}/?notes=all")
        for _ in "open", "shut":
            window.click(".folded > summary")
            measured(window)

    @pytest.mark.parametrize(
        ("at", "query"),
        rest_nightly([(30, "?notes=none"), (-1, ""), (0, ""), (30, ""), (0, "?notes=none"), (-1, "?notes=none")], 2),
    )
    def test_a_permalink_shows_its_note_open_and_its_mark_lit(
        self, window: Window, notes: Notes, at: int, query: str
    ) -> None:
        note = notes[at].id
        read(window, f"{ARTICLE}{query}#{note}")
        window.until("document.getElementById(`n_${arguments[0]}`).open", note)
        found = measured(window, note)
        assert found["open"] == [note]
        window.until(_IS_IN_VIEW, note, found["edge"])
        assert window.run(f"return ({_IS_LIT})", note)

    def test_a_link_to_another_note_of_the_page_opens_that_one(self, window: Window, notes: Notes) -> None:
        first, other = notes[2].id, notes[-3].id
        read(window, f"{ARTICLE}?notes=all#{first}")
        window.until("document.getElementById(`n_${arguments[0]}`).open", first)
        measured(window, first)
        window.run("location.hash = arguments[0]", other)
        window.until("document.getElementById(`n_${arguments[0]}`).open", other)
        found = measured(window, other)
        assert found["open"] == [other]
        window.until(_IS_IN_VIEW, other, found["edge"])

    def test_back_from_a_page_that_a_note_links_to_finds_the_note_open(self, window: Window, notes: Notes) -> None:
        read(window, f"{ARTICLE}?notes=all")
        note = seen(window, notes)[12].id
        open_note(window, note)
        window.press("j", "j")
        (note,) = measured(window)["open"]
        before = place_of(window, note)
        window.click(f"#{note} a[href^='../../']")
        window.until("!document.querySelector('.reader') && document.readyState === 'complete'")
        window.back()
        window.until("document.getElementById(`n_${arguments[0]}`)?.open", note)
        assert measured(window)["open"] == [note]
        assert place_of(window, note) == pytest.approx(before, abs=_NEAR)

    def test_the_search_finds_and_opens_a_note_under_the_policy(self, window: Window, notes: Notes) -> None:
        window.open("")
        note = next(note for note in notes if note.data.kind.value == "fact-check")
        window.click("[aria-keyshortcuts~='/']")
        window.until("document.querySelector('dialog.search[open] input')")
        window.press(note.data.title)
        link = f"dialog.search a[href$='#{note.id}']"
        window.click(link)
        window.until("document.getElementById(`n_${arguments[0]}`)?.open", note.id)
        assert measured(window, note.id)["open"] == [note.id]

    def test_a_note_is_suggested_on_words_that_are_selected(self, window: Window) -> None:
        read(window, ARTICLE)
        words = window.run(_SELECT, 3, 30)
        window.until("!document.querySelector('[data-suggest=pick]').hidden")
        window.click("[data-suggest=pick]")
        quoted = window.until("document.querySelector('dialog.suggest[open] [name=words]')?.value")
        assert quoted.startswith(words.rsplit(" ", 1)[0])
        window.press(Keys.ESCAPE)
        window.until("!document.querySelector('dialog.suggest[open]')")
        measured(window)

    @pytest.mark.parametrize(
        ("button", "dialog"),
        [("[data-act=help]", "dialog.help"), ("[aria-keyshortcuts~='/']", "dialog.search")],
        ids=["help", "search"],
    )
    def test_escape_leaves_a_dialog_with_the_focus_where_it_was(self, window: Window, button: str, dialog: str) -> None:
        read(window, ARTICLE)
        window.run("document.querySelector(arguments[0]).focus()", button)
        window.press(Keys.ENTER)
        window.until("document.querySelector(arguments[0])?.open", dialog)
        window.until("document.querySelector(arguments[0]).contains(document.activeElement)", dialog)
        window.press(Keys.ESCAPE)
        window.until("!document.querySelector(arguments[0]).open", dialog)
        window.until("document.activeElement === document.querySelector(arguments[0])", button)
        measured(window)

    def test_a_narrow_window_shows_a_note_in_a_sheet_and_comes_back_to_its_number(
        self, window: Window, notes: Notes
    ) -> None:
        read(window, f"{ARTICLE}?notes=all", PHONE)
        ids = [note.id for note in seen(window, notes)]
        before = open_note(window, ids[20])["scrolled"]
        window.until("document.querySelectorAll('[data-sheet]').length === 1")
        assert len(visible(window, "[data-step='1']:not(.toolbar *)")) == 1
        window.click("[data-act=close]")
        window.until("!document.querySelector('[data-sheet]')")
        found = measured(window)
        assert (found["open"], found["focus"]) == ([], f"ref_{ids[20]}")
        assert found["scrolled"] == pytest.approx(before, abs=1)

    def test_back_after_stepping_in_the_sheet_returns_to_where_the_reader_was(
        self, window: Window, notes: Notes
    ) -> None:
        read(window, f"{ARTICLE}?notes=all", PHONE)
        ids = [note.id for note in seen(window, notes)]
        open_note(window, ids[20])
        for at in (21, 22, 23):
            window.click("[data-sheet] [data-step='1']")
            window.until("document.getElementById(`n_${arguments[0]}`).matches('[data-sheet]')", ids[at])
            assert measured(window)["open"] == [ids[at]]
        window.run("history.back()")  # within the page: WebKit's driver would wait for another one
        window.until("!document.querySelector('[data-sheet]')")
        assert measured(window)["edge"] <= place_of(window, ids[20]) < PHONE[1]

    def test_the_strip_and_the_notes_show_where_the_reader_is(self, window: Window) -> None:
        read(window, f"{ARTICLE}?notes=all")
        here = window.run(_READ_ON)
        window.until(
            "document.querySelector(`.strip-figure [data-block='${arguments[0]}']`).matches('[data-here]')", here
        )
        window.until(
            """[...document.querySelectorAll(`#${arguments[0]} .ref`)]
              .every(it => document.querySelector(`#n_${it.dataset.note} > summary`).matches("[data-here]"))""",
            here,
        )
        window.run("scrollTo({top: 0, behavior: 'instant'})")
        window.until("!document.querySelector(`[data-block='${arguments[0]}']`).matches('[data-here]')", here)

    def test_words_that_an_article_added_or_left_out_carry_their_lines(self, window: Window) -> None:
        window.open("", DESK)
        lines = window.run(
            """return ["ins", "del"].map(name => [...document.querySelectorAll(`main ${name}`)]
              .map(words => getComputedStyle(words).textDecorationLine))"""
        )
        assert [set(each) for each in lines] == [{"underline"}, {"line-through"}]


def visible(window: Window, selector: str) -> list[Any]:
    """Return the elements that a reader sees."""
    found: list[Any] = window.run(
        """return [...document.querySelectorAll(arguments[0])]
          .filter(it => it.getClientRects().length && it.checkVisibility({visibilityProperty: true}))""",
        selector,
    )
    return found
