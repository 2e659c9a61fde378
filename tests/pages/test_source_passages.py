"""Passages of sources: shown where notes and claims rest on them, with what is quoted marked; published as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from annotated_reader.corpus.load import load_corpus
from annotated_reader.exports import csl, record_parts
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.exports.urls import article_url, claim_url, reference_url
from annotated_reader.formats import Citation, passage_ids
from annotated_reader.pages import RenderContext, build_pages
from annotated_reader.pages.context import Page
from annotated_reader.pages.source_passages import passages_for, shown_passage
from tests.project import TinyProject

NOTES = "annotations/tiny/notes.yml"
REFERENCE = "annotations/references/interview.yml"
CHARTER = "annotations/references/charter.yml"
CLAIM = "annotations/claims/strike-is-doctrine.yml"
SAID = "It could be seen as defensive, but only against hybrid attacks."


def page(root: Path, url: str) -> Page:
    """Return one page of a project."""
    context = RenderContext(load_corpus(root), SiteInfo(name="Reader"))
    return next(page for page in build_pages(context) if page.url == url)


def parsed(project: TinyProject, url: str) -> BeautifulSoup:
    """Render one page of a project."""
    return BeautifulSoup(page(project.root, url).html, "html.parser")


def sources(project: TinyProject) -> list[Tag]:
    """Return the sources listed in the note that cites two of them."""
    note = parsed(project, article_url("tiny")).find(id="strike-called-defensive")
    assert isinstance(note, Tag)
    return note.select(".sources > li")


def test_each_source_of_a_note_unfolds_to_its_words(project: TinyProject) -> None:
    interview, charter = sources(project)
    assert interview.select_one("details > .source-words").get_text(strip=True) == SAID  # type: ignore[union-attr]
    assert charter.select_one("details > summary").get_text() == "Its words"  # type: ignore[union-attr]
    quotation = interview.select_one("blockquote")
    assert quotation
    assert (quotation["cite"], quotation.get("lang")) == ("https://archive.example.net/the-interview", None)
    link, where = interview.select(".passage-source a")
    assert (link["href"], link.get_text()) == ("../../references/interview/#at-question-4", "question 4")
    assert (where["href"], where.get_text()) == ("https://archive.example.net/the-interview", "archive.example.net")
    assert "Read as quoted at archive.example.net, 23 November 2026" in interview.get_text()


def test_quoted_words_are_marked_in_them(project: TinyProject) -> None:
    project.edit(NOTES, "He spoke of", "“Seen as ‘defensive’ … only against [any] hybrid attacks”: he spoke of")
    marked = sources(project)[0].select("mark.quoted")
    assert [mark.get_text() for mark in marked] == ["seen as defensive", "only against", "hybrid attacks"]


def test_a_source_of_which_nothing_is_kept_at_the_pinpoint_does_not_unfold(project: TinyProject) -> None:
    project.edit(NOTES, "question 4", "question 5")
    interview, charter = sources(project)
    assert not interview.select("details")
    assert charter.select("details")


def test_the_language_and_direction_of_a_passage_are_marked(project: TinyProject) -> None:
    project.edit(CHARTER, "The lamp may be lit whenever a ship is in sight.", "المصباح مضاء\n    language: ar")
    (quotation,) = sources(project)[1].select("blockquote")
    assert (quotation["lang"], quotation["dir"]) == ("ar", "rtl")


def test_a_passage_is_plain_text(project: TinyProject) -> None:
    project.edit(REFERENCE, SAID, "'<script>alert(1)</script> *as it is* [x](https://example.org/x) & so on'")
    for url in (article_url("tiny"), reference_url("interview")):
        text = parsed(project, url).select_one(".source-words")
        assert text
        assert text.get_text(strip=True) == "<script>alert(1)</script> *as it is* [x](https://example.org/x) & so on"
        assert not text.select("script, em, a")
    assert "<script>alert" not in page(project.root, reference_url("interview")).meta["json_ld"]


@pytest.mark.parametrize(("quoted", "is_open"), [("", False), ("word99 word100", True)])
def test_a_long_passage_folds_and_opens_where_words_are_quoted(
    project: TinyProject, quoted: str, is_open: bool
) -> None:
    words = " ".join(f"word{number}" for number in range(1, 121))
    project.edit(CHARTER, "The lamp may be lit whenever a ship is in sight.", words)
    reference = project.corpus().references["charter"].value
    shown = shown_passage(reference, 0, [quoted] if quoted else [])
    assert "".join(stretch.text for stretch in (*shown.start, *shown.rest)) == words
    assert shown.rest[0].text.split()[0] == "word61"
    assert shown.rest_is_quoted is is_open


def test_a_long_passage_is_never_cut_inside_quoted_words(project: TinyProject) -> None:
    words = " ".join(f"word{number}" for number in range(1, 121))
    project.edit(CHARTER, "The lamp may be lit whenever a ship is in sight.", words)
    shown = shown_passage(project.corpus().references["charter"].value, 0, ["word59 word60 word61"])
    assert [stretch.text for stretch in shown.start if stretch.is_quoted] == ["word59 word60 word61"]
    assert not shown.rest_is_quoted


def test_a_long_passage_is_cut_after_a_sentence_if_one_ends_nearby(project: TinyProject) -> None:
    words = " ".join(f"word{number}{'.' if number in {20, 70} else ''}" for number in range(1, 121))
    project.edit(CHARTER, "The lamp may be lit whenever a ship is in sight.", words)
    shown = shown_passage(project.corpus().references["charter"].value, 0)
    assert shown.start[-1].text.endswith(" word70.")


def test_a_citation_without_a_pinpoint_shows_the_passage_that_it_quotes(project: TinyProject) -> None:
    reference = project.corpus().references["interview"].value
    assert list(passages_for(reference, Citation("interview"), ["against hybrid attacks"])) == [0]
    assert list(passages_for(reference, Citation("interview"), ["against all attacks"])) == []
    assert list(passages_for(reference, Citation("interview", "questions 3-5"), [])) == [0]


def test_a_reference_lists_its_passages_with_what_rests_on_each(project: TinyProject) -> None:
    project.edit(CLAIM, "references: [interview]", "references: [interview: question 4]")
    passage = parsed(project, reference_url("interview")).find(id="at-question-4")
    assert isinstance(passage, Tag)
    assert passage.select_one("h3 a")["href"] == "#at-question-4"  # type: ignore[index]
    links = [str(link["href"]) for link in passage.select(".resting li a")]
    assert links == ["../../articles/tiny/#strike-called-defensive", "../../claims/strike-is-doctrine/"]


def test_passages_have_addresses_of_their_own_however_alike_their_places(project: TinyProject) -> None:
    more = "".join(
        f"  - {{at: '{at}', text: T., from: https://example.net/a, as: copy, accessed: 2026-11-22}}\n"
        for at in ("para. 1(2)", "para. 1-2", "§ 3", "абз. 4", "§")
    )
    project.change(REFERENCE, lambda text: text + more)
    reference = project.corpus().references["interview"].value
    assert passage_ids(reference) == (
        "at-question-4", "at-para-1-2", "at-para-1-2-2", "at-3", "at-абз-4", "at-passage",
    )  # fmt: skip


def test_a_claim_shows_the_passages_that_its_verdict_rests_on(project: TinyProject) -> None:
    project.edit(CLAIM, "references: [interview]", "references: [interview: question 4]")
    project.edit(CLAIM, "The admiral called it", "He said “only against hybrid attacks” and called it")
    claim = parsed(project, claim_url("strike-is-doctrine"))
    assert [mark.get_text() for mark in claim.select(".source-words mark")] == ["only against hybrid attacks"]


def test_exports_carry_the_passages(project: TinyProject) -> None:
    interview = next(item for item in csl.items(project.corpus()) if item["id"] == "interview")
    assert interview["custom"] == {
        "passages": [
            {
                "at": "question 4",
                "text": SAID,
                "from": "https://archive.example.net/the-interview",
                "as": "extract",
                "accessed": "2026-11-23",
            }
        ]
    }
    json_ld = json.loads(page(project.root, reference_url("interview")).meta["json_ld"])
    (part,) = json_ld["hasPart"]
    assert (part["@type"], part["text"]) == ("Quotation", SAID)
    assert part["citation"] == "Interview with the admiral, question 4"
    assert part["url"].endswith("references/interview/#at-question-4")


def test_a_passage_is_found_by_search_at_its_own_address(project: TinyProject) -> None:
    found = [record for part in record_parts(project.corpus()) for record in part if "hybrid attacks" in record.content]
    assert [(record.url, record.title) for record in found if record.filters["type"] == ("source",)] == [
        ("references/interview/#at-question-4", "Cavo 2025, question 4")
    ]


@pytest.mark.parametrize(("confidence", "said"), [("confirmed", ""), ("unconfirmed", ", unconfirmed")])
def test_an_unconfirmed_claim_is_called_so_where_it_rests_on_a_passage_and_to_search_engines(
    project: TinyProject, confidence: str, said: str
) -> None:
    project.edit(NOTES, "confidence: confirmed", f"confidence: {confidence}")
    project.edit(CLAIM, "references: [interview]", "references: [interview: question 4]")
    rests = parsed(project, reference_url("interview")).select("#at-question-4 .resting li")[-1]
    assert rests.get_text().endswith(f"A remark, not a doctrine (claim{said})")
    description = str(page(project.root, claim_url("strike-is-doctrine")).meta["description"])
    assert description.startswith("Unconfirmed: ") == (confidence == "unconfirmed")
