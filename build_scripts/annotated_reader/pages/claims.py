"""A page for each claim: what is known, why, and each article's wording, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from markupsafe import Markup

from annotated_reader.corpus import Corpus, Note
from annotated_reader.exports import claim_url
from annotated_reader.formats import ClaimFile, Stance
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.head_metadata import claim_head
from annotated_reader.pages.paging import ARTICLES_ON_A_PAGE, FEW, Part, page_of, paged
from annotated_reader.pages.passages import ArticlePassages, notes_by_article, passages_by_article, without


def claim_pages(context: RenderContext) -> Iterator[Page]:
    """Render the page of every claim."""
    for entry in context.corpus.claims.values():
        yield from _claim_page(context, entry.value)


def _claim_page(context: RenderContext, claim: ClaimFile) -> Iterator[Page]:
    """Yield a claim's page, and further pages if many articles make the claim; the first has the metadata."""
    notes = context.corpus.notes_by_claim.get(claim.id, ())
    for part in paged(notes_by_article(notes), ARTICLES_ON_A_PAGE, claim_url(claim.id)):
        head = claim_head(context, claim) if part.number == 1 else {}
        yield page_of(part, claim.finding, claim.reason, partial(_claim_html, context, claim, part), more=head)


def _claim_html(context: RenderContext, claim: ClaimFile, part: Part[tuple[Note, ...]]) -> Markup:
    notes = context.corpus.notes_by_claim.get(claim.id, ())
    return context.render(
        "claim.html",
        part.url,
        part=part,
        claim=claim,
        rating=context.rating(claim),
        articles_by_stance=_by_stance(context.corpus, list(chain.from_iterable(part.items))),
        count=len(notes_by_article(notes)),
        silent=without(context.corpus, notes, FEW),
    )


def _by_stance(corpus: Corpus, notes: Sequence[Note]) -> list[tuple[Stance, tuple[ArticlePassages, ...]]]:
    """Group passages by the article's stance on the claim; stances without passages are left out."""
    taken = [(note.data.claim.stance, note) for note in notes if note.data.claim]
    grouped = ((stance, [note for taken_here, note in taken if taken_here is stance]) for stance in Stance)
    return [(stance, passages_by_article(corpus, found)) for stance, found in grouped if found]
