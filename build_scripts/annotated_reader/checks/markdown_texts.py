"""The texts that are shown as Markdown, and the places of what is written in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotated_reader.corpus import Corpus
from annotated_reader.formats import Entity, Located, Path, value_at
from annotated_reader.support import Place


class WrittenText(NamedTuple):
    """A text or an address: the entity that has it, at which key, and what it says."""

    entity: Located[Entity]
    path: Path
    text: str


def markdown_texts(corpus: Corpus) -> Iterator[WrittenText]:
    """List every text that is shown as Markdown."""
    for article in corpus.articles:
        for note in article.all_notes:
            yield WrittenText(note, ("note",), note.value.note)
            yield from _history(note)
        yield WrittenText(article.source, ("summary",), article.data.summary or "")
        yield WrittenText(article.source, ("about_source",), article.data.about_source or "")
        yield WrittenText(article.source, ("rights",), article.data.rights or "")
        for index, response in enumerate(article.data.responses):
            yield WrittenText(article.source, ("responses", index, "text"), response.text)
        for index, deleted in enumerate(article.data.deleted_notes):
            yield WrittenText(article.source, ("deleted_notes", index, "why"), deleted.why)
        yield from _history(article.source)
    for reference in corpus.references.values():
        yield WrittenText(reference, ("summary",), reference.value.summary)
        yield from _history(reference)
    for claim in corpus.claims.values():
        yield WrittenText(claim, ("explanation",), claim.value.explanation or "")
        for index, position in enumerate(claim.value.positions):
            yield WrittenText(claim, ("positions", index, "holds"), position.holds)
        yield from _history(claim)
    for event in corpus.events.values():
        yield WrittenText(event, ("description",), event.value.description)
        yield from _history(event)
    for person in corpus.people.values():
        yield from _history(person)


def _history(entity: Located[Entity]) -> Iterator[WrittenText]:
    for index, revision in enumerate(entity.value.history):
        yield WrittenText(entity, ("history", index, "was"), revision.was)
        yield WrittenText(entity, ("history", index, "why"), revision.why)


def place_in_text(entity: Located[Entity], path: Path, offset: int) -> Place:
    """Return the place of an offset in a text of an entity, as :func:`places_in_text` does."""
    (place,) = places_in_text(entity, path, [offset])
    return place


def places_in_text(entity: Located[Entity], path: Path, offsets: Sequence[int]) -> list[Place]:
    """Return the places of offsets in a text of an entity.

    However YAML has wrapped and indented a text, only its spaces and line ends differ from what is read, so a place is
    found by counting the other characters.

    Args:
        entity: has the text.
        path: at which key.
        offsets: in the text as it was read, without the space around it, in code points.
    """
    document, path = entity.document, (*entity.path, *path)
    scalar, raw = document.scalars.get(path), value_at(document.value, path)
    if scalar is None or not isinstance(raw, str):
        return [document.place(path)] * len(offsets)
    written = list(_characters(document.text, scalar.start, scalar.end, scalar.style))
    read = [number for number, char in enumerate(raw) if not char.isspace()]
    indent = len(raw) - len(raw.lstrip())
    found = (bisect_left(read, offset + indent) for offset in offsets)
    return [document.place_at(written[number]) if number < len(written) else document.place(path) for number in found]


_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SPACES = frozenset("tnvr _NLP\n\r\t")
"""What stands after a backslash, in double quotes, for some kind of space or line end."""


def _characters(source: str, start: int, end: int, style: str) -> Iterator[int]:
    """List the positions of a scalar's characters that are no spaces; one that is written as an escape counts once."""
    if style in {"|", ">"}:
        start = source.index("\n", start)  # what stands on the mark's own line is no text
    elif style:
        start, end = start + 1, end - 1
    while start < end:
        length, is_space = 1, source[start].isspace()
        if style == '"' and (escape := _ESCAPE.match(source, start)):
            length = len(escape[0])
            code = escape[1] or escape[2] or escape[3]
            is_space = chr(int(code, 16)).isspace() if code else escape[4] in _SPACES
        elif style == "'" and source.startswith("''", start):
            length = 2
        if not is_space:
            yield start
        start += length
