"""No verdict is shown anywhere without what the article does with the claim, and without its confidence."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator

from bs4 import Tag

from annotated_reader.corpus import Note, assess_note, rate_claim
from annotated_reader.exports import list_search_records, note_url
from annotated_reader.formats import Stance, Verdict
from tests.built_site import BuiltSite, classes

SIGNS = {f"verdict--{verdict}" for verdict in Verdict}


def fact_checks(site: BuiltSite) -> Iterator[Note]:
    """List the fact checks that the site shows."""
    corpus = site.corpus
    yield from (note for article in corpus.articles for note in article.current_notes if assess_note(corpus, note))


def badge_of(element: Tag) -> tuple[str, set[str]]:
    """Return the words of the one verdict in an element, and its signs."""
    (badge,) = element.select(".verdict")
    return badge.get_text(), SIGNS.intersection(classes(badge))


def expected(site: BuiltSite, note: Note) -> tuple[str, set[str]]:
    """Return what must be said of a fact check."""
    assessment = assess_note(site.corpus, note)
    assert assessment is not None
    return assessment.label, {f"verdict--{assessment.sign}"} if assessment.sign else set()


def test_each_fact_check_says_in_its_article_what_the_article_does_with_the_claim(site: BuiltSite) -> None:
    notes = list(fact_checks(site))
    assert notes
    for note in notes:
        page = site.pages[f"articles/{note.article}/"]
        (shown,) = page.select(f'.note[data-note="{note.id}"] > summary')
        assert badge_of(shown) == expected(site, note)
        (number,) = page.select(f'.ref[data-note="{note.id}"]')
        assert expected(site, note)[0].lower() in str(number["aria-label"])


def test_lists_of_notes_say_the_same(site: BuiltSite) -> None:
    shown = {
        str(link["href"]).removeprefix("../").removeprefix("../"): badge_of(item)
        for address, page in site.pages.items()
        if address.startswith("notes/")
        for item in page.select(".found > li:has(.verdict)")
        for link in item.select("h2 a")
    }
    assert shown == {note_url(note): expected(site, note) for note in fact_checks(site)}


def test_every_other_verdict_is_that_of_a_claim_with_its_confidence(site: BuiltSite) -> None:
    claims = [claim.value for claim in site.corpus.claims.values()]
    labels = {claim.statement: rate_claim(site.corpus, claim).label for claim in claims}
    seen = 0
    for address, page in site.pages.items():
        for badge in page.select(".verdict"):
            if badge.find_parent(class_="note") or badge.find_parent(class_="found"):
                continue
            holder = badge.find_parent(["tr", "li"]) or badge.find_parent(class_="boxed")
            assert holder is not None, address
            said, label = holder.get_text(), badge.get_text()
            assert any(statement in said and label == wanted for statement, wanted in labels.items()), address
            seen += 1
    assert seen


def test_the_search_says_the_same(site: BuiltSite) -> None:
    records = {record.url: record.filters.get("verdict", ()) for record in list_search_records(site.corpus)}
    for note in fact_checks(site):
        (value,) = records[note_url(note)]
        name, _, label = value.partition(" ")
        wanted, signs = expected(site, note)
        assert label.replace("%2522", '"') == wanted
        assert (f"verdict--{name.removesuffix('-unconfirmed')}" in SIGNS) == bool(signs)
        assert name.endswith("-unconfirmed") == wanted.endswith("(unconfirmed)")


def test_the_table_for_spreadsheets_says_the_same(site: BuiltSite) -> None:
    rows = list(csv.DictReader((site.folder / "data/notes.csv").read_text("utf-8-sig").splitlines()))
    by_id = {row["id"]: row for row in rows}
    for note in fact_checks(site):
        row = by_id[note.id]
        assert row["assessment"] == expected(site, note)[0]
        assert row["stance"] and row["confidence"] and row["verdict_confidence"]
    assert all(row["stance"] and row["verdict_confidence"] for row in rows if row["verdict"])


def test_a_review_of_a_claim_names_only_articles_that_assert_it(site: BuiltSite) -> None:
    corpus = site.corpus
    for claim_id, entry in corpus.claims.items():
        page = site.pages[f"claims/{claim_id}/"]
        for script in page.select('script[type="application/ld+json"]'):
            review = json.loads(script.get_text())
            if review["@type"] != "ClaimReview":
                continue
            tied = [note for note in corpus.notes_by_claim.get(claim_id, ()) if note.data.claim]
            asserting = {n.article for n in tied if n.data.claim and n.data.claim.stance is Stance.ASSERTS}
            titles = {corpus.articles_by_slug[slug].data.title for slug in asserting}
            assert {work["headline"] for work in review["itemReviewed"]["appearance"]} == titles
            assert review["reviewRating"]["alternateName"] == rate_claim(corpus, entry.value).label


def test_a_claims_page_parts_asserting_reporting_and_denying(site: BuiltSite) -> None:
    headings = {"asserts": "Asserted as the article’s own", "reports": "Reported as another’s word", "denies": "Denied"}
    for claim_id, notes in site.corpus.notes_by_claim.items():
        page = site.pages[f"claims/{claim_id}/"]
        shown = [heading.get_text() for heading in page.select("section:has(#told) h3")]
        stances = {note.data.claim.stance.value for note in notes if note.data.claim}
        assert shown == [words for stance, words in headings.items() if stance in stances]
