"""What an edit did to a passage: kept it, deleted it, or left it unclear.

The old and the new version of a text are compared sentence by sentence. A sentence that stands unchanged is kept; one
that was reworded is kept where it is clearly nearer to its successor than any other sentence is. A sentence without a
successor was deleted: no look-alike elsewhere takes its place.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from rapidfuzz.distance import Indel, Levenshtein

from annotated_reader.texts.folding import FoldedText, fold
from annotated_reader.texts.seed import Span
from annotated_reader.texts.sentences import sentence_starts

_LIKE = 0.6
"""A reworded sentence shares at least so much with its successor (normalized similarity, 0 to 1)."""

_LEAD = 2.0
"""Every other sentence must be at least so many times as far from the successor, in edits."""

_KEPT_WORDS = 0.6
"""Of the words quoted from a reworded sentence, at least this share must stand in it unchanged."""

_MOST_PAIRS = 250_000
"""A stretch with more pairs of sentences to compare was rewritten, and is left to people."""


_WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")


class Fate(StrEnum):
    """What became of a passage."""

    KEPT = "kept"
    DELETED = "deleted"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Mapped:
    """What became of a passage and, where it was kept, the span of the new text at which it stands."""

    fate: Fate
    span: Span | None = None


@dataclass(frozen=True)
class _Sentence:
    """A sentence: its span in its text and its words, folded."""

    span: Span
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Version:
    """A text cut into sentences; a line break ends a sentence too, since items of lists need no full stop."""

    text: str

    @cached_property
    def folded(self) -> FoldedText:
        return fold(self.text)

    @cached_property
    def sentences(self) -> tuple[_Sentence, ...]:
        return tuple(self._cut())

    @cached_property
    def starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def _cut(self) -> Iterator[_Sentence]:
        at = 0
        for line in self.text.splitlines(keepends=True):
            ends = [*sentence_starts(line), len(line)]
            for start, end in pairwise(ends):
                words = line[start:end]
                if stripped := words.strip():
                    first = at + start + len(words) - len(words.lstrip())
                    span = Span(first, first + len(stripped))
                    yield _Sentence(span, tuple(fold(stripped).text.split()))
            at += len(line)

    def touched(self, span: Span) -> range:
        """Return the numbers of the sentences that a span touches."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        if self.sentences and self.sentences[first].span.end <= span.start:
            first += 1
        return range(first, max(first, bisect_left(self.starts, span.end)))


