"""Quotes moved to a text that was edited: what ``annotated-reader fix`` proposes, and how it is written."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from annotated_reader.corpus import Article, Corpus
from annotated_reader.formats import ArticleFile, Edit, LineRange, Located, NoteFile, YamlDocument, save, splice
from annotated_reader.formats import Path as ValuePath
from annotated_reader.support import Place, ShallowCloneError, find_version
from annotated_reader.texts import (
    Ambiguous,
    Anchored,
    DriftOutcome,
    Fate,
    Proposal,
    SeedError,
    SeedText,
    Span,
    TextIndex,
    VersionDiff,
    decode_seed,
    fold_plain,
    widen_to_words,
)

_WORD = re.compile(r"\w+")
_SAFE = 0.9  # a quote changed less than this may be rewritten without asking


class Certainty(StrEnum):
    """How a proposal may be used: ``SAFE`` with ``--yes``, ``ASK`` only with consent, ``LOST`` not at all."""

    SAFE = "safe"
    ASK = "ask"
    LOST = "lost"


@dataclass(frozen=True)
class Move:
    """What is to become of one quote: its old words and its new ones, and the edits that write them.

    ``elsewhere`` is what could be written for a quote whose passage was deleted: words like them at another place. A
    person must ask for it, and judge it.
    """

    note: Located[NoteFile]
    certainty: Certainty
    old: str
    new: str
    edits: tuple[Edit, ...] = ()
    was_deleted: bool = False
    elsewhere: Move | None = None


@dataclass(frozen=True)
class ArticleFix:
    """All the changes that an edited text requires in its article's files.

    ``shallow`` says that the old text may exist in history that is not here; ``carried`` that it was found.
    ``deleted_lines`` are the places at which ``article.yml`` names lines that are all deleted: a person takes them out.
    """

    article: Article
    carried: bool
    shallow: bool
    moves: tuple[Move, ...]
    structure: tuple[Edit, ...]
    deleted_lines: tuple[Place, ...]


def plan_fixes(corpus: Corpus) -> Iterator[ArticleFix]:
    """Propose what to write for every article whose text was edited since its quotes were written."""
    for article in corpus.articles:
        if article.seed.sha256 != article.data.sha256:
            yield _plan(corpus.root, article)


def _plan(root: Path, article: Article) -> ArticleFix:
    shallow = False
    old: str | None = None
    try:
        content = find_version(root, f"seeds/{article.seed.name}", article.data.sha256)
        old = decode_seed(content) if content is not None else None
    except ShallowCloneError:
        shallow = True
    except SeedError:
        old = None
    planner = _MovePlanner(article.seed, old)
    moves = (
        *(planner.plan(note.source, note.span, None) for note in article.notes),
        *(planner.plan(note.source, None, note.proposal) for note in article.unplaced),
    )
    named = list(_moved_lines(article.source, old, article.seed.text)) if old is not None else []
    structure = tuple(edit for edit in named if isinstance(edit, Edit))
    deleted = tuple(place for place in named if isinstance(place, Place))
    return ArticleFix(article, old is not None, shallow, moves, structure, deleted)


class _MovePlanner:
    """Plans how one article's quotes move from the old text, where there is one, to the text as it is now."""

    def __init__(self, seed: SeedText, old: str | None) -> None:
        self.index = TextIndex.of(seed)
        self.old = TextIndex(old) if old is not None else None
        self.diff = VersionDiff(old, seed.text) if old is not None else None

    def plan(self, note: Located[NoteFile], placed: Span | None, by_likeness: Proposal | None) -> Move:
        """Decide what happens to a note's quote.

        What the two versions say of its passage decides. Words like it, found elsewhere, are only ever proposed.

        Args:
            note: as its file has it.
            placed: where its words are in the text, where they are.
            by_likeness: else the place most like them.
        """
        quote = note.value.quote
        before = self.old.resolve(quote.exact, quote.prefix, quote.suffix) if self.old else None
        if self.diff and isinstance(before, Anchored):
            mapped = self.diff.map(before.span)
            if mapped.span is not None:
                return self._unchanged(note) if mapped.span == placed else self._rewritten(note, mapped.span)
            if mapped.fate is Fate.DELETED and not (placed and self.diff.is_moved(before.span, placed)):
                elsewhere = self._proposed(note, placed, by_likeness)
                return Move(note, Certainty.LOST, quote.exact, "", was_deleted=True, elsewhere=elsewhere)
        if placed is not None:
            return self._unchanged(note)
        return self._proposed(note, None, by_likeness) or Move(note, Certainty.LOST, quote.exact, "")

    def _unchanged(self, note: Located[NoteFile]) -> Move:
        return Move(note, Certainty.SAFE, note.value.quote.exact, note.value.quote.exact)

    def _rewritten(self, note: Located[NoteFile], span: Span) -> Move:
        """Return the move to the words that a passage has now.

        Words that changed by little are safe to write, unless a name or a figure is among them: another name may be
        another matter.
        """
        words, old = self.index.text[span.start : span.end], note.value.quote.exact
        likeness = Levenshtein.normalized_similarity(fold_plain(old), fold_plain(words))
        is_safe = likeness >= _SAFE and _names_and_figures(old) == _names_and_figures(words)
        certainty = Certainty.SAFE if is_safe else Certainty.ASK
        return Move(note, certainty, old, words, tuple(self._edits(note, span)))

    def _proposed(self, note: Located[NoteFile], placed: Span | None, by_likeness: Proposal | None) -> Move | None:
        """Return the move to a place at which words like those of a quote, or the same words, are found."""
        span = placed
        if span is None and by_likeness and by_likeness.outcome is not DriftOutcome.ORPHAN and by_likeness.span:
            span = widen_to_words(self.index.text, by_likeness.span, self.index.bounds)
        if span is None:
            return None
        words = self.index.text[span.start : span.end]
        return Move(note, Certainty.ASK, note.value.quote.exact, words, tuple(self._edits(note, span)))

    def _edits(self, note: Located[NoteFile], span: Span) -> Iterator[Edit]:
        """Return the edits that write the words as they are now, with the context that they need now."""
        path = (*note.path, "quote")
        has_mapping = (*path, "exact") in note.document.scalars
        words = " ".join(self.index.text[span.start : span.end].split())
        context = self._context(words, span)
        beside = []
        for key, text in context:
            if (*path, key) in note.document.scalars:
                yield Edit((*path, key), text)
            else:
                beside.append((key, text))
        for key in ("prefix", "suffix"):
            if (*path, key) in note.document.scalars and key not in dict(context):
                yield Edit((*path, key), self._around(span, key))
        yield Edit((*path, "exact") if has_mapping else path, words, tuple(beside))

    def _context(self, words: str, span: Span) -> list[tuple[str, str]]:
        resolution = self.index.resolve(words)
        if not isinstance(resolution, Ambiguous):
            return []
        occurrence = next((o for o in resolution.occurrences if o.span == span), None)
        if occurrence is None:
            return []
        return [(key, text) for key, text in (("prefix", occurrence.prefix), ("suffix", occurrence.suffix)) if text]

    def _around(self, span: Span, key: str) -> str:
        text = self.index.text
        if key == "prefix":
            return " ".join(text[max(0, span.start - 60) : span.start].split()[-4:])
        return " ".join(text[span.end : span.end + 60].split()[:4])


