"""The page of a reference."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

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


ARCHIVED = "https://web.archive.org/web/20261120101112/https://daily.example.org/interview"
URL = "URL: https://daily.example.org/interview\n"


def links(html: str) -> list[tuple[str, str]]:
    """Return a page's links off the site: where they lead, and their words."""
    found = BeautifulSoup(html, "html.parser").select("a[rel=external]")
    return [(str(link["href"]), link.get_text()) for link in found]


def test_an_archived_copy_is_shown_beside_every_link_to_the_work(project: TinyProject) -> None:
    project.edit("annotations/references/interview.yml", URL, f"{URL}archived: {ARCHIVED}\n")
    citing = (article_url("tiny"), reference_url("interview"), "references/", "claims/strike-is-doctrine/")
    for url in citing:
        html = BeautifulSoup(page(project.root, url), "html.parser")
        copies = html.select("a.archived-copy")
        assert {str(link["href"]) for link in copies} == {ARCHIVED}, url
        assert {str(link["aria-label"]) for link in copies} == {"Archived copy of Cavo 2025"}
    chips = BeautifulSoup(page(project.root, article_url("tiny")), "html.parser").select("[data-reference=interview]")
    assert len(chips) == 3
    assert all(chip.find_parent("li").select("a.archived-copy") for chip in chips)  # type: ignore[union-attr]


def test_the_link_of_a_page_that_is_gone_leads_to_the_copy_and_says_so(project: TinyProject) -> None:
    project.edit("annotations/references/interview.yml", URL, f"{URL}archived: {ARCHIVED}\ndead: 2026-12-03\n")
    html = page(project.root, reference_url("interview"))
    assert (ARCHIVED, "https://daily.example.org/interview") in links(html)
    assert "https://daily.example.org/interview" not in dict(links(html))
    assert "archived copy; the page itself was found gone on 3 December 2026" in plain(html)


def test_the_address_of_a_page_that_is_gone_without_a_copy_is_no_link(project: TinyProject) -> None:
    project.edit("annotations/references/interview.yml", URL, f"{URL}dead: 2026-12-03\n")
    html = page(project.root, reference_url("interview"))
    assert "https://daily.example.org/interview" not in dict(links(html))
    assert "https://daily.example.org/interview (the page itself was found gone on 3 December 2026)" in plain(html)


def plain(html: str) -> str:
    """Return a page's text on one line."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text().split())
