"""``mkdocs serve``: edits are on the page without a restart, mistakes are a banner, and the server never dies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from annotated_reader.corpus.load import load_corpus
from tests.browser.serving import LiveServer, mkdocs_serve
from tests.built.second_texts import write_second_texts
from tests.sampling import rest_nightly

pytestmark = pytest.mark.xdist_group("serve")

SLUG = "as-written"
Edit = Callable[[bytes], bytes]
# Milliseconds until the server has seen an edit, built the site and told the browser, on a busy machine.
REBUILT = 30_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Return a server on a small project, which every test leaves as it found it."""
    with mkdocs_serve(write_second_texts(tmp_path_factory.mktemp("serve") / "project")) as running:
        yield running


@pytest.fixture(scope="module")
def titles(server: LiveServer) -> list[str]:
    """Return the titles of the article's notes as they are before any edit."""
    article = load_corpus(server.project).articles_by_slug[SLUG]
    return [note.data.title for note in article.current_notes]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Return an empty page."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def notes(server: LiveServer) -> Iterator[Path]:
    """Return a file of notes to edit; whatever happens, it holds at last what it held at first."""
    folder = server.project / "annotations" / SLUG
    path = min(path for path in folder.glob("*.yml") if path.name != "article.yml")
    before = path.read_bytes()
    yield path
    if path.read_bytes() != before:
        path.write_bytes(before)


def shown_titles(page: Page) -> Locator:
    """Find the titles of the notes on an article's page."""
    return page.locator("details.note summary .note-title")


def banner(page: Page) -> Locator:
    """Find what names problems: file, line and column."""
    return page.get_by_text(re.compile(r"(annotations|seeds)/\S+:\d+:\d+: (error|warning)"))


def replacing(pattern: str, by: str) -> Edit:
    """Return an edit that replaces the first hit of a pattern, which must be there."""

    def edit(before: bytes) -> bytes:
        after, times = re.subn(pattern.encode(), by.encode(), before, count=1, flags=re.MULTILINE)
        assert times == 1, pattern
        return after

    return edit


def test_an_edit_to_a_note_is_on_the_page_without_a_restart(
    server: LiveServer, page: Page, notes: Path, titles: list[str]
) -> None:
    page.goto(f"{server.address}articles/{SLUG}/")
    expect(shown_titles(page)).to_have_text(titles, timeout=REBUILT)
    good = notes.read_bytes()
    notes.write_bytes(replacing(r"^  title: .*$", "  title: Words that nobody wrote before")(good))
    edited = shown_titles(page).get_by_text("Words that nobody wrote before", exact=True)
    expect(edited).to_have_count(1, timeout=REBUILT)
    expect(shown_titles(page)).to_have_count(len(titles))
    expect(banner(page)).to_have_count(0)
    notes.write_bytes(good)
    expect(shown_titles(page)).to_have_text(titles, timeout=REBUILT)
    assert server.runs(), server.said()


@dataclass(frozen=True)
class Slip:
    """A contributor's mistake: what it does to a file, and what the banner must say of it."""

    name: str
    make: Edit
    says: str


_NOTE_ON_NOTHING = """\
- id: on-nothing
  kind: wording
  title: A note on nothing
  quote: Zebras in striped pyjamas
  note: Nothing.
  added: 2026-01-01
"""
SLIPS = (
    Slip("an indentation", replacing(r"^  title:", "    title:"), r"{file}:\d+:\d+: error: "),
    Slip("an unknown key", replacing(r"^  title:", "  titel:"), r"{file}:\d+:3: error: unknown key .titel."),
    Slip("words that the text has not", replacing(r"\Z", _NOTE_ON_NOTHING), r"{file}:\d+:3: error: .*on-nothing"),
    Slip("bytes that are no text", lambda good: b"\xff" + good, r"{file}:1:1: error: "),
)


@pytest.mark.parametrize("slip", rest_nightly(SLIPS), ids=lambda slip: slip.name)
def test_a_mistake_is_a_banner_over_the_last_good_page_until_it_is_mended(
    server: LiveServer, page: Page, notes: Path, titles: list[str], slip: Slip
) -> None:
    page.goto(f"{server.address}articles/{SLUG}/")
    expect(shown_titles(page)).to_have_text(titles, timeout=REBUILT)
    expect(banner(page)).to_have_count(0)
    good = notes.read_bytes()
    notes.write_bytes(slip.make(good))
    name = re.escape(notes.relative_to(server.project).as_posix())
    expect(banner(page)).to_contain_text(re.compile(slip.says.format(file=name)), timeout=REBUILT)
    expect(banner(page)).to_be_visible()
    expect(shown_titles(page)).to_have_text(titles)
    notes.write_bytes(good)
    expect(banner(page)).to_have_count(0, timeout=REBUILT)
    expect(shown_titles(page)).to_have_text(titles, timeout=REBUILT)
    assert server.runs(), server.said()


def test_a_server_starts_on_a_mistake_says_so_until_it_is_mended_and_leaves_nothing_behind(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    project = write_second_texts(tmp_path / "project")
    article = project / "annotations" / "chapter-two" / "article.yml"
    good = article.read_bytes()
    article.write_bytes(replacing("^title: ", "title: [")(good))
    with mkdocs_serve(project) as server:
        page.goto(server.address)
        expect(banner(page)).to_contain_text("annotations/chapter-two/article.yml:")
        expect(page.get_by_role("link", name="Chapter one").first).to_be_visible()
        article.write_bytes(good)
        expect(banner(page)).to_have_count(0, timeout=REBUILT)
        expect(page.get_by_role("link", name="Chapter two").first).to_be_visible(timeout=REBUILT)
        assert server.runs(), server.said()
        (site,) = temporary.glob("mkdocs_*")
        files = site.resolve()
        assert (files / "index.html").is_file()
    assert not files.exists()
    assert not [*temporary.iterdir()]
