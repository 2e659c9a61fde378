"""The list of articles that follows the home page's own words, and goes on on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from annotated_reader.corpus import Article
from annotated_reader.pages.context import Frame, Page
from annotated_reader.pages.paging import Part, page_of, paged

PAGE_SIZE = 50
LATER = "page/"


def home_fragment(frame: Frame) -> Markup:
    """Render the first articles as cards, for the end of the home page."""
    return _cards(frame, next(_parts(frame)))


def home_pages(frame: Frame) -> Iterator[Page]:
    """Render the pages of the articles for which the home page has no room."""
    for part in _parts(frame):
        if part.number > 1:
            yield page_of(part, "Articles", "Articles", partial(_cards, frame, part), template="")


def _parts(frame: Frame) -> Iterator[Part[Article]]:
    return paged(frame.corpus.articles, PAGE_SIZE, "", LATER)


def _cards(frame: Frame, part: Part[Article]) -> Markup:
    """Render a page's articles, or give them as they were."""
    return frame.kept_html(part.url, (len(frame.corpus.articles), *part.items), partial(_cards_html, frame, part))


def _cards_html(frame: Frame, part: Part[Article]) -> Markup:
    return frame.render("home.html", part.url, part=part, glances=[frame.glance(article) for article in part.items])
