"""All notes: every note of every article on numbered pages; with a script, narrowed down by facets and words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from annotated_reader.corpus import Note
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.paging import Part, page_of, paged
from annotated_reader.pages.passages import articles_on_claims, passage_of

URL = "notes/"
PAGE_SIZE = 50


def all_notes_pages(context: RenderContext) -> Iterator[Page]:
    """Render the pages of all notes, article by article in reading order; retracted ones are left out."""
    notes = [note for article in context.corpus.articles for note in article.current_notes]
    description = "Every note of every article, to be narrowed down by kind, verdict, article, source and name."
    for part in paged(notes, PAGE_SIZE, URL):
        related = articles_on_claims(context.corpus, part.items)
        shown = (len(notes), len(context.corpus.articles), *part.items, *related)
        body = partial(context.cached_html, part.url, shown, partial(_notes_html, context, part, len(notes)))
        yield page_of(part, "All notes", description, body, template="notes.html")


def _notes_html(context: RenderContext, part: Part[Note], count: int) -> Markup:
    passages = [passage_of(context.corpus, note) for note in part.items]
    return context.render("notes.html", part.url, part=part, passages=passages, count=count)
