"""The corrections page: what the site said before, when and why it was changed, and what was retracted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from annotated_reader.corpus import Corpus
from annotated_reader.exports import article_url, claim_url, event_url, note_url, person_url, reference_url
from annotated_reader.formats import PartialDate, Revision
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.paging import page_of, paged

URL = "corrections/"
PAGE_SIZE = 100


@dataclass(frozen=True)
class Correction:
    """One change that readers should know of: ``what`` it is about, and where that stands now.

    A retraction has no ``revision`` where the note's history does not tell of it.
    """

    date: PartialDate
    kind: str
    what: str
    address: str
    revision: Revision | None


def corrections(corpus: Corpus) -> list[Correction]:
    """List every entry of every history, and every retracted note, the newest first."""
    found = [*_of_notes(corpus), *_of_others(corpus)]
    return sorted(found, key=lambda entry: (entry.date, entry.what), reverse=True)


def _of_notes(corpus: Corpus) -> Iterator[Correction]:
    for note in corpus.notes:
        kind = "Note retracted" if note.data.status == "retracted" else "Note corrected"
        for revision in note.data.history:
            yield Correction(revision.date, kind, note.data.title, note_url(note), revision)
        if note.data.status == "retracted" and not note.data.history:
            yield Correction(note.data.dated, kind, note.data.title, note_url(note), None)


def _of_others(corpus: Corpus) -> Iterator[Correction]:
    for article in corpus.articles:
        for revision in article.data.history:
            yield Correction(revision.date, "Article", article.data.title, article_url(article.slug), revision)
    for claim in corpus.claims.values():
        for revision in claim.value.history:
            yield Correction(revision.date, "Claim", claim.value.finding, claim_url(claim.value.id), revision)
    for event in corpus.events.values():
        for revision in event.value.history:
            yield Correction(revision.date, "Event", event.value.title, event_url(event.value.id), revision)
    for person in corpus.people.values():
        for revision in person.value.history:
            yield Correction(revision.date, "Person", person.value.name, person_url(person.value.id), revision)
    for reference in corpus.references.values():
        for revision in reference.value.history:
            yield Correction(
                revision.date, "Source", reference.value.short, reference_url(reference.value.id), revision
            )


def corrections_page(context: RenderContext) -> Iterator[Page]:
    """Render the corrections page."""
    description = "What was corrected or retracted on this site, when, and why."
    for part in paged(corrections(context.corpus), PAGE_SIZE, URL):
        body = partial(context.render, "corrections.html", part.url, part=part)
        yield page_of(part, "Corrections", description, body, template="")
