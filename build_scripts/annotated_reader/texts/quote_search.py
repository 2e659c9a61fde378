"""Quote to span: where the words of a quote are in a text.

A quote is looked for as it is written, then folded (compatibility forms, quotation marks, dashes, ellipses, white
space). It begins and ends with whole words. Prefix and suffix decide between several hits. Nothing is ever guessed:
what is not found, found only inside words or with other capitals, or found twice, is refused with what a person needs
to correct it.

Source of the selector: W3C Web Annotation Data Model, section 4.2.4, Text Quote Selector.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from rapidfuzz import fuzz
from rapidfuzz.distance import ScoreAlignment

from annotated_reader.texts.folding import ACCENT, Fold, FoldedText, fold, fold_plain, on_one_line
from annotated_reader.texts.seed import SeedText, Span
from annotated_reader.texts.word_boundaries import has_whole_words, widen_to_words

MAX_CONTEXT_CHARACTERS = 1_000
MAX_PLACES = 10_000
"""Words that appear in so many places are no quote: the search stops there."""
_MAX_TOLD_APART = 300
_SHOWN_PLACES = 20
_ANCHORING = (Fold.EXACT, Fold.TYPOGRAPHY)
_STEP = 16
_LONG_TEXT = 2**15
"""A shorter text is read through for each of its quotes in less time than it takes to cut it into pieces."""
_COMMON = 200
_PIECE = 200
_DOUBLING = tuple(2**power for power in range(9))
_MARKS_AROUND = re.compile(r"[^\w]*+(\w(?:.*\w)?)[^\w]*", re.DOTALL)
_WORD = re.compile(rf"\S{{1,40}}(?:{ACCENT})*")  # where a script writes no spaces, a stretch stands for a word


@dataclass(frozen=True)
class Anchored:
    """The quote's words are here, and nowhere else."""

    span: Span
    fold: Fold


@dataclass(frozen=True)
class Occurrence:
    """One of several places, with the shortest context that sets it apart from the others."""

    span: Span
    prefix: str
    suffix: str


@dataclass(frozen=True)
class Ambiguous:
    """The quote appears in ``count`` places, and its context does not decide between them.

    ``occurrences`` are the first of them, each with what sets it apart; there are none where it has very many places.
    ``MAX_PLACES`` stands for that many or more.
    """

    occurrences: tuple[Occurrence, ...]
    count: int


@dataclass(frozen=True)
class ContextDiffers:
    """The words are in ``count`` places, but prefix or suffix are not around them there."""

    part: str
    occurrences: tuple[Occurrence, ...]
    count: int


@dataclass(frozen=True)
class NotFound:
    """The words are not there; the passage that is most like them, and how like (0 to 100)."""

    nearest: Span | None
    similarity: float


@dataclass(frozen=True)
class InsideWords:
    """The quote begins or ends inside a word wherever it appears; the first such place, widened to whole words."""

    whole: Span


@dataclass(frozen=True)
class CaseDiffers:
    """The words are there with other capital letters only; the first such place."""

    span: Span


Resolution = Anchored | Ambiguous | ContextDiffers | InsideWords | CaseDiffers | NotFound


