"""The built pages that look across the articles."""

from __future__ import annotations

import gzip
import json
import re
from urllib.parse import urljoin

import feedparser
import pytest
from bibtexparser.entrypoint import parse_string
from bs4 import BeautifulSoup, Tag

from annotated_reader.corpus.model import Corpus
from tests.built.conftest import OURS, Sites
from tests.built_site import ADDRESS, BuiltSite
from tests.conftest import PACKAGE


@pytest.fixture
def site(sites: Sites) -> BuiltSite:
    """Return our own site: what is claimed and told in its articles is known."""
    return sites(OURS)


@pytest.fixture
def corpus(site: BuiltSite) -> Corpus:
    return site.corpus


def page(site: BuiltSite, address: str) -> BeautifulSoup:
    """Return a built page."""
    return site.pages[address]


def one(scope: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the one element that a selector finds."""
    (found,) = scope.select(selector)
    return found


def words(element: Tag) -> str:
    """Return an element's text with single spaces."""
    return " ".join(element.get_text(" ").split())


def test_every_claim_event_person_and_reference_has_a_page_with_one_heading(site: BuiltSite, corpus: Corpus) -> None:
    for folder in ("claims", "events", "people", "references"):
        for entity_id in getattr(corpus, folder):
            assert len(page(site, f"{folder}/{entity_id}/").select("h1")) == 1


def test_a_claim_is_told_with_verdict_and_each_articles_own_words(site: BuiltSite, corpus: Corpus) -> None:
    claim = page(site, "claims/obstacle-legal-not-moral/")
    assert words(one(claim, "h1")) == "Dragone named ethics first among the limits, beside law and jurisdiction"
    assert words(one(claim, ".verdict")) == "Inaccurate"
    told = {words(one(side, ".side-name > a")): side for side in claim.select(".side")}
    assert {"Paul Riverbank", "Phoenix24", "Patrick Lancaster"} <= told.keys()
    stance = {
        name: words(heading) for name, side in told.items() if isinstance(heading := side.find_previous("h3"), Tag)
    }
    assert stance["Paul Riverbank"] == "Denied"
    assert stance["Patrick Lancaster"] == "Asserted as the article’s own"
    passage = told["Paul Riverbank"].select(".passage")[0]
    assert one(passage, "mark").get_text() == "legal, ethical, and jurisdictional limitations"
    assert passage.get_text().strip().startswith("Dragone acknowledged the moral minefield")
    silent = words(claim.select(".passage-source")[-1])
    named = silent.removeprefix("Not mentioned by: ").removesuffix(" .").split(" , ")
    assert len({*named, *told}) == len(named) + len(told) == len(corpus.articles)


def test_every_passage_stands_word_for_word_in_its_article(site: BuiltSite, corpus: Corpus) -> None:
    texts = [" ".join(article.seed.text.split()) for article in corpus.articles]
    claims = [f"claims/{claim}/" for claim in corpus.notes_by_claim]
    passages = [found for claim in claims for found in page(site, claim).select(".passage:not(.source-words)")]
    assert passages
    for passage in passages:
        shown = " ".join(passage.get_text().split())
        assert any(shown in text for text in texts), shown


def test_positions_of_a_disputed_claim_stand_with_their_sources(site: BuiltSite) -> None:
    positions = page(site, "claims/nato-purely-defensive/").select("ol.passages > li")
    assert len(positions) >= 3
    assert all(position.select(".sources a") for position in positions)


def test_each_cell_of_the_matrix_tells_the_stance_and_leads_to_the_place(site: BuiltSite, corpus: Corpus) -> None:
    table = one(page(site, "compare/"), "table")
    articles = corpus.articles
    names = [words(head) for head in table.select("thead th")[1:]]
    assert len(names) == len(articles)
    assert {"Alexander Bartosh", "Paul Riverbank", "TFIGlobal", "Phoenix24", "Patrick Lancaster"} <= set(names)
    told = set()
    for row in table.select("tr[data-item]"):
        claim_id = str(one(row, "th[scope=row] > a")["href"]).split("/")[-2]
        for article, cell in zip(articles, row.select("td"), strict=True):
            for link in cell.select("a"):
                note = corpus.notes_by_id[str(link["href"]).split("#")[1]]
                assert note.article == article.slug
                assert note.data.claim
                assert (note.data.claim.id, note.data.claim.stance.value) == (
                    claim_id, words(one(link.find_parent(class_="cell"), ".word")),  # type: ignore[arg-type]
                )  # fmt: skip
                told.add(note.id)
    assert told == {note.id for notes in corpus.notes_by_claim.values() for note in notes}


def test_the_timeline_is_in_order_with_machine_readable_dates(site: BuiltSite, corpus: Corpus) -> None:
    timeline = page(site, "timeline/")
    listed = timeline.select(".events > li")
    dates = [str(entry.select("time")[0]["datetime"]) for entry in listed]
    assert dates == sorted(dates)
    assert {str(entry["id"]) for entry in listed} == set(corpus.events)
    dots = timeline.select(".overview a[href]")
    assert {str(dot["href"])[1:] for dot in dots} == set(corpus.events)


def test_a_wrong_date_stands_beside_the_right_one(site: BuiltSite) -> None:
    entry = page(site, "timeline/").find(id="hague-summit-2025")
    assert isinstance(entry, Tag)
    assert words(one(entry, ".event-date")) == "24 to 25 June 2025"
    assert any("“June 24-26” in Alexander Bartosh" in words(other) for other in entry.select(".other-date"))


def test_an_utterance_gives_the_original_first_and_then_marks_what_differs(site: BuiltSite) -> None:
    event = page(site, "events/rutte-chatham-house/")
    original = event.select("blockquote")[0].get_text()
    assert "Russia has teamed up with China" in original
    (changed,) = [version for version in event.select(".version") if "allied" in version.get_text()]
    assert "Russia has teamed up allied with China" in words(changed)
    assert "teamed up" in {deleted.get_text() for deleted in changed.select("del")}
    assert "allied" in {inserted.get_text() for inserted in changed.select("ins")}


def test_words_in_another_language_carry_their_language(site: BuiltSite) -> None:
    quoted = page(site, "events/putin-russia-calling/").select(".boxed blockquote")
    assert [block.get("lang") for block in quoted] == ["ru", None]


def test_references_are_grouped_by_type_and_each_stands_once(site: BuiltSite, corpus: Corpus) -> None:
    listed = page(site, "references/")
    assert [words(head) for head in listed.select("h2")][:4] == [
        "Treaties", "Judgments and opinions", "Resolutions and laws", "Speeches",
    ]  # fmt: skip
    assert sorted(str(entry["id"]) for entry in listed.select(".reference-list > li")) == sorted(corpus.references)


def test_a_reference_tells_its_pinpoints_and_every_citing_passage(site: BuiltSite, corpus: Corpus) -> None:
    judgment = page(site, "references/icj-nicaragua-1986/")
    citing = [n for n in corpus.notes if any(c.id == "icj-nicaragua-1986" for c in n.data.references)]
    pinpoints = [c.pinpoint for n in citing for c in n.data.references if c.id == "icj-nicaragua-1986"]
    alone = [pinpoint for pinpoint in pinpoints if re.search(r"\b194\b(?![-–])", pinpoint or "")]
    assert f"para. 194: {len(alone)} notes" in words(one(judgment, ".facts"))
    assert len(judgment.select(".side .told")) == len(citing)
    assert one(judgment, ".Z3988")["title"]


def test_bibtex_of_one_and_of_all_references_can_be_taken(site: BuiltSite, corpus: Corpus) -> None:
    for path, count in (("data/references.bib", len(corpus.references)), ("references/hlp-2004/hlp-2004.bib", 1)):
        library = parse_string((site.folder / path).read_text(encoding="utf-8"))
        assert (len(library.entries), library.failed_blocks) == (count, [])


def test_the_feed_is_named_in_every_pages_head_and_can_be_read(site: BuiltSite) -> None:
    for address in site.pages:
        link = one(page(site, address), "link[type='application/atom+xml']")
        assert urljoin(ADDRESS + address, str(link["href"])).endswith("/feed.xml")
    read = feedparser.parse((site.folder / "feed.xml").read_bytes())
    assert not read.bozo
    assert read.entries


def meta(scope: BeautifulSoup, name: str) -> str:
    """Return an Open Graph property of a page."""
    return str(one(scope, f"meta[property='og:{name}']")["content"])


def test_an_article_is_shared_as_notes_and_a_claim_by_its_finding(site: BuiltSite) -> None:
    article = page(site, "articles/could-be-defensive/")
    assert meta(article, "title").startswith("Notes on: Breaking: NATO")
    assert meta(article, "url") == ADDRESS + "articles/could-be-defensive/"
    assert len(meta(article, "description")) <= 300
    claim = page(site, "claims/hague-summit-24-26-june/")
    assert meta(claim, "title") == "The Hague summit was held on 24 and 25 June 2025"


def test_article_and_claim_pages_carry_their_json_ld(site: BuiltSite) -> None:
    for address, kind in (("articles/internal-alarm/", "Article"), ("claims/nato-five-percent/", "ClaimReview")):
        data = json.loads(one(page(site, address), "script[type='application/ld+json']").get_text())
        assert (data["@type"], data["url"]) == (kind, ADDRESS + address)


def test_the_data_page_sets_quoted_words_apart_from_the_licence(site: BuiltSite) -> None:
    data = page(site, "data/")
    assert "not under this licence" in words(one(data, ".boxed:not(code)"))
    hrefs = {urljoin(ADDRESS + "data/", str(link["href"])) for link in data.select(".reference-list a")}
    assert hrefs == {
        ADDRESS + path
        for path in ("data/notes.csv", "data/notes.jsonld", "data/references.json", "data/references.bib", "feed.xml")
    }
    assert len(data.select(".reference-list code")) == len(hrefs)


def test_the_state_counts_what_is_open_and_leads_to_it(site: BuiltSite, corpus: Corpus) -> None:
    state = page(site, "state/")
    rows = state.select("tbody tr")
    assert len(rows) == len(corpus.articles)
    for article, row in zip(corpus.articles, rows, strict=True):
        unconfirmed = sum(note.data.confidence == "unconfirmed" for note in article.current_notes)
        cell = row.select("td")[5]
        assert words(cell) == f"Unconfirmed {unconfirmed}"
        for link in cell.select("a"):
            assert len(one(state, str(link["href"])).select("li")) == unconfirmed


def test_a_note_opens_the_other_articles_wording_in_its_place(site: BuiltSite) -> None:
    note = page(site, "articles/could-be-defensive/").find(id="ethics-was-named-first")
    assert isinstance(note, Tag)
    (summary,) = note.select("details:not(.source-passages, blockquote *) > summary")
    assert re.fullmatch(r"Also in \d+ other articles", words(summary))
    assert {
        "legal, ethical, and jurisdictional limitations",
        "The general referenced the legal, ethical and political boundaries",
    } <= {p.get_text() for p in note.select("details .passage mark")}


def test_what_the_pages_add_to_a_download_stays_small(site: BuiltSite) -> None:
    for name, most in (("across.css", 2.5), ("across.js", 1.2)):
        source = PACKAGE / "site/theme/assets/reader" / name
        assert len(gzip.compress(source.read_bytes(), 9)) <= most * 1024, name
    sheets = [str(link["href"]) for link in site.pages["articles/could-be-defensive/"].select("link[rel=stylesheet]")]
    assert not [sheet for sheet in sheets if sheet.endswith("across.css")], "an article needs nothing of it"
