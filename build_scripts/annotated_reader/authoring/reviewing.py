"""Reviews of notes, bound to what the notes say: what ``annotated-reader review`` writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from annotated_reader.corpus import Corpus
from annotated_reader.formats import (
    Addition,
    Located,
    NewItem,
    NewKey,
    NoteFile,
    YamlDocument,
    fresh_reviews,
    insert,
    meaning_hash,
    save,
)
from annotated_reader.support import did_you_mean


class ReviewRefusedError(Exception):
    """Raised if a review can't be recorded; the message says why."""


def notes_to_review(corpus: Corpus, ids: Sequence[str], by: str, read: Collection[str]) -> list[Located[NoteFile]]:
    """Return the notes with these ids.

    Args:
        corpus: the whole.
        ids: of the notes.
        by: the reviewer's GitHub name.
        read: the ids of the references that the reviewer has read.

    Raises:
        ReviewRefusedError: if a note doesn't exist, can't be reviewed by this person, or cites nothing that was read.
    """
    notes = [_note(corpus, note_id) for note_id in dict.fromkeys(ids)]
    for note in notes:
        if refusal := next(_refusals(note.value, by, read), ""):
            raise ReviewRefusedError(refusal)
    cited = {citation.id for note in notes for citation in note.value.references}
    if unknown := next((reference for reference in read if reference not in cited), ""):
        hint = did_you_mean(unknown, cited) or f"Cited here: {', '.join(sorted(cited)) or 'nothing'}."
        raise ReviewRefusedError(f"none of these notes cites '{unknown}'. {hint}")
    return notes


def _note(corpus: Corpus, note_id: str) -> Located[NoteFile]:
    if placed := corpus.notes_by_id.get(note_id):
        return placed.source
    if note_id in corpus.faulty_ids or any(note.value.id == note_id for note in corpus.all_notes):
        raise ReviewRefusedError(f"'{note_id}' has mistakes, or its words are not in the text: run `check` first")
    hint = did_you_mean(note_id, corpus.notes_by_id) or "Write the last part of the note's address, after the #."
    raise ReviewRefusedError(f"there is no note '{note_id}'. {hint}")


def _refusals(note: NoteFile, by: str, read: Collection[str]) -> Iterator[str]:
    cited = [citation.id for citation in note.references]
    if note.status == "retracted":
        yield f"'{note.id}' has been retracted"
    if by.lower() in {name.lower() for name in note.contributors}:
        yield f"{by} wrote '{note.id}' and can't review it"
    if any(review.by.lower() == by.lower() for review in fresh_reviews(note)):
        yield f"{by} has already reviewed '{note.id}' as it is now"
    if cited and not set(cited).intersection(read):
        yield f"'{note.id}' cites {', '.join(cited)}: name with --read which of them you have read"


def record_reviews(
    root: Path, notes: Sequence[Located[NoteFile]], by: str, date: str, read: Collection[str]
) -> list[str]:
    """Write a review into each note; every other byte of the files stays as it was.

    Args:
        root: the project's folder.
        notes: those reviewed.
        by: the reviewer's GitHub name.
        date: YYYY-MM-DD.
        read: the ids of the references that were read; each note gets those that it cites.

    Returns:
        The files written, relative to the project.

    Raises:
        SpliceError: if a file would not read back as intended; no file is written then.
    """
    by_file: defaultdict[YamlDocument, list[Addition]] = defaultdict(list)
    for note in notes:
        by_file[note.document].append(_addition(note, by, date, read))
    texts = {document.file: insert(document, additions) for document, additions in by_file.items()}
    for name, text in texts.items():
        save(root / name, text)
    return list(texts)


def _addition(note: Located[NoteFile], by: str, date: str, read: Collection[str]) -> Addition:
    """Return the review as a new item of ``reviews``, or that key as a new one of the note."""
    cited = dict.fromkeys(citation.id for citation in note.value.references)
    review = {
        "by": by,
        "date": date,
        "read": [reference for reference in cited if reference in read],
        "of": meaning_hash(note.value),
    }
    if "reviews" in note.written:
        return NewItem((*note.path, "reviews"), review)
    return NewKey(note.path, "added", "reviews", [review])
