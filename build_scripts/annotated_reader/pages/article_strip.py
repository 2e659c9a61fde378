"""The strip at the head of an article: a cell for each block, proportional to its length, with a tick for each note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from annotated_reader.corpus import Article, Note
from annotated_reader.formats import Kind
from annotated_reader.texts import Block

WIDTH = 1000


class Tick(NamedTuple):
    """One note in a cell: its kind and its position, in thousandths of the strip's width."""

    kind: Kind
    key: bool
    x: str


class StripCell(NamedTuple):
    """One block: its number, and its place in thousandths of the strip's width, less the gap before the next cell."""

    number: int
    x: str
    width: str
    ticks: Sequence[Tick]


def strip_cells(article: Article, blocks: Sequence[Block]) -> list[StripCell]:
    """Return the cells of an article's strip, with positions to one decimal."""
    total = sum([len(block.text) for block in blocks]) or 1
    starting: defaultdict[int, list[Note]] = defaultdict(list)
    for note in article.current_notes:
        starting[note.blocks[0].number].append(note)
    cells = []
    x = 0.0
    for block in blocks:
        length = len(block.text)
        width = WIDTH * length / total
        ticks = [
            Tick(note.data.kind, note.data.key, f"{x + width * (note.span.start - block.span.start) / length:.1f}")
            for note in starting.get(block.number, ())
        ]
        cells.append(StripCell(block.number, f"{x:.1f}", f"{max(width - 1, 1):.1f}", ticks))
        x += width
    return cells
