"""The corpus becomes pages: pure functions from the corpus to HTML, one module for each kind of page."""

from __future__ import annotations

from collections.abc import Iterator

from annotated_reader.pages.all_notes import all_notes_pages
from annotated_reader.pages.article import article_pages
from annotated_reader.pages.articles import articles_page
from annotated_reader.pages.claim_list import claims_page
from annotated_reader.pages.claims import claim_pages
from annotated_reader.pages.compare import compare_page
from annotated_reader.pages.context import Asset, Page, RenderContext, environment
from annotated_reader.pages.corrections import corrections_page
from annotated_reader.pages.data import data_assets, data_page
from annotated_reader.pages.events import event_pages
from annotated_reader.pages.home import home_fragment
from annotated_reader.pages.open_work import state_page
from annotated_reader.pages.page_cache import PageCache
from annotated_reader.pages.people import people_pages
from annotated_reader.pages.references import reference_assets, reference_pages
from annotated_reader.pages.suggest import suggest_assets
from annotated_reader.pages.timeline import timeline_page

__all__ = ["Asset", "Page", "PageCache", "RenderContext", "build_assets", "build_pages", "environment", "home_fragment"]

_PAGES = (
    article_pages, reference_pages, claim_pages, compare_page,
    event_pages, timeline_page, people_pages, state_page, data_page,
    corrections_page, all_notes_pages, articles_page, claims_page,
)  # fmt: skip
_ASSETS = (reference_assets, data_assets, suggest_assets)


def build_pages(context: RenderContext) -> Iterator[Page]:
    """List every generated page of the site."""
    for pages in _PAGES:
        yield from pages(context)


def build_assets(context: RenderContext) -> Iterator[Asset]:
    """Return every generated file that is not a page: feed, open data, and the data for suggesting a note."""
    for assets in _ASSETS:
        yield from assets(context)
