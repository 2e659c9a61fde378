"""The page of an article."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from annotated_reader.corpus.load import load_corpus
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.exports.urls import article_url
from annotated_reader.formats import RESERVED_NOTE_IDS
from annotated_reader.pages import RenderContext, build_pages
from tests.project import TinyProject


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
