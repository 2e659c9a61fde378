"""What other programs read: BibTeX, COinS, Atom and JSON-LD, held against parsers and schemas that others wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import feedparser
import jsonschema
import pytest
from bibtexparser.entrypoint import parse_string

from annotated_reader.corpus.assessment import assess_note, rate_claim
from annotated_reader.corpus.load import load_corpus
from annotated_reader.corpus.model import Corpus
from annotated_reader.exports.atom import NEWEST, feed
from annotated_reader.exports.bibtex import bibtex
from annotated_reader.exports.citations import format_citations
from annotated_reader.exports.coins import coins
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.formats.schema import ReferenceFile, Verdict
from annotated_reader.pages import RenderContext
from annotated_reader.pages.head_metadata import article_head, as_json_ld, claim_head

SITE = SiteInfo(name="The reader", address="https://example.org/reader/")

WEB = {"type": "string", "pattern": "^https://"}
DATE = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
NAMED = {"type": "object", "required": ["@type", "name"]}
# Required: developers.google.com/search/docs/appearance/structured-data/factcheck (claimReviewed, reviewRating with
# alternateName, url); the other properties as schema.org/ClaimReview and schema.org/Claim define them.
CLAIM_REVIEW = {
    "type": "object",
    "required": ["@context", "@type", "claimReviewed", "reviewRating", "url", "author", "itemReviewed"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "ClaimReview"},
        "claimReviewed": {"type": "string", "minLength": 1},
        "url": WEB,
        "datePublished": DATE,
        "author": NAMED,
        "reviewRating": {
            "type": "object",
            "required": ["@type", "alternateName"],
            "properties": {"@type": {"const": "Rating"}, "alternateName": {"type": "string", "minLength": 1}},
        },
        "itemReviewed": {
            "type": "object",
            "required": ["@type"],
            "properties": {
                "@type": {"const": "Claim"},
                "appearance": {"type": "array", "items": {"type": "object", "required": ["@type", "headline"]}},
            },
        },
    },
}
# schema.org/Article; Google asks for headline, author with name, and dates where there are any.
ARTICLE = {
    "type": "object",
    "required": ["@context", "@type", "headline", "author", "url", "license", "isBasedOn"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "Article"},
        "headline": {"type": "string", "pattern": "^Notes on: "},
        "url": WEB,
        "license": WEB,
        "author": NAMED,
        "datePublished": DATE,
        "dateModified": DATE,
        "isBasedOn": {
            "type": "object",
            "required": ["@type", "headline", "inLanguage"],
            "properties": {"author": {"type": "array", "items": NAMED}, "datePublished": DATE},
        },
    },
}


def reference(**fields: Any) -> ReferenceFile:
    """Make a reference with what every reference needs."""
    needed = {"id": "r", "type": "book", "title": "T", "short": "T", "standing": "primary", "consulted": "original"}
    return ReferenceFile.model_validate({**needed, "summary": "S", **fields})


def entry_of(source: ReferenceFile) -> dict[str, str]:
    """Write a reference as BibTeX and give its fields as a parser of others reads them."""
    library = parse_string(bibtex([source]))
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"ENTRYTYPE": entry.entry_type, "ID": entry.key, **{f.key: f.value for f in entry.fields}}


def test_every_reference_is_read_back_from_bibtex(corpus: Corpus) -> None:
    library = parse_string(bibtex(entry.value for entry in corpus.references.values()))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == list(corpus.references)
    assert all("title" in entry.fields_dict for entry in library.entries)


def test_a_journal_article_becomes_an_article_with_its_journal_and_pages() -> None:
    entry = entry_of(
        reference(
            type="article-journal", title="On Force", issued="2012-04", page="1–9", volume="106", issue="3",
            author=[{"family": "Wood", "given": "M."}, {"literal": "The Panel"}], **{"container-title": "AJIL"},
        )
    )  # fmt: skip
    assert entry["ENTRYTYPE"] == "article"
    assert (entry["journal"], entry["volume"], entry["number"], entry["pages"]) == ("AJIL", "106", "3", "1–9")
    assert (entry["year"], entry["month"]) == ("2012", "apr")
    assert entry["author"] == "Wood, M. and {The Panel}"


@pytest.mark.parametrize("hostile", ["50% of {x}", "A & B_C #1 $2", "back\\slash ~ ^", "}, evil = {x", "a\nb"])
def test_signs_that_mean_something_to_tex_break_nothing(hostile: str) -> None:
    entry = entry_of(reference(title=hostile, publisher=hostile))
    assert set(entry) == {"ENTRYTYPE", "ID", "title", "publisher"}


def test_coins_name_the_work_for_zotero(corpus: Corpus) -> None:
    fields = parse_qs(coins(corpus.references["jervis-1978"].value))
    assert fields["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:journal"]
    assert fields["rft.atitle"] == ["Cooperation under the Security Dilemma"]
    assert fields["rft.au"] == ["Jervis, Robert"]
    judgment = parse_qs(coins(corpus.references["icj-nicaragua-1986"].value))
    assert judgment["rft.title"][0].startswith("Military and Paramilitary Activities")
    assert judgment["rft.date"] == ["1986-06-27"]


def test_coins_of_a_chapter_name_its_book_and_pages(corpus: Corpus) -> None:
    work = corpus.references["jervis-1978"].value
    chapter = work.model_copy(update={"type": "chapter", "container_title": "The Book", "page": "10-20"})
    fields = parse_qs(coins(chapter))
    assert fields["rft.genre"] == ["bookitem"]
    assert (fields["rft.atitle"], fields["rft.btitle"]) == ([work.title], ["The Book"])
    assert fields["rft.pages"] == ["10-20"]


def test_the_feed_is_well_formed_atom_with_each_note_once(corpus: Corpus) -> None:
    read = feedparser.parse(feed(corpus, SITE))
    assert not read.bozo
    assert read.version == "atom10"
    assert (read.feed.title, read.feed.id) == ("The reader: notes", "https://example.org/reader/")
    assert "not under this licence" in read.feed.rights
    assert len(read.entries) == min(NEWEST, len(corpus.notes))
    assert len({entry.id for entry in read.entries}) == len(read.entries)
    for entry in read.entries:
        assert entry.link.startswith("https://example.org/reader/articles/")
        assert entry.updated_parsed
        assert entry.title
        assert entry.content[0].value


def test_the_feed_says_what_is_known_and_what_is_unconfirmed(corpus: Corpus) -> None:
    entries = {entry.link.split("#")[1]: entry.summary for entry in feedparser.parse(feed(corpus, SITE)).entries}
    shown = [note for note in corpus.notes if note.id in entries and note.data.status != "retracted"]
    labels = {note.id: found.label for note in shown if (found := assess_note(corpus, note))}
    assert len(set(labels.values())) > 3
    for note in shown:
        unconfirmed = "Unconfirmed" if note.data.confidence == "unconfirmed" and note.data.references else ""
        assert entries[note.id].startswith(f"{labels.get(note.id, unconfirmed) or 'A note on: '}")


def test_the_feed_names_the_newest_change_first_and_never_more_than_its_most(corpus: Corpus) -> None:
    dates = [entry.updated for entry in feedparser.parse(feed(corpus, SITE)).entries]
    assert dates == sorted(dates, reverse=True)


def project_with_note(tmp_path: Path, note: str) -> Corpus:
    """Load a project with one article, whose text is `Some words.`, and one note of these further lines."""
    for folder in ("seeds", "annotations/one"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "seeds/a.txt").write_text("Some words.", encoding="utf-8")
    article = {"seed": "a.txt", "sha256": "0" * 64, "title": "</script><script>alert(1)</script>"}
    (tmp_path / "annotations/one/article.yml").write_text(json.dumps(article), encoding="utf-8")
    lines = f"- id: n\n  kind: context\n  quote: Some\n  added: 2026-01-01\n{note}"
    (tmp_path / "annotations/one/notes.yml").write_text(lines, encoding="utf-8")
    return load_corpus(tmp_path)


def test_a_retracted_note_is_announced_with_its_reason_and_no_longer_with_its_text(tmp_path: Path) -> None:
    corpus = project_with_note(
        tmp_path,
        "  title: It was so\n  note: Wrong text\n  status: retracted\n"
        "  history: [{date: 2026-03-04, was: Wrong text, why: The source says otherwise.}]\n",
    )
    (entry,) = feedparser.parse(feed(corpus, SITE)).entries
    assert entry.title == "Retracted: It was so"
    assert entry.summary.startswith("A note on: ")
    assert entry.updated == "2026-03-04T00:00:00Z"
    assert entry.content[0].value == "The source says otherwise."


def test_a_link_to_another_note_leads_from_the_feed_to_the_article(tmp_path: Path) -> None:
    corpus = project_with_note(tmp_path, "  title: T\n  note: See [this](#n) and [the words](#p1).\n")
    (entry,) = feedparser.parse(feed(corpus, SITE)).entries
    assert 'href="https://example.org/reader/articles/one/#n"' in entry.content[0].value
    assert 'href="https://example.org/reader/articles/one/#p1"' in entry.content[0].value


def test_without_the_sites_address_entries_keep_lasting_ids(tmp_path: Path) -> None:
    corpus = project_with_note(tmp_path, "  title: T\n  note: N\n")
    read = feedparser.parse(feed(corpus, SiteInfo()))
    assert not read.bozo
    assert read.entries[0].id == "tag:annotated-reader,2026:note:n"


def test_an_empty_corpus_has_an_empty_feed(tmp_path: Path) -> None:
    read = feedparser.parse(feed(load_corpus(tmp_path), SITE))
    assert not read.bozo
    assert read.entries == []


def test_each_article_tells_machines_that_it_is_notes_based_on_another_text(corpus: Corpus) -> None:
    context = RenderContext(corpus, SITE)
    for article in corpus.articles:
        head = article_head(context, article)
        data = json.loads(head["json_ld"])
        jsonschema.validate(data, ARTICLE)
        assert data["isBasedOn"]["headline"] == article.data.title
        assert head["og_title"] == f"Notes on: {article.data.title}"


def test_each_claim_that_can_be_checked_carries_one_review_and_others_none(corpus: Corpus) -> None:
    context = RenderContext(corpus, SITE)
    for entry in corpus.claims.values():
        head = claim_head(context, entry.value)
        assert head["og_title"] == entry.value.finding
        assert ("json_ld" in head) == (entry.value.verdict is not Verdict.NOT_CHECKABLE)
        if "json_ld" in head:
            review = json.loads(head["json_ld"])
            jsonschema.validate(review, CLAIM_REVIEW)
            assert review["reviewRating"]["alternateName"] == rate_claim(corpus, entry.value).label
            assert "ratingValue" not in review["reviewRating"]


def test_an_article_that_denies_a_claim_is_no_appearance_of_it(corpus: Corpus) -> None:
    review = json.loads(
        claim_head(RenderContext(corpus, SITE), corpus.claims["obstacle-legal-not-moral"].value)["json_ld"]
    )
    published_by = {work["publisher"]["name"] for work in review["itemReviewed"]["appearance"]}
    assert "Patrick Lancaster’s Substack" in published_by
    assert "True Red Voice" not in published_by


def test_nothing_in_json_ld_can_end_its_script_element(tmp_path: Path) -> None:
    corpus = project_with_note(tmp_path, "  title: T\n  note: N\n")
    json_ld = article_head(RenderContext(corpus, SITE), corpus.articles[0])["json_ld"]
    assert not set("<>&") & set(json_ld)
    assert json.loads(json_ld)["isBasedOn"]["headline"] == "</script><script>alert(1)</script>"
    assert json.loads(as_json_ld({"x": "<!-- \u2028"}))["x"] == "<!-- \u2028"


@pytest.mark.parametrize(
    ("reference_id", "citation"),
    [
        ("un-charter-51", "<i>Charter of the United Nations, Article 51</i>, San Francisco, 26 June 1945."),
        (
            "icj-nicaragua-1986",
            "<i>Military and Paramilitary Activities in and against Nicaragua (Nicaragua v. United States of America), "
            "Merits, Judgment</i>, International Court of Justice, General List No. 70, 27 June 1986, "
            "I.C.J. Reports 1986, p. 14.",
        ),
        ("unsc-487-1981", "United Nations Security Council, <i>Resolution 487 (1981)</i>, 19 June 1981, S/RES/487."),
        (
            "hlp-2004",
            "High-level Panel on Threats, Challenges and Change, "
            "<i>A more secure world: our shared responsibility. "
            "Report of the High-level Panel on Threats, Challenges and Change</i>, "
            "A/59/565, United Nations, 2 December 2004.",
        ),
        (
            "rutte-chatham-house-2025",
            "Mark Rutte, “Building a better NATO”, Speech at Chatham House (as delivered), London, 9 June 2025, NATO.",
        ),
        (
            "elmundo-dragone-2025",
            "“Admiral Giuseppe Cavo Dragone: ‘We may have to launch a preemptive action where drones are prepared "
            "against NATO’”, Halifax, 26 November 2025, <i>El Mundo America</i>.",
        ),
        ("agi-rutte-2025", "“Rutte: Nato difensiva ma pronti a tutto per difenderci”, <i>AGI</i>, 3 December 2025."),
        (
            "jervis-1978",
            "Robert Jervis, “Cooperation under the Security Dilemma”, <i>World Politics</i> 30 (2), 1978, pp. 167–214.",
        ),
    ],
    ids=["treaty", "case", "resolution", "UN report", "speech", "interview", "press", "journal"],
)
def test_each_type_of_work_is_cited_as_its_field_cites_it(corpus: Corpus, reference_id: str, citation: str) -> None:
    cited = format_citations({reference_id: corpus.references[reference_id]})
    assert str(cited[reference_id]) == citation
