"""Notes beside their passages: each quote gets its place in the article's text, or a message why it has none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush

from annotated_reader.corpus.model import Article, Note
from annotated_reader.formats import ArticleFile, Located, NoteFile
from annotated_reader.support import Problem
from annotated_reader.texts import (
    Ambiguous,
    Anchored,
    ContextDiffers,
    DriftIndex,
    NotFound,
    Occurrence,
    Outcome,
    Resolution,
    SeedText,
    Span,
    TextIndex,
)

MAX_NOTES_ON_A_PLACE = 50  # every mark lists all notes that cover it: the page grows with notes times this

_Placed = tuple[Span, Located[NoteFile]]


def place_notes(
    slug: str,
    source: Located[ArticleFile],
    seed: SeedText,
    notes: Iterable[Located[NoteFile]],
    complain: Callable[[Problem], None],
    faulty: Iterable[Located[NoteFile]] = (),
) -> Article:
    """Anchor an article's notes and number them in reading order, retracted ones last.

    A pure function of one article: it can be mapped over any executor. Of ``faulty`` notes only the quotes are checked.
    No more notes than may are placed on the same words.
    """
    index = TextIndex.of(seed)
    drift = DriftIndex(index) if seed.sha256 != source.value.sha256 else None
    placed: list[_Placed] = []
    unplaced: list[Located[NoteFile]] = []
    for note in notes:
        span = _span_of(index, seed, note, complain, drift)
        if span is None:
            unplaced.append(note)
        else:
            placed.append((span, note))
    for note in faulty:
        _span_of(index, seed, note, complain)
        unplaced.append(note)
    placed.sort(key=lambda item: (item[1].value.status == "retracted", item[0].start, -item[0].end, item[1].value.id))
    fitting, crowded = _parted(placed)
    for note in crowded:
        complain(
            Problem(
                note.place("quote"), "quote-crowded",
                f"{MAX_NOTES_ON_A_PLACE} notes stand on the words of '{note.value.id}' already; no more may",
                "Quote other words, or say it in one of the notes that stand there.",
            )
        )  # fmt: skip
    numbered = tuple(
        Note(slug, number, note, span, tuple(seed.blocks_touching(span)))
        for number, (span, note) in enumerate(fitting, start=1)
    )
    return Article(slug, source, seed, numbered, (*unplaced, *crowded))


def _parted(placed: Iterable[_Placed]) -> tuple[list[_Placed], list[Located[NoteFile]]]:
    """Part notes, in the order in which they start, into those that find room and those that are too many there."""
    fitting: list[_Placed] = []
    crowded: list[Located[NoteFile]] = []
    ends: list[int] = []  # of the notes that reach beyond where this one starts: a heap
    for span, note in placed:
        while ends and ends[0] <= span.start:
            heappop(ends)
        is_drawn = note.value.status != "retracted"
        if is_drawn and len(ends) == MAX_NOTES_ON_A_PLACE:
            crowded.append(note)
            continue
        fitting.append((span, note))
        if is_drawn:
            heappush(ends, span.end)
    return fitting, crowded


def _span_of(
    index: TextIndex,
    seed: SeedText,
    note: Located[NoteFile],
    complain: Callable[[Problem], None],
    drift: DriftIndex | None = None,
) -> Span | None:
    """Find a note's words where a note may stand, or complain.

    In a text that was edited since (``drift``) words that are gone are placed where quote and context leave no doubt.
    """
    quote = note.value.quote
    resolution = index.resolve(quote.exact, quote.prefix, quote.suffix)
    if isinstance(resolution, Anchored):
        return resolution.span if _may_stand(seed, resolution.span, note, complain) else None
    proposal = drift.propose(quote.exact, quote.prefix or "", quote.suffix or "") if drift else None
    if proposal and proposal.outcome is Outcome.ANCHORED and proposal.span is not None:
        return proposal.span if _may_stand(seed, proposal.span, note, complain) else None
    complain(_not_placed(seed, note, resolution))
    return None


def _may_stand(seed: SeedText, span: Span, note: Located[NoteFile], complain: Callable[[Problem], None]) -> bool:
    if seed.is_comment(span):
        complain(
            Problem(
                note.place("quote"), "quote-in-comment", f"the note '{note.value.id}' stands on a reader's comment",
                "Notes are about the article; readers who comment are private persons.",
            )
        )  # fmt: skip
        return False
    return True


def _not_placed(seed: SeedText, note: Located[NoteFile], resolution: Resolution) -> Problem:
    """Say why a quote has no place, and what would give it one."""
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
