"""House rules: what the editorial policy requires of notes, as far as a program can check it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from annotated_reader.corpus import Corpus
from annotated_reader.formats import PLACEHOLDERS, Entity, Kind, Located, NoteFile
from annotated_reader.support import Problem, Severity
from annotated_reader.texts import count_words

MAX_KEY_NOTES = 7
MAX_NOTE_WORDS = 120
MAX_SUMMARY_WORDS = 80

_NAME_IN_GUIDE = "your-github-name"
"""Stands for a contributor's name in README.md and docs/contribute.md."""

_ABBREVIATION = re.compile(r"(?:\w\.){2}$|\b(?:al|Co|Corp|etc|Inc|Jr|Ltd|Sr)\.$")


def notes_have_a_source(corpus: Corpus) -> Iterator[Problem]:
    """Every note has at least one reference, or says why not; notes on wording may rest on the text alone."""
    rule = "notes-have-a-source"
    for note in corpus.all_notes:
        data = note.value
        if data.references and data.unsourced:
            yield Problem(
                note.place("unsourced"),
                rule,
                "the note has references and says why it has none",
                "Remove `unsourced:`.",
            )
        elif (
            not data.references and not data.unsourced and data.kind is not Kind.WORDING and data.status != "retracted"
        ):
            yield Problem(
                note.place("id"),
                rule,
                f"the note '{data.id}' has no reference",
                "Add `references:` with at least one id, or say in `unsourced:` why it can have none.",
            )


def placeholders_are_filled_in(corpus: Corpus) -> Iterator[Problem]:
    """What `annotated-reader new` and `note` leave open with … has been written, and a name copied from the guide."""
    notes = ((note, key) for note in corpus.all_notes for key in ("title", "note", "unsourced"))
    titles = ((article.source, "title") for article in corpus.articles)
    works = ((reference, key) for reference in corpus.references.values() for key in ("title", "short", "summary"))
    entities: Iterator[tuple[Located[Entity], str]] = chain(notes, titles, works)
    for entity, key in entities:
        if getattr(entity.value, key) in PLACEHOLDERS and _written(entity, key) in PLACEHOLDERS:
            yield Problem(
                entity.value_place(key),
                "placeholders-are-filled-in",
                f"`{key}` is still to be written",
                "Put your own words in place of the …",
            )
    for note in corpus.all_notes:
        for path in _paths_of_names(note.value):
            yield Problem(
                note.value_place(*path),
                "placeholders-are-filled-in",
                f"'{_NAME_IN_GUIDE}' stands for a name that is still to be written",
                "Write your own GitHub user name in its place.",
            )


def _paths_of_names(note: NoteFile) -> Iterator[tuple[str | int, ...]]:
    """List where a note names someone as the guide does."""
    yield from (("contributors", number) for number, name in enumerate(note.contributors) if name == _NAME_IN_GUIDE)
    yield from (("reviews", number, "by") for number, review in enumerate(note.reviews) if review.by == _NAME_IN_GUIDE)


def _written(entity: Located[Entity], key: str) -> str:
    """Return what the file itself has under a key; a faulty entry may have a stand-in for it."""
    value = entity.written.get(key)
    return value.strip() if isinstance(value, str) else ""


def titles_are_short(corpus: Corpus) -> Iterator[Problem]:
    """A title says the point in at most 90 characters and ends without a full stop."""
    for note in corpus.all_notes:
        title = note.value.title
        if title.endswith(".") and not title.endswith("...") and not _ABBREVIATION.search(title):
            yield Problem(
                note.value_place("title"),
                "titles-are-short",
                "the title ends in a full stop",
                "Remove it.",
                Severity.WARNING,
            )


def texts_are_short(corpus: Corpus) -> Iterator[Problem]:
    """A note has at most 120 words, a summary at most 80."""
    for article in corpus.articles:
        if article.data.summary and (words := count_words(article.data.summary)) > MAX_SUMMARY_WORDS:
            yield Problem(
                article.source.place("summary"),
                "texts-are-short",
                f"the summary has {words} words; at most {MAX_SUMMARY_WORDS} are allowed",
                "Say what a reader must know first, and no more.",
            )
    for note in corpus.all_notes:
        text = note.value.note
        if len(text.split()) > MAX_NOTE_WORDS and (words := count_words(text)) > MAX_NOTE_WORDS:
            yield Problem(
                note.place("note"),
                "texts-are-short",
                f"the note has {words} words; at most {MAX_NOTE_WORDS} are allowed",
                "Put the point first; write two notes for two points.",
            )


def key_notes_are_few(corpus: Corpus) -> Iterator[Problem]:
    """An article has at most seven key notes."""
    for article in corpus.articles:
        keys = [note for note in article.all_notes if note.value.key and note.value.status != "retracted"]
        others = [f"{key.place('key')}: {key.value.id}" for key in keys[:MAX_KEY_NOTES]]
        for count, note in enumerate(keys[MAX_KEY_NOTES:], MAX_KEY_NOTES + 1):
            yield Problem(
                note.place("key"),
                "key-notes-are-few",
                f"this is key note {count} of '{article.slug}'; at most {MAX_KEY_NOTES} are allowed",
                "\n".join(["Remove `key: true` from the least important, which may be one of the others:", *others]),
            )


def key_notes_are_in_sight(corpus: Corpus) -> Iterator[Problem]:
    """The words of a key note do not stand in lines that the page collapses."""
    for article in corpus.articles:
        for note in article.current_notes:
            folded = next((block for block in note.blocks if block.role.folded_away), None)
            if note.data.key and folded:
                yield Problem(
                    note.source.place("key"),
                    "key-notes-are-in-sight",
                    f"the words of this key note stand in line {folded.line}, which the page collapses "
                    f"(role: {folded.role})",
                    "Quote words that a reader sees at once, remove `key: true`, or give the line another role.",
                )
