"""Overlapping spans become flat segments, since marks in HTML can't overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from annotated_reader.texts.seed import Span


class Segment(NamedTuple):
    """A stretch of text under the same notes throughout.

    ``notes`` are indexes into the spans given, the innermost (shortest) first; ``starts`` and ``ends`` are those
    that start or end with this segment, within the text that was cut.
    """

    start: int
    end: int
    notes: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


def flatten(within: Span, spans: Sequence[Span]) -> list[Segment]:
    """Cut a stretch of text where any span starts or ends.

    Args:
        within: the stretch, usually a block.
        spans: the notes' spans; those outside the stretch are passed over.

    Returns:
        Segments in order; joined they give ``within`` back, whatever the spans.
    """
    first, last = within.start, within.end
    lengths = [span.end - span.start for span in spans]
    starting: defaultdict[int, list[int]] = defaultdict(list)
    ending: defaultdict[int, list[int]] = defaultdict(list)
    for index in sorted(range(len(spans)), key=lengths.__getitem__):
        span = spans[index]
        start = max(first, span.start)
        end = min(last, span.end)
        if start < end:
            starting[start].append(index)
            ending[end].append(index)
    here: list[int] = []
    segments = []
    for start, end in pairwise(sorted({first, last, *starting, *ending})):
        starts, ends = starting.get(start, ()), ending.get(end, ())
        if starts:
            here = sorted((*here, *starts), key=lambda index: (lengths[index], index)) if here else [*starts]
        segments.append(Segment(start, end, here, starts, ends))
        if ends:
            here = [index for index in here if index not in ends]
    return segments
