"""A page for each claim: what is so, why, and how each article puts it, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from markupsafe import Markup

from annotated_reader.corpus import Note
from annotated_reader.exports import claim_url
from annotated_reader.formats import ClaimFile
from annotated_reader.pages.context import Frame, Page
from annotated_reader.pages.head_metadata import claim_head
from annotated_reader.pages.paging import FEW, SIDES, Part, page_of, paged
from annotated_reader.pages.passages import by_article, sides, without


def claim_pages(frame: Frame) -> Iterator[Page]:
    """Render the page of every claim."""
    for entry in frame.corpus.claims.values():
        yield from _claim_page(frame, entry.value)


def _claim_page(frame: Frame, claim: ClaimFile) -> Iterator[Page]:
    """Give a claim's page, and those that follow where many articles make it; the first tells machines of it."""
    notes = frame.corpus.notes_by_claim.get(claim.id, ())
    for part in paged(by_article(notes), SIDES, claim_url(claim.id)):
        head = claim_head(frame, claim) if part.number == 1 else {}
        yield page_of(part, claim.finding, claim.reason, partial(_claim_html, frame, claim, part), more=head)


def _claim_html(frame: Frame, claim: ClaimFile, part: Part[tuple[Note, ...]]) -> Markup:
    notes = frame.corpus.notes_by_claim.get(claim.id, ())
    return frame.render(
        "claim.html",
        part.url,
        part=part,
        claim=claim,
        told=sides(frame.corpus, chain.from_iterable(part.items)),
        count=len(by_article(notes)),
        silent=without(frame.corpus, notes, FEW),
    )
