"""Placing notes: each quote gets its span in the article's text, or the reason why it has none."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush
from typing import NamedTuple

from annotated_reader.corpus.model import Article, Note, Obstacle, UnplacedNote
from annotated_reader.formats import ArticleFile, Located, NoteFile
from annotated_reader.texts import (
    Anchored,
    DriftIndex,
    DriftOutcome,
    Proposal,
    Resolution,
    SeedText,
    Span,
    TextIndex,
    VersionDiff,
)

MAX_NOTES_ON_A_PLACE = 50  # every mark lists all notes that cover it: the page grows with notes times this


class _FoundNote(NamedTuple):
    """A note with what was found of its quote.

    ``proposal`` is None where the words themselves were found, unless they are of another passage.
    """

    source: Located[NoteFile]
    resolution: Resolution
    proposal: Proposal | None

    def unplaced(self, obstacle: Obstacle | None, is_faulty: bool = False) -> UnplacedNote:
        return UnplacedNote(self.source, obstacle, self.resolution, self.proposal, is_faulty)


def place_notes(
    slug: str,
    source: Located[ArticleFile],
    seed: SeedText,
    notes: Iterable[Located[NoteFile]],
    faulty: Iterable[Located[NoteFile]] = (),
    earlier: str | None = None,
) -> Article:
    """Return an article with its notes placed and numbered in reading order, retracted ones last.

    A pure function of one article: it can be mapped over any executor.

    Args:
        slug: the name of the article's folder.
        source: its ``article.yml``.
        seed: its text.
        notes: the notes without mistakes.
        faulty: what could be read of notes with mistakes; their quotes are looked for, but they are never placed.
        earlier: the whole text against which the quotes were written, where it was changed since and is known.
    """
    search = _Search(seed, earlier)
    placed: list[tuple[Span, _FoundNote]] = []
    unplaced: list[UnplacedNote] = []
    for found in map(search.find, notes):
        span, obstacle = search.place(found)
        if span is None:
            unplaced.append(found.unplaced(obstacle))
        else:
            placed.append((span, found))
    unplaced.extend(found.unplaced(search.place(found)[1], is_faulty=True) for found in map(search.find, faulty))
    placed.sort(key=_reading_order)
    fitting, crowded = _part_crowded(placed)
    numbered = tuple(
        Note(slug, number, found.source, span, tuple(seed.blocks_touching(span)))
        for number, (span, found) in enumerate(fitting, start=1)
    )
    return Article(slug, source, seed, numbered, (*unplaced, *(note.unplaced(Obstacle.CROWDED) for note in crowded)))


class _Earlier(NamedTuple):
    """The text against which the quotes were written, and what was changed in it since."""

    quotes: TextIndex
    diff: VersionDiff

    def is_other(self, note: Located[NoteFile], span: Span) -> bool:
        """Return whether a quote's words, where they are now, are of another passage than the one it was written on."""
        quote = note.value.quote
        before = self.quotes.resolve(quote.exact, quote.prefix, quote.suffix)
        return isinstance(before, Anchored) and not self.diff.may_be(before.span, span)


class _Search:
    """Finds the quotes of one article's notes in its text."""

    def __init__(self, seed: SeedText, earlier: str | None) -> None:
        self.seed = seed
        self.index = TextIndex.of(seed)
        self.drift = DriftIndex(self.index)
        self.earlier = _Earlier(TextIndex(earlier), VersionDiff(earlier, seed.text)) if earlier is not None else None

    def find(self, note: Located[NoteFile]) -> _FoundNote:
        """Find a note's quote; where its words are not there for certain, the place that is most like it."""
        quote = note.value.quote
        resolution = self.index.resolve(quote.exact, quote.prefix, quote.suffix)
        if isinstance(resolution, Anchored):
            is_other = self.earlier is not None and self.earlier.is_other(note, resolution.span)
            return _FoundNote(note, resolution, Proposal(DriftOutcome.REVIEW, resolution.span) if is_other else None)
        return _FoundNote(note, resolution, self.drift.propose(quote.exact, quote.prefix or "", quote.suffix or ""))

    def place(self, note: _FoundNote) -> tuple[Span | None, Obstacle | None]:
        """Return the span at which a note is placed, or why it can't be.

        Only its own words give a note its place: in a text that was edited since, a passage like them may be another.
        """
        if not isinstance(note.resolution, Anchored):
            return None, Obstacle.NOT_FOUND
        if note.proposal is not None:
            return None, Obstacle.OTHER_PASSAGE
        span = note.resolution.span
        return (None, Obstacle.ON_COMMENT) if self.seed.is_comment(span) else (span, None)


def _reading_order(placed: tuple[Span, _FoundNote]) -> tuple[bool, int, int, str]:
    span, note = placed
    return note.source.value.status == "retracted", span.start, -span.end, note.source.value.id


def _part_crowded(
    placed: Iterable[tuple[Span, _FoundNote]],
) -> tuple[list[tuple[Span, _FoundNote]], list[_FoundNote]]:
    """Split notes, in the order in which they start, into those within the limit and those over it."""
    fitting: list[tuple[Span, _FoundNote]] = []
    crowded: list[_FoundNote] = []
    ends: list[int] = []  # of the notes that reach beyond where this one starts: a heap
    for span, note in placed:
        while ends and ends[0] <= span.start:
            heappop(ends)
        is_drawn = note.source.value.status != "retracted"
        if is_drawn and len(ends) == MAX_NOTES_ON_A_PLACE:
            crowded.append(note)
            continue
        fitting.append((span, note))
        if is_drawn:
            heappush(ends, span.end)
    return fitting, crowded
