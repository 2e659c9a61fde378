"""Reviews of notes: which of them are of the note as it is now."""

from __future__ import annotations

import hashlib
import json

from annotated_reader.formats.schema import NoteFile, Review

_DIGITS = 8


def meaning_hash(note: NoteFile) -> str:
    """Return the first 8 hexadecimal digits of the SHA-256 of what a note means.

    That is its kind, quote, text, references and claim as canonical JSON. How the file is laid out, in which order keys
    and references are written, and where lines break makes no difference.
    """
    claim = note.claim and [note.claim.id, note.claim.stance.value]
    meaning = {
        "kind": note.kind.value,
        "quote": [_on_one_line(words or "") for words in (note.quote.exact, note.quote.prefix, note.quote.suffix)],
        "note": [_on_one_line(paragraph) for paragraph in _paragraphs(note.note)],
        "references": sorted([citation.id, _on_one_line(citation.pinpoint or "")] for citation in note.references),
        "claim": claim,
    }
    canonical = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:_DIGITS]


def fresh_reviews(note: NoteFile) -> tuple[Review, ...]:
    """Return the reviews that are of the note as it is now."""
    if not note.reviews:
        return ()
    current = meaning_hash(note)
    return tuple(review for review in note.reviews if review.of == current)


def void_reviews(note: NoteFile) -> tuple[Review, ...]:
    """Return the reviews of what the note said before, except by people who have reviewed it again."""
    fresh = fresh_reviews(note)
    again = {review.by.lower() for review in fresh}
    return tuple(review for review in note.reviews if review not in fresh and review.by.lower() not in again)


def _paragraphs(text: str) -> list[str]:
    """Split a text at its blank lines."""
    paragraphs, lines = [], list[str]()
    for line in [*text.splitlines(), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            paragraphs.append("\n".join(lines))
            lines = []
    return paragraphs


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
