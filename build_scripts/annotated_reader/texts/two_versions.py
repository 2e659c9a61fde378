"""Passages of an old text found in a new one, with both texts at hand.

The two texts are laid side by side, which puts each passage where its neighbours put it. What stands there is accepted
if it is still the passage, unless its surroundings have closed up over it. A passage that is not there may have been
moved: then it is looked for everywhere, and what is found must be more like it than like what stood there before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from annotated_reader.texts.alignment import Alignment
from annotated_reader.texts.drifted_quotes import (
    MOVED,
    STANDS,
    DriftIndex,
    DriftOutcome,
    Proposal,
    Window,
    measured,
    to_words,
)
from annotated_reader.texts.folding import Fold, FoldedText
from annotated_reader.texts.quote_search import TextIndex
from annotated_reader.texts.seed import Span

_AROUND = 200  # code points on each side that must agree, where a passage stays in its place
_NEXT = 32  # right beside it, where it is looked for everywhere or may be gone

# Chosen on one shelf of prose; `make bench` measures them on another.
_KEPT = 0.45  # likeness of the passage itself, and of what is around it
_REVIEW = 0.35


@dataclass(frozen=True)
class SpanMapper:
    """An old text and a new one, prepared for many passages."""

    old: TextIndex
    new: DriftIndex

    @cached_property
    def alignment(self) -> Alignment:
        """The two texts side by side, folded."""
        return Alignment.of(self._was.text, self.new.folded.text)

    def map(self, span: Span) -> Proposal:
        """Find where a passage of the old text is now.

        Args:
            span: the passage in the old text.
        """
        start, end = self._was.position(span.start), self._was.position(span.end)
        kept = self._in_place(start, end)
        if kept.outcome is DriftOutcome.ANCHORED:
            return kept
        moved = self._elsewhere(start, end)
        return moved if moved.outcome is DriftOutcome.ANCHORED or kept.outcome is DriftOutcome.ORPHAN else kept

    @cached_property
    def _was(self) -> FoldedText:
        return self.old.folded(Fold.CASE)

    def _window(self, start: int, end: int, around: int) -> Window:
        text = self._was.text
        return Window(text[max(0, start - around) : start], text[start:end], text[end : end + around])

    def _in_place(self, start: int, end: int) -> Proposal:
        """Propose the place where its neighbours put a passage, if it is still the passage."""
        window, now = self._window(start, end, _AROUND), self.new.folded.text
        place = measured(window, now, 0, to_words(window, now, self.alignment.map(start, end)))
        around = place.context if window.has_context else 1.0
        alone = place.quote >= MOVED.quote and max(place.contexts, default=1.0) >= MOVED.context  # a neighbour is gone
        sure = alone or (min(place.quote, around) >= _KEPT and not self._is_gone(start, end))
        return self.new.proposal(place, sure, _REVIEW)

    def _is_gone(self, start: int, end: int) -> bool:
        """Whether what was on both sides of a passage is now side by side."""
        return self.new.closed_up(self._window(start, end, _NEXT)) >= STANDS

    def _elsewhere(self, start: int, end: int) -> Proposal:
        """Look for a passage everywhere; what stood where it was found before is another, and left to people."""
        window = self._window(start, end, _NEXT)
        found = self.new.find(window, MOVED)
        if found.outcome is DriftOutcome.ANCHORED and self._stood_there(found):
            return replace(found, outcome=DriftOutcome.REVIEW)
        return found

    def _stood_there(self, found: Proposal) -> bool:
        """Whether what was found is rather what the old text had in that place."""
        assert found.span is not None
        now = self.new.folded
        start, end = now.position(found.span.start), now.position(found.span.end)
        before = slice(*self.alignment.reversed.map(start, end))
        return Levenshtein.normalized_similarity(self._was.text[before], now.text[start:end]) >= found.quote_similarity
