"""The search: what it finds and where it leads, by key, pointer and touch; and what it says where it can't search."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from annotated_reader.corpus import assess_note
from annotated_reader.corpus.model import Note
from annotated_reader.exports.pagefind_index import INDEX_FOLDER, write_index
from annotated_reader.exports.search_records import SearchRecord
from annotated_reader.texts.markdown import plain_text
from tests.browser.axe import needs_axe, violations
from tests.browser.reading import SIZES, NewPage
from tests.browser.serving import mkdocs_serve, serve_folder
from tests.built.second_texts import write_second_texts
from tests.built_site import BuiltSite

pytestmark = pytest.mark.xdist_group("search")

SMALLEST_TARGET = 24  # CSS px, WCAG 2.2 success criterion 2.5.8
_BOXES = """all => all.map(one => one.getBoundingClientRect())
  .map(({left, right, width, height}) => ({left, right, width, height}))"""
_NO_INDEX = "The search index could not be loaded."


@pytest.fixture
def page(new_page: NewPage, home: str) -> Page:
    """Return the home page on a desk."""
    page = new_page()
    page.goto(home)
    return page


def dialog(page: Page) -> Locator:
    """Find the search, open or not."""
    return page.locator("dialog.search")


def field(page: Page) -> Locator:
    """Find where words are typed."""
    return dialog(page).get_by_role("searchbox")


def hits(page: Page) -> Locator:
    """Find the links that a search found."""
    return dialog(page).get_by_role("listitem").get_by_role("link")


def search(page: Page, words: str) -> Locator:
    """Open the search, type words, and wait for what it finds."""
    if not dialog(page).is_visible():
        page.get_by_role("button", name="Search").click()
    field(page).fill(words)
    expect(dialog(page).get_by_role("status")).to_have_text(re.compile(r"^(\d+|None) found$"))
    return hits(page)


@pytest.fixture(scope="module")
def only_in_a_note(site: BuiltSite) -> tuple[str, Note]:
    """Return a word that stands in the body of one note and nowhere else, and that note."""

    def words(text: str) -> set[str]:
        return set(re.findall(r"[a-z]+", text.lower()))

    notes = site.corpus.notes
    counts = Counter(word for note in notes for word in words(plain_text(note.data.note)))
    elsewhere = {word for article in site.corpus.articles for word in words(article.seed.text)}
    elsewhere |= {word for note in notes for word in words(note.data.title)}
    # Pagefind compares stems: a word whose beginning is that of another one would find both.
    beginnings = Counter(word[:5] for word in counts.keys() | elsewhere)
    word = max(
        (w for w in counts if counts[w] == 1 and beginnings[w[:5]] == 1 and w not in elsewhere),
        key=lambda w: (len(w), w),
    )
    return word, next(note for note in notes if word in words(plain_text(note.data.note)))


@pytest.mark.parametrize("size", SIZES)
def test_a_word_that_stands_only_in_a_note_is_found_and_the_hit_opens_that_note(
    new_page: NewPage, home: str, only_in_a_note: tuple[str, Note], size: str
) -> None:
    word, note = only_in_a_note
    page = new_page(size)
    page.goto(home)
    (hit,) = search(page, word).all()
    expect(hit).to_contain_text(note.data.title)
    expect(hit.locator("mark")).to_have_text(re.compile(word, re.IGNORECASE))
    hit.click()
    page.wait_for_url(f"{home}articles/{note.article}/#{note.id}")
    expect(page.locator(f"#{note.id} .note-text")).to_be_in_viewport()
    expect(dialog(page)).to_be_hidden()


def test_a_hit_on_the_page_itself_closes_the_search_and_opens_the_note(
    page: Page, home: str, only_in_a_note: tuple[str, Note]
) -> None:
    word, note = only_in_a_note
    page.goto(f"{home}articles/{note.article}/")
    search(page, word).click()
    expect(dialog(page)).to_be_hidden()
    expect(page.locator(f"#{note.id} .note-text")).to_be_in_viewport()


def test_a_hit_in_a_text_leads_to_its_paragraph(page: Page, site: BuiltSite) -> None:
    article = site.corpus.articles[0]
    block = next(block for block in article.seed.blocks if block.number > 3 and len(block.text.split()) > 8)
    words = " ".join(re.sub(r"[^\w\s]", " ", block.text).split()[:8])
    hit = search(page, f"“{words}”").first
    expect(hit).to_contain_text(f"Paragraph {block.number}")
    hit.click()
    expect(page.locator(f".reader #p{block.number}")).to_be_in_viewport()


def test_hits_stand_under_their_articles_with_the_words_marked(page: Page, site: BuiltSite) -> None:
    search(page, "strike")
    titles = [article.data.title for article in site.corpus.articles]
    headings = dialog(page).get_by_role("heading").all_inner_texts()
    assert len(headings) == len(set(headings)) > 1
    assert set(headings) <= {"The words of sources", *(" ".join(title.split()) for title in titles)}
    marks = dialog(page).locator("mark").all_inner_texts()
    assert marks
    assert [mark for mark in marks if "strik" not in mark.lower()] == []


def test_a_hit_shows_a_notes_kind_and_its_verdict(page: Page, site: BuiltSite) -> None:
    note = next(note for note in site.corpus.notes if note.data.kind.value == "fact-check" and note.data.claim)
    assert note.data.claim
    hit = search(page, f'"{note.data.title}"').and_(page.locator(f'[href$="#{note.id}"]'))
    expect(hit.locator(".kind")).to_have_text("Fact check")
    assessment = assess_note(site.corpus, note)
    assert assessment
    expect(hit.locator(".verdict")).to_have_text(assessment.label)


def test_all_that_was_found_can_be_reached_ten_at_a_time(page: Page) -> None:
    found = search(page, "NATO")
    count = int(dialog(page).get_by_role("status").inner_text().split()[0])
    assert count > 20
    more = dialog(page).get_by_role("button", name="Show more")
    for shown in range(10, count, 10):
        expect(found).to_have_count(shown)
        before = set(found.evaluate_all("links => links.map(link => link.href)"))
        more.click()
        expect(found).to_have_count(min(shown + 10, count))
        assert page.evaluate("document.activeElement.href") not in before
    expect(more).to_be_hidden()
    addresses = found.evaluate_all("links => links.map(link => link.href)")
    assert len(set(addresses)) == count


def test_words_that_stand_nowhere_are_said_to(page: Page) -> None:
    expect(search(page, "qqqqqqqq")).to_have_count(0)
    expect(dialog(page).get_by_role("status")).to_have_text("None found")
    field(page).fill("")
    expect(dialog(page).get_by_role("status")).to_have_text("")
    expect(dialog(page).get_by_text("in quotation marks")).to_be_visible()


def test_nothing_is_loaded_before_the_search_is_opened_and_then_only_parts_of_the_index(
    page: Page, site: BuiltSite
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert [address for address in asked if INDEX_FOLDER in address or "search-dialog" in address] == []
    search(page, "strike")
    parts = [address for address in asked if ".pf_" in address]
    assert 0 < len(parts) < len(list((site.folder / INDEX_FOLDER).rglob("*.pf_*"))) / 10


@pytest.mark.parametrize("key", ["/", "f", "s"])
def test_a_key_opens_the_search_and_is_not_typed_into_it(page: Page, key: str) -> None:
    page.keyboard.press(key)
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")


@pytest.mark.parametrize("keys", ["Control+f", "Alt+s", "Meta+/", "Shift+F"])
def test_keys_of_the_browsers_own_do_not_open_it(page: Page, keys: str) -> None:
    page.keyboard.press(keys)
    expect(dialog(page)).to_be_hidden()


def test_keys_are_typed_where_words_can_be(page: Page) -> None:
    page.evaluate("document.querySelector('.page').append(document.createElement('input'))")
    typed = page.locator(".page input")
    typed.press_sequentially("/fs")
    expect(typed).to_have_value("/fs")
    expect(dialog(page)).to_be_hidden()


def test_single_keys_can_be_switched_off(page: Page) -> None:
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("s")
    expect(dialog(page)).to_be_hidden()


def test_arrows_walk_through_the_hits_and_enter_opens_one(page: Page) -> None:
    found = search(page, "strike")
    page.keyboard.press("ArrowDown")
    expect(found.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(found.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    target = found.nth(1).evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_tab_walks_from_the_words_over_close_to_the_hits(page: Page) -> None:
    found = search(page, "strike")
    page.keyboard.press("Tab")
    expect(dialog(page).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(found.first).to_be_focused()


def test_enter_behind_words_just_typed_opens_their_first_hit(
    page: Page, home: str, only_in_a_note: tuple[str, Note]
) -> None:
    word, note = only_in_a_note
    search(page, "strike")
    field(page).fill(word)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}articles/{note.article}/#{note.id}")


def test_escape_closes_the_search_at_once_and_gives_the_focus_back(page: Page) -> None:
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    search(page, "strike")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(button).to_be_focused()


def test_the_search_opens_again_on_what_was_found_with_the_words_selected(page: Page) -> None:
    found = search(page, "strike")
    expect(found).to_have_count(10)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(found).to_have_count(10)
    page.keyboard.type("Nicaragua")
    expect(field(page)).to_have_value("Nicaragua")


def test_close_and_a_click_beside_it_close_the_search(page: Page) -> None:
    search(page, "strike")
    dialog(page).get_by_role("button", name="Close").click()
    expect(dialog(page)).to_be_hidden()
    search(page, "strike")
    page.mouse.click(5, 400)
    expect(dialog(page)).to_be_hidden()


@pytest.mark.parametrize("size", SIZES)
def test_the_search_fits_its_window_and_every_target_is_large_enough(new_page: NewPage, home: str, size: str) -> None:
    page = new_page(size)
    page.goto(home)
    button = page.get_by_role("button", name="Search").bounding_box()
    search(page, "strike")
    boxes = dialog(page).locator("a, button:visible, input").evaluate_all(_BOXES)
    assert button
    assert [box for box in [*boxes, button] if min(box["width"], box["height"]) < SMALLEST_TARGET] == []
    assert [box for box in boxes if box["left"] < 0 or box["right"] > SIZES[size]["width"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert dialog(page).evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_the_open_search(new_page: NewPage, home: str, size: str, scheme: str) -> None:
    page = new_page(size, color_scheme=scheme)
    page.goto(home)
    page.get_by_role("button", name="Search").click()
    assert violations(page, "dialog.search", ".site-header") == []
    search(page, "imminent attack")
    assert violations(page, "dialog.search", ".site-header") == []


def test_without_scripts_there_is_no_button(new_page: NewPage, home: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(home)
    expect(page.locator(".search-open")).to_have_count(1)
    expect(page.locator(".search-open")).to_be_hidden()


def test_a_missing_index_is_told_in_words(chromium: Browser, home: str) -> None:
    page = chromium.new_page()
    page.route(f"**/{INDEX_FOLDER}/**", lambda route: route.abort())
    page.goto(home)
    page.keyboard.press("/")
    expect(dialog(page).get_by_role("status")).to_contain_text(_NO_INDEX)
    page.close()


def test_an_index_that_lost_its_parts_is_told_in_words(chromium: Browser, home: str) -> None:
    page = chromium.new_page()
    page.route("**/pagefind-entry.json*", lambda route: route.abort())
    page.goto(home)
    page.keyboard.press("/")
    expect(dialog(page).get_by_role("status")).to_contain_text(_NO_INDEX, timeout=15_000)
    page.close()


def test_a_page_opened_from_a_folder_says_why_it_can_not_search(chromium: Browser, site: BuiltSite) -> None:
    page = chromium.new_page()
    page.goto((site.folder / "index.html").as_uri())
    page.get_by_role("button", name="Search").click()
    expect(dialog(page).get_by_role("status")).to_contain_text(_NO_INDEX)
    page.close()


HOSTILE = '<img src=x onerror=alert(1)> <mark>no</mark> &lt;b&gt; "><script>alert(2)</script> constructor'


def test_whatever_stands_in_a_text_is_shown_as_text(new_page: NewPage, site: BuiltSite, tmp_path: Path) -> None:
    folder = shutil.copytree(site.folder, tmp_path / "site")
    facets = {"type": ("note",), "article": ("x __proto__",), "language": ("en",), "kind": ("wording",)}
    write_index([[SearchRecord("articles/x/#y", HOSTILE, HOSTILE, HOSTILE, facets)]], folder / INDEX_FOLDER)
    page = new_page()
    page.on("dialog", lambda alert: pytest.fail(alert.message))
    with serve_folder(folder) as address:
        page.goto(address)
        search(page, "constructor")
        expect(dialog(page).get_by_role("heading")).to_have_text("__proto__")
        expect(hits(page).locator("strong")).to_have_text(HOSTILE)
        expect(hits(page).locator("span").last).to_have_text(HOSTILE)
        expect(hits(page).locator("img, script, b")).to_have_count(0)
        expect(hits(page).locator("mark")).to_have_text(["constructor"])


def test_all_parts_of_an_index_are_searched(new_page: NewPage, site: BuiltSite, tmp_path: Path) -> None:
    folder = shutil.copytree(site.folder, tmp_path / "site")
    records = [
        SearchRecord(f"articles/{name}/#n", f"A quokka in {name}", name, "", {
            "type": ("note",), "article": (f"{name} {name}",), "language": ("en",), "kind": ("wording",),
        })
        for name in ("one", "two", "three")
    ]  # fmt: skip
    write_index([[record] for record in records], folder / INDEX_FOLDER)
    page = new_page()
    with serve_folder(folder) as address:
        page.goto(address)
        search(page, "quokka")
        assert sorted(hits(page).locator("strong").all_inner_texts()) == ["one", "three", "two"]
        page.goto(f"{address}notes/?kind=wording")
        expect(page.get_by_role("status").first).to_have_text("3 notes found")
        expect(page.locator("[data-found] h2")).to_have_text(["one", "two", "three"])


def test_facets_alone_list_their_records_in_reading_order(page: Page, site: BuiltSite) -> None:
    article = site.corpus.articles[-1]
    places: list[str] = page.evaluate(
        """async ([folder, article]) => {
          const pagefind = await import(`./${folder}/all.js`);
          const {results} = await pagefind.search(null, {filters: {article, type: "note"}, sort: {order: "asc"}});
          const found = await Promise.all(results.map(result => result.data()));
          return found.map(({raw_url}) => raw_url.split("#")[1].replace(".html", ""));
        }""",
        [INDEX_FOLDER, f"{article.slug} {article.data.title}".replace('"', "%22")],
    )
    assert places == [note.id for note in article.current_notes]


def test_the_preview_of_a_small_corpus_can_be_searched(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.new_page()
    with mkdocs_serve(write_second_texts(tmp_path / "project")) as server:
        page.goto(server.address)
        search(page, "dark").first.click()
        page.wait_for_url(re.compile("/articles/"))
        page.close()
