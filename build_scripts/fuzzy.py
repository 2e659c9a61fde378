"""Where the words of a quote went when the text was edited: a proposal with a measure of how sure it is.

The whole window (prefix, quote, suffix) is looked for at once. Shared 4-grams vote for places in the text; each of the
likeliest places is aligned character by character, and the quote's part of the alignment is measured apart from its
context's. A place is accepted only when quote and context agree there, and clearly better than anywhere else.

Sources: q-gram filtration after Ukkonen (1992), "Approximate string-matching with q-grams and maximal matches";
alignment by rapidfuzz's Levenshtein.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from build_scripts.anchoring import TextIndex
from build_scripts.folding import Fold, FoldedText, fold
from build_scripts.seed_text import Span

_GRAM = 4
_BUCKET = 5  # votes are counted by 2**5 = 32 code points
_COMMON = 200  # 4-grams that stand in more places than this vote for none
_CANDIDATES = 6
_MOST_POSITIONS = 400_000  # a longer text is sampled, so that memory stays bounded

# Chosen on the project's own five texts; `make bench` measures them on others.
_LONG = 256  # a window longer than this is aligned where the votes put it, without a second look around
_SHORT = 32  # a quote shorter than this, in code points, weighs less than its context


@dataclass(frozen=True)
class Bar:
    """What a place must reach to be accepted, and below what it is not even proposed (similarities, 0 to 1).

    ``context`` is for the side that agrees less, ``one_side`` for the one that agrees more; ``margin`` is the lead over
    the next best place.
    """

    quote: float
    joint: float
    context: float
    one_side: float
    margin: float
    review: float


WRITTEN = Bar(quote=0.66, joint=0.66, context=0.6, one_side=0.6, margin=0.1, review=0.5)
"""For a quote with the context that its file gives."""

CARRIED = Bar(quote=0.5, joint=0.55, context=0.45, one_side=0.5, margin=0.15, review=0.35)
"""For a quote with hundreds of characters of the old text around it: the context settles where it stands."""


MOVED = Bar(quote=0.8, joint=0.6, context=0.0, one_side=0.6, margin=0.15, review=0.5)
"""For a quote from the old text's edge of a paragraph that was moved: little may have changed but its neighbour."""

_AROUND = ((300, CARRIED), (60, WRITTEN), (60, MOVED))
"""Code points of the old text on each side of a passage that is carried over, and what is asked, in turn."""


class Outcome(StrEnum):
    """What became of a quote whose exact words are gone."""

    ANCHORED = "anchored"
    REVIEW = "review"
    ORPHAN = "orphan"


@dataclass(frozen=True)
class Proposal:
    """A place for a quote, and how much speaks for it (0 to 1); an orphan may have none."""

    outcome: Outcome
    span: Span | None
    quote_similarity: float = 0.0
    joint_similarity: float = 0.0


@dataclass(frozen=True)
class _Candidate:
    start: int
    end: int
    quote: float
    context: tuple[float, ...]
    joint: float


