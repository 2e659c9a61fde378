"""The list of all articles, on as many pages as it needs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from annotated_reader.corpus import Article
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.paging import Part, page_of, paged

URL = "articles/"
PAGE_SIZE = 50


def articles_page(context: RenderContext) -> Iterator[Page]:
    """Render the list of articles."""
    articles = context.corpus.articles
    description = "Every article, with its source, a summary, and where in the text its notes stand."
    for part in paged(articles, PAGE_SIZE, URL, ids=context.corpus.articles_by_slug):
        yield page_of(part, "Articles", description, partial(_cached_html, context, part))


def _cached_html(context: RenderContext, part: Part[Article]) -> Markup:
    """Return a page of the list, from the cache if its articles and their number are the same."""
    sources = (len(context.corpus.articles), *part.items)
    return context.cached_html(part.url, sources, partial(_articles_html, context, part))


def _articles_html(context: RenderContext, part: Part[Article]) -> Markup:
    summaries = [context.summary(article) for article in part.items]
    return context.render("articles.html", part.url, part=part, summaries=summaries)
