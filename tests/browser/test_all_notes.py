"""All notes: narrowed down by facets and words, from a link, by keyboard, on a phone, and without what it needs."""

from __future__ import annotations

import gzip
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from annotated_reader.corpus.model import Note
from annotated_reader.exports.pagefind_index import INDEX_FOLDER, write_index
from annotated_reader.exports.search_records import SearchRecord
from annotated_reader.exports.urls import note_url
from annotated_reader.pages.all_notes import PAGE_SIZE
from annotated_reader.texts.markdown import plain_text
from tests.browser.axe import needs_axe, violations
from tests.browser.reading import SIZES, NewPage, window
from tests.browser.serving import serve_folder
from tests.built_site import BuiltSite
from tests.sampling import rest_nightly

pytestmark = pytest.mark.xdist_group("all-notes")

MOST_SCRIPT_BYTES = 4 * 1024
_NO_INDEX = "The search index could not be loaded."


@pytest.fixture
def page(new_page: NewPage, home: str) -> Page:
    """Return the page of all notes on a desk."""
    page = new_page()
    page.goto(home + "notes/")
    return page


def form(page: Page) -> Locator:
    """Find the form that narrows the notes down."""
    return page.get_by_role("search", name="All notes")


def told(page: Page) -> Locator:
    """Find what the form says of its answer."""
    return form(page).get_by_role("status")


def found(page: Page) -> Locator:
    """Find the notes that a reader sees."""
    return page.locator(".found > li:visible")


def links(page: Page) -> list[str]:
    """Return where the notes that a reader sees lead, from the site's root."""
    hrefs: list[str] = found(page).locator("h2 a").evaluate_all("all => all.map(link => link.href)")
    return [href.split("/some-repo/")[1] for href in hrefs]


def choose(page: Page, label: str, value: str) -> None:
    """Choose a value of a facet, once the index has given it."""
    select = form(page).get_by_label(label)
    select.focus()
    expect(select.locator(f'option[value="{value}"]')).to_be_attached()
    select.select_option(value)


def notes(site: BuiltSite) -> list[Note]:
    """Return every note that is not retracted, in reading order."""
    return [note for article in site.corpus.articles for note in article.current_notes]


def all_shown(page: Page, count: int) -> list[str]:
    """Show everything that was found, and give where it leads."""
    more = page.locator("[data-found] > button")
    for shown in range(20, count, 20):
        expect(found(page)).to_have_count(shown)
        more.click()
    expect(found(page)).to_have_count(count)
    expect(more).to_be_hidden()
    return links(page)


def test_before_anything_is_asked_the_index_is_not_loaded(new_page: NewPage, home: str) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home + "notes/", wait_until="networkidle")
    assert [address for address in asked if INDEX_FOLDER in address] == []
    expect(found(page)).to_have_count(PAGE_SIZE)
    form(page).get_by_label("Kind").focus()
    expect(form(page).get_by_label("Kind").locator("option").nth(1)).to_be_attached()
    assert [address for address in asked if ".pf_fragment" in address] == []


FACETS: dict[str, Callable[[Note], list[str]]] = {
    "Kind": lambda note: [note.data.kind.value],
    "Article": lambda note: [note.article],
    "Source": lambda note: [citation.id for citation in note.data.references],
}


def test_each_value_of_a_facet_tells_how_many_notes_have_it(page: Page, site: BuiltSite) -> None:
    for label, of in FACETS.items():
        expected = Counter(value for note in notes(site) for value in set(of(note)))
        select = form(page).get_by_label(label)
        select.focus()
        expect(select.locator("option")).to_have_count(len(expected) + 1)
        offered = select.locator("option").evaluate_all("all => all.slice(1).map(o => [o.value, o.text])")
        assert {value: int(re.findall(r"\((\d+)\)$", text)[0]) for value, text in offered} == expected, label