@dataclass(frozen=True)
class DriftIndex:
    """A text prepared for finding drifted quotes: its 4-grams by position, over the folded text."""

    text: TextIndex

    @cached_property
    def folded(self) -> FoldedText:
        """The text, folded in typography and case."""
        return self.text.folded(Fold.CASE)

    @cached_property
    def grams(self) -> Mapping[str, list[int]]:
        """Positions of each 4-gram in the folded text, sampled where the text is long."""
        text = self.folded.text
        step = len(text) // _MOST_POSITIONS + 1
        grams: defaultdict[str, list[int]] = defaultdict(list)
        for position in range(0, len(text) - _GRAM + 1, step):
            grams[text[position : position + _GRAM]].append(position)
        return grams

    def propose(self, exact: str, prefix: str = "", suffix: str = "", bar: Bar = WRITTEN) -> Proposal:
        """Find where a drifted quote stands now.

        Args:
            exact: the words as they were.
            prefix: what stood before them, as much as is known.
            suffix: what stood after them.
            bar: what the place must reach.
        """
        parts = (_folded_part(prefix), _folded_part(exact), _folded_part(suffix))
        if not parts[1].strip():
            return Proposal(Outcome.ORPHAN, None)
        candidates = self._candidates(parts)
        if not candidates:
            return Proposal(Outcome.ORPHAN, None)
        best = max(candidates, key=lambda candidate: candidate.joint)
        rivals = [c.joint for c in candidates if c.end <= best.start or best.end <= c.start]
        return self._judge(
            best, max(rivals, default=0.0), has_context=bool(parts[0].strip() or parts[2].strip()), bar=bar
        )

    def carry(self, old: DriftIndex, span: Span) -> Proposal:
        """Find where a passage of an old text stands now, with as much of the old text around it as helps.

        Wide context settles most. Where the passage was moved, or its neighbour deleted, less of it does better; then
        nothing is accepted that is hardly more like the passage than some other place of the old text was already.

        Args:
            old: the old text.
            span: the passage in it.
        """
        text = old.text.text
        exact = text[span.start : span.end]
        proposal = Proposal(Outcome.ORPHAN, None)
        for around, bar in _AROUND:
            before, after = text[max(0, span.start - around) : span.start], text[span.end : span.end + around]
            proposal = self.propose(exact, before, after, bar)
            if proposal.outcome is Outcome.ANCHORED:
                if bar is CARRIED or proposal.joint_similarity >= old.rival(exact, before, after, span) + bar.margin:
                    return proposal
                return Proposal(Outcome.REVIEW, proposal.span, proposal.quote_similarity, proposal.joint_similarity)
        return proposal

    def rival(self, exact: str, prefix: str, suffix: str, span: Span) -> float:
        """Say how like a passage the next best place of its own text is (0 to 1)."""
        parts = (_folded_part(prefix), _folded_part(exact), _folded_part(suffix))
        own = Span(self.folded.position(span.start), self.folded.position(span.end))
        others = (c.joint for c in self._candidates(parts) if not Span(c.start, c.end).touches(own))
        return max(others, default=0.0)

    def _judge(self, best: _Candidate, rival: float, has_context: bool, bar: Bar) -> Proposal:
        span = self.folded.back(best.start, best.end) if best.end > best.start else None
        if span is None or best.quote < bar.review:
            return Proposal(Outcome.ORPHAN, span, best.quote, best.joint)
        sure = (
            best.quote >= bar.quote
            and best.joint >= bar.joint
            and best.joint - rival >= bar.margin
            and (not has_context or (min(best.context) >= bar.context and max(best.context) >= bar.one_side))
        )
        return Proposal(Outcome.ANCHORED if sure else Outcome.REVIEW, span, best.quote, best.joint)

    def _candidates(self, parts: tuple[str, str, str]) -> list[_Candidate]:
        pattern = "".join(parts)
        starts = {*self._voted(pattern, 0), *self._voted(parts[1], len(parts[0]))}
        found = (self._align(parts, start) for start in starts)
        return [candidate for candidate in found if candidate is not None]

    def _voted(self, pattern: str, offset: int) -> list[int]:
        """Give the likeliest starts of a window in which ``pattern`` stands at ``offset``, best first."""
        votes: defaultdict[int, float] = defaultdict(float)
        for index in range(len(pattern) - _GRAM + 1):
            positions = self.grams.get(pattern[index : index + _GRAM], ())
            if 0 < len(positions) <= _COMMON:
                weight = 1 / (4 + len(positions))
                for position in positions:
                    votes[(position - index) >> _BUCKET] += weight
        if not votes:
            return []
        score = {bucket: votes[bucket] + votes.get(bucket + 1, 0.0) for bucket in votes}
        best = sorted(score, key=score.__getitem__, reverse=True)[:_CANDIDATES]
        return [(bucket << _BUCKET) - offset for bucket in best]

    def _align(self, parts: tuple[str, str, str], start: int) -> _Candidate | None:
        """Align the whole window near ``start``, and measure its parts."""
        pattern = "".join(parts)
        slack = len(pattern) // 4 + (2 << _BUCKET)
        low = max(0, start - slack)
        window = self.folded.text[low : start + len(pattern) + slack]
        if len(pattern) <= min(_LONG, len(window)):
            rough = fuzz.partial_ratio_alignment(pattern, window)
            spare = len(pattern) // 8 + 4
            cut = max(0, rough.dest_start - spare) if rough else 0
            low, window = low + cut, window[cut : (rough.dest_end if rough else len(window)) + spare]
        if not window:
            return None
        cuts = _map_cuts(pattern, window, (len(parts[0]), len(parts[0]) + len(parts[1])))
        cuts = _to_words(parts, window, cuts)
        return _measured(parts, window, low, cuts)


