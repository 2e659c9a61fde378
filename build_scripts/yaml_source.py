"""YAML with positions and without surprises.

One pass over the parser's events guards the input, builds plain values and notes where each of them stands.
Aliases, anchors, merge keys, tags, duplicate keys, deep nesting and large files are refused: the first four allow
exponential bombs or code, the C parser crashes on nesting tens of thousands deep. Only ``true``/``false``, plain
decimal integers and ``null`` are typed, so ``no``, ``1.10``, ``12:30`` and ``010`` stay what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from build_scripts.problems import Place, Problem

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

Path = tuple[str | int, ...]
"""The way to a value from the top of a document: keys and list indexes."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_CONSTANTS = {"true": True, "false": False, "null": None, "": None, "~": None}


@dataclass(frozen=True)
class Scalar:
    """Where a scalar stands in the text: code point offsets of its source, quotes and block marks included."""

    start: int
    end: int
    style: str


@dataclass(frozen=True)
class YamlDocument:
    """A parsed file: its value, and the places of its keys and values by path."""

    file: str
    text: str
    value: Any
    _keys: Mapping[Path, Place] = field(default_factory=dict)
    _values: Mapping[Path, Place] = field(default_factory=dict)
    scalars: Mapping[Path, Scalar] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Give the place of the value at ``path``, or of the nearest parent that exists."""
        return self._nearest(path, self._values)

    def key_place(self, path: Path) -> Place:
        """Give the place of the key at ``path`` (of the value for list items), or of the nearest parent's."""
        return self._nearest(path, self._keys)

    def _nearest(self, path: Path, places: Mapping[Path, Place]) -> Place:
        while path:
            if path in places:
                return places[path]
            path = path[:-1]
        return self._values.get((), Place(self.file))


