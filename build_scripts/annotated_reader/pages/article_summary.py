"""The facts about an article that both its page and its card in the list of articles show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from annotated_reader.corpus import Article
from annotated_reader.formats import Kind
from annotated_reader.pages.article_strip import StripCell, strip_cells
from annotated_reader.texts import Block

_WORDS_A_MINUTE = 230


@dataclass(frozen=True, eq=False)
class ArticleSummary:
    """An article's blocks without furniture and comments, and what is told of them.

    ``kinds`` counts the notes by kind; ``minutes`` is the time that the text takes to read; ``cells`` make its strip.
    It equals only itself.
    """

    article: Article
    blocks: Sequence[Block]
    kinds: Sequence[tuple[Kind, int]]
    minutes: int
    cells: Sequence[StripCell]


def summarize(article: Article) -> ArticleSummary:
    """Return the summary of an article."""
    blocks = [block for block in article.seed.blocks if not block.role.folded_away]
    return ArticleSummary(article, blocks, kind_counts(article), reading_minutes(blocks), strip_cells(article, blocks))


def kind_counts(article: Article) -> list[tuple[Kind, int]]:
    """Count an article's notes by kind, in the schema's order, kinds without notes left out."""
    counts = Counter([note.data.kind for note in article.current_notes])
    return [(kind, counts[kind]) for kind in Kind if counts[kind]]


def reading_minutes(blocks: Sequence[Block]) -> int:
    """Estimate the time that blocks take to read, in minutes."""
    words = sum([len(block.text.split()) for block in blocks])
    return max(1, round(words / _WORDS_A_MINUTE))
