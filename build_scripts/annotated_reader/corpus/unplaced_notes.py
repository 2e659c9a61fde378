"""Notes whose words have no sure place in the text as it stands: they are kept, shown beside no text, and listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotated_reader.corpus.model import Article
from annotated_reader.formats import Located, NoteFile, read_entity
from annotated_reader.texts import Anchored, DriftIndex, Outcome, Span, TextIndex

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Waiting:
    """A note in review, where ``proposed`` is the likeliest place of its words, or an orphan, which has none."""

    article: Article
    source: Located[NoteFile]
    proposed: Span | None

    @property
    def outcome(self) -> Outcome:
        """What became of the note's quote: review or orphan."""
        return Outcome.REVIEW if self.proposed else Outcome.ORPHAN

    @property
    def likeliest(self) -> str:
        """The words that are proposed, whole ones."""
        if self.proposed is None:
            return ""
        span, words = self.proposed, _WORD.finditer(self.article.seed.text)
        return " ".join(word[0] for word in words if word.end() > span.start and word.start() < span.end)

    @property
    def command(self) -> str:
        """The command that mends the note, or says what would."""
        edited = self.article.seed.sha256 != self.article.data.sha256
        return "annotated-reader fix" if edited else f"annotated-reader check annotations/{self.article.slug}"


def waiting_notes(article: Article) -> Iterator[Waiting]:
    """List an article's notes in review and its orphans, in the order of its files.

    Those with other mistakes, those on readers' comments or where too many stand, and retracted ones, are left to
    ``check``.
    """
    if not article.unplaced:
        return
    index = TextIndex.of(article.seed)
    drift = DriftIndex(index)
    for note in article.unplaced:
        quote = note.value.quote
        if _may_wait(note) and not isinstance(index.resolve(quote.exact, quote.prefix, quote.suffix), Anchored):
            proposal = drift.propose(quote.exact, quote.prefix or "", quote.suffix or "")
            shown = proposal.outcome is not Outcome.ORPHAN and proposal.span and not _private(article, proposal.span)
            yield Waiting(article, note, proposal.span if shown else None)


def _may_wait(note: Located[NoteFile]) -> bool:
    """Whether a note is what its file says: of one with mistakes only some is known."""
    return note.value.status != "retracted" and read_entity(note.document, note.path, NoteFile)[0] is not None


def _private(article: Article, span: Span) -> bool:
    """Whether words may not be shown: a reader's comment, or a text that was withdrawn."""
    return article.seed.is_comment(span) or article.data.display != "full"
