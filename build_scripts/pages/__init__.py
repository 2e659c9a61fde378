"""The corpus becomes pages: pure functions from the corpus to HTML, one module for each kind of page."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.corpus import Corpus
from build_scripts.pages.article import article_pages
from build_scripts.pages.frame import Frame, Page
from build_scripts.pages.home import home_fragment
from build_scripts.pages.references import reference_pages
from build_scripts.site_info import SiteInfo

__all__ = ["Frame", "Page", "build_pages", "home_fragment"]


def build_pages(corpus: Corpus, site: SiteInfo) -> Iterator[Page]:
    """Render every generated page of the site.

    Args:
        corpus: what the pages are made from.
        site: the site's name, address and repository.
    """
    frame = Frame(corpus, site)
    yield from article_pages(frame)
    yield from reference_pages(frame)
