"""On paper: the text and every note, once, with the addresses of its sources, and nothing to click."""

from __future__ import annotations

import re
import subprocess
from itertools import product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from annotated_reader.corpus.model import Article, Note
from annotated_reader.texts.markdown import plain_text
from tests.browser.reading import ARTICLE, Notes, read, settle, window
from tests.built_site import SLUGS, BuiltSite
from tests.sampling import rest_nightly

_CONTROLS = (
    "Copy link",
    "Cite this note",
    "Back to the text",
    "Previous",
    "Next note",
    "Keyboard shortcuts",
    "Contents",
)
_LINE = 20  # CSS pixels
_BELOW_THE_WORDS = """
document.documentElement.scrollHeight - scrollY
  - Math.max(...[...document.querySelectorAll(".page p")].map(part => part.getBoundingClientRect().bottom))
"""


def squeezed(text: str) -> str:
    """Take all white space out, since lines break where the paper ends, and the hyphens that breaking may add."""
    return re.sub(r"[\s\u00ad\u2060\f]+", "", text)


def printed(page: Page, folder: Path, size: str = "A4") -> str:
    """Print the page as it stands; give the words on the paper without their spaces."""
    path = folder / "page.pdf"
    page.pdf(path=path, format=size)
    words = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return squeezed(words)


def ends_of_words(page: Page, folder: Path, size: str) -> list[list[float]]:
    """Print the page; return for each sheet how far down its words end, as shares of its height."""
    path = folder / "page.pdf"
    page.pdf(path=path, format=size)
    placed = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    sheets = BeautifulSoup(placed, "html.parser").find_all("page")
    return [
        [float(str(word["ymax"])) / float(str(sheet["height"])) for word in sheet.find_all("word")] for sheet in sheets
    ]


def body(note: Note) -> str:
    """Return a note's words without spaces."""
    return squeezed(plain_text(note.data.note))


@pytest.fixture(scope="module")
def sheets(chromium: Browser, home: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what is printed on paper of each size, with all notes shown."""
    with window(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        return {size: printed(page, tmp_path_factory.mktemp(size), size) for size in ("A4", "Letter")}


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_every_note_is_printed_once_with_all_that_belongs_to_it(
    sheets: dict[str, str], site: BuiltSite, notes: Notes, size: str
) -> None:
    paper = sheets[size]
    for note in notes:
        head = squeezed(f"{note.number} {note.data.kind.label}")
        assert re.search(re.escape(head) + r".{0,90}?" + re.escape(squeezed(note.data.title)), paper), note.id
        assert paper.count(body(note)) == 1, note.id
        after = paper[paper.index(body(note)) + len(body(note)) :]
        for citation in note.data.references:
            reference = site.corpus.references[citation.id].value
            assert squeezed(reference.short) in after[:12_000], note.id
            assert not reference.URL or squeezed(reference.URL) in after[:12_000], note.id


@pytest.mark.parametrize(("slug", "size"), rest_nightly(product(SLUGS, ("A4", "Letter"))))
def test_no_sheet_but_the_last_is_half_empty(
    chromium: Browser, home: str, tmp_path: Path, slug: str, size: str
) -> None:
    with window(chromium) as page:
        read(page, f"{home}articles/{slug}/?notes=all")
        filled = [max(ends, default=0) for ends in ends_of_words(page, tmp_path, size)]
    assert len(filled) > 10
    assert min(filled[:-1]) > 0.5
    assert filled[-1] > 0


def test_the_page_ends_soon_after_its_last_words(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        page.emulate_media(media="print")
        settle(page)
        below = page.evaluate(_BELOW_THE_WORDS)
    assert 0 <= below < 2 * _LINE, "a space that would not fit on the last sheet takes one of its own"


def test_no_controls_are_printed(sheets: dict[str, str]) -> None:
    controls = (*_CONTROLS, "Editorial policy", "Contribute")
    assert [words for words in controls if squeezed(words) in sheets["A4"]] == []


@pytest.mark.parametrize("query", rest_nightly(["?notes=none", "?notes=key", "?notes=all&hide=context"]))
def test_all_notes_are_printed_whatever_is_shown(
    chromium: Browser, home: str, notes: Notes, tmp_path: Path, query: str
) -> None:
    with window(chromium) as page:
        paper = printed(read(page, home + ARTICLE + query), tmp_path)
    assert [note.id for note in notes if paper.count(body(note)) != 1] == []


def test_the_text_is_printed_word_for_word(chromium: Browser, home: str, article: Article, tmp_path: Path) -> None:
    with window(chromium) as page:
        read(page, f"{home}{ARTICLE}?notes=none")
        page.evaluate("document.querySelectorAll('.note, .ref').forEach(ours => ours.remove())")
        paper = printed(page, tmp_path)
    blocks = [b for b in article.seed.blocks if not b.role.folded_away]
    assert [block.text for block in blocks if squeezed(block.text) not in paper] == []


def test_a_note_open_in_the_sheet_is_printed_in_its_place(
    chromium: Browser, home: str, notes: Notes, tmp_path: Path
) -> None:
    note = notes[30]
    with window(chromium, viewport={"width": 390, "height": 844}) as page:
        paper = printed(read(page, f"{home}{ARTICLE}?notes=all#{note.id}"), tmp_path)
    assert paper.count(body(note)) == 1
    assert squeezed("Close") not in paper[-500:]


def test_paper_is_white_and_marks_are_lines_of_ink(chromium: Browser, home: str) -> None:
    with window(chromium, color_scheme="dark") as page:
        read(page, f"{home}{ARTICLE}?notes=all")
        page.emulate_media(media="print", color_scheme="dark")
        settle(page)
        paper, ink = page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.text')).color]"
        )
        styles = page.evaluate(
            """Object.fromEntries([...document.querySelectorAll(".mark")].map(mark =>
              [mark.className, getComputedStyle(mark).textDecoration]))"""
        )
    assert min(map(float, re.findall(r"[\d.]+", paper)[:3])) > 240
    assert max(map(float, re.findall(r"[\d.]+", ink)[:3])) < 80
    assert all("underline" in style for style in styles.values())