@dataclass(frozen=True)
class VersionDiff:
    """An old and a new version of a text, compared once for many passages."""

    old: str
    new: str

    def map(self, span: Span) -> Mapped:
        """Find what became of a passage of the old version.

        Args:
            span: the passage in the old text; it is kept only as a whole and in one piece.
        """
        touched = self._old.touched(span)
        successors = [self._successors.get(number) for number in touched]
        if not touched or all(number in self._deleted for number in touched):
            return Mapped(Fate.DELETED if touched else Fate.UNCLEAR)
        found = [successor for successor in successors if successor is not None]
        if len(found) != len(successors) or any(two != one + 1 for one, two in pairwise(found)):
            return Mapped(Fate.UNCLEAR)
        start = self._map_within(touched[0], found[0], span)
        end = start if len(touched) == 1 else self._map_within(touched[-1], found[-1], span)
        if start is None or end is None:
            return Mapped(Fate.UNCLEAR)
        return Mapped(Fate.KEPT, Span(start.start, end.end))

    def is_moved(self, before: Span, after: Span) -> bool:
        """Return whether a deleted passage stands elsewhere in the sentences that it stood in, which are new there.

        Args:
            before: the passage in the old text, all of whose sentences were deleted.
            after: where its words are in the new one.
        """
        taken = self._taken
        return self._has_same_sentences(before, after) and not any(n in taken for n in self._new.touched(after))

    def may_be(self, before: Span, after: Span) -> bool:
        """Return whether words of the new text may be a passage of the old one, rather than words like it elsewhere.

        Args:
            before: the passage in the old text.
            after: where the same words are in the new one.
        """
        mapped = self.map(before)
        if mapped.span is not None:
            return mapped.span.start < after.end and after.start < mapped.span.end
        return self.is_moved(before, after) if mapped.fate is Fate.DELETED else self._has_same_sentences(before, after)

    def _has_same_sentences(self, before: Span, after: Span) -> bool:
        old = [self._old.sentences[number].words for number in self._old.touched(before)]
        return old == [self._new.sentences[number].words for number in self._new.touched(after)]

    @cached_property
    def _taken(self) -> frozenset[int]:
        return frozenset(self._successors.values())

    @cached_property
    def _old(self) -> _Version:
        return _Version(self.old)

    @cached_property
    def _new(self) -> _Version:
        return _Version(self.new)

    @cached_property
    def _successors(self) -> dict[int, int]:
        """The sentences that were kept, each with its successor's number."""
        return self._compared[0]

    @cached_property
    def _deleted(self) -> frozenset[int]:
        return self._compared[1]

    @cached_property
    def _compared(self) -> tuple[dict[int, int], frozenset[int]]:
        old = [sentence.words for sentence in self._old.sentences]
        new = [sentence.words for sentence in self._new.sentences]
        successors: dict[int, int] = {}
        deleted: set[int] = set()
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                successors.update(zip(range(i1, i2), range(j1, j2), strict=True))
            elif tag == "delete":
                deleted.update(range(i1, i2))
            elif tag == "replace":
                pairs, gone = self._reworded(range(i1, i2), range(j1, j2))
                successors.update(pairs)
                deleted |= gone
        unclear = set(self._indistinct(old, new, successors))
        return {i: j for i, j in successors.items() if i not in unclear}, frozenset(deleted - unclear)

    def _indistinct(
        self, old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]], successors: dict[int, int]
    ) -> Iterator[int]:
        """Find sentences that stand several times, fewer or more often than before: which is which cannot be known.

        Where the sentences on both sides are the same as before, and nowhere else, it can.
        """
        before, after = Counter(old), Counter(new)
        around = Counter(_with_neighbours(old, number) for number in range(len(old)))
        for number, words in enumerate(old):
            if before[words] < 2 or before[words] == after[words]:
                continue
            here = _with_neighbours(old, number)
            successor = successors.get(number)
            if successor is None or around[here] > 1 or _with_neighbours(new, successor) != here:
                yield number

    def _reworded(self, old: range, new: range) -> tuple[dict[int, int], set[int]]:
        """Pair the sentences of a stretch that was rewritten, and find those that were deleted from it."""
        if len(old) * len(new) > _MOST_PAIRS:
            return {}, set()
        likeness = {(i, j): self._likeness(i, j) for i in old for j in new}
        paired = _best_pairs(likeness, old, new)
        sure = {i: j for i, j in paired.items() if self._leads(likeness, i, j, old, new)}
        unsure = {
            i for i in old if i not in sure and any(likeness[i, j] >= _LIKE and j not in sure.values() for j in new)
        }
        return sure, set(old) - sure.keys() - unsure

    def _likeness(self, i: int, j: int) -> float:
        old, new = self._old.sentences[i].words, self._new.sentences[j].words
        return Indel.normalized_similarity(" ".join(old), " ".join(new), score_cutoff=_LIKE)

    def _leads(self, likeness: dict[tuple[int, int], float], i: int, j: int, old: range, new: range) -> bool:
        """Return whether a pair is clearly more alike than either of its sentences and any other.

        By letters it must lead by far, and by whole words it must lead at all: of two items that differ from a third in
        one name each, neither is its forerunner.
        """
        rivals = [(other, j) for other in old if other != i] + [(i, other) for other in new if other != j]
        by_letters = max((likeness[rival] for rival in rivals), default=0.0)
        if 1 - by_letters < _LEAD * (1 - likeness[i, j]):
            return False
        near = (rival for rival in rivals if likeness[rival] >= _LIKE)
        return self._words_shared(i, j) > max((self._words_shared(*rival) for rival in near), default=-1.0)

    def _words_shared(self, i: int, j: int) -> float:
        return Indel.normalized_similarity(self._old.sentences[i].words, self._new.sentences[j].words)

    def _map_within(self, i: int, j: int, span: Span) -> Span | None:
        """Map the part of a span that lies in an old sentence to its successor, unless few of its words are kept."""
        old, new = self._old.sentences[i].span, self._new.sentences[j].span
        part = Span(max(span.start, old.start), min(span.end, old.end))
        was, now = fold(self.old[old.start : old.end]), fold(self.new[new.start : new.end])
        start, end = was.position(part.start - old.start), was.position(part.end - old.start)
        if was.text != now.text:
            mapped = _map_words(was.text, now.text, start, end)
            if mapped is None:
                return None
            start, end = mapped
        back = now.back(start, end)
        return Span(new.start + back.start, new.start + back.end)


