"""A note's words in their sentence, for readers who are elsewhere than on the article's own page."""

from __future__ import annotations

from typing import NamedTuple

from annotated_reader.corpus.model import Article, Note
from annotated_reader.texts import sentence_of

MAX_CONTEXT = 260
MAX_MARKED = 700


class NoteSentence(NamedTuple):
    """The words a note is about, and the rest of their sentence on both sides, as the text has them.

    A line break stands where the words run over blocks.
    """

    before: str
    marked: str
    after: str


def note_sentence(article: Article, note: Note) -> NoteSentence:
    """Return a note's words in their sentence; long ones are shortened.

    Of page furniture, and of a text that has been withdrawn, only the note's own words are given.
    """
    text, span = article.seed.text, note.span
    parts = [text[max(span.start, block.span.start) : min(span.end, block.span.end)] for block in note.blocks]
    marked = "\n".join([" ".join(part.split()) for part in parts])
    before, after = "", ""
    if article.data.display == "full" and not any(block.role.folded_away for block in note.blocks):
        first = sentence_of(note.blocks[0], span)
        last = sentence_of(note.blocks[-1], span) if len(parts) > 1 else first
        before = text[first.start : span.start]
        after = text[span.end : max(span.end, last.end)]
    return NoteSentence(_end_of(before), _start_of(marked, MAX_MARKED), _start_of(after, MAX_CONTEXT))


def _start_of(text: str, limit: int) -> str:
    """Shorten a text at its end, to a whole word."""
    return text if len(text) <= limit else text[:limit].rsplit(None, 1)[0] + " …"


def _end_of(text: str) -> str:
    """Shorten a text at its start, to a whole word."""
    return text if len(text) <= MAX_CONTEXT else "… " + text[-MAX_CONTEXT:].split(None, 1)[-1]
