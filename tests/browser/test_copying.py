"""Copying in a real browser: the author's words alone, or the words of one note."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from tests.browser.reading import read, window
from tests.browser.serving import serve_folder
from tests.built_site import built_once, write_own_pages
from tests.project import TinyProject

SEED = """\
The mast

The mast was cut from a single pine in the north wood.

The sail was dyed with bark.

The rope came from the coast.

What it bore

First, a <lamp> & a bell.
Second, a flag.

So it went
to the sea.

Share this page
"""
STRUCTURE = """\
structure:
  - {lines: 1, role: title}
  - {lines: 9, role: heading}
  - {lines: 11-12, role: item}
  - {lines: 14-15, role: verse}
  - {lines: 17, role: furniture}
"""
NOTE = """\
- id: {name}-note
  kind: wording
  title: About {name} note
  quote: {quote}
  note: A remark on the {name}.
  references: [charter]
  added: 2026-11-22
"""
QUOTES = {
    "mast": "cut from a single pine",
    "sail": "dyed with bark",
    "heading": "What it bore",
    "bell": "a bell",
    "flag": "a flag",
    "sea": "to the sea",
}
PARAGRAPHS = """\
The mast was cut from a single pine in the north wood.

The sail was dyed with bark.

The rope came from the coast."""
REST = "What it bore\n\nFirst, a <lamp> & a bell.\nSecond, a flag.\n\nSo it went\nto the sea."


def write_project(folder: Path) -> Path:
    """Write a project whose one article has notes between its paragraphs, items and lines."""
    notes = "".join(NOTE.format(name=name, quote=quote) for name, quote in QUOTES.items())
    TinyProject(folder).seed(SEED, STRUCTURE, notes)
    write_own_pages(folder)
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the article, built."""
    site = built_once(tmp_path_factory, "copying", write_project)
    assert site.status == 0, site.log
    with serve_folder(site.folder) as address:
        yield address


@contextmanager
def opened(chromium: Browser, address: str, width: int = 1400, query: str = "?notes=all") -> Iterator[Page]:
    """Open the article in a window that may read the clipboard."""
    size = {"width": width, "height": 1_600}
    with window(chromium, viewport=size, permissions=["clipboard-read", "clipboard-write"]) as page:
        yield read(page, f"{address}articles/tiny/{query}")


def point(page: Page, block: int, words: str, after: bool) -> tuple[float, float]:
    """Return the point in the window right before, or after, words of a block."""
    x, y = page.evaluate(
        """([block, words, after]) => {
          const walker = document.createTreeWalker(document.getElementById(`p${block}`), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode, at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const rects = [...range.getClientRects()], box = after ? rects.at(-1) : rects[0];
            return [after ? box.right - 0.5 : box.left + 0.5, box.top + box.height / 2];
          }
        }""",
        [block, words, after],
    )
    return x, y


def drag(page: Page, first: tuple[int, str], last: tuple[int, str]) -> None:
    """Drag the pointer from before words of one block to behind words of another."""
    page.mouse.move(*point(page, *first, after=False))
    page.mouse.down()
    page.mouse.move(*point(page, *last, after=True), steps=8)
    page.mouse.up()