def test_a_facet_lists_its_notes_in_reading_order_and_no_others(page: Page, site: BuiltSite) -> None:
    expected = [note_url(note) for note in notes(site) if note.data.kind.value == "cross-reference"]
    choose(page, "Kind", "cross-reference")
    expect(told(page)).to_have_text(f"{len(expected)} notes found")
    assert all_shown(page, len(expected)) == expected


def test_facets_narrow_each_other_down(page: Page, site: BuiltSite) -> None:
    article = site.corpus.articles[0].slug
    choose(page, "Article", article)
    choose(page, "Kind", "fact-check")
    expected = [note for note in notes(site) if note.article == article and note.data.kind.value == "fact-check"]
    expect(told(page)).to_have_text(f"{len(expected)} notes found")
    cited = {citation.id for note in expected for citation in note.data.references}
    source = form(page).get_by_label("Source")
    offered = source.locator("option").evaluate_all("all => all.slice(1).map(option => option.value)")
    assert set(offered) == cited
    assert len(offered) < len(site.corpus.references)


def test_a_chosen_facet_still_offers_its_other_values(page: Page, site: BuiltSite) -> None:
    choose(page, "Kind", "wording")
    expect(told(page)).to_contain_text("found")
    offered = form(page).get_by_label("Kind").locator("option").count()
    assert offered == len({note.data.kind for note in notes(site)}) + 1


def test_words_find_notes_and_the_texts_and_each_hit_stands_in_its_sentence(page: Page) -> None:
    form(page).get_by_role("searchbox").fill("imminent")
    expect(told(page)).to_have_text(re.compile(r"^\d+ notes and \d+ paragraphs found$"))
    number, paragraphs = map(int, re.findall(r"\d+", told(page).inner_text()))
    leading = all_shown(page, number + paragraphs)
    assert not any(re.search(r"#p\d+$", link) for link in leading[:number])
    assert all(re.search(r"#p\d+$", link) for link in leading[number:])
    hits = page.locator(".found:visible .hit").all_inner_texts()
    assert hits and all("imminen" in hit.lower() for hit in hits)
    for sentence in page.locator("[data-found] > ul > li:has(a[href*='#p']) .passage").all():
        assert re.search(r"([.!?…][\"'”’»)\]]*|\w)$", sentence.inner_text().strip())
        assert len(sentence.inner_text()) < 900


def test_words_of_a_passage_find_its_note(page: Page, site: BuiltSite) -> None:
    note = next(note for note in notes(site) if 6 < len(note.data.quote.exact.split()) < 12)
    form(page).get_by_role("searchbox").fill(f'"{note.data.quote.exact}"')
    hit = found(page).filter(has=page.locator(f'a[href$="#{note.id}"]'))
    expect(hit).to_have_count(1)
    marked = " ".join(hit.locator(".passage mark").inner_text().split())
    article = site.corpus.articles_by_slug[note.article]
    assert marked == " ".join(article.seed.text[note.span.start : note.span.end].split())


@pytest.mark.parametrize("size", rest_nightly(SIZES))
def test_a_hit_opens_its_note_with_its_mark_in_view(new_page: NewPage, home: str, site: BuiltSite, size: str) -> None:
    note = notes(site)[40]
    page = new_page(size)
    page.goto(f"{home}notes/?article={note.article}&kind={note.data.kind.value}&q={note.data.title}")
    expect(told(page)).to_contain_text("found")
    page.locator(f'.found a[href$="#{note.id}"]:visible').click()
    page.wait_for_url(f"{home}{note_url(note)}")
    expect(page.locator(f"#n_{note.id}")).to_have_attribute("open", "")
    expect(page.locator(f"#ref_{note.id}")).to_be_in_viewport()
    words = " ".join(plain_text(note.data.note).split())[:40]
    expect(page.locator(f"[id='{note.id}']")).to_contain_text(words)