def _folded_part(text: str) -> str:
    return fold(text, case=True).text


def _map_cuts(old: str, new: str, cuts: Iterable[int]) -> tuple[int, int]:
    """Carry two positions of ``old`` over to ``new`` along their best alignment.

    What was inserted at a cut stays outside the stretch between the cuts.
    """
    first, second = cuts
    start, end = 0, len(new)
    seen_start = False
    for op in Levenshtein.opcodes(old, new):
        if not seen_start and op.src_start <= first < op.src_end:
            start = _inside(op.src_start, op.src_end, op.dest_start, op.dest_end, first)
            seen_start = True
        if op.src_start < second <= op.src_end:
            end = _inside(op.src_start, op.src_end, op.dest_start, op.dest_end, second)
    return start, max(start, end)


def _to_words(parts: tuple[str, str, str], window: str, cuts: tuple[int, int]) -> tuple[int, int]:
    """Let a quote that began and ended with whole words do so still, if the word's edge is a step or two away."""
    prefix, exact, suffix = parts
    start, end = cuts
    if prefix[-1:].isspace() and not exact[:1].isspace():
        start = next(
            (p for p in _near(start) if 0 < p < end and window[p - 1].isspace() and not window[p].isspace()), start
        )
    if suffix[:1].isspace() and not exact[-1:].isspace():
        end = next(
            (p for p in _near(end) if start < p < len(window) and window[p].isspace() and not window[p - 1].isspace()),
            end,
        )
    return start, end


def _near(position: int) -> tuple[int, ...]:
    return (position, position + 1, position - 1, position + 2, position - 2)


def _inside(src_start: int, src_end: int, dest_start: int, dest_end: int, position: int) -> int:
    """Give the place in an operation's target that answers to a position in its source."""
    if src_end - src_start == dest_end - dest_start:
        return dest_start + position - src_start
    return dest_end if position == src_end else dest_start


def _measured(parts: tuple[str, str, str], window: str, low: int, cuts: tuple[int, int]) -> _Candidate:
    prefix, exact, suffix = parts
    start, end = cuts
    quote = Levenshtein.normalized_similarity(exact, window[start:end])
    before = _context_similarity(prefix, window[:start], at_end=True)
    after = _context_similarity(suffix, window[end:], at_end=False)
    known = [(similarity, length) for similarity, length in ((before, len(prefix)), (after, len(suffix))) if length]
    context = tuple(similarity for similarity, _ in known) or (0.0,)
    weight = len(exact) * min(1.0, len(exact) / _SHORT)
    total = weight + sum(length for _, length in known) / 2
    joint = (quote * weight + sum(similarity * length for similarity, length in known) / 2) / total
    return _Candidate(low + start, low + end, quote, context, joint)


def _context_similarity(context: str, found: str, at_end: bool) -> float:
    """Measure how like a context is to what stands there, as far as the window reaches."""
    if not context:
        return 0.0
    length = len(context)
    nearest = found[-length:] if at_end else found[:length]
    return Levenshtein.normalized_similarity(context, nearest)
