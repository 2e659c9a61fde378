"""The built pages that look across the articles, and what a browser makes of them."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import bibtexparser
import feedparser
import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page, sync_playwright

from build_scripts.corpus import Corpus, load_corpus
from tests.browsers import find_chromium

pytestmark = pytest.mark.xdist_group("across")

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/reader/"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
ARGUMENTS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --no-first-run"
PAGES = (
    "compare/", "timeline/", "references/", "people/", "state/", "data/", "claims/obstacle-legal-not-moral/",
    "claims/nato-purely-defensive/", "events/rutte-chatham-house/", "events/putin-russia-calling/",
    "events/hague-summit-2025/", "references/icj-nicaragua-1986/", "people/giuseppe-cavo-dragone/",
)  # fmt: skip
EXPORTS = ("data/notes.csv", "data/notes.jsonld", "data/references.json", "annotations.jsonld")
"""Files that the exports make, which have tests of their own."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site for a sub-path, and give its folder."""
    folder = tmp_path_factory.mktemp("across") / "reader"
    environment = {**os.environ, "SITE_URL": ADDRESS, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(ROOT)


@cache
def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def page(site: Path, address: str) -> BeautifulSoup:
    """Parse a built page."""
    return parsed(site / address / "index.html")


def one(scope: BeautifulSoup | Tag, selector: str) -> Tag:
    """Give the one element that a selector finds."""
    (found,) = scope.select(selector)
    return found


def words(element: Tag) -> str:
    """Give an element's text with single spaces."""
    return " ".join(element.get_text(" ").split())


def generated(site: Path) -> list[Path]:
    """List the pages made from claims, events, people and references, and those that list them."""
    folders = ("claims", "events", "people", "references", "compare", "timeline", "state", "data")
    return [path for folder in folders for path in (site / folder).rglob("index.html")]


def test_every_claim_event_person_and_reference_has_a_page_with_one_heading(site: Path, corpus: Corpus) -> None:
    for folder in ("claims", "events", "people", "references"):
        for entity_id in getattr(corpus, folder):
            assert len(page(site, f"{folder}/{entity_id}/").select("h1")) == 1


def test_every_link_leads_to_a_page_and_to_a_place_on_it(site: Path) -> None:
    broken = set()
    for path in generated(site):
        here = ADDRESS + path.parent.relative_to(site).as_posix() + "/"
        for link in parsed(path).select("a[href]"):
            target = urlsplit(urljoin(here, str(link["href"])))
            if target.netloc != "example.org" or target.path.endswith(EXPORTS):
                continue
            assert target.path.startswith("/reader/"), f"{link} leaves the sub-path"
            file = site / unquote(target.path).removeprefix("/reader/")
            file = file / "index.html" if target.path.endswith("/") else file
            if not file.is_file() or (target.fragment and not parsed(file).find(id=target.fragment)):
                broken.add((path.parent.name, link["href"]))
    assert not broken


def test_no_page_has_a_script_of_its_own_in_it(site: Path) -> None:
    for path in generated(site):
        for script in parsed(path).select("script:not([src])"):
            assert script["type"] == "application/ld+json"


def test_a_claim_is_told_with_verdict_and_each_articles_own_words(site: Path) -> None:
    claim = page(site, "claims/obstacle-legal-not-moral/")
    assert words(one(claim, "h1")) == "Dragone named ethics first among the limits, beside law and jurisdiction"
    assert words(one(claim, ".verdict")) == "Inaccurate"
    told = {words(one(side, ".side-name > a")): side for side in claim.select(".side")}
    assert list(told) == ["Paul Riverbank", "Phoenix24", "Patrick Lancaster"]
    assert [words(stance) for stance in told["Paul Riverbank"].select(".stance")] == ["denies"]
    assert {words(stance) for stance in told["Patrick Lancaster"].select(".stance")} == {"asserts"}
    passage = told["Paul Riverbank"].select(".passage")[0]
    assert one(passage, "mark").get_text() == "legal, ethical, and jurisdictional limitations"
    assert passage.get_text().strip().startswith("Dragone acknowledged the moral minefield")
    silent = words(claim.select(".passage-source")[-1])
    assert silent == "Not mentioned by: Alexander Bartosh , TFIGlobal ."


def test_every_passage_stands_word_for_word_in_its_article(site: Path, corpus: Corpus) -> None:
    texts = [" ".join(article.seed.text.split()) for article in corpus.articles]
    for passage in page(site, "compare/").select(".passage") + page(site, "claims/zakharova-wording/").select(
        ".passage"
    ):
        shown = " ".join(passage.get_text().split())
        assert any(shown in text for text in texts), shown


def test_positions_of_a_disputed_claim_stand_with_their_sources(site: Path) -> None:
    positions = page(site, "claims/nato-purely-defensive/").select("ol.passages > li")
    assert len(positions) == 3
    assert all(position.select(".sources a") for position in positions)


def test_each_cell_of_the_matrix_tells_the_stance_and_leads_to_the_place(site: Path, corpus: Corpus) -> None:
    table = one(page(site, "compare/"), "table")
    articles = corpus.articles
    assert [words(one(head, ".column-name")) for head in table.select("thead th")[1:]] == [
        "Alexander Bartosh", "Paul Riverbank", "TFIGlobal", "Phoenix24", "Patrick Lancaster",
    ]  # fmt: skip
    told = set()
    for row in table.select("tr[data-item]"):
        claim_id = str(one(row, "th[scope=row] > a")["href"]).split("/")[-2]
        for article, cell in zip(articles, row.select("td"), strict=True):
            for link in cell.select("a"):
                note = corpus.notes_by_id[str(link["href"]).split("#ref_")[1]]
                assert note.article == article.slug
                assert note.data.claim
                assert (note.data.claim.id, note.data.claim.stance.value) == (
                    claim_id, words(one(link.find_parent(class_="cell"), ".word")),  # type: ignore[arg-type]
                )  # fmt: skip
                told.add(note.id)
    assert told == {note.id for notes in corpus.notes_by_claim.values() for note in notes}


def test_the_timeline_is_in_order_with_machine_readable_dates(site: Path, corpus: Corpus) -> None:
    timeline = page(site, "timeline/")
    listed = timeline.select(".events > li")
    dates = [str(entry.select("time")[0]["datetime"]) for entry in listed]
    assert dates == sorted(dates)
    assert {str(entry["id"]) for entry in listed} == set(corpus.events)
    dots = timeline.select(".overview a[href]")
    assert {str(dot["href"])[1:] for dot in dots} == set(corpus.events)


def test_a_wrong_date_stands_beside_the_right_one(site: Path) -> None:
    entry = page(site, "timeline/").find(id="hague-summit-2025")
    assert isinstance(entry, Tag)
    assert words(one(entry, ".event-date")) == "24 to 25 June 2025"
    assert "“June 24-26” in Alexander Bartosh" in words(one(entry, ".other-date"))


def test_an_utterance_gives_the_original_first_and_then_marks_what_differs(site: Path) -> None:
    event = page(site, "events/rutte-chatham-house/")
    original = event.select("blockquote")[0].get_text()
    assert "Russia has teamed up with China" in original
    versions = [words(version) for version in event.select(".version")]
    assert any(version.startswith("Russia has teamed up allied with China") for version in versions)
    (changed,) = [version for version in event.select(".version") if "allied" in version.get_text()]
    assert changed.select("del")[0].get_text() == "teamed up"
    assert changed.select("ins")[0].get_text() == "allied"


def test_words_in_another_language_carry_their_language(site: Path) -> None:
    quoted = page(site, "events/putin-russia-calling/").select(".boxed blockquote")
    assert [block.get("lang") for block in quoted] == ["ru", None]


def test_references_are_grouped_by_type_and_each_stands_once(site: Path, corpus: Corpus) -> None:
    listed = page(site, "references/")
    assert [words(head) for head in listed.select("h2")][:4] == [
        "Treaties", "Judgments and opinions", "Resolutions and laws", "Speeches",
    ]  # fmt: skip
    assert sorted(str(entry["id"]) for entry in listed.select(".reference-list > li")) == sorted(corpus.references)


def test_a_reference_tells_its_pinpoints_and_every_citing_passage(site: Path, corpus: Corpus) -> None:
    judgment = page(site, "references/icj-nicaragua-1986/")
    assert "para. 194: 4 notes" in words(one(judgment, ".facts"))
    citing = [n for n in corpus.notes if any(c.id == "icj-nicaragua-1986" for c in n.data.references)]
    assert len(judgment.select(".side .told")) == len(citing)
    assert one(judgment, ".Z3988")["title"]


def test_bibtex_of_one_and_of_all_references_can_be_taken(site: Path, corpus: Corpus) -> None:
    for path, count in (("data/references.bib", len(corpus.references)), ("references/hlp-2004/hlp-2004.bib", 1)):
        library = bibtexparser.parse_string((site / path).read_text(encoding="utf-8"))
        assert (len(library.entries), library.failed_blocks) == (count, [])


def test_the_feed_is_named_in_every_pages_head_and_can_be_read(site: Path) -> None:
    for address in (*PAGES, ""):
        link = one(page(site, address), "link[type='application/atom+xml']")
        here = ADDRESS + address
        assert urljoin(here, str(link["href"])) == ADDRESS + "feed.xml"
    read = feedparser.parse((site / "feed.xml").read_bytes())
    assert not read.bozo
    assert read.entries


def meta(scope: BeautifulSoup, name: str) -> str:
    """Give an Open Graph property of a page."""
    return str(one(scope, f"meta[property='og:{name}']")["content"])


def test_an_article_is_shared_as_notes_and_a_claim_by_its_finding(site: Path) -> None:
    article = page(site, "articles/could-be-defensive/")
    assert meta(article, "title").startswith("Notes on: Breaking: NATO")
    assert meta(article, "url") == ADDRESS + "articles/could-be-defensive/"
    assert len(meta(article, "description")) <= 300
    claim = page(site, "claims/hague-summit-24-26-june/")
    assert meta(claim, "title") == "The Hague summit was held on 24 and 25 June 2025"


def test_article_and_claim_pages_carry_their_json_ld(site: Path) -> None:
    for address, kind in (("articles/internal-alarm/", "Article"), ("claims/nato-five-percent/", "ClaimReview")):
        data = json.loads(one(page(site, address), "script[type='application/ld+json']").get_text())
        assert (data["@type"], data["url"]) == (kind, ADDRESS + address)


def test_the_data_page_sets_quoted_words_apart_from_the_licence(site: Path) -> None:
    data = page(site, "data/")
    assert "not under this licence" in words(one(data, ".boxed:not(code)"))
    hrefs = {urljoin(ADDRESS + "data/", str(link["href"])) for link in data.select(".reference-list a")}
    assert hrefs == {
        ADDRESS + path
        for path in ("data/notes.csv", "data/notes.jsonld", "data/references.json", "data/references.bib", "feed.xml")
    }
    assert len(data.select(".reference-list code")) == len(hrefs)


def test_the_state_counts_what_is_open_and_leads_to_it(site: Path, corpus: Corpus) -> None:
    state = page(site, "state/")
    rows = state.select("tbody tr")
    assert len(rows) == len(corpus.articles)
    for article, row in zip(corpus.articles, rows, strict=True):
        unconfirmed = sum(note.data.confidence == "unconfirmed" for note in article.current_notes)
        cell = row.select("td")[4]
        assert words(cell) == str(unconfirmed)
        for link in cell.select("a"):
            assert len(one(state, str(link["href"])).select("li")) == unconfirmed


def test_a_note_opens_the_other_articles_wording_in_its_place(site: Path) -> None:
    note = page(site, "articles/could-be-defensive/").find(id="ethics-was-named-first")
    assert isinstance(note, Tag)
    assert words(one(note, "details > summary")) == "Also in 2 other articles"
    assert [p.get_text() for p in note.select("details .passage mark")] == [
        "legal, ethical, and jurisdictional limitations",
        "The general referenced the legal, ethical and political boundaries",
    ]


def test_what_the_pages_add_to_a_download_stays_small(site: Path) -> None:
    assert len(gzip.compress((site / "assets/reader/across.css").read_bytes(), 9)) <= 1.2 * 1024
    assert len(gzip.compress((site / "assets/reader/across.js").read_bytes(), 9)) <= 1.2 * 1024


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """Serve the site under its sub-path."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/reader/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium here")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS.split())


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """Open a tab of a desktop's size; a message in its console fails the test."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    messages: list[str] = []
    opened.on("console", lambda message: messages.append(message.text))
    opened.on("pageerror", lambda error: messages.append(str(error)))
    yield opened
    opened.close()
    assert not messages


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: make test installs it")
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, served: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    opened = context.new_page()
    found = []
    for address in PAGES:
        opened.goto(served + address)
        opened.evaluate(AXE.read_text(encoding="utf-8"))
        report = opened.evaluate(
            "axe.run({runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
        )
        found += [(address, v["id"], v["nodes"][0]["html"]) for v in report["violations"]]
        if opened.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((address, "scrolls sideways", ""))
    context.close()
    assert not found


def visible(tab: Page, selector: str) -> int:
    """Count the elements that a selector finds and a reader sees."""
    return tab.locator(f"{selector}:visible").count()


def test_the_matrix_is_filtered_by_article_and_verdict_and_the_address_keeps_it(tab: Page, served: str) -> None:
    tab.goto(served + "compare/")
    whole = visible(tab, "tr[data-item]")
    tab.select_option("select[name=article]", "internal-alarm")
    tab.select_option("select[name=verdict]", "disputed")
    fewer = visible(tab, "tr[data-item]")
    assert 0 < fewer < whole
    assert tab.locator("[role=status]").inner_text() == f"{fewer} of {whole} claims"
    assert urlsplit(tab.url).query == "article=internal-alarm&verdict=disputed"
    tab.reload()
    assert visible(tab, "tr[data-item]") == fewer
    assert tab.locator("select[name=verdict]").input_value() == "disputed"


def test_a_filter_that_names_nothing_known_shows_everything(tab: Page, served: str) -> None:
    tab.goto(served + "compare/?article=%22%3E%3Cscript%3E&verdict=no")
    assert visible(tab, "tr[data-item]") == tab.locator("tr[data-item]").count()


def test_the_timeline_is_filtered_with_its_drawing_and_empty_periods_go(tab: Page, served: str) -> None:
    tab.goto(served + "timeline/?article=could-be-defensive")
    listed = visible(tab, ".events > li")
    assert 0 < listed < tab.locator(".events > li").count()
    assert tab.locator(".overview a[data-item]:not([hidden])").count() == listed
    assert visible(tab, ".period h2") < tab.locator(".period h2").count()


def test_the_matrix_keeps_its_heads_in_view(tab: Page, served: str) -> None:
    tab.goto(served + "compare/")
    tab.locator("tr[data-item]").last.scroll_into_view_if_needed()
    head = tab.locator("thead th").first.bounding_box()
    assert head
    assert head["y"] == 0


def test_on_a_telephone_the_whole_width_of_the_matrix_is_seen_at_once(browser: Browser, served: str) -> None:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.goto(served + "compare/")
    boxes = [cell.bounding_box() for cell in opened.locator("tr[data-item]").first.locator("td").all()]
    assert all(box and box["width"] >= 24 and box["x"] + box["width"] <= 390 for box in boxes)
    opened.close()


def test_a_citation_is_copied(browser: Browser, served: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.goto(served + "references/hlp-2004/")
    opened.get_by_role("button", name="Copy citation").click()
    opened.get_by_role("button", name="Copied").wait_for()
    assert opened.evaluate("navigator.clipboard.readText()").startswith("High-level Panel on Threats")
    context.close()


def test_without_a_script_everything_is_there_but_what_needs_one(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(served + "compare/")
    assert visible(opened, "tr[data-item]") == opened.locator("tr[data-item]").count() > 30
    assert visible(opened, "form.filters") == 0
    opened.goto(served + "references/hlp-2004/")
    assert visible(opened, "button[data-copy]") == 0
    context.close()


def test_a_dot_of_the_drawing_leads_to_its_event(tab: Page, served: str) -> None:
    tab.goto(served + "timeline/")
    tab.locator(".overview a[href='#caroline-burned'] circle").click()
    assert urlsplit(tab.url).fragment == "caroline-burned"
