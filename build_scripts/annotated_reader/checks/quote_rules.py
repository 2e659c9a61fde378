"""Why notes have no place in their article's text, and how to correct their quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotated_reader.checks.quotation_marks import quotation_marks_hint
from annotated_reader.corpus import MAX_NOTES_ON_A_PLACE, Corpus, Obstacle, UnplacedNote, find_article_with
from annotated_reader.formats import Located, NoteFile
from annotated_reader.support import Problem
from annotated_reader.texts import (
    Ambiguous,
    CaseDiffers,
    ContextDiffers,
    InsideWords,
    NotFound,
    Occurrence,
    Resolution,
    SeedText,
    Span,
    TextIndex,
)

LEAST_SIMILARITY = 65
"""In per cent; less alike are words that were never meant: any two sentences share half of their letters."""

_MOST_PLACES = 5
"""Places of a quote that a hint lists."""

_MOST_SEARCHED = 20
"""Quotes of an article that are looked for in the texts of the others."""


def quotes_have_a_place(corpus: Corpus) -> Iterator[Problem]:
    """Every quote has one place in the text, and notes are allowed there."""
    for article in corpus.articles:
        searched, index = 0, TextIndex.of(article.seed)
        for note in article.unplaced:
            if note.obstacle is None:
                continue
            problem = _problem(article.seed, index, note, note.obstacle)
            if isinstance(note.resolution, NotFound) and searched < _MOST_SEARCHED:
                searched += 1
                problem = _with_other_article(corpus, article.seed, note, problem)
            yield problem


def _with_other_article(corpus: Corpus, seed: SeedText, note: UnplacedNote, problem: Problem) -> Problem:
    """Name the article whose text has the words, where there is one."""
    other = find_article_with(corpus.root, note.source.value.quote.exact, seed.name)
    if other is None:
        return problem
    hint = f"They are in the article '{other}': does the note belong in annotations/{other}/?"
    return replace(problem, hint=f"{hint}\n{problem.hint}")


def _problem(seed: SeedText, index: TextIndex, note: UnplacedNote, obstacle: Obstacle) -> Problem:
    note_id, place = note.source.value.id, note.source.place("quote")
    match obstacle:
        case Obstacle.CROWDED:
            return Problem(
                place, "quote-crowded",
                f"{MAX_NOTES_ON_A_PLACE} notes are on the words of '{note_id}' already; no more are allowed",
                "Quote other words, or add your point to one of those notes.",
            )  # fmt: skip
        case Obstacle.ON_COMMENT:
            return Problem(
                place, "quote-in-comment", f"the note '{note_id}' is on a reader's comment",
                "Notes are about the article; readers who comment are private individuals.",
            )  # fmt: skip
        case Obstacle.OTHER_PASSAGE:
            span = note.proposal.span if note.proposal else None
            line = f" in line {seed.line_at(span.start)}" if span else ""
            return Problem(
                place, "quote-not-found", f"the passage that '{note_id}' quotes is no longer in seeds/{seed.name}",
                f"The same words{line} may be of another passage. Run: annotated-reader fix",
            )  # fmt: skip
        case Obstacle.NOT_FOUND:
            return _not_found(seed, index, note.source, note.resolution)


def _not_found(seed: SeedText, index: TextIndex, note: Located[NoteFile], resolution: Resolution) -> Problem:
    """Return why a quote was not found for certain, and how to correct it."""
    place = note.place("quote")
    note_id = note.value.id
    match resolution:
        case Ambiguous(occurrences, count):
            return Problem(
                place, "quote-ambiguous", f"the quote of '{note_id}' appears in {count} places in the text",
                _places_hint(seed, note.value.quote.exact, occurrences, count),
            )  # fmt: skip
        case ContextDiffers(part, occurrences, count):
            side = "before" if part == "prefix" else "after"
            message = f"the {part} of '{note_id}' does not come {side} its quote"
            if count > 1:
                hint = _places_hint(seed, note.value.quote.exact, occurrences, count)
                return Problem(note.place("quote", part), "quote-context", message, hint)
            around = occurrences[0].prefix if part == "prefix" else occurrences[0].suffix
            hint = f"Directly {side} the quote: {_yaml_string(around)}" if around else f"There is nothing {side} it."
            return Problem(note.place("quote", part), "quote-context", message, hint)
        case InsideWords(whole):
            return Problem(
                place, "quote-inside-word", f"the quote of '{note_id}' begins or ends inside a word",
                f"Quote whole words, as in line {seed.line_at(whole.start)}: {_quoted(seed, whole)}",
            )  # fmt: skip
        case CaseDiffers(span):
            return Problem(
                place, "quote-not-found", f"the words of '{note_id}' have other capital letters in seeds/{seed.name}",
                f"Write them as in line {seed.line_at(span.start)}: {_quoted(seed, span)}",
            )  # fmt: skip
        case NotFound(nearest, similarity):
            hint = quotation_marks_hint(note.value.quote.exact, index) or _nearest_hint(seed, nearest, similarity)
            return Problem(place, "quote-not-found", f"the words of '{note_id}' are not in seeds/{seed.name}", hint)
    raise AssertionError(resolution)


def _nearest_hint(seed: SeedText, nearest: Span | None, similarity: float) -> str:
    """Show the passage that is most like a quote, where it is like it at all."""
    if nearest is None or similarity < LEAST_SIMILARITY:
        return "The text has nothing like it. Copy the words from the text."
    line = seed.line_at(nearest.start)
    return f"The closest match ({int(similarity)}%), in line {line}: {_quoted(seed, nearest)}"


def _places_hint(seed: SeedText, exact: str, occurrences: Sequence[Occurrence], count: int) -> str:
    """List the first of the places of a quote, each with the quote and its context to paste."""
    if not occurrences:
        return "Quote more words; these appear in too many places to tell apart."
    lines = [_occurrence_line(seed, exact, occurrence) for occurrence in occurrences[:_MOST_PLACES]]
    if count > len(lines):
        lines.append(f"… and {count - len(lines)} more")
    return "\n".join(["Give the quote the context of the place that you mean:", *lines])


def _occurrence_line(seed: SeedText, exact: str, occurrence: Occurrence) -> str:
    parts = [
        f"{name}: {_yaml_string(words)}"
        for name, words in (("exact", exact), ("prefix", occurrence.prefix), ("suffix", occurrence.suffix))
        if words
    ]
    written = f"quote: {{{', '.join(parts)}}}" if len(parts) > 1 else "no context sets it apart; quote more words"
    return f"line {seed.line_at(occurrence.span.start)}: {written}"


def _quoted(seed: SeedText, span: Span) -> str:
    """Return the words of a span, ready to paste; long ones are cut off."""
    return _yaml_string(_shortened(seed.text[span.start : span.end]))


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else f"{text[:157]}…"


def _yaml_string(text: str) -> str:
    """Write a text as a YAML double-quoted scalar on one line, ready to paste; what can't be seen is escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else _yaml_escape(char) for char in " ".join(escaped.split())) + '"'


def _yaml_escape(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"
