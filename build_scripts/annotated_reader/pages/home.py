"""The list of articles that follows the home page's own words, and goes on on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from annotated_reader.corpus import Article
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.paging import Part, page_of, paged

PAGE_SIZE = 50
LATER = "page/"


def home_fragment(context: RenderContext) -> Markup:
    """Render the first articles as cards, for the end of the home page."""
    return _cards(context, next(_parts(context)))


def home_pages(context: RenderContext) -> Iterator[Page]:
    """Render the pages of the articles for which the home page has no room."""
    for part in _parts(context):
        if part.number > 1:
            yield page_of(part, "Articles", "Articles", partial(_cards, context, part), template="")


def _parts(context: RenderContext) -> Iterator[Part[Article]]:
    return paged(context.corpus.articles, PAGE_SIZE, "", LATER)


def _cards(context: RenderContext, part: Part[Article]) -> Markup:
    """Render a page's articles, or give them as they were."""
    return context.cached_html(
        part.url, (len(context.corpus.articles), *part.items), partial(_cards_html, context, part)
    )


def _cards_html(context: RenderContext, part: Part[Article]) -> Markup:
    return context.render(
        "home.html", part.url, part=part, summaries=[context.summary(article) for article in part.items]
    )