def copied(page: Page) -> tuple[str, BeautifulSoup]:
    """Copy with the keyboard and return the clipboard's plain text and its HTML."""
    page.evaluate("navigator.clipboard.writeText('nothing')")
    page.keyboard.press("Control+c")
    page.wait_for_timeout(100)
    plain, html = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const part = async (type) => item.types.includes(type) ? (await item.getType(type)).text() : "";
          return Promise.all([part("text/plain"), part("text/html")]);
        }"""
    )
    return plain, BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("width", "query"),
    [(1400, "?notes=all"), (1400, "?notes=all#mast-note"), (700, "?notes=all"), (700, "?notes=none")],
    ids=["margin", "a note open in the margin", "no margin", "no notes"],
)
def test_three_paragraphs_are_copied_without_the_notes_between_them(
    chromium: Browser, served: str, width: int, query: str
) -> None:
    with opened(chromium, served, width, query) as page:
        drag(page, (2, "The mast was"), (4, "from the coast."))
        plain, html = copied(page)
    assert plain == PARAGRAPHS
    assert [(tag.name, tag.get_text()) for tag in html.find_all("p")] == [
        ("p", words) for words in PARAGRAPHS.split("\n\n")
    ]
    assert html.get_text() == PARAGRAPHS.replace("\n", "")


def test_headings_list_items_and_lines_of_verse_keep_their_structure(chromium: Browser, served: str) -> None:
    with opened(chromium, served) as page:
        drag(page, (5, "What it bore"), (9, "."))
        plain, html = copied(page)
    assert plain == REST
    assert html.h2 is not None
    assert html.h2.get_text() == "What it bore"
    assert [item.get_text() for item in html.select("ul > li")] == ["First, a <lamp> & a bell.", "Second, a flag."]
    assert [line.get_text() for line in html.select("div > p")] == ["So it went", "to the sea."]


def test_from_the_title_on_nothing_of_ours_is_taken(chromium: Browser, served: str) -> None:
    with opened(chromium, served) as page:
        drag(page, (1, "The mast"), (2, "north wood."))
        plain, _ = copied(page)
    assert plain == "The mast\n\n" + PARAGRAPHS.split("\n")[0]


def test_parts_of_paragraphs_begin_and_end_where_they_were_chosen(chromium: Browser, served: str) -> None:
    with opened(chromium, served) as page:
        drag(page, (2, "in the north"), (3, "The sail"))
        assert copied(page)[0] == "in the north wood.\n\nThe sail"


def test_words_over_a_number_are_copied_without_it_and_without_a_paragraph(chromium: Browser, served: str) -> None:
    with opened(chromium, served) as page:
        drag(page, (2, "single pine"), (2, "in the north"))
        plain, html = copied(page)
    assert plain == "single pine in the north"
    assert html.get_text() == plain
    assert html.p is None


def test_a_paragraph_chosen_with_three_clicks_is_copied_alone(chromium: Browser, served: str) -> None:
    with opened(chromium, served) as page:
        page.mouse.click(*point(page, 4, "The rope", after=True), click_count=3)
        assert copied(page)[0] == "The rope came from the coast."


def test_folded_lines_are_copied_only_where_they_are_unfolded(chromium: Browser, served: str) -> None:
    whole = "getSelection().setBaseAndExtent(document.getElementById('p8'), 0, document.querySelector('#p10'), 1)"
    with opened(chromium, served) as page:
        page.evaluate(whole)
        assert copied(page)[0] == "So it went\nto the sea."
        page.evaluate("document.querySelector('.folded').open = true")
        page.evaluate(whole)
        assert copied(page)[0] == "So it went\nto the sea.\n\nShare this page"


def test_words_of_a_note_are_copied_as_they_are(chromium: Browser, served: str) -> None:
    with opened(chromium, served, query="?notes=all#sail-note") as page:
        page.evaluate(
            """() => {
              const words = [...document.querySelectorAll("#n_sail-note p")]
                .find((each) => each.textContent.includes("A remark"));
              getSelection().selectAllChildren(words);
            }"""
        )
        assert copied(page)[0].strip() == "A remark on the sail."


def test_a_selection_from_a_note_to_the_text_is_left_to_the_browser(chromium: Browser, served: str) -> None:
    with opened(chromium, served, query="?notes=all#sail-note") as page:
        page.evaluate(
            """() => getSelection().setBaseAndExtent(
              document.querySelector("#n_sail-note .note-title").firstChild, 0, document.getElementById("p4"), 1)"""
        )
        plain, _ = copied(page)
    assert plain.startswith("About sail note")
    assert plain.endswith("The rope came from the coast.")
