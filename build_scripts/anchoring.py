"""Quote to span: where in a text the words of a quote stand.

A quote is looked for as it is written, then folded (compatibility forms, quotation marks, dashes, ellipses, white
space), then without regard to case. Prefix and suffix decide between several hits. Nothing is ever guessed: what
is not found, or found twice, is refused with what a person needs to mend it.

Source of the selector: W3C Web Annotation Data Model, section 4.2.4, Text Quote Selector.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from rapidfuzz import fuzz

from build_scripts.seed_text import Span

_SINGLES = {
    **dict.fromkeys("‘’‚‛“”„‟«»‹›′″‵‶`´＂＇〝〞\"", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-"),
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
}
_CLUSTER = re.compile(r"[\s\u0085]+|[^\u0300-\u036f][\u0300-\u036f]+|.", re.DOTALL)


class Fold(StrEnum):
    """How far a quote had to be folded to be found; ``DRIFT``: the text was edited, and the place is a likeness."""

    EXACT = "exact"
    TYPOGRAPHY = "typography"
    CASE = "case"
    DRIFT = "drift"


@dataclass(frozen=True)
class FoldedText:
    """A folded text with the way back: ``offsets[i]`` is where folded code point ``i`` began in the original.

    ``offsets`` has one entry more than the text, the original's end. Positions inside what was one cluster
    (a letter with its accents, a run of white space) share one offset, and no match may begin or end there.
    """

    text: str
    offsets: tuple[int, ...]

    def at_boundary(self, position: int) -> bool:
        """Whether a match may begin or end here: not inside a cluster."""
        return position == 0 or self.offsets[position] != self.offsets[position - 1] or position == len(self.text)

    def back(self, start: int, end: int) -> Span:
        """Turn a match in the folded text into a span of the original."""
        last = self.offsets[end - 1]
        following = bisect_right(self.offsets, last)
        return Span(self.offsets[start], self.offsets[min(following, len(self.offsets) - 1)])

    def position(self, offset: int) -> int:
        """Turn an offset of the original into a position in the folded text."""
        return bisect_left(self.offsets, offset)


def fold(text: str, case: bool = False) -> FoldedText:
    """Fold a text: NFKD by cluster, typography made plain, white space single, soft hyphens and the like dropped.

    Args:
        text: any text.
        case: whether letters are case-folded too.

    Source: Unicode Standard Annex #15 (normalization forms), Unicode section 5.18 (case folding).
    """
    folded: list[str] = []
    offsets: list[int] = []
    if text.isascii():
        clusters = ((m.start(), m.group()) for m in re.finditer(r"\s+|\S", text))
    else:
        clusters = ((m.start(), m.group()) for m in _CLUSTER.finditer(text))
    for start, cluster in clusters:
        piece = _fold_cluster(cluster, case)
        folded.append(piece)
        offsets.extend([start] * len(piece))
    offsets.append(len(text))
    return FoldedText("".join(folded), tuple(offsets))


def _fold_cluster(cluster: str, case: bool) -> str:
    if cluster.isspace() or cluster == "\u0085":
        return " "
    if cluster in _SINGLES:
        return _SINGLES[cluster]
    plain = unicodedata.normalize("NFKD", cluster)
    if plain.isspace():
        return " "
    plain = "".join(_SINGLES.get(char, char) for char in plain)
    return unicodedata.normalize("NFKD", plain.casefold()) if case else plain


def fold_plain(text: str) -> str:
    """Fold a short text for comparison, without the way back."""
    return fold(text.strip(), case=True).text


@dataclass(frozen=True)
class Anchored:
    """The quote's words stand here, and nowhere else."""

    span: Span
    fold: Fold


@dataclass(frozen=True)
class Occurrence:
    """One of several places, with the shortest context that tells it from the others."""

    span: Span
    prefix: str
    suffix: str


@dataclass(frozen=True)
class Ambiguous:
    """The quote stands in several places, and its context does not decide."""

    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True)
class ContextDiffers:
    """The words are there, but prefix or suffix are not around them."""

    part: str
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True)
class NotFound:
    """The words are not there; the passage that is most like them, and how like (0 to 100)."""

    nearest: Span | None
    similarity: float


Resolution = Anchored | Ambiguous | ContextDiffers | NotFound


