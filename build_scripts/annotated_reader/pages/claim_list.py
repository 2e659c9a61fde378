"""The list of all claims, by what is known of them, with the articles that make each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from markupsafe import Markup

from annotated_reader.formats import ClaimFile, Verdict
from annotated_reader.pages.compare import Row, cell_of
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.paging import FEW, Part, page_of, paged
from annotated_reader.pages.passages import notes_by_article

URL = "claims/"
PAGE_SIZE = 200


def list_claims(context: RenderContext) -> list[Row]:
    """List every claim with the articles that mention it: by verdict, the most shared claims first."""
    corpus, order = context.corpus, list(Verdict)

    def row(claim: ClaimFile) -> Row:
        by_article = notes_by_article(corpus.notes_by_claim.get(claim.id, ()))
        return Row(claim, tuple(cell_of(corpus.articles_by_slug[notes[0].article], notes) for notes in by_article))

    rows = [row(entry.value) for entry in corpus.claims.values()]
    return sorted(rows, key=lambda row: (order.index(row.claim.verdict), -len(row.cells), row.claim.id))


def claims_page(context: RenderContext) -> Iterator[Page]:
    """Render the list."""
    description = "Every claim that the articles make, report or deny, by what is known of it."
    for part in paged(list_claims(context), PAGE_SIZE, URL, ids=context.corpus.claims):
        yield page_of(part, "Claims", description, partial(_claims_html, context, part))


def _claims_html(context: RenderContext, part: Part[Row]) -> Markup:
    groups = [(verdict, list(rows)) for verdict, rows in groupby(part.items, key=lambda row: row.claim.verdict)]
    return context.render("claims.html", part.url, part=part, groups=groups, few=FEW)