def test_the_address_keeps_what_was_asked_and_a_link_asks_it_again(page: Page, site: BuiltSite) -> None:
    of_all = told(page).inner_text()
    choose(page, "Source", "un-charter-51")
    expect(told(page)).not_to_have_text(of_all)
    of_source = told(page).inner_text()
    form(page).get_by_role("searchbox").fill("imminent")
    expect(page).to_have_url(re.compile(r"q=imminent"))
    assert parse_qs(urlsplit(page.url).query) == {"q": ["imminent"], "reference": ["un-charter-51"]}
    expect(told(page)).not_to_have_text(of_source)
    before = links(page)
    said = told(page).inner_text()
    page.reload()
    expect(told(page)).to_have_text(said)
    assert links(page) == before
    expect(form(page).get_by_label("Source")).to_have_value("un-charter-51")
    expect(form(page).get_by_role("searchbox")).to_have_value("imminent")


def test_back_and_forward_go_through_what_was_asked(page: Page) -> None:
    choose(page, "Kind", "quotation")
    expect(told(page)).to_contain_text("found")
    first = told(page).inner_text()
    form(page).get_by_role("searchbox").press_sequentially("strike", delay=200)
    expect(told(page)).not_to_have_text(first)
    second = told(page).inner_text()
    page.go_back()
    expect(told(page)).to_have_text(first)
    expect(form(page).get_by_role("searchbox")).to_have_value("")
    page.go_back()
    expect(told(page)).to_have_text("")
    expect(found(page)).to_have_count(PAGE_SIZE)
    expect(form(page).get_by_label("Kind")).to_have_value("")
    page.go_forward()
    page.go_forward()
    expect(told(page)).to_have_text(second)
    expect(form(page).get_by_label("Kind")).to_have_value("quotation")


def test_showing_all_notes_again_clears_the_address_and_leaves_the_focus_in_the_form(page: Page) -> None:
    choose(page, "Kind", "wording")
    clear = form(page).get_by_role("button", name="Show all notes")
    clear.click()
    expect(found(page)).to_have_count(PAGE_SIZE)
    expect(clear).to_be_hidden()
    expect(form(page).get_by_role("searchbox")).to_be_focused()
    assert urlsplit(page.url).query == ""


@pytest.mark.parametrize(
    "query", rest_nightly(["kind=%22%3E%3Cscript%3E&person=nobody", "kind=&q=%20"]), ids=["unknown", "empty"]
)
def test_an_address_that_asks_for_nothing_known_shows_everything(new_page: NewPage, home: str, query: str) -> None:
    page = new_page()
    page.goto(f"{home}notes/?{query}", wait_until="networkidle")
    expect(found(page)).to_have_count(PAGE_SIZE)
    expect(told(page)).to_have_text("")


def test_words_that_stand_nowhere_are_said_to(page: Page) -> None:
    form(page).get_by_role("searchbox").fill("qqqqqqqq")
    expect(told(page)).to_have_text("Nothing found")
    expect(found(page)).to_have_count(0)


def test_the_keyboard_alone_narrows_down_shows_more_and_opens(page: Page) -> None:
    form(page).get_by_role("searchbox").focus()
    page.keyboard.type("NATO")
    expect(told(page)).to_contain_text("found")
    unnarrowed = told(page).inner_text()
    kind = form(page).get_by_label("Kind")
    page.keyboard.press("Tab")
    expect(kind).to_be_focused()
    page.keyboard.press("c")  # as a reader would type the first letter of Context
    expect(kind).to_have_value("context")
    expect(page).to_have_url(re.compile("kind=context"))
    expect(told(page)).not_to_have_text(unnarrowed)
    expect(found(page)).to_have_count(20)
    more = page.get_by_role("button", name="Show more")
    more.focus()
    page.keyboard.press("Enter")
    expect(found(page).nth(20).locator("h2 a")).to_be_focused()
    target = found(page).nth(20).locator("h2 a").evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_a_facet_pressed_before_its_values_are_there_gets_them_first(new_page: NewPage, home: str) -> None:
    page = new_page("phone")
    page.goto(home + "notes/")
    source = form(page).get_by_label("Source")
    expect(source.locator("option")).to_have_count(1)
    source.tap()
    expect(source.locator("option").nth(100)).to_be_attached()


