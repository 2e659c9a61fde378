"""The table of claims by articles: each cell shows the article's stance on the claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from annotated_reader.corpus import Article, Corpus, Note
from annotated_reader.formats import ClaimFile, Stance, Verdict
from annotated_reader.pages.context import Page, RenderContext
from annotated_reader.pages.paging import FEW, Part, page_of, paged

URL = "compare/"
SCROLLS_FROM = 7
PAGE_SIZE = 100
MAX_COLUMNS = 40
"""The most articles shown as columns; in a larger corpus each row lists only the articles that mention the claim."""


@dataclass(frozen=True)
class Cell:
    """What one article does with a claim, with the notes that say so; no notes where it does not mention it."""

    article: Article
    notes_by_stance: tuple[tuple[Stance, tuple[Note, ...]], ...]


@dataclass(frozen=True)
class Row:
    """A claim with a cell for each article, or for each article that mentions it."""

    claim: ClaimFile
    cells: tuple[Cell, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The slugs of the articles that mention the claim."""
        return tuple(cell.article.slug for cell in self.cells if cell.notes_by_stance)


def matrix(context: RenderContext) -> list[Row]:
    """Return a row for each claim that articles mention: the most shared claims first, then in reading order."""
    notes_by_claim = context.corpus.notes_by_claim
    order = {claim_id: number for number, claim_id in enumerate(notes_by_claim)}
    rows = [
        Row(entry.value, tuple(_cells(context.corpus, notes_by_claim[claim_id])))
        for claim_id, entry in context.corpus.claims.items()
        if claim_id in notes_by_claim
    ]
    return sorted(rows, key=lambda row: (-len(row.articles), order[row.claim.id]))


def _cells(corpus: Corpus, notes: Sequence[Note]) -> Iterator[Cell]:
    by_article: defaultdict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_article[note.article].append(note)
    in_all = len(corpus.articles) <= MAX_COLUMNS
    for slug in corpus.articles_by_slug if in_all else by_article:
        yield cell_of(corpus.articles_by_slug[slug], by_article.get(slug, ()))


def cell_of(article: Article, notes: Sequence[Note]) -> Cell:
    """Return what an article does with a claim, given its notes on it."""
    here = [(note.data.claim.stance, note) for note in notes if note.data.claim]
    by_stance = ((stance, tuple(note for kind, note in here if kind is stance)) for stance in Stance)
    return Cell(article, tuple((stance, found) for stance, found in by_stance if found))


def compare_page(context: RenderContext) -> Iterator[Page]:
    """Render the matrix."""
    description = "Claims by articles: which article asserts, reports or denies each claim, and what is known of it."
    for part in paged(matrix(context), PAGE_SIZE, URL):
        yield page_of(part, "Compare the articles", description, partial(_compare_html, context, part))


def _compare_html(context: RenderContext, part: Part[Row]) -> Markup:
    return context.render(
        "compare.html",
        part.url,
        part=part,
        groups=_groups(part.items),
        verdicts=[verdict for verdict in Verdict if any(row.claim.verdict is verdict for row in part.items)],
        wide=len(context.corpus.articles) > MAX_COLUMNS,
        few=FEW,
        scrolls=SCROLLS_FROM <= len(context.corpus.articles) <= MAX_COLUMNS,
    )


def _groups(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    shared = [row for row in rows if len(row.articles) > 1]
    groups = [("In several articles", shared), ("In one article", list(rows[len(shared) :]))]
    return [group for group in groups if group[1]]
