"""No page grows with the corpus: what has no room goes on on pages that follow."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import Tag

from annotated_reader.corpus.load import load_corpus
from annotated_reader.exports.site_info import SiteInfo
from annotated_reader.pages import RenderContext, build_pages, home_fragment
from annotated_reader.pages.paging import paged
from tests.built_site import Pages
from tests.many_articles import write_many_articles
from tests.project import TinyProject

SITE = SiteInfo(name="Reader", address="https://reader.example.org/")
FEW, MANY = 120, 240


class Rendered(Pages):
    """The pages of a project, and the addresses of those that tell machines what they are about."""

    def __init__(self, context: RenderContext) -> None:
        built = list(build_pages(context))
        html = [("", home_fragment(context)), *((page.url, page.html) for page in built)]
        super().__init__(dict(html))
        assert len(self) == len(html), "two pages have the same address"
        self.telling_machines = {page.url for page in built if page.meta.get("json_ld")}


def rendered(root: Path) -> Rendered:
    """Render every page of a project, what follows the home page's own words under its empty address."""
    context = RenderContext(load_corpus(root), SITE)
    assert not context.corpus.problems
    return Rendered(context)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return rendered(write_many_articles(tmp_path_factory.mktemp("few"), FEW))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    return rendered(write_many_articles(tmp_path_factory.mktemp("many"), MANY))


def largest(pages: Pages) -> dict[str, int]:
    """Weigh the largest page of each list, in characters, by the address of its first page."""
    sizes: dict[str, int] = {}
    for url in pages:
        if not url.startswith("articles/article-"):
            sizes[first_of(url)] = max(sizes.get(first_of(url), 0), len(pages.text(url)))
    return sizes


def first_of(url: str) -> str:
    """Return the address of the first page of the list that a page belongs to."""
    folder, _, number = url.rstrip("/").rpartition("/")
    return f"{folder}/" if number.isdigit() else url


def test_no_page_of_twice_the_articles_is_larger(few: Pages, many: Pages) -> None:
    before, after = largest(few), largest(many)
    assert before.keys() == after.keys()
    grown = {url: (before[url], after[url]) for url in after if after[url] > 1.05 * before[url] + 200}
    assert grown == {}


@pytest.mark.parametrize(
    ("first", "item", "of_each_article"),
    [
        ("articles/", ".card", 1),
        ("notes/", ".found > li", 3),
        ("state/", "table.state tbody tr", 1),
        ("corrections/", ".passages > li", 1),
        ("data/", "ul:not(.reference-list) > li", 1),
        ("references/study/", ".side", 1),
        ("claims/all-well/", ".side", 1),
        ("events/speech/", ".side", 1),
        ("people/ada-cavo/", ".side", 1),
    ],
)
def test_every_item_stands_on_one_of_a_lists_pages(many: Pages, first: str, item: str, of_each_article: int) -> None:
    pages = [many[url] for url in many if first_of(url) == first]
    items: list[Tag] = [found for page in pages for found in page.select(item)]
    assert len(pages) > 1
    assert len(items) == len({found.get_text() + str(found.select("a[href]")) for found in items})
    assert len(items) == of_each_article * MANY


def test_from_the_first_page_the_others_are_reached_one_after_the_other(many: Pages) -> None:
    for first in {first_of(url) for url in many if first_of(url) != url}:
        url, reached = first, [first]
        while links := many[url].select('a[rel="next"]'):
            url = resolved(url, str(links[0]["href"]))
            back = many[url].select('a[rel="prev"]')[0]
            assert resolved(url, str(back["href"])) == reached[-1]
            reached.append(url)
        assert sorted(reached) == sorted(url for url in many if first_of(url) == first)


def resolved(page: str, link: str) -> str:
    """Return the address from the site's root to which a link on a page leads."""
    root = "../" * page.count("/") or "./"
    assert link.startswith(root)
    return link.removeprefix(root)


def test_in_a_wide_corpus_an_entry_names_a_few_articles_and_leads_to_the_rest(many: Pages) -> None:
    for url, entity in (
        ("compare/", "claims/all-well/"),
        ("timeline/", "events/speech/"),
        ("people/", "people/ada-cavo/"),
    ):
        (link,) = [link for link in many[url].select("a") if link.get_text().endswith(f"{MANY - 12} more")]
        assert resolved(url, str(link["href"])) == entity


def test_a_claims_first_page_alone_tells_machines_of_it_and_counts_all_articles(many: Rendered) -> None:
    pages = {url for url in many if url.startswith("claims/all-well/")}
    assert len(pages) > 1
    assert pages & many.telling_machines == {"claims/all-well/"}
    assert f"{MANY} articles put it" in " ".join(many["claims/all-well/2/"].get_text().split())


def test_an_entity_that_is_called_like_a_page_keeps_its_address(project: TinyProject) -> None:
    assert [part.url for part in paged(range(3), 1, "people/", ids={"3"})] == [
        "people/", "people/page_/2/", "people/page_/3/",
    ]  # fmt: skip
    assert [part.url for part in paged(range(2), 1, "people/", ids={"3"})] == ["people/", "people/2/"]
    assert "people/ada-cavo/" in rendered(project.root)


def test_what_fits_on_one_page_stays_on_it(project: TinyProject) -> None:
    pages = rendered(project.root)
    assert [url for url in pages if first_of(url) != url] == []
    assert not any(page.select("[rel=next], [rel=prev]") for page in pages.values())
