"""Where the words of a quote went when the text was edited: a proposal with a measure of how sure it is.

The whole window (prefix, quote, suffix) is looked for at once. Shared 6-grams vote for places in the text; each of the
likeliest places is aligned character by character, and the quote's part of the alignment is measured apart from its
context's. A place is accepted only when quote and context agree there, and clearly better than anywhere else. Where the
context alone agrees as well with another place, the quote may have been deleted there, and what was found be its like.

Sources: q-gram filtration after Ukkonen (1992), "Approximate string-matching with q-grams and maximal matches";
alignment by rapidfuzz's Levenshtein.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import prod, sqrt

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from annotated_reader.texts.alignment import Alignment
from annotated_reader.texts.folding import Fold, FoldedText, fold
from annotated_reader.texts.quote_search import TextIndex
from annotated_reader.texts.seed import Span

_GRAM = 6
_BUCKET = 5  # votes are counted by 2**5 = 32 code points
_COMMON = 30  # 6-grams that stand in more places than this vote for none
_CANDIDATES = 4
_MOST_POSITIONS = 400_000  # a longer text is sampled, so that memory stays bounded
_LONG = 256  # a window longer than this is aligned where the votes put it, without a second look around
_SAME_CONTEXT = 0.8  # a context at least this similar is taken to be the same words
_SHORT = 32  # a quote shorter than this, in code points, weighs less than its context


@dataclass(frozen=True)
class Bar:
    """The least similarities (0 to 1) at which a place is accepted and, in ``review``, at which it is proposed.

    ``context`` applies to the side that agrees more; ``margin`` is the lead over the next best place.
    """

    quote: float
    joint: float
    context: float
    margin: float
    review: float


# Chosen on one shelf of prose; `make bench` measures them on another.
WRITTEN = Bar(quote=0.7, joint=0.66, context=0.6, margin=0.1, review=0.5)
"""For a quote with the context that its file gives."""

BARE = Bar(quote=0.95, joint=0.95, context=0.0, margin=0.3, review=0.5)
"""For a quote alone: what is only much like it may be another passage, so little more than a slip is accepted."""


class DriftOutcome(StrEnum):
    """What became of a quote whose exact words are gone."""

    ANCHORED = "anchored"
    REVIEW = "review"
    ORPHAN = "orphan"


@dataclass(frozen=True)
class Proposal:
    """A place for a quote, and how much speaks for it (0 to 1); an orphan may have none."""

    outcome: DriftOutcome
    span: Span | None
    quote_similarity: float = 0.0
    joint_similarity: float = 0.0


@dataclass(frozen=True)
class Window:
    """A quote between its contexts, folded in typography and case."""

    prefix: str
    exact: str
    suffix: str

    @staticmethod
    def of(exact: str, prefix: str, suffix: str) -> Window:
        """Fold a quote and its contexts."""
        return Window(*(fold(part, case=True).text for part in (prefix, exact, suffix)))

    @property
    def whole(self) -> str:
        """All three parts."""
        return self.prefix + self.exact + self.suffix

    @property
    def has_context(self) -> bool:
        """Whether anything is known of what stood around the quote."""
        return bool(self.prefix.strip() or self.suffix.strip())


@dataclass(frozen=True)
class Candidate:
    """A place in the folded text, with how like it is to the quote, to each known context, and to all together."""

    start: int
    end: int
    quote: float
    contexts: tuple[float, ...]
    joint: float

    @property
    def context(self) -> float:
        """The similarity of the surroundings to the contexts."""
        return sum(self.contexts) / len(self.contexts) if self.contexts else 0.0

    def touches(self, start: int, end: int) -> bool:
        """Whether it shares a code point with another place."""
        return self.start < end and start < self.end


@dataclass(frozen=True)
class DriftIndex:
    """A text prepared for finding drifted quotes: its 6-grams by position, over the folded text."""

    text: TextIndex

    @cached_property
    def folded(self) -> FoldedText:
        """The text, folded in typography and case."""
        return self.text.folded(Fold.CASE)

    @cached_property
    def grams(self) -> Mapping[str, Sequence[int]]:
        """Positions of each 6-gram in the folded text, sampled where the text is long."""
        text = self.folded.text
        step = len(text) // _MOST_POSITIONS + 1
        grams: defaultdict[str, list[int]] = defaultdict(list)
        for position in range(0, len(text) - _GRAM + 1, step):
            grams[text[position : position + _GRAM]].append(position)
        return {gram: positions for gram, positions in grams.items() if len(positions) <= _COMMON}

    def propose(self, exact: str, prefix: str = "", suffix: str = "") -> Proposal:
        """Find where a drifted quote is now.

        Args:
            exact: the words as they were.
            prefix: what stood before them, as much as is known.
            suffix: what stood after them.
        """
        window = Window.of(exact, prefix, suffix)
        return self.find(window, WRITTEN if window.has_context else BARE)

    def find(self, window: Window, bar: Bar) -> Proposal:
        """Find the place most like a window, and compare it with a bar."""
        candidates = self._candidates(window) if window.exact.strip() else []
        if not candidates:
            return Proposal(DriftOutcome.ORPHAN, None)
        best = max(candidates, key=lambda candidate: candidate.joint)
        rivals = [other for other in candidates if other is not best and not other.touches(best.start, best.end)]
        sure = (
            best.quote >= bar.quote
            and best.joint >= bar.joint
            and max(best.contexts, default=0.0) >= bar.context
            and best.joint - max((rival.joint for rival in rivals), default=0.0) >= bar.margin
            and not (window.has_context and self._is_displaced(window, best, rivals, bar.margin))
        )
        return self._proposal(best, sure, bar.review)

    def _proposal(self, best: Candidate, sure: bool, review: float) -> Proposal:
        """Propose a place: as anchored only where it is sure, and for review only from some likeness on."""
        span = self.folded.back(best.start, best.end) if best.end > best.start else None
        if span is None or best.quote < review:
            return Proposal(DriftOutcome.ORPHAN, span, best.quote, best.joint)
        return Proposal(DriftOutcome.ANCHORED if sure else DriftOutcome.REVIEW, span, best.quote, best.joint)

    def _candidates(self, window: Window) -> list[Candidate]:
        """Align the window at its likeliest places, by all of it and by the quote alone."""
        starts: list[int] = []
        for start in (*self._voted(window.whole, 0), *self._voted(window.exact, len(window.prefix))):
            if all(abs(start - other) > 1 << _BUCKET for other in starts):
                starts.append(start)
        found = (self._align(window, start) for start in starts)
        return [candidate for candidate in found if candidate is not None]

    def _voted(self, pattern: str, offset: int) -> list[int]:
        """Return the likeliest starts of a window that has ``pattern`` at ``offset``, best first."""
        votes: defaultdict[int, float] = defaultdict(float)
        for index in range(len(pattern) - _GRAM + 1):
            positions = self.grams.get(pattern[index : index + _GRAM], ())
            weight = 1 / (4 + len(positions))
            for position in positions:
                votes[(position - index) >> _BUCKET] += weight
        score = {bucket: vote + votes.get(bucket + 1, 0.0) for bucket, vote in votes.items()}
        best = heapq.nlargest(_CANDIDATES, score, key=score.__getitem__)
        return [(bucket << _BUCKET) - offset for bucket in best]

    def _is_displaced(self, window: Window, best: Candidate, rivals: Sequence[Candidate], margin: float) -> bool:
        """Whether the context is elsewhere as well: around other words, or joined where a quote was deleted."""
        elsewhere = [self._context_near(window, rival) for rival in rivals]
        return best.context - max((*elsewhere, self._joined_context(window))) < margin

    def _joined_context(self, window: Window) -> float:
        """Return how well prefix and suffix match side by side, as where a quote was deleted (0 to 1)."""
        if not (window.prefix.strip() and window.suffix.strip()):
            return 0.0
        places = self._candidates(Window(window.prefix, "", window.suffix))
        return max((sqrt(prod(place.contexts)) for place in places), default=0.0)  # both must stand there

    def _context_near(self, window: Window, place: Candidate) -> float:
        """Measure the context around a place; if one side is there, the other is looked for nearby.

        Where the quote's words are gone, where they ended is not sure.
        """
        if max(place.contexts, default=0.0) < _SAME_CONTEXT:
            return place.context
        before, after = len(window.prefix), len(window.suffix)
        text = self.folded.text
        sides = (
            (window.prefix, text[max(0, place.start - before - before // 2) : place.start + before // 2]),
            (window.suffix, text[max(0, place.end - after // 2) : place.end + after + after // 2]),
        )
        known = [_partial_similarity(was, now) for was, now in sides if was]
        return sum(known) / len(known)

    def _align(self, window: Window, start: int) -> Candidate | None:
        """Align the whole window near ``start``, and measure its parts."""
        pattern = window.whole
        slack = len(pattern) // 4 + (2 << _BUCKET)
        low = max(0, start - slack)
        near = self.folded.text[low : start + len(pattern) + slack]
        if len(pattern) <= min(_LONG, len(near)):
            rough = fuzz.partial_ratio_alignment(pattern, near)
            spare = len(pattern) // 8 + 4
            cut = max(0, rough.dest_start - spare) if rough else 0
            low, near = low + cut, near[cut : (rough.dest_end if rough else len(near)) + spare]
        if not near:
            return None
        first = len(window.prefix)
        cuts = Alignment.of(pattern, near).map(first, first + len(window.exact))
        return _measured(window, near, low, _to_words(window, near, cuts))


def _partial_similarity(part: str, text: str) -> float:
    """Return the similarity of a part to the stretch of a short text that is most like it (0 to 1)."""
    found = fuzz.partial_ratio_alignment(part, text)
    return Levenshtein.normalized_similarity(part, text[found.dest_start : found.dest_end]) if found else 0.0


def _to_words(window: Window, text: str, cuts: tuple[int, int]) -> tuple[int, int]:
    """Let a quote that began and ended with whole words do so still, if the word's edge is a step or two away."""
    start, end = cuts
    if window.prefix[-1:].isspace() and not window.exact[:1].isspace():
        start = next(
            (p for p in _near(start) if 0 < p < end and text[p - 1].isspace() and not text[p].isspace()), start
        )
    if window.suffix[:1].isspace() and not window.exact[-1:].isspace():
        end = next(
            (p for p in _near(end) if start < p < len(text) and text[p].isspace() and not text[p - 1].isspace()), end
        )
    return start, end


def _near(position: int) -> tuple[int, ...]:
    return (position, position + 1, position - 1, position + 2, position - 2)


def _measured(window: Window, text: str, low: int, cuts: tuple[int, int]) -> Candidate:
    """Measure the similarity of a stretch of a text, and of its surroundings, to a window.

    Args:
        window: what is looked for.
        text: a part of the folded text.
        low: where that part begins.
        cuts: where the quote begins and ends in it.
    """
    start, end = cuts
    quote = Levenshtein.normalized_similarity(window.exact, text[start:end])
    before, after = len(window.prefix), len(window.suffix)
    contexts = ((window.prefix, text[max(0, start - before) : start]), (window.suffix, text[end : end + after]))
    known = [(Levenshtein.normalized_similarity(was, now), len(was)) for was, now in contexts if was]
    weight = len(window.exact) * min(1.0, len(window.exact) / _SHORT)
    total = weight + sum(length for _, length in known) / 2
    joint = (quote * weight + sum(similarity * length for similarity, length in known) / 2) / total
    return Candidate(low + start, low + end, quote, tuple(similarity for similarity, _ in known), joint)