@pytest.mark.parametrize("number", rest_nightly([2, 1]))
def test_without_scripts_the_notes_are_a_plain_list_on_pages(
    new_page: NewPage, home: str, site: BuiltSite, number: int
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(home + "notes/" + (f"{number}/" if number > 1 else ""))
    expect(form(page)).to_be_hidden()
    start = (number - 1) * PAGE_SIZE
    assert links(page) == [note_url(note) for note in notes(site)[start : start + PAGE_SIZE]]
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Next").click()
    assert urlsplit(page.url).path.endswith(f"/notes/{number + 1}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"page {number + 1} of")


def test_on_a_later_page_the_whole_corpus_is_narrowed_down_too(new_page: NewPage, home: str, site: BuiltSite) -> None:
    page = new_page()
    first = notes(site)[0]
    page.goto(home + "notes/3/")
    choose(page, "Article", first.article)
    expect(told(page)).to_contain_text("found")
    assert links(page)[0] == note_url(first)


def test_a_missing_index_is_told_in_words_and_the_list_stays(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        page.route(f"**/{INDEX_FOLDER}/**", lambda route: route.abort())
        page.goto(home + "notes/?kind=wording")
        expect(told(page)).to_contain_text(_NO_INDEX)
        expect(found(page)).to_have_count(PAGE_SIZE)


HOSTILE = '<img src=x onerror=alert(1)> &lt;b&gt; "><script>alert(2)</script> constructor'


def test_whatever_stands_in_a_note_is_shown_as_text(new_page: NewPage, site: BuiltSite, tmp_path: Path) -> None:
    folder = shutil.copytree(site.folder, tmp_path / "site")
    article = "x " + HOSTILE.replace('"', "%22")
    facets = {"type": ("note",), "article": (article,), "language": ("en",), "kind": ("wording",)}
    write_index([[SearchRecord("articles/x/#y", HOSTILE, HOSTILE, HOSTILE, facets)]], folder / INDEX_FOLDER)
    page = new_page()
    page.on("dialog", lambda alert: pytest.fail(alert.message))
    with serve_folder(folder) as address:
        page.goto(f"{address}notes/?q=constructor&article=x")
        expect(told(page)).to_have_text("1 note found")
        expect(found(page).locator("h2")).to_have_text(HOSTILE)
        expect(found(page).locator("cite")).to_have_text(HOSTILE)
        expect(found(page).locator("img, script, b")).to_have_count(0)
        expect(form(page).get_by_label("Article").locator("option").nth(1)).to_have_text(f"{HOSTILE} (1)")


@needs_axe
@pytest.mark.parametrize(
    ("size", "scheme"), rest_nightly((size, scheme) for size in SIZES for scheme in ("dark", "light"))
)
@pytest.mark.parametrize("address", rest_nightly(["notes/?q=strike", "notes/2/", "notes/?q=qqqqqqq"]))
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    new_page: NewPage, home: str, size: str, scheme: Any, address: str
) -> None:
    page = new_page(size, color_scheme=scheme)
    page.goto(home + address)
    if "?" in address:
        expect(told(page)).to_contain_text("found")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    boxes = (
        form(page)
        .locator("input, select, button:visible")
        .evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(({width, height}) => Math.min(width, height))"
        )
    )
    assert min(boxes) >= 24


def test_what_the_page_adds_to_a_download_stays_small(site: BuiltSite) -> None:
    assets = site.folder / "assets/reader"
    assert len(gzip.compress((assets / "notes.js").read_bytes(), 9)) <= MOST_SCRIPT_BYTES
    loading = {address for address in site.pages if re.search(r'/notes\.(js|css)"', site.pages.text(address))}
    assert loading and all(address.startswith("notes/") for address in loading)
