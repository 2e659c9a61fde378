"""Another set of texts under the same code: what is odd in them shows as it was written, and does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from annotated_reader.exports.urls import article_url
from tests.built.second_texts import AS_WRITTEN, WITHDRAWN, write_second_texts
from tests.built_site import BuiltSite, build_site, text_of

_ODD_LINES = [line for line in AS_WRITTEN.split("\n") if line.strip()]


@pytest.fixture
def as_written(second: BuiltSite) -> BeautifulSoup:
    """Return the page of the text that looks like Markdown, HTML, templates and TeX."""
    return second.pages[article_url("as-written")]


@pytest.mark.parametrize("line", _ODD_LINES, ids=[line.strip()[:24] for line in _ODD_LINES])
def test_text_that_looks_like_markup_shows_as_it_was_written(as_written: BeautifulSoup, line: str) -> None:
    assert [text_of(block) for block in as_written.select(".block")].count(line) == 1


def test_a_site_without_an_address_or_a_repository_builds_too(tmp_path: Path) -> None:
    site = build_site(write_second_texts(tmp_path / "project"), tmp_path / "site", address="")
    assert (site.status, site.complaints) == (0, [])
    assert site.pages[article_url("as-written")].select(".ref")


def test_odd_titles_stay_text_in_the_head_of_the_page(as_written: BeautifulSoup) -> None:
    title = AS_WRITTEN.split("\n")[0]
    assert title in as_written.select("head > title")[0].get_text()
    assert as_written.select("b, em[onerror]") == []
    (shared_as,) = as_written.select("meta[property='og:title']")
    assert shared_as["content"] == f"Notes on: {title}"
    assert set(shared_as.attrs) == {"property", "content"}


def test_odd_titles_stay_text_wherever_they_are_listed(second: BuiltSite, as_written: BeautifulSoup) -> None:
    title = AS_WRITTEN.split("\n")[0]
    assert title in [link.get_text(strip=True) for link in second.pages[""].select("a[href]")]
    assert 'An outer note with <b>tags</b>, "quotes" & *stars*' in as_written.get_text()


def test_an_odd_reference_stays_text_on_its_page(second: BuiltSite) -> None:
    page = second.pages["references/first-work/"]
    words = page.get_text()
    assert page.h1 and page.h1.get_text(strip=True) == "First <b>Work</b> & co"
    assert 'The First Work & its "quotes", 1 < 2, <b>tags</b> and <more' in words
    assert "p. 1 <b>" in words
    assert page.select("b") == []


def test_raw_html_in_a_note_is_shown_as_text(as_written: BeautifulSoup) -> None:
    body = as_written.select("#outer")[0]
    assert '<script>alert("note")</script> <img src=x onerror=alert(1)>' in body.get_text()
    assert '<iframe src="https://example.com/"></iframe>' in body.get_text()
    assert not body.select("script, img, iframe")
    assert [strong.get_text() for strong in body.select("strong")] == ["bold"]


def test_links_in_a_note_lead_out_to_another_note_and_to_another_page(as_written: BeautifulSoup) -> None:
    links = {link.get_text(): link["href"] for link in as_written.select("#outer p a")}
    assert links["good"] == "https://example.com/good"
    assert links["here"] == "#inner"
    assert links["there"] == "../../references/second-work/"


def test_an_authors_answer_stands_at_the_head_of_the_article(as_written: BeautifulSoup) -> None:
    (answer,) = as_written.select("article.reader header :has(> h2:-soup-contains('The author'))")
    assert "I stand by every word." in answer.get_text()
    assert "https://example.com/answer" in [str(link["href"]) for link in answer.select("a")]


def test_a_retracted_note_leaves_a_line_at_its_address(second: BuiltSite, as_written: BeautifulSoup) -> None:
    (line,) = as_written.select("#taken-back")
    assert "A retracted note" in line.get_text()
    assert "It was wrong." in line.get_text()
    assert not as_written.select(
        '.ref[href="#taken-back"], .mark[data-note="taken-back"], details[data-note="taken-back"]'
    )
    assert "taken-back" not in str(second.pages["references/second-work/"])


def test_two_chapters_of_one_seed_are_two_articles(second: BuiltSite) -> None:
    chapters = [second.pages[article_url(f"chapter-{number}")] for number in ("one", "two")]
    assert [[text_of(block) for block in chapter.select(".block")] for chapter in chapters] == [
        ["Chapter one", "It was dark."],
        ["Chapter two", "It was light."],
    ]


def test_a_withdrawn_text_is_nowhere_on_the_site(second: BuiltSite) -> None:
    _, first, other = (line for line in WITHDRAWN.split("\n") if line)
    for page, soup in second.pages.items():
        for words in (first[:24], other[:24]):
            assert words not in soup.get_text(" "), page


def test_a_withdrawn_article_keeps_its_notes_with_the_words_they_are_about(second: BuiltSite) -> None:
    page = second.pages[article_url("withdrawn")]
    (note,) = page.select("article.reader details.note")
    assert note["id"] == "n_the-river"
    assert "It was a stream." in note.get_text()
    (mark,) = page.select("article.reader .mark")
    assert mark.get_text() == "a river"
    assert page.select_one("#ref_the-river")
