"""Why notes have no place in their article's text, and how to correct their quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotated_reader.corpus import MAX_NOTES_ON_A_PLACE, Corpus, Obstacle, UnplacedNote
from annotated_reader.formats import Located, NoteFile
from annotated_reader.support import Problem
from annotated_reader.texts import Ambiguous, ContextDiffers, NotFound, Occurrence, Resolution, SeedText


def quotes_have_a_place(corpus: Corpus) -> Iterator[Problem]:
    """Every quote stands in one place of the text, where a note may stand."""
    for article in corpus.articles:
        for note in article.unplaced:
            if note.obstacle is not None:
                yield _problem(article.seed, note, note.obstacle)


def _problem(seed: SeedText, note: UnplacedNote, obstacle: Obstacle) -> Problem:
    note_id, place = note.source.value.id, note.source.place("quote")
    match obstacle:
        case Obstacle.CROWDED:
            return Problem(
                place, "quote-crowded",
                f"{MAX_NOTES_ON_A_PLACE} notes stand on the words of '{note_id}' already; no more may",
                "Quote other words, or say it in one of the notes that stand there.",
            )  # fmt: skip
        case Obstacle.ON_COMMENT:
            return Problem(
                place, "quote-in-comment", f"the note '{note_id}' stands on a reader's comment",
                "Notes are about the article; readers who comment are private persons.",
            )  # fmt: skip
        case Obstacle.NOT_FOUND:
            return _not_found(seed, note.source, note.resolution)


def _not_found(seed: SeedText, note: Located[NoteFile], resolution: Resolution) -> Problem:
    """Say why a quote was not found for certain, and how to correct it."""
    place = note.place("quote")
    note_id = note.value.id
    match resolution:
        case Ambiguous(occurrences, count):
            return Problem(
                place, "quote-ambiguous", f"the quote of '{note_id}' stands in {count} places of the text",
                _places_hint(seed, occurrences),
            )  # fmt: skip
        case ContextDiffers(part, occurrences):
            side = "before" if part == "prefix" else "after"
            message = f"the {part} of '{note_id}' does not stand {side} its quote"
            if len(occurrences) > 1:
                return Problem(note.place("quote", part), "quote-context", message, _places_hint(seed, occurrences))
            around = occurrences[0].prefix if part == "prefix" else occurrences[0].suffix
            hint = f"Right {side} it stands: {_yaml_string(around)}" if around else f"Nothing stands {side} it."
            return Problem(note.place("quote", part), "quote-context", message, hint)
        case NotFound(nearest, similarity):
            if nearest is None or similarity < 50:
                hint = "Nothing like it stands there. Copy the words from the text."
            else:
                words = _shortened(seed.text[nearest.start : nearest.end])
                hint = (
                    f"Nearest, {int(similarity)}% alike, in line {seed.line_at(nearest.start)}: {_yaml_string(words)}"
                )
            return Problem(
                place, "quote-not-found", f"the words of '{note_id}' do not stand in seeds/{seed.name}", hint
            )
    raise AssertionError(resolution)


def _places_hint(seed: SeedText, occurrences: Sequence[Occurrence]) -> str:
    """List the first places of a quote, each with the context to paste."""
    if not occurrences:
        return "Quote more words; these stand in too many places to tell them apart."
    lines = [_occurrence_line(seed, occurrence) for occurrence in occurrences[:6]]
    return "\n".join(["Write it as `exact:` and add what tells your place from the others:", *lines])


def _occurrence_line(seed: SeedText, occurrence: Occurrence) -> str:
    parts = [
        f"{name}: {_yaml_string(words)}"
        for name, words in (("prefix", occurrence.prefix), ("suffix", occurrence.suffix))
        if words
    ]
    return (
        f"line {seed.line_at(occurrence.span.start)}: {', '.join(parts) or 'nothing tells it apart; quote more words'}"
    )


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else f"{text[:157]}…"


def _yaml_string(text: str) -> str:
    """Write a text as a YAML double-quoted scalar on one line, ready to paste; what can't be seen is escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else _yaml_escape(char) for char in " ".join(escaped.split())) + '"'


def _yaml_escape(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"
