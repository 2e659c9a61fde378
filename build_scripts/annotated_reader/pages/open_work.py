"""The state of the notes: for each article, what a contributor could do next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from annotated_reader.checks import Comparison, SourceIndex
from annotated_reader.corpus import Article, Corpus, DisplacedNote, Note, displaced_notes, mentioned
from annotated_reader.exports import claim_url, event_url, format_pinpoint, person_url, reference_url
from annotated_reader.formats import Kind, Role, Standing, fresh_reviews, void_reviews
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.paging import Part, page_of, paged
from annotated_reader.texts import Block

URL = "state/"
PAGE_SIZE = 25
"""Articles on a page, each with lists of what is open in it."""
MOST_LISTED = 100

_FIGURE = re.compile(r"[0-9]")
_QUOTED = re.compile(r"[^“«]*+[“«].+[”»]|[^\"]*+\"+[^\"]+\"")
_SELDOM_NOTED = {Role.TITLE, Role.HEADING, Role.BYLINE, Role.CAPTION, Role.DISCLAIMER}


@dataclass(frozen=True)
class ArticleState:
    """What is still open in one article.

    ``unchecked`` are notes on claims of which no fact check stands in the article, one for each claim; ``bare`` its
    blocks of running text without a note; ``checkable`` those of them that hold a figure, a date or quoted words;
    ``unsourced`` the notes that cite no primary source; ``unreviewed`` those without a review of what they say now, in
    the order in which to review them; ``displaced`` those that could not be placed. ``not_found`` are quotations that
    stand in no source, ``without_passage`` pinpoints of which the words are not kept, ``excepted`` the words in
    quotation marks that quote nobody; each comes with its note.
    """

    article: Article
    unchecked: tuple[Note, ...]
    bare: tuple[Block, ...]
    checkable: tuple[Block, ...]
    unsourced: tuple[Note, ...]
    unconfirmed: tuple[Note, ...]
    unreviewed: tuple[Note, ...]
    changed_since_review: tuple[Note, ...]
    displaced: tuple[DisplacedNote, ...]
    not_found: tuple[tuple[Note, str], ...]
    without_passage: tuple[tuple[Note, str], ...]
    excepted: tuple[tuple[Note, str], ...]


@dataclass(frozen=True)
class UnusedEntries:
    """The claims, events and people that no passage uses, as pairs of address and name."""

    claims: tuple[tuple[str, str], ...]
    events: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]


def article_state(corpus: Corpus, article: Article, sources: SourceIndex) -> ArticleState:
    """Find what is open in one article; of a withdrawn text only the notes are looked at.

    Args:
        corpus: the whole.
        article: one of its articles.
        sources: the corpus's quotations and pinpoints.
    """
    noted = {block.number for note in article.current_notes for block in note.blocks}
    shown = article.seed.blocks if article.data.display == "full" else ()
    running = (block for block in shown if not block.role.folded_away and block.role not in _SELDOM_NOTED)
    bare = tuple(block for block in running if block.number not in noted)
    return ArticleState(
        article,
        tuple(_claims_unchecked(article)),
        bare,
        tuple(block for block in bare if _FIGURE.search(block.text) or _QUOTED.match(block.text)),
        tuple(note for note in article.current_notes if not _cites_a_primary_source(corpus, note)),
        tuple(note for note in article.current_notes if note.data.confidence == "unconfirmed"),
        tuple(sorted((note for note in article.current_notes if not fresh_reviews(note.data)), key=_review_rank)),
        tuple(note for note in article.current_notes if void_reviews(note.data)),
        tuple(displaced_notes(article)),
        tuple(_quotations_not_found(article, sources)),
        tuple(_pinpoints_without_passage(article, sources)),
        tuple(
            (note, f"“{entry.words}”: {entry.why}")
            for note in article.current_notes
            for entry in note.data.not_quotations
        ),
    )


def _review_rank(note: Note) -> tuple[bool, bool, int]:
    """Return the place of a note among those to review: key notes first, then fact checks, then in reading order."""
    return not note.data.key, note.data.kind is not Kind.FACT_CHECK, note.number


def _quotations_not_found(article: Article, sources: SourceIndex) -> Iterator[tuple[Note, str]]:
    notes = {note.id: note for note in article.current_notes}
    for quotation in sources.not_found.get(article.slug, ()):
        if quotation.user in notes:
            yield notes[quotation.user], f"“{quotation.words}”"


def _pinpoints_without_passage(article: Article, sources: SourceIndex) -> Iterator[tuple[Note, str]]:
    notes = {note.id: note for note in article.current_notes}
    for pinpoint in sources.pinpoints_without_passage.get(article.slug, ()):
        if pinpoint.note.id in notes:
            where = f", {format_pinpoint(pinpoint.pinpoint)}" if pinpoint.pinpoint else ""
            yield notes[pinpoint.note.id], f"{pinpoint.reference.short}{where}"


def shared_quotations_not_found(sources: SourceIndex) -> list[tuple[str, str]]:
    """Find the quotations in claims, events and references that stand in no source, as pairs of address and words."""
    addresses = {"claims": claim_url, "events": event_url}
    return [
        (addresses.get(quotation.place.file.split("/")[1], reference_url)(quotation.user), f"“{quotation.words}”")
        for quotation in sources.not_found.get(None, ())
    ]


def _claims_unchecked(article: Article) -> Iterator[Note]:
    """Find the claims that notes are tied to but no fact check in the same article, each by its first note."""
    tied = [(note.data.claim.id, note) for note in article.current_notes if note.data.claim]
    seen = {claim_id for claim_id, note in tied if note.data.kind is Kind.FACT_CHECK}
    for claim_id, note in tied:
        if claim_id not in seen:
            seen.add(claim_id)
            yield note


def _cites_a_primary_source(corpus: Corpus, note: Note) -> bool:
    cited = (corpus.references.get(citation.id) for citation in note.data.references)
    return any(reference is not None and reference.value.standing is Standing.PRIMARY for reference in cited)


def unused_entries(corpus: Corpus) -> UnusedEntries:
    """Find the claims and events that no note is tied to, and the people whom no text names."""
    claims = (entry.value for key, entry in corpus.claims.items() if key not in corpus.notes_by_claim)
    events = (entry.value for key, entry in corpus.events.items() if key not in corpus.notes_by_event)
    people = (entry.value for entry in corpus.people.values() if not mentioned(corpus.articles, entry.value))
    return UnusedEntries(
        tuple((claim_url(claim.id), claim.finding) for claim in claims),
        tuple((event_url(event.id), event.title) for event in events),
        tuple((person_url(person.id), person.name) for person in people),
    )


def state_page(context: RenderContext) -> Iterator[Page]:
    """Render the state of the notes, on as many pages as the articles need."""
    description = "What is still open in each article: paragraphs without a note, notes to source, confirm or review."
    for part in paged(context.corpus.articles, PAGE_SIZE, URL):
        yield page_of(part, "State of the notes", description, partial(_cached_html, context, part))


def _cached_html(context: RenderContext, part: Part[Article]) -> Markup:
    """Return a page of the articles' state, from the cache if possible; the first page depends on all articles."""
    render = partial(_state_html, context, part)
    return (
        render()
        if part.number == 1
        else context.cached_html(part.url, (len(context.corpus.articles), *part.items), render)
    )


def _state_html(context: RenderContext, part: Part[Article]) -> Markup:
    sources, is_first = context.sources, part.number == 1
    return context.render(
        "state.html",
        part.url,
        part=part,
        states=[article_state(context.corpus, article, sources) for article in part.items],
        unused=unused_entries(context.corpus) if is_first else None,
        compared=str(Comparison.of(sources)),
        shared_not_found=shared_quotations_not_found(sources) if is_first else (),
        most=MOST_LISTED,
    )
