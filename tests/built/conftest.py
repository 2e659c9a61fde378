"""The two sites whose built output is tested: ours, and the one of another set of texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import pytest
from bs4 import BeautifulSoup, Tag

from annotated_reader.corpus.model import Article
from annotated_reader.exports.urls import article_url
from tests.built.second_texts import ARTICLES, write_second_texts
from tests.built_site import SLUGS, BuiltSite, built_once, five_articles

Sites = Callable[[str], BuiltSite]

OURS = "five-articles"
SECOND = "second-texts"
_SHOWN_IN_FULL = [(OURS, slug) for slug in SLUGS] + [
    (SECOND, slug) for slug, article in ARTICLES.items() if "display: withdrawn" not in article
]


@dataclass(frozen=True)
class ArticlePage:
    """An article, and the page made from it."""

    site: BuiltSite
    article: Article
    page: BeautifulSoup = field(repr=False)

    @cached_property
    def _by_id(self) -> dict[str, list[Tag]]:
        found: dict[str, list[Tag]] = {}
        for tag in self.page.find_all(id=True):
            found.setdefault(str(tag["id"]), []).append(tag)
        return found

    def by_id(self, name: str) -> Tag:
        """Return the one element with an id."""
        found = self._by_id.get(name, [])
        assert len(found) == 1, f"{name}: {len(found)}"
        return found[0]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Return a site by its name, built when first asked for."""
    built: dict[str, BuiltSite] = {}

    def site(name: str) -> BuiltSite:
        if name not in built:
            built[name] = (
                five_articles(tmp_path_factory)
                if name == OURS
                else built_once(tmp_path_factory, SECOND, write_second_texts)
            )
        return built[name]

    return site


@pytest.fixture(params=[OURS, SECOND])
def site(request: pytest.FixtureRequest, sites: Sites) -> BuiltSite:
    """Return each of the two sites."""
    return sites(request.param)


@pytest.fixture
def second(sites: Sites) -> BuiltSite:
    """Return the site of the second set of texts."""
    return sites(SECOND)


@pytest.fixture(params=_SHOWN_IN_FULL, ids="-".join)
def shown(request: pytest.FixtureRequest, sites: Sites) -> ArticlePage:
    """Return each article of both sites whose text is shown."""
    name, slug = request.param
    site = sites(name)
    return ArticlePage(site, site.corpus.articles_by_slug[slug], site.pages[article_url(slug)])
