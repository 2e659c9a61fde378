"""The page of a reference."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotated_reader.corpus.load import load_corpus
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.exports.urls import article_url, reference_url
from annotated_reader.pages import RenderContext, build_pages
from tests.project import TinyProject

NOT_READ = "the words that it rests on are not all kept"


def page(root: Path, url: str) -> str:
    """Render one page of a project."""
    context = RenderContext(load_corpus(root), SiteInfo(name="Reader"))
    return next(page for page in build_pages(context) if page.url == url).html


@pytest.mark.parametrize(("written", "shown"), [("p. ii-vi", "pp. ii–vi"), ("para. 3, 7", "paras. 3, 7")])
def test_a_passage_names_the_place_in_the_work_as_the_note_does(project: TinyProject, written: str, shown: str) -> None:
    project.edit("annotations/tiny/notes.yml", "interview: question 4", f"interview: {written}")
    assert f"({shown})</p>" in page(project.root, reference_url("interview"))
    assert f", {shown}" in page(project.root, article_url("tiny"))


def test_a_note_that_needs_no_source_does_not_say_that_one_was_not_read(project: TinyProject) -> None:
    without = "  unsourced: The text itself shows it.\n  added"
    before = page(project.root, article_url("tiny")).count(NOT_READ)
    project.edit("annotations/tiny/notes.yml", "  references:\n    - interview\n  added", without)
    html = page(project.root, article_url("tiny"))
    assert "No source: The text itself shows it." in html
    assert html.count(NOT_READ) == before - 1