class YamlProblem(Exception):
    """A file that can't be used as YAML; carries the one Problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


_SYNTAX = (
    (
        "found character that cannot start any token",
        "a tab or a reserved character stands where YAML expects a value",
        "Indent with spaces, never tabs; put text that begins with @, ` or % in quotes.",
    ),
    (
        "found a tab character",
        "a tab is used for indentation",
        "Indent with spaces, never tabs.",
    ),
    (
        "mapping values are not allowed",
        "a colon followed by a space stands inside plain text",
        'Put the whole text in quotes ("…"), or write it as a block after `|`.',
    ),
    (
        "did not find expected key",
        "the indentation changes here, or a quoted text was closed too early",
        "Keys of one entry start in the same column; double a quotation mark inside a quoted text, "
        "or write the text as a block after `|`.",
    ),
    (
        "could not find expected ':'",
        "this line is read as a key, but no colon follows it",
        "Continue a long text with deeper indentation, or write it as a block after `|`.",
    ),
    (
        "did not find expected '-' indicator",
        "the indentation of this list changes here",
        "Start each list item's '-' in the same column, and its keys in one column after it.",
    ),
    (
        "block sequence entries are not allowed",
        "a list item starts where none can",
        "Start the list on a new line below its key.",
    ),
    (
        "found unexpected end of stream",
        "a quoted text is never closed",
        "Close it with the quotation mark it was opened with.",
    ),
    (
        "did not find expected ',' or ']'",
        "a list in square brackets is not closed",
        "Close it with ], or write one item a line after `- `.",
    ),
    (
        "did not find expected ',' or '}'",
        "a mapping in braces is not closed",
        "Close it with }, or write one key a line.",
    ),
    (
        "found unknown escape character",
        "a backslash in double quotes starts an unknown escape",
        "Use single quotes, or double the backslash.",
    ),
    (
        "found undefined tag handle",
        "a tag (!) is not allowed here",
        "Put text that begins with ! in quotes.",
    ),
    (
        "control characters are not allowed",
        "the file holds a control character",
        "Delete the character; it is invisible in most editors.",
    ),
    (
        "did not find expected node content",
        "a value is missing here or starts with a reserved character",
        "Put text that begins with a reserved character in quotes.",
    ),
    (
        "did not find expected <document start>",
        "something stands outside the list or mapping that makes up this file",
        "A file is either one list of notes (each starting with `- id:`) or one entry; check the indentation.",
    ),
)


def parse_yaml(data: bytes, file: str) -> YamlDocument:
    """Parse one YAML file.

    Args:
        data: the file's bytes, UTF-8.
        file: its name for messages, relative to the project.

    Raises:
        YamlProblem: when the bytes are not acceptable YAML, with the place of the first reason.
    """
    text = _decode(data, file)
    try:
        return _Builder(file, text).build()
    except yaml.MarkedYAMLError as error:
        raise YamlProblem(_syntax_problem(error, file)) from None
    except yaml.reader.ReaderError as error:
        # the C reader counts no lines: find the character it stumbled over
        index = next((i for i, char in enumerate(text) if not _printable(char)), 0)
        place = place_at(text, index, file)
        message = f"the file holds a character that YAML does not allow (U+{ord(text[index]):04X})" if text else str(error)
        raise YamlProblem(
            Problem(place, "yaml-syntax", message, "Delete the character; it is invisible in most editors.")
        ) from None


def place_at(text: str, offset: int, file: str) -> Place:
    """Turn an offset in a text into a place (line and column from 1)."""
    before = text[:offset]
    return Place(file, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def _printable(char: str) -> bool:
    code = ord(char)
    return (
        char in "\t\n\r\x85" or 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    )  # fmt: skip


def _decode(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise YamlProblem(
            Problem(
                Place(file),
                "yaml-size",
                f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read",
                "Split the notes over several files in the same folder.",
            )
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        raise YamlProblem(
            Problem(
                place_at(before, len(before), file),
                "yaml-encoding",
                f"the byte 0x{data[error.start]:02X} is not UTF-8",
                "Save the file as UTF-8 (in most editors: Save with encoding).",
            )
        ) from None


def _syntax_problem(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    said = f"{error.problem or ''} {error.context or ''}".strip()
    for needle, message, hint in _SYNTAX:
        if needle in said:
            return Problem(place, "yaml-syntax", message, hint)
    return Problem(place, "yaml-syntax", f"this is not valid YAML: {said}", "Compare with an entry that works.")


class _Builder:
    """Turns one document's events into values and places."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}
        self.scalars: dict[Path, Scalar] = {}
        self.events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)

    def build(self) -> YamlDocument:
        value = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "yaml-documents", "a second document starts here (---)", "Use one document a file.")
                value = self._value(self._next(), (), 0)
        return YamlDocument(self.file, self.text, value, self.keys, self.values, self.scalars)

    def _next(self) -> Event:
        return next(self.events)

    def _place(self, event: Event) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse(self, event: Event, rule: str, message: str, hint: str) -> None:
        raise YamlProblem(Problem(self._place(event), rule, message, hint))

    def _guard(self, event: Event, depth: int) -> None:
        if isinstance(event, AliasEvent):
            self._refuse(event, "yaml-alias", f"aliases (*{event.anchor}) are not allowed", "Write the value out again.")
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

    def _value(self, event: Event, path: Path, depth: int) -> Any:
        self._guard(event, depth)
        self.values[path] = self._place(event)
        if isinstance(event, ScalarEvent):
            self.scalars[path] = Scalar(event.start_mark.index, event.end_mark.index, event.style or "")
            return _typed(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path, depth)
        return self._mapping(path, depth)

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            item = (*path, len(items))
            items.append(self._value(event, item, depth + 1))
            self.keys[item] = self.values[item]
        return items

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._key(event, depth + 1)
            if key in result:
                first = self.keys[(*path, key)]
                self._refuse(
                    event, "yaml-duplicate-key", f"the key '{key}' stands here a second time",
                    f"It stands first in line {first.line}; keep one of them.",
                )  # fmt: skip
            self.keys[(*path, key)] = self._place(event)
            result[key] = self._value(self._next(), (*path, key), depth + 1)
        return result

    def _key(self, event: Event, depth: int) -> str:
        self._guard(event, depth)
        if not isinstance(event, ScalarEvent) or isinstance(event, MappingStartEvent):
            self._refuse(event, "yaml-key", "a key must be a word", "Put text that begins with [ or { in quotes.")
        assert isinstance(event, ScalarEvent)
        if event.value == "<<" and not event.style:
            self._refuse(event, "yaml-merge-key", "merge keys (<<) are not allowed", "Write the keys out again.")
        return str(event.value)


def _typed(event: ScalarEvent) -> str | int | bool | None:
    value = str(event.value)
    if event.style:  # quoted or block: always text
        return value
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    return int(value) if _INTEGER.fullmatch(value) else value
