"""What search engines are told: which pages they may index, and where these are."""

from __future__ import annotations

from xml.etree import ElementTree

from annotated_reader.exports.urls import article_url
from tests.built_site import ADDRESS, BuiltSite

_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def in_sitemap(site: BuiltSite) -> list[str]:
    """Return the addresses in a site's sitemap (sitemaps.org protocol 0.9)."""
    root = ElementTree.parse(site.folder / "sitemap.xml").getroot()
    assert root.tag == f"{_NAMESPACE}urlset"
    return [str(place.text) for place in root.iter(f"{_NAMESPACE}loc")]


def kept_out(site: BuiltSite) -> set[str]:
    """Return the pages that search engines are asked not to index."""
    robots = {
        page: [str(meta["content"]) for meta in soup.select("meta[name=robots]")] for page, soup in site.pages.items()
    }
    assert not {page: found for page, found in robots.items() if len(found) > 1}
    return {page for page, found in robots.items() if found and "noindex" in found[0]}


def test_an_article_is_kept_out_of_indexes_unless_its_file_says_otherwise(site: BuiltSite) -> None:
    articles = {article_url(article.slug): article.data.index for article in site.corpus.articles}
    assert {page for page in kept_out(site) if page in articles} == {
        page for page, index in articles.items() if not index
    }


def test_the_sitemap_holds_the_pages_that_may_be_indexed_and_no_others(site: BuiltSite) -> None:
    found = in_sitemap(site)
    assert sorted(found) == sorted(ADDRESS + page for page in set(site.pages) - kept_out(site) - {"404.html"})


def test_an_article_that_may_be_indexed_is_in_the_sitemap(second: BuiltSite) -> None:
    assert ADDRESS + article_url("chapter-one") in in_sitemap(second)
    assert ADDRESS + article_url("as-written") not in in_sitemap(second)