@dataclass(frozen=True)
class TextIndex:
    """A text prepared for many quotes: each folding is made once, when first needed.

    ``within`` is the part in which quotes may stand, if not all of it. Hits inside ``muted`` stretches (page furniture,
    which repeats titles, and readers' comments), which stand in the order of the text, give way to hits outside them.
    """

    text: str
    within: Span | None = None
    muted: tuple[Span, ...] = ()
    _folds: dict[Fold, FoldedText] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(seed: SeedText) -> TextIndex:
        """Prepare an article's part of its seed, furniture and readers' comments muted."""
        return TextIndex(seed.text, seed.span, tuple(block.span for block in seed.blocks if block.role.folded_away))

    @cached_property
    def bounds(self) -> Span:
        """The part of the text in which quotes may stand."""
        return Span(0, len(self.text)) if self.within is None else self.within

    def folded(self, how: Fold) -> FoldedText:
        """Return the text folded in one of the two ways."""
        if how not in self._folds:
            self._folds[how] = fold(self.text, case=how is Fold.CASE)
        return self._folds[how]

    def resolve(self, exact: str, prefix: str | None = None, suffix: str | None = None) -> Resolution:
        """Find a quote.

        Args:
            exact: the words.
            prefix: the words right before them, where needed.
            suffix: the words right after them.
        """
        exact = exact.strip("\r\n")
        if not (any(map(str.isalnum, exact)) or fold_plain(exact)):  # letters are never folded to nothing
            return NotFound(None, 0.0)
        return self.locate(exact, prefix, suffix) or self._nearest(exact)

    def locate(self, exact: str, prefix: str | None, suffix: str | None) -> Resolution | None:
        """Find a quote, and look for nothing like it where its words are not there."""
        for how in _ANCHORING:
            spans = self._hits(exact, how)
            if len(spans) >= MAX_PLACES:
                return Ambiguous((), len(spans))
            if spans:
                return self._decide(spans, prefix, suffix, how)
        if other_case := self._hits(exact, Fold.CASE):
            return CaseDiffers(other_case[0])
        part = next(filter(None, (self._first_anywhere(exact, how) for how in _ANCHORING)), None)
        return InsideWords(widen_to_words(self.text, part, self.bounds)) if part else None

    def occurrences(self, exact: str) -> list[Span]:
        """List every place of a quote's words, folded no further than is needed to find one."""
        return next((spans for how in _ANCHORING if (spans := self._hits(exact.strip("\r\n"), how))), [])

    def told_apart(self, span: Span) -> Occurrence:
        """Return the shortest context that sets a span apart from others with the same words, if there are any."""
        others = self._hits(self.text[span.start : span.end], Fold.EXACT)
        return self._shortest_context(span, others) if len(others) > 1 else Occurrence(span, "", "")

    def _hits(self, exact: str, how: Fold) -> list[Span]:
        """List the places at which a quote begins and ends with whole words."""
        if how is Fold.EXACT and len(self.text) >= _LONG_TEXT and len(exact) >= 2 * _STEP - 1:
            found = self._by_pieces(exact)
            if found is not None:
                return [span for span in found if has_whole_words(self.text, span)]
        spans = (span for span in self._anywhere(exact, how) if has_whole_words(self.text, span))
        return list(islice(spans, MAX_PLACES))

    def _first_anywhere(self, exact: str, how: Fold) -> Span | None:
        return next(self._anywhere(exact, how), None)

    def _anywhere(self, exact: str, how: Fold) -> Iterator[Span]:
        """List the places of a quote, inside words too."""
        if how is Fold.EXACT:
            yield from (Span(a, b) for a, b in _find_all(self.text, exact, self.bounds))
            return
        folded = self.folded(how)
        needle = fold(exact, case=how is Fold.CASE).text.strip()
        bounds = Span(folded.position(self.bounds.start), folded.position(self.bounds.end))
        for a, b in _find_all(folded.text, needle, bounds):
            if folded.at_boundary(a) and folded.at_boundary(b):
                yield folded.back(a, b)

    @cached_property
    def _pieces(self) -> dict[str, list[int]]:
        """The starts of the pieces into which the text is cut at every ``_STEP`` code points."""
        text = self.text
        pieces: dict[str, list[int]] = {}
        for start in range(self.bounds.start, self.bounds.end - _STEP + 1, _STEP):
            pieces.setdefault(text[start : start + _STEP], []).append(start)
        return pieces

    def _by_pieces(self, exact: str) -> list[Span] | None:
        """Find a quote's places by the whole piece that each of them contains, faster than by reading all of the text.

        Returns:
            All places, or nothing where the pieces are too common to be of use.
        """
        starts: list[int] = []
        pieces, first, last = self._pieces, self.bounds.start, self.bounds.end - len(exact)
        for offset in range(_STEP):
            piece = exact[offset : offset + _STEP]
            if piece not in pieces:
                continue
            if len(pieces[piece]) > _COMMON:
                return None
            for at in pieces[piece]:
                start = at - offset
                if first <= start <= last and self.text.startswith(exact, start):
                    starts.append(start)
        return [Span(start, start + len(exact)) for start in sorted(starts)]

    def _decide(self, spans: list[Span], prefix: str | None, suffix: str | None, how: Fold) -> Resolution:
        fitting = spans
        for part, words in (("prefix", prefix), ("suffix", suffix)):
            if words is None:
                continue
            fits = self._fitting(fitting, part, words)
            if not fits:
                return ContextDiffers(part, self._told_apart(fitting, spans), len(fitting))
            fitting = fits
        if len(fitting) > 1:
            fitting = [span for span in fitting if not self._is_muted(span)] or fitting
        if len(fitting) > 1:
            return Ambiguous(self._told_apart(fitting, spans), len(fitting))
        return Anchored(fitting[0], how)

    def _is_muted(self, span: Span) -> bool:
        before = bisect_left(self.muted, span.end, key=lambda stretch: stretch.start)
        return before > 0 and span.touches(self.muted[before - 1])

    def _fitting(self, spans: list[Span], part: str, words: str) -> list[Span]:
        """Return the spans with these words directly before (prefix) or after (suffix) them, both folded."""
        folded, wanted = self.folded(Fold.CASE), fold_plain(words)

        def fits(span: Span) -> bool:
            if part == "prefix":
                end = folded.position(span.start)
                return folded.text.endswith(wanted, 0, end - folded.text.endswith(" ", 0, end))
            start = folded.position(span.end)
            return folded.text.startswith(wanted, start + folded.text.startswith(" ", start))

        return [span for span in spans if fits(span)]

    def _told_apart(self, places: list[Span], spans: list[Span]) -> tuple[Occurrence, ...]:
        """Return the first places, each with what sets it apart from all other spans."""
        if len(spans) == 1:
            return tuple(Occurrence(span, self._before(span, 3), self._after(span, 3)) for span in places)
        rivals = [span for span in spans if not self._is_muted(span)] or spans
        if len(rivals) > _MAX_TOLD_APART:
            return ()
        return tuple(self._shortest_context(span, rivals) for span in places[:_SHOWN_PLACES])

    def _shortest_context(self, span: Span, spans: list[Span]) -> Occurrence:
        """Find the fewest words of context that fit this place only; none where even the longest fits several."""
        rivals = [other for other in spans if other != span]
        enough = next((words for words in _DOUBLING if self._telling(span, rivals, words)), 0)
        fewer = range(enough // 2 + 1, enough)
        words = enough // 2 + 1 + bisect_left(fewer, True, key=lambda words: bool(self._telling(span, rivals, words)))
        return self._telling(span, rivals, words) or Occurrence(span, "", "")

    def _telling(self, span: Span, rivals: list[Span], words: int) -> Occurrence | None:
        """Return the context before, after, or on both sides that none of the rivals has, or None."""
        prefix, suffix = self._before(span, words), self._after(span, words)
        alike_before, alike_after = self._fitting(rivals, "prefix", prefix), self._fitting(rivals, "suffix", suffix)
        if not alike_before:
            return Occurrence(span, prefix, "")
        if not alike_after:
            return Occurrence(span, "", suffix)
        return None if set(alike_before).intersection(alike_after) else Occurrence(span, prefix, suffix)

    @cached_property
    def _words(self) -> tuple[list[int], list[int]]:
        """Where the text's words start, and where they end."""
        spans = [match.span() for match in _WORD.finditer(self.text)]
        return [start for start, _ in spans], [end for _, end in spans]

    def _before(self, span: Span, words: int) -> str:
        starts, _ = self._words
        last = bisect_left(starts, span.start)
        first = max(0, last - words, bisect_left(starts, span.start - MAX_CONTEXT_CHARACTERS))
        return on_one_line(self.text[starts[first] : span.start]) if first < last else ""

    def _after(self, span: Span, words: int) -> str:
        _, ends = self._words
        first = bisect_right(ends, span.end)
        last = min(first + words, bisect_right(ends, span.end + MAX_CONTEXT_CHARACTERS))
        return on_one_line(self.text[span.end : ends[last - 1]]) if first < last else ""

    def _nearest(self, exact: str) -> NotFound:
        """Find the passage most like a quote; of a long quote by the piece of it that is most like any passage."""
        folded, needle = self.folded(Fold.CASE), fold_plain(exact)
        start, end = folded.position(self.bounds.start), folded.position(self.bounds.end)
        text = folded.text[start:end]
        found = max(_alignments(needle, text), key=lambda alignment: alignment.score, default=None)
        if found is None or found.dest_start >= found.dest_end:
            return NotFound(None, 0.0)
        first, last = found.dest_start, found.dest_end
        if len(needle) <= _PIECE:
            return self._nearest_words(needle, folded.back(start + first, start + last))
        first, last = max(0, first - found.src_start), min(len(text), first - found.src_start + len(needle))
        span = folded.back(start + first, start + last)
        return NotFound(widen_to_words(self.text, span, self.bounds), fuzz.ratio(needle, text[first:last]))

    def _nearest_words(self, needle: str, span: Span) -> NotFound:
        """Find which words about a span are most like a folded quote: it may begin and end a word earlier or later."""
        starts, ends = self._words
        first, last = bisect_right(starts, span.start) - 1, bisect_left(ends, span.end)
        low, high = bisect_right(ends, self.bounds.start), bisect_left(starts, self.bounds.end) - 1
        near = [
            Span(max(starts[one], self.bounds.start), min(ends[other], self.bounds.end))
            for one in range(max(low, first - 1), min(high, first + 2) + 1)
            for other in range(max(one, last - 2), min(high, last + 1) + 1)
        ]
        near += [self._without_marks(each) for each in near]
        scored = ((fuzz.ratio(needle, fold_plain(self.text[each.start : each.end])), each) for each in near)
        score, best = max(scored, key=lambda pair: (pair[0], -len(pair[1])), default=(0.0, None))
        return NotFound(best, score)

    def _without_marks(self, span: Span) -> Span:
        """Return a span without the punctuation at its ends."""
        words = _MARKS_AROUND.fullmatch(self.text, span.start, span.end)
        return Span(*words.span(1)) if words else span


def _alignments(needle: str, text: str) -> Iterator[ScoreAlignment]:
    """Align a needle with the place most like it in a text; a long one, which would take minutes, in three pieces."""
    last = max(0, len(needle) - _PIECE)
    for start in sorted({0, last // 2, last}):
        found = fuzz.partial_ratio_alignment(needle[start : start + _PIECE], text) if text else None
        if found is not None:
            yield ScoreAlignment(
                found.score, start + found.src_start, start + found.src_end, found.dest_start, found.dest_end
            )


def _find_all(text: str, needle: str, bounds: Span) -> Iterator[tuple[int, int]]:
    start = text.find(needle, bounds.start, bounds.end) if needle else -1
    while start != -1:
        yield start, start + len(needle)
        start = text.find(needle, start + 1, bounds.end)
