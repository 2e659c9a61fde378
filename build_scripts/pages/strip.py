"""The strip at an article's head: one cell for each block, as wide as the block is long, ticked by its notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from build_scripts.corpus import Article, Note
from build_scripts.schema import Kind

WIDTH = 1000


class Tick(NamedTuple):
    """One note in a cell: its kind, and where it stands, in thousandths of the strip's width."""

    kind: Kind
    key: bool
    x: float


class Cell(NamedTuple):
    """One block: its number, and its place in thousandths of the strip's width."""

    number: int
    x: float
    width: float
    ticks: Sequence[Tick]

    @property
    def drawn(self) -> float:
        """The width without the gap before the next cell."""
        return round(max(self.width - 1, 1), 1)


def strip_cells(article: Article) -> list[Cell]:
    """Lay out an article's strip; furniture and readers' comments are left out."""
    blocks = [block for block in article.seed.blocks if not block.role.folded_away]
    total = sum(len(block.text) for block in blocks) or 1
    starting: defaultdict[int, list[Note]] = defaultdict(list)
    for note in article.current_notes:
        starting[note.blocks[0].number].append(note)
    cells = []
    x = 0.0
    for block in blocks:
        width = WIDTH * len(block.text) / total
        ticks = [
            Tick(
                note.data.kind,
                note.data.key,
                round(x + width * (note.span.start - block.span.start) / len(block.text), 1),
            )
            for note in starting[block.number]
        ]
        cells.append(Cell(block.number, round(x, 1), round(width, 1), ticks))
        x += width
    return cells
