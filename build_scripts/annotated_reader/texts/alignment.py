"""Which segment of one text corresponds to which segment of another, by the fewest edits that turn one into the other.

Source: Levenshtein (1966), "Binary codes capable of correcting deletions, insertions, and reversals"; the bit-parallel
computation is rapidfuzz's, after Hyyrö (2004), with Hirschberg's (1975) division to save memory.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

SegmentPair = tuple[int, int, int, int]
"""Start and end of a segment of the old text, start and end of its replacement in the new one; either may be empty."""


@dataclass(frozen=True)
class Alignment:
    """Two texts as pairs of segments without gaps; segments of equal length correspond character by character."""

    pairs: Sequence[SegmentPair]

    @staticmethod
    def of(old: str, new: str) -> Alignment:
        """Align two texts."""
        ops = Levenshtein.opcodes(old, new)
        pairs = [(op.src_start, op.src_end, op.dest_start, op.dest_end) for op in ops]
        return Alignment(pairs or [(0, 0, 0, 0)])

    def map(self, start: int, end: int) -> tuple[int, int]:
        """Return the start and end in the new text of a segment of the old one.

        Text inserted at its ends stays outside. Deleted text is mapped to an empty segment.
        """
        first = self.pairs[max(0, bisect_right(self._starts, start) - 1)]
        last = self.pairs[min(bisect_left(self._ends, end), len(self._ends) - 1)]
        new_start = _inside(first, start, first[3])
        return new_start, max(new_start, _inside(last, end, last[2]))

    @cached_property
    def _starts(self) -> list[int]:
        return [pair[0] for pair in self.pairs]

    @cached_property
    def _ends(self) -> list[int]:
        return [pair[1] for pair in self.pairs]


def _inside(pair: SegmentPair, position: int, otherwise: int) -> int:
    start, end, new_start, new_end = pair
    return new_start + position - start if end - start == new_end - new_start else otherwise
