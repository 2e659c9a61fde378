"""The page of an article."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from annotated_reader.corpus.load import load_corpus
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.exports.urls import article_url
from annotated_reader.formats import RESERVED_NOTE_IDS, meaning_hash
from annotated_reader.pages import RenderContext, build_pages
from tests.project import TinyProject


def article_page(project: TinyProject) -> BeautifulSoup:
    """Return the article's page."""
    context = RenderContext(load_corpus(project.root), SiteInfo(name="Reader"))
    (page,) = [page for page in build_pages(context) if page.url == article_url("tiny")]
    return BeautifulSoup(page.html, "html.parser")


def test_a_deleted_note_s_address_leads_to_a_line_that_says_why_and_what_took_its_place(project: TinyProject) -> None:
    gone = "deleted_notes:\n  - {id: old-one, date: 2026-11-29, why: It was *merged*., see: admiral-said}\n"
    gone += "  - {id: older-one, date: 2026-11, why: It said nothing new.}\nstructure:"
    project.edit("annotations/tiny/article.yml", "structure:", gone)
    page = article_page(project)
    (folded,) = page.select("details:has(#old-one)")
    assert folded.select("summary")[0].get_text() == "Deleted notes (2)"
    first, second = (page.select(f"#{name}")[0] for name in ("old-one", "older-one"))
    assert first.get_text().startswith("old-one: deleted 29 November 2026.")
    assert [line.get_text() for line in first.select("p")] == ["It was merged.", "Now: What the admiral said"]
    assert [str(link["href"]).rpartition("/")[2] for link in first.select("a")] == ["#admiral-said"]
    assert [line.get_text() for line in second.select("p")] == ["It said nothing new."]


def test_a_note_that_wrongly_takes_a_deleted_note_s_id_has_the_address_for_itself(project: TinyProject) -> None:
    gone = "deleted_notes:\n  - {id: admiral-said, date: 2026-11-29, why: Merged.}\nstructure:"
    project.edit("annotations/tiny/article.yml", "structure:", gone)
    (part,) = article_page(project).select("#admiral-said")
    assert part["class"] == ["note-body"]


def test_an_article_without_deleted_notes_has_no_list_of_them(project: TinyProject) -> None:
    assert "Deleted" not in article_page(project).get_text()


def test_a_review_of_the_note_as_it_is_is_counted_and_shown_and_one_of_what_it_was_is_not(project: TinyProject) -> None:
    note = project.corpus().notes_by_id["admiral-said"].data
    entries = [
        f"{{by: hubot, date: 2026-12-01, read: [interview], of: {meaning_hash(note)}}}",
        "{by: finch, date: 2026-11-30, read: [interview], of: 00000000}",
    ]
    project.edit(
        "annotations/tiny/notes.yml",
        "  event: interview-printed\n",
        f"  event: interview-printed\n  reviews: [{', '.join(entries)}]\n",
    )
    page = article_page(project)
    assert "1 of 3 notes reviewed by a second person" in page.select(".note-counts")[0].get_text()
    shown = page.select("#admiral-said .note-meta")[0].get_text()
    assert "Reviewed by hubot 1 December 2026, who read Cavo 2025" in shown
    assert "finch" not in page.get_text()


def test_every_id_that_the_page_itself_uses_is_refused_for_a_note(project: TinyProject) -> None:
    context = RenderContext(load_corpus(project.root), SiteInfo(name="Reader"))
    html = next(page for page in build_pages(context) if page.url == article_url("tiny")).html
    notes = {note.data.id for note in context.corpus.notes}
    ids = [str(element["id"]) for element in BeautifulSoup(html, "html.parser").select("[id]")]
    of_notes = {name for name in ids if name in notes or re.fullmatch(r"(ref|n)_.*", name)}
    of_paragraphs = {name for name in ids if re.fullmatch(r"p\d+", name)}
    assert of_notes
    assert of_paragraphs
    assert set(ids) - of_notes - of_paragraphs <= RESERVED_NOTE_IDS
    assert len(ids) == len(set(ids))
