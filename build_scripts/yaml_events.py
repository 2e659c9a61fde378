"""The parser's events become plain values, guarded on the way; nothing is built of a file that is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
)

from build_scripts.problems import Place, Problem
from build_scripts.yaml_problems import FORBIDDEN, SPLIT, YamlProblemError, forbidden, offset_of, place_at

MAX_DEPTH = 20
MAX_VALUES = 20_000
"""Keys and values of one file: a hundred notes have some 2,000; each takes time, and memory for its mistakes."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_CONSTANTS = {"true": True, "false": False, "null": None, "": None, "~": None}


def read_value(text: str, file: str) -> tuple[Any, tuple[int, ...]]:
    """Turn a file's text into plain values.

    Returns:
        The value, and where the entries of a list begin (code points).

    Raises:
        yaml.YAMLError: when the parser gives up.
        YamlProblemError: when the text is YAML, but holds what is refused here.
    """
    builder = _Builder(file, text)
    return builder.build(), tuple(builder.entries)


class _Builder:
    """Turns one document's events into values."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.escapes = "\\" in text
        self.events: Iterator[Event] = yaml.parse(text, Loader=LOADER)
        self.entries: list[int] = []
        self.values = 0

    def build(self) -> Any:
        value = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        event, "yaml-documents", "a second document starts here (---)", "Use one document a file."
                    )
                value = self._value(next(self.events), 0)
        return value

    def _place(self, offset: int) -> Place:
        """Turn an offset into a place; the parser's own lines end at U+2028 too, those of editors don't."""
        return place_at(self.text, offset, self.file)

    def _refuse(self, event: Event, rule: str, message: str, hint: str) -> NoReturn:
        raise YamlProblemError(Problem(self._place(offset_of(event.start_mark)), rule, message, hint))

    def _guard(self, event: Event, depth: int) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            self._refuse(
                event, "yaml-size", f"the file has more than {MAX_VALUES:,} keys and values; no more are read", SPLIT
            )
        if type(event) is ScalarEvent and event.anchor is event.tag is None and depth <= MAX_DEPTH:
            if self.escapes and event.style == '"' and (match := FORBIDDEN.search(event.value)):
                raise YamlProblemError(forbidden(match.group(), self._place(offset_of(event.start_mark))))
            return
        if isinstance(event, AliasEvent):
            self._refuse(
                event, "yaml-alias", f"aliases (*{event.anchor}) are not allowed", "Write the value out again."
            )
        if getattr(event, "anchor", None):
            self._refuse(
                event, "yaml-alias", f"anchors (&{event.anchor}) are not allowed",  # type: ignore[attr-defined]
                "Remove it, or put text that begins with & in quotes.",
            )  # fmt: skip
        if getattr(event, "tag", None) is not None:
            self._refuse(
                event, "yaml-tag", f"tags ({event.tag}) are not allowed",  # type: ignore[attr-defined]
                "Remove it, or put text that begins with ! in quotes.",
            )  # fmt: skip
        if depth > MAX_DEPTH:
            self._refuse(event, "yaml-depth", f"nested more than {MAX_DEPTH} levels deep", "Flatten the structure.")

    def _value(self, event: Event, depth: int) -> Any:
        self._guard(event, depth)
        if isinstance(event, ScalarEvent):
            return _typed(event)
        return self._sequence(depth) if isinstance(event, SequenceStartEvent) else self._mapping(depth)

    def _sequence(self, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            if depth == 0:
                self.entries.append(offset_of(event.start_mark))
            items.append(self._value(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        offsets: dict[str, int] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(event, depth + 1)
            if key in result:
                self._refuse(
                    event, "yaml-duplicate-key", f"the key '{key}' stands here a second time",
                    f"It stands first in line {self._place(offsets[key]).line}; keep one of them.",
                )  # fmt: skip
            offsets[key] = offset_of(event.start_mark)
            result[key] = self._value(next(self.events), depth + 1)
        return result

    def _key(self, event: Event, depth: int) -> str:
        self._guard(event, depth)
        if not isinstance(event, ScalarEvent):
            self._refuse(event, "yaml-key", "a key must be a word", "Put text that begins with [ or { in quotes.")
        if event.value == "<<" and not event.style:
            self._refuse(event, "yaml-merge-key", "merge keys (<<) are not allowed", "Write the keys out again.")
        return intern(str(event.value))  # the same few keys stand in every entry


def _typed(event: ScalarEvent) -> str | int | bool | None:
    value = str(event.value)
    if event.style:  # quoted or block: always text
        return value
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    return int(value) if _INTEGER.fullmatch(value) else value