@dataclass(frozen=True)
class TextIndex:
    """A text prepared for many quotes: each folding is made once, when first needed.

    ``within`` is the part in which quotes may stand, if not all of it. Hits inside ``muted`` stretches (page furniture,
    which repeats titles, and readers' comments) give way to hits outside them.
    """

    text: str
    within: Span | None = None
    muted: tuple[Span, ...] = ()
    _folds: dict[Fold, FoldedText] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def bounds(self) -> Span:
        """The part of the text in which quotes may stand."""
        return self.within or Span(0, len(self.text))

    def folded(self, how: Fold) -> FoldedText:
        """Give the text folded in one of the two ways."""
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
        for how in (Fold.EXACT, Fold.TYPOGRAPHY, Fold.CASE):
            spans = self._hits(exact, how)
            if spans:
                return self._decide(spans, prefix, suffix, how)
        return self._nearest(exact)

    def _hits(self, exact: str, how: Fold) -> list[Span]:
        if how is Fold.EXACT:
            return _find_all(self.text, exact, self.bounds, lambda start, end: Span(start, end))
        folded = self.folded(how)
        needle = fold(exact.strip(), case=how is Fold.CASE).text
        bounds = Span(folded.position(self.bounds.start), folded.position(self.bounds.end))
        return _find_all(
            folded.text, needle, bounds,
            lambda start, end: folded.back(start, end) if folded.at_boundary(start) and folded.at_boundary(end) else None,
        )  # fmt: skip

    def _decide(self, spans: list[Span], prefix: str | None, suffix: str | None, how: Fold) -> Resolution:
        fitting = spans
        for part, words in (("prefix", prefix), ("suffix", suffix)):
            if words is None:
                continue
            fits = [span for span in fitting if self._context_fits(span, part, words)]
            if not fits:
                return ContextDiffers(part, self._told_apart(fitting))
            fitting = fits
        fitting = [span for span in fitting if not self._is_muted(span)] or fitting
        if len(fitting) > 1:
            return Ambiguous(self._told_apart(fitting))
        return Anchored(fitting[0], how)

    def _is_muted(self, span: Span) -> bool:
        return any(span.touches(stretch) for stretch in self.muted)

    def _context_fits(self, span: Span, part: str, words: str) -> bool:
        wanted = fold_plain(words)
        room = 4 * len(words) + 64
        if part == "prefix":
            return fold_plain(self.text[max(0, span.start - room) : span.start]).endswith(wanted)
        return fold_plain(self.text[span.end : span.end + room]).startswith(wanted)

    def _told_apart(self, spans: list[Span]) -> tuple[Occurrence, ...]:
        if len(spans) == 1:
            (span,) = spans
            return (Occurrence(span, _words_before(self.text, span.start, 3), _words_after(self.text, span.end, 3)),)
        return tuple(self._shortest_context(span, spans) for span in spans[:20])

    def _shortest_context(self, span: Span, spans: list[Span]) -> Occurrence:
        """Grow the context word by word until it fits this place only: first before, then after, then both."""
        prefix = suffix = ""
        for words in range(1, 200):
            longer = (_words_before(self.text, span.start, words), _words_after(self.text, span.end, words))
            if longer == (prefix, suffix):
                break
            prefix, suffix = longer
            for before, after in ((prefix, ""), ("", suffix), (prefix, suffix)):
                if (before or after) and self._fitting(spans, before, after) == [span]:
                    return Occurrence(span, before, after)
        return Occurrence(span, prefix, suffix)

    def _fitting(self, spans: list[Span], prefix: str, suffix: str) -> list[Span]:
        return [
            span
            for span in spans
            if (not prefix or self._context_fits(span, "prefix", prefix))
            and (not suffix or self._context_fits(span, "suffix", suffix))
        ]

    def _nearest(self, exact: str) -> NotFound:
        needle = fold(exact.strip(), case=True).text
        folded = self.folded(Fold.CASE)
        found = fuzz.partial_ratio_alignment(needle, folded.text) if needle and folded.text else None
        if found is None or found.dest_start >= found.dest_end:
            return NotFound(None, 0.0)
        return NotFound(self._to_words(folded.back(found.dest_start, found.dest_end)), found.score)

    def _to_words(self, span: Span) -> Span:
        """Widen a span to whole words."""
        start, end = span.start, span.end
        while start > 0 and span.start - start < 40 and not self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and end - span.end < 40 and not self.text[end].isspace():
            end += 1
        return Span(start, end)


def _find_all(text: str, needle: str, bounds: Span, span_of: Callable[[int, int], Span | None]) -> list[Span]:
    if not needle:
        return []
    spans: list[Span] = []
    start = text.find(needle, bounds.start, bounds.end)
    while start != -1:
        span = span_of(start, start + len(needle))
        if span is not None:
            spans.append(span)
        start = text.find(needle, start + 1, bounds.end)
    return spans


def _words_before(text: str, offset: int, words: int) -> str:
    window = text[max(0, offset - 40 * words - 40) : offset]
    found = re.search(rf"(?:\S+\s+){{0,{words - 1}}}\S*\s*\Z", window) if not window[-1:].isspace() else None
    found = found or re.search(rf"(?:\S+\s+){{0,{words}}}\Z", window)
    return " ".join(found.group().split()) if found else ""


def _words_after(text: str, offset: int, words: int) -> str:
    window = text[offset : offset + 40 * words + 40]
    found = re.match(rf"\s*\S*(?:\s+\S+){{0,{words - 1}}}", window)
    return " ".join(found.group().split()) if found else ""
