"""Passages of sources as readers see them: beside the notes and claims that rest on them, quoted words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from annotated_reader.exports import format_pinpoint, passage_url
from annotated_reader.formats import Citation, ClaimFile, NoteFile, ReferenceFile, SourcePassage
from annotated_reader.texts import Span, covers, fold_quoted, holds_words, places_named, quotations_in, quoted_spans

LONG_PASSAGE_WORDS = 90
_SHOWN_WORDS = 60
_SENTENCE_WITHIN = 25
"""Words by which the part shown at once may be longer or shorter, so that it ends with a sentence."""

_SENTENCE_END = re.compile(r"[.;!?…][”’»\")\]]*$")
_PARAGRAPHS = re.compile(r"\s*\n\s*\n\s*")

READ_AS = {
    "original": "Read in the original",
    "copy": "Read in a copy",
    "extract": "Read as quoted",
}


class PassageStretch(NamedTuple):
    """A run of a passage's words, and whether they are quoted."""

    text: str
    is_quoted: bool


@dataclass(frozen=True)
class ShownPassage:
    """A passage as it is shown: its beginning, and the rest of a long one, which opens where it has quoted words."""

    passage: SourcePassage
    url: str
    place: str
    language: str | None
    start: tuple[PassageStretch, ...]
    rest: tuple[PassageStretch, ...]

    @property
    def rest_is_quoted(self) -> bool:
        """Whether quoted words are in the rest."""
        return any(stretch.is_quoted for stretch in self.rest)

    @property
    def read_as(self) -> str:
        """As what the words were read."""
        return READ_AS[self.passage.read_as]

    @property
    def host(self) -> str:
        """The name of the site on which they were read."""
        return (urlsplit(self.passage.read_at).hostname or "").removeprefix("www.")


def quoted_in_note(note: NoteFile) -> tuple[str, ...]:
    """List the words that a note quotes, part by part."""
    return _quoted([(note.note, True), (note.title, False)])


def quoted_in_claim(claim: ClaimFile) -> tuple[str, ...]:
    """List the words that a claim's page quotes, part by part."""
    return _quoted([(claim.explanation or "", True), (claim.reason, False), (claim.finding, False)])


def _quoted(texts: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    found = (part.words for text, markdown in texts for each in quotations_in(text, markdown) for part in each.parts)
    return tuple(dict.fromkeys(found))


def passages_for(reference: ReferenceFile, citation: Citation, quoted: Sequence[str]) -> Iterator[int]:
    """List the passages on which a citation rests, by their numbers.

    These are the passages at its pinpoint; without one, all of a single article, else those that hold quoted words.
    """
    for number, passage in enumerate(reference.passages):
        if citation.pinpoint is None:
            folded = fold_quoted(passage.text)
            if reference.is_single_article or any(holds_words(folded, words) for words in quoted if " " in words):
                yield number
        elif passage.at is None or _overlap(passage.at, citation.pinpoint):
            yield number


def _overlap(at: str, pinpoint: str) -> bool:
    return any(covers(at, place) for place in places_named(pinpoint)) or any(
        covers(pinpoint, place) for place in places_named(at)
    )


def shown_passages(reference: ReferenceFile, citation: Citation, quoted: Sequence[str]) -> list[ShownPassage]:
    """Return the passages on which a citation rests, as they are shown, with quoted words marked."""
    return [shown_passage(reference, number, quoted) for number in passages_for(reference, citation, quoted)]


def shown_passage(reference: ReferenceFile, number: int, quoted: Sequence[str] = ()) -> ShownPassage:
    """Return a passage as it is shown.

    Args:
        reference: the work.
        number: the passage's number among those of the work.
        quoted: the words to be marked.
    """
    passage = reference.passages[number]
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in _PARAGRAPHS.split(passage.text))
    spans = _joined(span for words in quoted for span in quoted_spans(text, words))
    end = _end_of_start(text, spans)
    return ShownPassage(
        passage=passage,
        url=passage_url(reference, number),
        place=format_pinpoint(passage.at) if passage.at else "",
        language=passage.language or reference.language,
        start=tuple(_stretches(text, Span(0, end), spans)),
        rest=tuple(_stretches(text, Span(end, len(text)), spans)),
    )


def _end_of_start(text: str, spans: Sequence[Span]) -> int:
    """Return where the part ends that is shown at once: with a sentence or a word, and not inside quoted words."""
    words = list(re.finditer(r"\S+", text))
    if len(words) <= LONG_PASSAGE_WORDS:
        return len(text)
    near = words[_SHOWN_WORDS - _SENTENCE_WITHIN : _SHOWN_WORDS + _SENTENCE_WITHIN]
    middle = words[_SHOWN_WORDS - 1]
    sentences = [word for word in near if _SENTENCE_END.search(word[0])]
    end = min(sentences, key=lambda word: abs(word.end() - middle.end()), default=middle).end()
    return next((span.end for span in spans if span.start < end < span.end), end)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _stretches(text: str, shown: Span, spans: Sequence[Span]) -> Iterator[PassageStretch]:
    position = shown.start
    for span in spans:
        if span.end <= shown.start or span.start >= shown.end:
            continue
        if position < span.start:
            yield PassageStretch(text[position : span.start], is_quoted=False)
        yield PassageStretch(text[span.start : span.end], is_quoted=True)
        position = span.end
    if position < shown.end:
        yield PassageStretch(text[position : shown.end], is_quoted=False)
