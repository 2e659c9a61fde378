"""The corpus becomes pages: pure functions from the corpus to HTML, one module for each kind of page."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.pages.all_notes import all_notes_pages
from build_scripts.pages.article import article_pages
from build_scripts.pages.claims import claim_pages
from build_scripts.pages.compare import compare_page
from build_scripts.pages.corrections import corrections_page
from build_scripts.pages.data import data_assets, data_page
from build_scripts.pages.events import event_pages
from build_scripts.pages.frame import Asset, Frame, Page
from build_scripts.pages.home import home_fragment, home_pages
from build_scripts.pages.people import people_pages
from build_scripts.pages.references import reference_assets, reference_pages
from build_scripts.pages.state import state_page
from build_scripts.pages.suggest import suggest_assets
from build_scripts.pages.timeline import timeline_page

__all__ = ["Asset", "Frame", "Page", "build_assets", "build_pages", "home_fragment"]

_PAGES = (
    article_pages, reference_pages, claim_pages, compare_page,
    event_pages, timeline_page, people_pages, state_page, data_page,
    corrections_page, all_notes_pages, home_pages,
)  # fmt: skip
_ASSETS = (reference_assets, data_assets, suggest_assets)


def build_pages(frame: Frame) -> Iterator[Page]:
    """List every generated page of the site."""
    for pages in _PAGES:
        yield from pages(frame)


def build_assets(frame: Frame) -> Iterator[Asset]:
    """Make every generated file that is no page: feed, open data, and what the browser needs to suggest a note."""
    for assets in _ASSETS:
        yield from assets(frame)
