"""The texts that are shown as Markdown, and the places of what is written in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
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
    found by counting the other characters. They are counted in runs.
    """

    def __init__(self, entity: Located[Entity], path: Path) -> None:
        """Take the entity that has the text, and the text's key."""
        self._document, self._path = entity.document, (*entity.path, *path)

    def at(self, offset: int) -> Place:
        """Return the place of an offset in the text as it was read, without the space around it, in code points."""
        number = sum(map(len, self._raw[: offset + self._indent].split()))
        counts, starts = self._runs
        run = bisect_right(counts, number) - 1
        if run >= 0 and number < counts[-1]:
            return self._document.place_at(starts[run] + number - counts[run])
        return self._document.place(self._path)

    @cached_property
    def _raw(self) -> str:
        raw = value_at(self._document.value, self._path)
        return raw if isinstance(raw, str) else ""

    @cached_property
    def _indent(self) -> int:
        return len(self._raw) - len(self._raw.lstrip())

    @cached_property
    def _runs(self) -> tuple[list[int], list[int]]:
        """How many characters that are no spaces stand before each run of them, and in all; where each is written."""
        scalar = self._document.scalars.get(self._path)
        if scalar is None:
            return [], []
        runs = list(_runs(self._document.text, scalar.start, scalar.end, scalar.style))
        return list(accumulate((length for _, length in runs), initial=0)), [start for start, _ in runs]


_PLAIN_RUN = re.compile(r"\S+")
_RUNS = {
    '"': re.compile(
        r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<sign>.))|[^\s\\]+", re.DOTALL
    ),
    "'": re.compile(r"(?P<quote>'')|[^\s']+"),
}
_SPACES = frozenset("tnvr _NLP\n\r\t")
"""What stands after a backslash, in double quotes, for some kind of space or line end."""


def _runs(source: str, start: int, end: int, style: str) -> Iterator[tuple[int, int]]:
    """List the runs of a scalar's characters that are no spaces: position and length; an escape is one by itself."""
    if style in {"|", ">"}:
        start = source.index("\n", start)  # what stands on the mark's own line is no text
    elif style:
        start, end = start + 1, end - 1
    for match in _RUNS.get(style, _PLAIN_RUN).finditer(source, start, end):
        if length := _length(match):
            yield match.start(), length


def _length(run: re.Match[str]) -> int:
    escape = run.lastgroup
    if escape is None:
        return len(run[0])
    if escape == "sign":
        return run["sign"] not in _SPACES
    return escape == "quote" or not chr(int(run[escape], 16)).isspace()
