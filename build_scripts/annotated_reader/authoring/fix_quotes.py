"""Quotes moved to a text that was edited: what ``annotated-reader fix`` proposes, and how it is written."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from annotated_reader.corpus import Article, Corpus
from annotated_reader.formats import ArticleFile, Edit, Located, NoteFile, YamlDocument, save, splice
from annotated_reader.support import ShallowCloneError, find_version
from annotated_reader.texts import (
    Ambiguous,
    Anchored,
    DriftIndex,
    DriftOutcome,
    Proposal,
    SeedError,
    SeedText,
    Span,
    SpanMapper,
    TextIndex,
    decode_seed,
)

_SAFE = 0.9  # a quote changed less than this may be rewritten without asking


class Certainty(StrEnum):
    """How a proposal may be used: ``SAFE`` with ``--yes``, ``ASK`` only with consent, ``LOST`` not at all."""

    SAFE = "safe"
    ASK = "ask"
    LOST = "lost"


@dataclass(frozen=True)
class Move:
    """What happens to one quote: its old words and its new ones, and the edits that write them."""

    note: Located[NoteFile]
    certainty: Certainty
    old: str
    new: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class ArticleFix:
    """All the changes that an edited text requires in its article's files.

    ``shallow`` says that the old text may exist in history that is not here; ``carried`` that it was found.
    """

    article: Article
    carried: bool
    shallow: bool
    moves: tuple[Move, ...]
    structure: tuple[Edit, ...]


def plan_fixes(corpus: Corpus) -> Iterator[ArticleFix]:
    """Propose what to write for every article whose text was edited since its quotes were written."""
    for article in corpus.articles:
        if article.seed.sha256 != article.data.sha256:
            yield _plan(corpus.root, article)


def _plan(root: Path, article: Article) -> ArticleFix:
    shallow = False
    old: str | None = None
    try:
        content = find_version(root, f"seeds/{article.data.seed}", article.data.sha256)
        old = decode_seed(content) if content is not None else None
    except ShallowCloneError:
        shallow = True
    except SeedError:
        old = None
    planner = _MovePlanner(article.seed, old)
    moves = (
        *(planner.plan(note.source, note.proposal) for note in article.notes),
        *(planner.plan(note.source, note.proposal) for note in article.unplaced),
    )
    structure = tuple(_structure_edits(article.source, old, article.seed.text)) if old is not None else ()
    return ArticleFix(article, old is not None, shallow, moves, structure)


class _MovePlanner:
    """Plans how one article's quotes move from the old text, where there is one, to the text as it is now."""

    def __init__(self, seed: SeedText, old: str | None) -> None:
        self.index = TextIndex.of(seed)
        self.mapper = SpanMapper(TextIndex(old), DriftIndex(self.index)) if old is not None else None

    def plan(self, note: Located[NoteFile], by_likeness: Proposal | None) -> Move:
        """Decide what happens to a note's quote.

        Args:
            note: as its file has it.
            by_likeness: where its quote stands by likeness; None where its words themselves stand in the text.
        """
        quote = note.value.quote
        unchanged = Move(note, Certainty.SAFE, quote.exact, quote.exact)
        proposal = self._mapped(note)
        if proposal is None and by_likeness is None:
            return unchanged
        proposal = proposal or by_likeness
        if proposal is None or proposal.outcome is DriftOutcome.ORPHAN or proposal.span is None:
            return Move(note, Certainty.LOST, quote.exact, "")
        if proposal.quote_similarity == 1.0 and by_likeness is None:
            return unchanged
        span = proposal.span
        words = self.index.text[span.start : span.end]
        safe = self.mapper is not None and proposal.quote_similarity >= _SAFE
        edits = tuple(self._edits(note, span))
        return Move(note, Certainty.SAFE if safe else Certainty.ASK, quote.exact, words, edits)

    def _mapped(self, note: Located[NoteFile]) -> Proposal | None:
        """Find the quote in the old text, and map its place to the new one with the text around it."""
        if self.mapper is None:
            return None
        quote = note.value.quote
        found = self.mapper.old.resolve(quote.exact, quote.prefix, quote.suffix)
        if not isinstance(found, Anchored):
            return None
        proposal = self.mapper.map(found.span)
        return proposal if proposal.outcome is DriftOutcome.ANCHORED and proposal.span is not None else None

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


def _structure_edits(source: Located[ArticleFile], old: str, new: str) -> Iterator[Edit]:
    """Return the edits that move the lines of an article's structure to where they are now."""
    lines = _line_map(old.splitlines(), new.splitlines())
    for index, entry in enumerate(source.value.structure):
        first, last = lines.get(entry.lines.first), lines.get(entry.lines.last)
        if first is None or last is None or (first, last) == (entry.lines.first, entry.lines.last) or first > last:
            continue
        yield Edit((*source.path, "structure", index, "lines"), first if first == last else f"{first}-{last}")


def _line_map(old: list[str], new: list[str]) -> dict[int, int]:
    """Return the new number of each old line, from 1; a line that was reworded in place keeps its position."""
    moved: dict[int, int] = {}
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            moved.update({i1 + offset + 1: j1 + offset + 1 for offset in range(i2 - i1)})
    return moved


def apply_fix(root: Path, fix: ArticleFix, accepted: set[str]) -> list[str]:
    """Write the accepted moves of an article; the new digest goes last, and only when no quote is left behind.

    Each file is replaced atomically, so that a crash leaves whole files, and running again finishes the work.

    Args:
        root: the project's folder.
        fix: what was proposed.
        accepted: ids of the notes whose moves may be written.

    Returns:
        The files written, relative to the project.

    Raises:
        SpliceError: when a file would not read back as intended; it is left as it was.
    """
    by_document: dict[str, YamlDocument] = {}
    edits: defaultdict[str, list[Edit]] = defaultdict(list)
    for move in fix.moves:
        if move.edits and move.note.value.id in accepted:
            by_document[move.note.document.file] = move.note.document
            edits[move.note.document.file].extend(move.edits)
    written = []
    for name, document in by_document.items():
        save(root / name, splice(document, edits[name]))
        written.append(name)
    left = [m for m in fix.moves if m.certainty is Certainty.LOST or (m.edits and m.note.value.id not in accepted)]
    if not left:
        source = fix.article.source
        digest = Edit((*source.path, "sha256"), fix.article.seed.sha256)
        save(root / source.document.file, splice(source.document, [*fix.structure, digest]))
        written.append(source.document.file)
    return written
