"""The home page after its own words: one utterance with the articles' versions of it, then the articles."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from annotated_reader.pages.articles import URL as ARTICLES_URL
from annotated_reader.pages.context import RenderContext
from annotated_reader.pages.featured import Featured, featured_utterance

MOST_ARTICLES = 12
"""The most articles that the home page lists; the page of all articles has the rest."""


def home_fragment(context: RenderContext) -> Markup:
    """Render the featured utterance and the first articles, for the end of the home page."""
    articles = context.corpus.articles
    featured = featured_utterance(context.corpus)
    told_in = [version.passage.article for version in featured.versions] if featured else []
    silent = featured.silent if featured else ()
    sources = (len(articles), *articles[:MOST_ARTICLES], *told_in, *silent)
    return context.cached_html("", sources, partial(_home_html, context, featured))


def _home_html(context: RenderContext, featured: Featured | None) -> Markup:
    articles = context.corpus.articles
    return context.render(
        "home.html",
        "",
        featured=featured,
        summaries=[context.summary(article) for article in articles[:MOST_ARTICLES]],
        more=max(0, len(articles) - MOST_ARTICLES),
        all_articles=ARTICLES_URL,
    )