def _with_neighbours(sentences: Sequence[tuple[str, ...]], number: int) -> tuple[tuple[str, ...] | None, ...]:
    """Return a sentence with those before and after it."""
    before = sentences[number - 1] if number else None
    after = sentences[number + 1] if number + 1 < len(sentences) else None
    return before, sentences[number], after


def _best_pairs(likeness: dict[tuple[int, int], float], old: range, new: range) -> dict[int, int]:
    """Pair sentences in their order so that the pairs are as alike as they can be in all.

    Source: Needleman and Wunsch (1970), with no cost for gaps.
    """
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a, i in enumerate(old):
        for b, j in enumerate(new):
            pair = best[a][b] + likeness[i, j]
            best[a + 1][b + 1] = max(best[a][b + 1], best[a + 1][b], pair if likeness[i, j] >= _LIKE else 0.0)
    pairs: dict[int, int] = {}
    a, b = len(old), len(new)
    while a and b:
        if best[a][b] == best[a - 1][b]:
            a -= 1
        elif best[a][b] == best[a][b - 1]:
            b -= 1
        else:
            a, b = a - 1, b - 1
            pairs[old[a]] = new[b]
    return pairs


def _map_words(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Map a stretch of a sentence to its reworded successor, by the words that both share.

    Args:
        old: the sentence as it was, folded.
        new: the sentence as it is.
        start: where the stretch begins in the old one.
        end: where it ends.

    Returns:
        The stretch of the new sentence; nothing where too few of its words were kept.
    """
    was, now = _word_spans(old), _word_spans(new)
    touched = [number for number, (first, last) in enumerate(was) if first < end and last > start]
    ops = Levenshtein.opcodes([old[a:b] for a, b in was], [new[a:b] for a, b in now])
    target: dict[int, int] = {}
    kept = 0
    for op in ops:
        if op.tag in {"equal", "replace"}:
            for i, j in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=False):
                target[i] = j
                kept += op.tag == "equal" and touched[0] <= i <= touched[-1] if touched else 0
    if not touched or kept < _KEPT_WORDS * len(touched) or touched[0] not in target or touched[-1] not in target:
        return None
    first, last = target[touched[0]], target[touched[-1]]
    (word_start, _), (_, word_end) = was[touched[0]], was[touched[-1]]
    # a quote may begin or end inside a word, beside a bracket say: so it does in the same word now
    before = start - word_start if old[slice(*was[touched[0]])] == new[slice(*now[first])] else 0
    after = word_end - end if old[slice(*was[touched[-1]])] == new[slice(*now[last])] else 0
    return now[first][0] + before, now[last][1] - after


def _word_spans(text: str) -> list[tuple[int, int]]:
    """Return where the words and the marks of punctuation of a text stand."""
    return [match.span() for match in _WORD_OR_MARK.finditer(text)]
