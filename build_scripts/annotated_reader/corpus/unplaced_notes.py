"""Notes that cannot be placed in the current text: they are kept and listed, but not shown in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotated_reader.corpus.model import Article
from annotated_reader.formats import Located, NoteFile
from annotated_reader.texts import DriftOutcome, Proposal, Span

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class DisplacedNote:
    """A note in review, where ``proposed`` is the likeliest place of its words, or an orphan, which has none."""

    article: Article
    source: Located[NoteFile]
    proposed: Span | None

    @property
    def outcome(self) -> DriftOutcome:
        """What became of the note's quote: review or orphan."""
        return DriftOutcome.REVIEW if self.proposed else DriftOutcome.ORPHAN

    @property
    def likeliest(self) -> str:
        """The words that are proposed, whole ones."""
        if self.proposed is None:
            return ""
        span, words = self.proposed, _WORD.finditer(self.article.seed.text)
        return " ".join(word[0] for word in words if word.end() > span.start and word.start() < span.end)

    @property
    def command(self) -> str:
        """The command that corrects the note, or that says how to."""
        edited = self.article.seed.sha256 != self.article.data.sha256
        return "annotated-reader fix" if edited else f"annotated-reader check annotations/{self.article.slug}"


def displaced_notes(article: Article) -> Iterator[DisplacedNote]:
    """List an article's notes in review and its orphans, in the order of its files.

    Notes with other mistakes, notes that quote a reader's comment or words with too many notes, and retracted ones are
    left to ``check``.
    """
    for note in article.unplaced:
        if note.proposal and not note.is_faulty and note.source.value.status != "retracted":
            yield DisplacedNote(article, note.source, _shown(article, note.proposal))


def _shown(article: Article, proposal: Proposal) -> Span | None:
    """Return the place that is proposed, unless its words may not be shown: a reader's comment, a withdrawn text."""
    span = proposal.span
    if proposal.outcome is DriftOutcome.ORPHAN or span is None or article.data.display != "full":
        return None
    return None if article.seed.is_comment(span) else span
