"""Long lists are cut into numbered pages that lead to each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.pages.all_notes import all_notes_pages
from annotated_reader.pages.context import RenderContext
from annotated_reader.pages.paging import Part, paged
from tests.project import TinyProject


def parts(count: int, size: int = 10) -> list[Part[int]]:
    """Cut the numbers below ``count`` into pages."""
    return list(paged(range(count), size, "list/"))


@pytest.mark.parametrize("count", [1, 9, 10, 11, 20, 995])
def test_every_item_stands_on_exactly_one_page_in_order_and_no_page_holds_too_many(count: int) -> None:
    pages = parts(count)
    assert [item for page in pages for item in page.items] == list(range(count))
    assert all(1 <= len(page.items) <= 10 for page in pages)
    assert all(page.items[0] == page.start for page in pages)


def test_an_empty_list_has_one_page() -> None:
    (page,) = parts(0)
    assert (list(page.items), page.url, page.links) == ([], "list/", {})


def test_pages_have_neat_addresses_and_lead_to_their_neighbours() -> None:
    first, second, third = parts(25)
    assert [page.url for page in (first, second, third)] == ["list/", "list/2/", "list/3/"]
    assert (first.links, second.links, third.links) == (
        {"next": "list/2/"}, {"prev": "list/", "next": "list/3/"}, {"prev": "list/2/"},
    )  # fmt: skip


def test_the_first_page_keeps_its_title_and_the_others_tell_their_number() -> None:
    assert [page.titled("A list") for page in parts(25)] == ["A list", "A list, page 2 of 3", "A list, page 3 of 3"]


def test_from_any_page_of_a_very_long_list_any_other_is_few_steps_away() -> None:
    pages = parts(40_000)
    offered = pages[1999].numbers
    assert offered == [1, 1900, 1990, 1999, 2000, 2001, 2010, 2100, 4000]
    assert all(b - a > 0 for a, b in pairwise(offered))
    assert pages[0].numbers == [1, 2, 11, 101, 4000]
    assert pages[-1].numbers == [1, 3900, 3990, 3999, 4000]


def notes_page(project: TinyProject) -> BeautifulSoup:
    """Render the one page of a small project's notes."""
    (page,) = all_notes_pages(RenderContext(project.corpus(), SiteInfo()))
    return BeautifulSoup(page.html, "html.parser")


def test_each_note_is_listed_with_number_kind_verdict_title_article_and_passage(project: TinyProject) -> None:
    first, *others = notes_page(project).select(".found > li")
    assert len(others) == 2
    words = [" ".join(part.get_text().split()) for part in first.select(".found-number, .kind, .verdict, h2, cite")]
    assert words == [
        "1", "Fact check", "Reports a claim we found inaccurate", "The admiral spoke of hybrid attacks",
        "The Admiral’s Warning",
    ]  # fmt: skip
    (link,) = first.select("a")
    assert link["href"] == "../articles/tiny/#strike-called-defensive"
    (sentence,) = first.select(".passage")
    assert sentence.get_text() == "The admiral said that “a strike could be seen as defensive”."
    assert [mark.get_text() for mark in sentence.select("mark")] == ["a strike could be seen as defensive"]


def test_a_retracted_note_is_not_listed(project: TinyProject) -> None:
    project.edit("annotations/tiny/notes.yml", "  changed: 2026-11-23\n", "  status: retracted\n")
    titles = [title.get_text() for title in notes_page(project).select("h2")]
    assert titles == ["The admiral spoke of hybrid attacks", "What the admiral said"]


def test_few_notes_need_no_pages(project: TinyProject) -> None:
    assert not notes_page(project).select("nav, [rel~=next]")
