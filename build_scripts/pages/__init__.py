"""The corpus becomes pages: pure functions from the corpus to HTML, one module for each kind of page."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.corpus import Corpus
from build_scripts.pages.article import article_pages
from build_scripts.pages.claims import claim_pages
from build_scripts.pages.compare import compare_page
from build_scripts.pages.data import data_assets, data_page
from build_scripts.pages.events import event_pages
from build_scripts.pages.frame import Asset, Frame, Page
from build_scripts.pages.home import home_fragment
from build_scripts.pages.people import people_pages
from build_scripts.pages.references import reference_assets, reference_pages
from build_scripts.pages.state import state_page
from build_scripts.pages.suggest import suggest_assets
from build_scripts.pages.timeline import timeline_page
from build_scripts.site_info import SiteInfo

__all__ = ["Asset", "Frame", "Page", "build_assets", "build_pages", "home_fragment"]

_PAGES = (
    article_pages, reference_pages, claim_pages, compare_page,
    event_pages, timeline_page, people_pages, state_page, data_page,
)  # fmt: skip
_ASSETS = (reference_assets, data_assets, suggest_assets)


def build_pages(corpus: Corpus, site: SiteInfo) -> Iterator[Page]:
    """Render every generated page of the site.

    Args:
        corpus: what the pages are made from.
        site: the site's name, address and repository.
    """
    frame = Frame(corpus, site)
    for pages in _PAGES:
        yield from pages(frame)


def build_assets(corpus: Corpus, site: SiteInfo) -> Iterator[Asset]:
    """Make every generated file that is no page: the feed, and references for other programs."""
    frame = Frame(corpus, site)
    for assets in _ASSETS:
        yield from assets(frame)
