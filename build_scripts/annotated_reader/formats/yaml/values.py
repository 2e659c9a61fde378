"""The parser's events become plain values, guarded on the way; nothing is built from a file that is refused."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable
from sys import intern
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from annotated_reader.formats.yaml.errors import FORBIDDEN, SPLIT, YamlProblemError, forbidden, offset_of, place_at
from annotated_reader.formats.yaml.positions import Positions
from annotated_reader.support import Place, Problem

MAX_DEPTH = 20
MAX_VALUES = 20_000
"""Keys and values of one file: a hundred notes have some 2,000; each takes time, and memory for its mistakes."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_ESCAPE = re.compile(r"\\[0abevfxuU]")
"""What alone can spell out a character that is forbidden; the others are quotation marks, spaces and line ends."""
_CONSTANTS = {"true": True, "false": False, "null": None, "": None, "~": None}


def read_value(text: str, file: str) -> tuple[Any, Positions]:
    """Turn a file's text into plain values.

    Returns:
        The value, and the positions of its parts.

    Raises:
        yaml.YAMLError: when the parser gives up.
        YamlProblemError: when the text is YAML, but holds what is refused here.
    """
    parser = LOADER(text)
    try:
        builder = _Builder(file, text, parser.get_event)
        return builder.build(), Positions(builder.marks, builder.entries)
    finally:
        parser.dispose()


class _Builder:
    """Turns one document's events into values."""

    def __init__(self, file: str, text: str, next_event: Callable[[], Any]) -> None:
        self.file = file
        self.text = text
        self.next_event = next_event
        self.escapes = "\\" in text and _ESCAPE.search(text) is not None
        self.marks = array("I")
        self.entries = array("I")
        self.values = 0

    def build(self) -> Any:
        value = None
        documents = 0
        while type(event := self.next_event()) is not StreamEndEvent:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        event, "yaml-documents", "a second document starts here (---)", "Use one document per file."
                    )
                value = self._value(self.next_event(), 0)
        return value

    def _place(self, offset: int) -> Place:
        """Turn an offset into a place; the parser's own lines end at U+2028 too, those of editors don't."""
        return place_at(self.text, offset, self.file)

    def _refuse(self, event: Event, rule: str, message: str, hint: str) -> NoReturn:
        raise YamlProblemError(Problem(self._place(offset_of(event.start_mark)), rule, message, hint))

    def _value(self, event: Any, depth: int) -> Any:
        self.values += 1
        self.marks.append(event.start_mark.index)
        end = event.end_mark
        if type(event) is not ScalarEvent:
            self._guard(event, depth)
            return self._sequence(depth + 1) if type(event) is SequenceStartEvent else self._mapping(depth + 1)
        if event.anchor is not None or event.tag is not None or depth > MAX_DEPTH or self.values > MAX_VALUES:
            self._guard(event, depth)
        if event.style == '"' and self.escapes:
            self._guard_escapes(event)
        self.marks.append(end.index)
        value = event.value
        if event.style:  # quoted or block: always text
            return value
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        return int(value) if _INTEGER.fullmatch(value) else value

    def _key(self, event: Any, depth: int) -> str:
        self.values += 1
        self.marks.append(event.start_mark.index)
        if (
            type(event) is not ScalarEvent
            or event.anchor is not None
            or event.tag is not None
            or depth > MAX_DEPTH
            or self.values > MAX_VALUES
        ):
            self._guard(event, depth)
            self._refuse(event, "yaml-key", "a key must be a word", "Put text that begins with [ or { in quotes.")
        if event.style == '"' and self.escapes:
            self._guard_escapes(event)
        if event.value == "<<" and not event.style:
            self._refuse(event, "yaml-merge-key", "merge keys (<<) are not allowed", "Write the keys out again.")
        return intern(event.value)  # the same few keys stand in every entry

    def _sequence(self, depth: int) -> list[Any]:
        next_event = self.next_event
        items: list[Any] = []
        while type(event := next_event()) is not SequenceEndEvent:
            if depth == 1:
                self.entries.append(len(self.marks))
            items.append(self._value(event, depth))
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        next_event = self.next_event
        result: dict[str, Any] = {}
        keys: dict[str, Any] = {}
        while type(event := next_event()) is not MappingEndEvent:
            key = self._key(event, depth)
            if key in keys:
                self._refuse(
                    event, "yaml-duplicate-key", f"the key '{key}' appears here a second time",
                    f"It first appears in line {self._place(offset_of(keys[key].start_mark)).line}; keep one of them.",
                )  # fmt: skip
            keys[key] = event
            result[key] = self._value(next_event(), depth)
        return result

    def _guard(self, event: Any, depth: int) -> None:
        """Refuse what may not be, or not be so deep or so much."""
        if self.values > MAX_VALUES:
            self._refuse(
                event, "yaml-size", f"the file has more than {MAX_VALUES:,} keys and values; no more are read", SPLIT
            )
        if type(event) is AliasEvent:
            self._refuse(
                event, "yaml-alias", f"aliases (*{event.anchor}) are not allowed", "Write the value out again."
            )
        if event.anchor is not None:
            self._refuse(
                event, "yaml-alias", f"anchors (&{event.anchor}) are not allowed",
                "Remove it, or put text that begins with & in quotes.",
            )  # fmt: skip
        if event.tag is not None:
            self._refuse(
                event, "yaml-tag", f"tags ({event.tag}) are not allowed",
                "Remove it, or put text that begins with ! in quotes.",
            )  # fmt: skip
        if depth > MAX_DEPTH:
            self._refuse(event, "yaml-depth", f"nested more than {MAX_DEPTH} levels deep", "Flatten the structure.")

    def _guard_escapes(self, event: Any) -> None:
        """Refuse characters that YAML does not allow, spelt out as escapes."""
        if match := FORBIDDEN.search(event.value):
            raise YamlProblemError(forbidden(match.group(), self._place(offset_of(event.start_mark))))
