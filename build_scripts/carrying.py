"""Passages of an old text found in a new one, with both texts at hand.

The two texts are laid side by side, which puts each passage where its neighbours put it. What stands there is accepted
if it is still the passage. A passage that is not there may have been moved: then it is looked for everywhere, and
what is found must be clearly more like it than anything else in the old text was, or it may be that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from build_scripts.alignment import Alignment
from build_scripts.anchoring import TextIndex
from build_scripts.folding import Fold, FoldedText
from build_scripts.fuzzy import MOVED, DriftIndex, Outcome, Proposal, Window, measured, to_words
from build_scripts.seed_text import Span

_AROUND = 200  # code points on each side that must agree, where a passage stays in its place
_MOVED_AROUND = 32  # and where it is looked for everywhere

# Chosen on one shelf of prose; `make bench` measures them on another.
_KEPT = 0.45  # likeness of the passage itself, and of what is around it
_REVIEW = 0.35


@dataclass(frozen=True)
class Carrier:
    """An old text and a new one, prepared for many passages."""

    old: TextIndex
    new: DriftIndex

    @cached_property
    def alignment(self) -> Alignment:
        """The two texts side by side, folded."""
        return Alignment.of(self._was.text, self.new.folded.text)

    def carry(self, span: Span) -> Proposal:
        """Find where a passage of the old text stands now.

        Args:
            span: the passage in the old text.
        """
        start, end = self._was.position(span.start), self._was.position(span.end)
        kept = self._in_place(start, end)
        if kept.outcome is Outcome.ANCHORED:
            return kept
        moved = self._elsewhere(start, end)
        return moved if moved.outcome is Outcome.ANCHORED or kept.outcome is Outcome.ORPHAN else kept

    @cached_property
    def _was(self) -> FoldedText:
        return self.old.folded(Fold.CASE)

    @cached_property
    def _old_drift(self) -> DriftIndex:
        return DriftIndex(self.old)

    def _window(self, start: int, end: int, around: int) -> Window:
        text = self._was.text
        return Window(text[max(0, start - around) : start], text[start:end], text[end : end + around])

    def _in_place(self, start: int, end: int) -> Proposal:
        """Say what stands where its neighbours put a passage, and whether it is still the passage."""
        window, now = self._window(start, end, _AROUND), self.new.folded.text
        place = measured(window, now, 0, to_words(window, now, self.alignment.carry(start, end)))
        around = place.context if window.has_context else 1.0
        alone = place.quote >= MOVED.quote and max(place.contexts, default=1.0) >= MOVED.context  # a neighbour is gone
        return self.new.proposal(place, alone or min(place.quote, around) >= _KEPT, _REVIEW)

    def _elsewhere(self, start: int, end: int) -> Proposal:
        """Look for a passage everywhere; what is no more like it than the old text was elsewhere, is left to people."""
        window = self._window(start, end, _MOVED_AROUND)
        found = self.new.find(window, MOVED)
        if found.outcome is Outcome.ANCHORED:
            rival = self._old_drift.likeness_beside(window, start, end)
            if found.joint_similarity < rival + MOVED.margin:
                return replace(found, outcome=Outcome.REVIEW)
        return found
