"""The texts that are shown as Markdown, and the places of what is written in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
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
    """Return the place of an offset in a text of an entity, as :class:`TextPlaces` finds it."""
    return TextPlaces(entity, path).at(offset)


class TextPlaces:
    """Finds the places of offsets in a text of an entity.

    However YAML has wrapped and indented a text, only its spaces and line ends differ from what is read, so a place is
    found by counting the other characters.
    """

    def __init__(self, entity: Located[Entity], path: Path) -> None:
        """Take the entity that has the text, and the text's key."""
        self._document, self._path = entity.document, (*entity.path, *path)

    def at(self, offset: int) -> Place:
        """Return the place of an offset in the text as it was read, without the space around it, in code points."""
        read, written = self._characters
        number = bisect_left(read, offset + self._indent)
        if number < len(written):
            return self._document.place_at(written[number])
        return self._document.place(self._path)

    @cached_property
    def _raw(self) -> str:
        raw = value_at(self._document.value, self._path)
        return raw if isinstance(raw, str) else ""

    @cached_property
    def _indent(self) -> int:
        return len(self._raw) - len(self._raw.lstrip())

    @cached_property
    def _characters(self) -> tuple[list[int], list[int]]:
        """The offsets of the characters that are no spaces: in the text as YAML reads it, and in the file."""
        scalar = self._document.scalars.get(self._path)
        if scalar is None:
            return [], []
        read = [number for number, character in enumerate(self._raw) if not character.isspace()]
        return read, list(_written(self._document.text, scalar.start, scalar.end, scalar.style))


_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SPACES = frozenset("tnvr _NLP\n\r\t")
"""What stands after a backslash, in double quotes, for some kind of space or line end."""


def _written(source: str, start: int, end: int, style: str) -> Iterator[int]:
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