def _names_and_figures(text: str) -> list[str]:
    """List the words of a text that begin with a capital letter or hold a digit."""
    words = _WORD.findall(text)
    return [word for word in words if word[0].isupper() or any(map(str.isdigit, word))]


def _moved_lines(source: Located[ArticleFile], old: str, new: str) -> Iterator[Edit | Place]:
    """Return the edits that move the lines named in an article's file to where they are now.

    Where all lines that are named at a place were deleted, return the place.
    """
    before = old.splitlines()
    moved = _line_map(before, new.splitlines())
    for path, lines in _named_lines(source.value):
        kept = [moved[n] for n in range(lines.first, lines.last + 1) if n in moved and before[n - 1].strip()]
        if not kept:
            yield source.value_place(*path)
        elif (kept[0], kept[-1]) != (lines.first, lines.last):
            yield Edit((*source.path, *path), kept[0] if kept[0] == kept[-1] else f"{kept[0]}-{kept[-1]}")


def _named_lines(data: ArticleFile) -> Iterator[tuple[ValuePath, LineRange]]:
    """List the lines that an article's file names: those of its part of the text, and those that have a role."""
    if data.lines:
        yield ("lines",), data.lines
    for index, entry in enumerate(data.structure):
        yield ("structure", index, "lines"), entry.lines


def _line_map(old: list[str], new: list[str]) -> dict[int, int]:
    """Return the new number of each old line, from 1; a line that was reworded in place keeps its position."""
    moved: dict[int, int] = {}
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            moved.update({i1 + offset + 1: j1 + offset + 1 for offset in range(i2 - i1)})
    return moved


def undecided(fix: ArticleFix, accepted: Sequence[Move]) -> list[Move]:
    """List the moves that are neither done nor accepted."""
    decided = {move.note.value.id for move in accepted}
    open_moves = (move for move in fix.moves if move.edits or move.certainty is Certainty.LOST)
    return [move for move in open_moves if move.note.value.id not in decided]


def apply_fix(root: Path, fix: ArticleFix, accepted: Sequence[Move]) -> list[str]:
    """Write the accepted moves of an article; the new digest goes last, and only when no quote is left behind.

    The digest and the lines wait, too, until lines that were deleted are no longer named in the article's file.

    Each file is replaced atomically, so that a crash leaves whole files, and running again finishes the work.

    Args:
        root: the project's folder.
        fix: what was proposed.
        accepted: the moves that may be written, of which some may be those that a deleted quote has ``elsewhere``.

    Returns:
        The files written, relative to the project.

    Raises:
        SpliceError: when a file would not read back as intended; it is left as it was.
    """
    by_document: dict[str, YamlDocument] = {}
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    for move in accepted:
        by_document[move.note.document.file] = move.note.document
        edits[move.note.document.file].extend(move.edits)
    written = []
    for name, document in by_document.items():
        save(root / name, splice(document, edits[name]))
        written.append(name)
    if not undecided(fix, accepted) and not fix.deleted_lines:
        source = fix.article.source
        digest = Edit((*source.path, "sha256"), fix.article.seed.sha256)
        save(root / source.document.file, splice(source.document, [*fix.structure, digest]))
        written.append(source.document.file)
    return written
