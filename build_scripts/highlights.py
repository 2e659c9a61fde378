"""Overlapping spans become flat segments, since marks in HTML can't overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_scripts.seed_text import Span


@dataclass(frozen=True)
class Segment:
    """A stretch of text under the same notes throughout.

    ``notes`` are indexes into the spans given, the innermost (shortest) first; ``ends`` are those whose span ends
    with this segment, so that their reference number follows it.
    """

    span: Span
    notes: tuple[int, ...]
    ends: tuple[int, ...]


def flatten(within: Span, spans: Sequence[Span]) -> list[Segment]:
    """Cut a stretch of text where any span starts or ends.

    Args:
        within: the stretch, usually a block.
        spans: the notes' spans; those outside the stretch are passed over.

    Returns:
        Segments in order; joined they give ``within`` back, whatever the spans.
    """
    starting, ending = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    for index, span in enumerate(spans):
        if span.touches(within):
            inside = span.clip(within)
            starting[inside.start].add(index)
            ending[inside.end].add(index)
    here: set[int] = set()
    segments = []
    for start, end in pairwise(sorted({within.start, within.end, *starting, *ending})):
        here = (here | starting[start]) - ending[start]
        notes = tuple(sorted(here, key=lambda index: (len(spans[index]), index)))
        ends = tuple(sorted(index for index in notes if spans[index].end == end))
        segments.append(Segment(Span(start, end), notes, ends))
    return segments
