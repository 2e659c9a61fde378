"""Which stretch of one text corresponds to which of another: the cheapest way to turn the one into the other.

Source: Levenshtein (1966), "Binary codes capable of correcting deletions, insertions, and reversals"; the bit-parallel
computation is rapidfuzz's, after Hyyrö (2004), with Hirschberg's (1975) division to save memory.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

_MOST_CELLS = 2 * 10**10  # two texts of 140 kB: half a second. Longer ones are cut first
_FULL_STOP = re.compile(r"[.!?]+")
_LEAST_SENTENCE = 20  # a shorter one is too common to cut at


Stretch = tuple[int, int, int, int]
"""Start and end in an old text, start and end of what took its place in the new one; either may be empty."""


@dataclass(frozen=True)
class Alignment:
    """Two texts side by side, as stretches without gaps. Those of equal length correspond character by character."""

    stretches: Sequence[Stretch]

    @staticmethod
    def of(old: str, new: str) -> Alignment:
        """Align two texts."""
        stretches = [stretch for piece in _pieces(old, new) for stretch in _aligned(old, new, piece)]
        return Alignment(stretches or [(0, 0, 0, 0)])

    def map(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the old text is in the new one.

        What was inserted at its ends stays outside. What was deleted is mapped to an empty stretch.
        """
        first = self.stretches[max(0, bisect_right(self._starts, start) - 1)]
        last = self.stretches[min(bisect_left(self._ends, end), len(self._ends) - 1)]
        new_start = _inside(first, start, first[3])
        return new_start, max(new_start, _inside(last, end, last[2]))

    @cached_property
    def reversed(self) -> Alignment:
        """The same from the new text to the old one."""
        return Alignment([(new_start, new_end, start, end) for start, end, new_start, new_end in self.stretches])

    @cached_property
    def _starts(self) -> list[int]:
        return [stretch[0] for stretch in self.stretches]

    @cached_property
    def _ends(self) -> list[int]:
        return [stretch[1] for stretch in self.stretches]


def _inside(stretch: Stretch, position: int, otherwise: int) -> int:
    start, end, new_start, new_end = stretch
    return new_start + position - start if end - start == new_end - new_start else otherwise


def _aligned(old: str, new: str, piece: Stretch) -> list[Stretch]:
    start, end, new_start, new_end = piece
    if (end - start) * (new_end - new_start) > _MOST_CELLS:
        return [(start, end, new_start, new_start), (end, end, new_start, new_end)]
    ops = Levenshtein.opcodes(old[start:end], new[new_start:new_end])
    return [
        (start + op.src_start, start + op.src_end, new_start + op.dest_start, new_start + op.dest_end) for op in ops
    ]


def _pieces(old: str, new: str) -> Iterator[Stretch]:
    """Cut long texts after sentences that appear once in each, in the same order."""
    at = new_at = 0
    if len(old) * len(new) > _MOST_CELLS:
        for end, new_end in _in_order(_shared_sentences(old, new)):
            yield at, end, new_at, new_end
            at, new_at = end, new_end
    yield at, len(old), new_at, len(new)


def _shared_sentences(old: str, new: str) -> list[tuple[int, int]]:
    """List the ends of sentences that appear once in each text, in the order of the old one."""
    ends, new_ends = _ends_of_single(old), _ends_of_single(new)
    return [(end, new_ends[sentence]) for sentence, end in ends.items() if sentence in new_ends]


def _ends_of_single(text: str) -> dict[str, int]:
    ends = [match.end() for match in _FULL_STOP.finditer(text)]
    sentences = [(text[start:end], end) for start, end in pairwise([0, *ends]) if end - start >= _LEAST_SENTENCE]
    counts = Counter(sentence for sentence, _ in sentences)
    return {sentence: end for sentence, end in sentences if counts[sentence] == 1}


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the longest run of pairs that rise in both places (Schensted 1961)."""
    tops: list[int] = []  # the lowest last place of a run of each length
    runs: list[tuple[tuple[int, int], int]] = []  # each pair, with the length of the longest run that it ends
    for pair in pairs:
        length = bisect_left(tops, pair[1])
        tops[length : length + 1] = [pair[1]]
        runs.append((pair, length))
    kept: list[tuple[int, int]] = []
    for pair, length in reversed(runs):
        if length == len(tops) - len(kept) - 1 and (not kept or pair[1] < kept[-1][1]):
            kept.append(pair)
    return kept[::-1]
