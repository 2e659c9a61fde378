"""Rules on sources: quotations are the words of their source, and confirmed notes show what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import chain

from rapidfuzz import fuzz

from annotated_reader.checks.source_index import (
    NoteSources,
    OpenQuotation,
    SourceIndex,
    is_primary,
    unlisted_words,
)
from annotated_reader.corpus import Corpus
from annotated_reader.formats import Kind
from annotated_reader.support import Problem, Severity
from annotated_reader.texts import QuotedPart, fold_quoted

_LEAST_LIKENESS = 60
"""In per cent of the longer words; what is less alike helps nobody to find the mistake."""

_MOST_SEARCHED = 50
"""Quotations of which the nearest words are looked for in all texts."""

_OTHER_WAYS = (
    "Quote exactly, add the passage to a reference that the note cites, set `confidence: unconfirmed`, or list words "
    "that quote nobody in `not_quotations`."
)

_WHERE_UNCONFIRMED = "Quote exactly, or add the passage that has the words to a reference that is cited here."


def quotations_are_found(index: SourceIndex) -> Iterator[Problem]:
    """Words in quotation marks in a confirmed note stand in an article, a passage it cites, or its event's words.

    Elsewhere such words are only pointed out, as their source may not be kept here.
    """
    missing = [(each, part) for each, parts in index.missing if each.cited or not each.article for part in parts]
    missing.sort(key=lambda pair: not pair[0].is_confirmed)
    for count, (quotation, part) in enumerate(missing):
        yield _not_found(index, quotation, part, is_searched=count < _MOST_SEARCHED)


def quotations_have_a_source(index: SourceIndex) -> Iterator[Problem]:
    """Words quoted in a note come from a reference, from an article, or from the words of the note's event."""
    for quotation, _ in index.missing:
        if quotation.article and not quotation.cited:
            yield Problem(
                quotation.place,
                "quotations-have-a-source",
                f"nothing says where “{quotation.words}” is quoted from",
                "Add the source to `references:`, or quote the words exactly as the text has them.",
            )


def _not_found(index: SourceIndex, quotation: OpenQuotation, part: QuotedPart, is_searched: bool) -> Problem:
    # in a large project there are many that are not confirmed, and to read all texts for each takes minutes
    others = index.seed_texts() if quotation.is_confirmed else iter(())
    texts = chain(quotation.texts, index.texts_of(quotation.cited), others)
    nearest = _nearest_words(part.words, texts) if is_searched else ""
    place = quotation.places_of(part)[_first_difference(part, nearest) if nearest else 0]
    known = f"; the nearest are “{nearest}”" if nearest else ""
    message = f"the words “{part.words}” stand in no source{known}"
    if quotation.is_confirmed:
        return Problem(place, "quotation-not-found", message, _OTHER_WAYS)
    return Problem(place, "quotation-not-found", message, _WHERE_UNCONFIRMED, Severity.NOTICE)


def _nearest_words(sought: str, texts: Iterator[str]) -> str:
    """Return the words most like those sought, as the texts have them, or an empty string where none are alike."""
    folded, best, found = fold_quoted(sought), float(_LEAST_LIKENESS), ""
    for text in texts:
        words = text.split()
        plain = fold_quoted(text)
        alignment = fuzz.partial_ratio_alignment(folded, plain, score_cutoff=best)
        if alignment is None or alignment.score <= best:
            continue
        best, count = alignment.score, len(folded.split())
        found = _words_like(folded, words, count)
    return found if fuzz.ratio(folded, fold_quoted(found)) >= _LEAST_LIKENESS else ""


def _words_like(folded: str, words: list[str], count: int) -> str:
    """Return the run of words, about as many as a count, that is most like a folded text."""
    sizes = (count, count - 1, count + 1)
    runs = (" ".join(words[start : start + size]) for size in sizes for start in range(len(words) - size + 1))
    return max(runs, key=lambda run: fuzz.ratio(folded, fold_quoted(run)), default="").strip(" .,;:!?")


def _first_difference(part: QuotedPart, nearest: str) -> int:
    """Return the number of the first word of a quotation that the nearest words have otherwise.

    If they only have more words, it is the first one before which some are left out.
    """
    here = [fold_quoted(word) for word in part.words.split()]
    there = [fold_quoted(word) for word in nearest.split()]
    changes = SequenceMatcher(None, here, there, False).get_opcodes()
    changed = [start for change, start, *_ in changes if change in {"replace", "delete"}]
    left_out = [start for change, start, *_ in changes if change == "insert" and 0 < start < len(here)]
    return min([*changed, *left_out, 0][0], len(here) - 1)


def confirmed_notes_have_passages(index: SourceIndex) -> Iterator[Problem]:
    """A confirmed note has a passage for each pinpoint of a primary source, or else two independent works were read."""
    for note in index.notes:
        if note.is_confirmed and index.knows(citation.id for citation in note.citations):
            yield from _unproved(index, note)


def _unproved(index: SourceIndex, note: NoteSources) -> Iterator[Problem]:
    rule = "confirmed-notes-have-passages"
    pinpoints = [pinpoint for pinpoint in index.pinpoints_of(note) if is_primary(pinpoint)]
    for pinpoint in pinpoints:
        if not pinpoint.has_passage:
            where = f"{pinpoint.reference.id}: {pinpoint.pinpoint}" if pinpoint.pinpoint else pinpoint.reference.id
            yield Problem(
                note.place_of(pinpoint.path), rule, f"the note is confirmed, but no passage has the words of '{where}'",
                f"Add the words that you read to `passages` in annotations/references/{pinpoint.reference.id}.yml, "
                "or set `confidence: unconfirmed`.",
            )  # fmt: skip
    rests_on_text = note.kind is Kind.WORDING and not note.citations
    if not pinpoints and not rests_on_text and not index.rests_on_independent_works(note):
        yield Problem(
            note.place_of(("confidence",)), rule,
            "the note is confirmed, but points to no passage and cites no two independent works",
            "Give a primary source with a pinpoint and its passage, or two works that were read and share no author or "
            "publisher, or set `confidence: unconfirmed`.",
        )  # fmt: skip


def not_quotations_are_in_marks(corpus: Corpus) -> Iterator[Problem]:
    """Words that a note lists as quoting nobody stand in it, in quotation marks, three or more of them."""
    for note in corpus.all_notes:
        for entry in unlisted_words(note.value):
            words = note.value.not_quotations[entry].words
            yield Problem(
                note.value_place("not_quotations", entry, "words"), "not-quotations-are-in-marks",
                f"the note does not have “{words}” in quotation marks",
                "Copy the words between the marks, or leave out this entry.",
            )  # fmt: skip


SOURCE_RULES: tuple[Callable[[SourceIndex], Iterator[Problem]], ...] = (
    quotations_are_found,
    quotations_have_a_source,
    confirmed_notes_have_passages,
)
"""Rules that need the references and seeds of the whole corpus."""
