"""A corpus of 120 tiny articles, built: lists that go on on further pages hold, with their links, titles and heads."""

from __future__ import annotations

from collections import Counter

import pytest

from annotated_reader.exports.urls import article_url, note_url
from tests.built.test_every_page import policy_of
from tests.built.test_links import addresses
from tests.built_site import ADDRESS, BuiltSite, built_once
from tests.many_articles import write_site_of_many

pytestmark = pytest.mark.nightly


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the site of many articles."""
    return built_once(tmp_path_factory, "many-articles", write_site_of_many)


def test_the_build_is_clean(site: BuiltSite) -> None:
    assert site.status == 0, site.complaints
    assert len(site.corpus.articles) == 120


def later_pages(site: BuiltSite) -> list[str]:
    """Return the addresses of the pages that follow a first one."""
    return [address for address in site.pages if address.rstrip("/").rpartition("/")[2].isdigit()]


def test_lists_that_are_too_long_go_on_on_pages_of_their_own(site: BuiltSite) -> None:
    lists = {address.rstrip("/").rpartition("/")[0] for address in later_pages(site)}
    assert lists == {
        "articles", "notes", "state", "corrections", "data",
        "references/study", "claims/all-well", "events/speech", "people/ada-cavo",
    }  # fmt: skip


def test_every_link_on_a_list_leads_somewhere(site: BuiltSite) -> None:
    pages = [address for address in site.pages if not address.startswith("articles/")]
    dead = {
        f"{address}: {link} {why}"
        for address in pages
        for tag in site.pages[address].select("[href], [src]")
        for link in addresses(tag)
        if (why := site.dead_end(link, address))
    }
    assert not dead


def test_titles_and_headings_tell_the_pages_of_a_list_apart(site: BuiltSite) -> None:
    titles = Counter(page.select("head > title")[0].get_text() for page in site.pages.values())
    assert not {title: times for title, times in titles.items() if times > 1}
    assert all(len(page.select("h1")) == 1 for page in site.pages.values())
    for address in later_pages(site):
        assert ", page " in site.pages[address].select("h1")[0].get_text(), address


def test_heads_and_links_name_the_neighbours(site: BuiltSite) -> None:
    for address in later_pages(site):
        page = site.pages[address]
        for way in ("prev", "next"):
            head = [site.leads_to(link, address) for link in page.select(f"head > link[rel={way}]")]
            body = {site.leads_to(link, address) for link in page.select(f"a[rel~={way}]")}
            assert set(head) == body, (address, way)
        (canonical,) = page.select("head > link[rel=canonical]")
        assert canonical["href"] == ADDRESS + address
        assert policy_of(page) == policy_of(site.pages[""])


def test_every_article_and_every_note_is_reached_from_the_lists(site: BuiltSite) -> None:
    def led_to(first: str) -> set[str]:
        pages = [first, *(address for address in later_pages(site) if address.startswith(first))]
        return {site.leads_to(link, page) for page in pages for link in site.pages[page].select("a[href]")}

    assert {article_url(article.slug) for article in site.corpus.articles} <= led_to("articles/")
    assert {note_url(note) for note in site.corpus.notes} <= led_to("notes/")
