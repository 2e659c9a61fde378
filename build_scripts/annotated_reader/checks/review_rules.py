"""Rules on reviews: by whom they are, what was read for them, and whether the note still says what was reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from annotated_reader.corpus import Corpus
from annotated_reader.formats import void_reviews
from annotated_reader.support import Problem, Severity, did_you_mean


def reviewers_are_others(corpus: Corpus) -> Iterator[Problem]:
    """A note is reviewed by somebody who did not write it."""
    for note in corpus.all_notes:
        writers = {name.lower() for name in note.value.contributors}  # GitHub names differ in more than capitals
        for index, review in enumerate(note.value.reviews):
            if review.by.lower() in writers:
                yield Problem(
                    note.value_place("reviews", index, "by"), "reviewers-are-others",
                    f"'{review.by}' wrote this note and can't review it", "Somebody else must review it.",
                )  # fmt: skip


def reviews_name_what_was_read(corpus: Corpus) -> Iterator[Problem]:
    """A review names the references that were read for it, of those that the note cites."""
    rule = "reviews-name-what-was-read"
    for note in corpus.all_notes:
        cited = list(dict.fromkeys(citation.id for citation in note.value.references))
        for index, review in enumerate(note.value.reviews):
            if cited and not review.read:
                yield Problem(
                    note.place("reviews", index), rule, f"the review by '{review.by}' does not say what was read",
                    f"Name what was read of what the note cites: read: [{cited[0]}]",
                )  # fmt: skip
            for at, reference in enumerate(review.read):
                if reference not in cited:
                    hint = did_you_mean(reference, cited) or "Name only what the note cites, or nothing."
                    yield Problem(
                        note.value_place("reviews", index, "read", at), rule,
                        f"the note does not cite '{reference}'", hint,
                    )  # fmt: skip


def reviews_are_current(corpus: Corpus) -> Iterator[Problem]:
    """A review is of the note as it is now; after a change of its meaning the note needs another."""
    notes = (note.source for note in corpus.notes)
    unplaced = (note.source for article in corpus.articles for note in article.unplaced if not note.is_faulty)
    for note in chain(notes, unplaced):
        void = void_reviews(note.value) if note.value.status != "retracted" else ()
        for index, review in enumerate(note.value.reviews):
            if review in void:
                yield Problem(
                    note.place("reviews", index), "reviews-are-current",
                    f"the review by '{review.by}' is of what the note said before, so it no longer counts",
                    f"Ask for another: annotated-reader review {note.value.id} --by {review.by} --read …",
                    Severity.NOTICE,
                )  # fmt: skip
