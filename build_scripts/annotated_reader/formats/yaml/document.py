"""YAML with positions and without surprises.

One pass over the parser's events guards the input and builds plain values; a second one, made only for files of which
it is asked, notes where each of them stands.

Aliases, anchors, merge keys, tags, duplicate keys, deep nesting and large files are refused: the first four allow
exponential bombs or code, the C parser crashes on nesting tens of thousands deep. Only ``true``/``false``, plain
decimal integers and ``null`` are typed, so ``no``, ``1.10``, ``12:30`` and ``010`` stay what was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from yaml.events import DocumentStartEvent, Event, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from annotated_reader.formats.yaml.errors import (
    FORBIDDEN,
    SPLIT,
    YamlProblemError,
    forbidden,
    offset_of,
    place_at,
    place_in_lines,
    syntax_problem,
)
from annotated_reader.formats.yaml.values import LOADER, read_value
from annotated_reader.support import Place, Problem, line_starts

__all__ = ["MAX_BYTES", "Path", "Scalar", "YamlDocument", "YamlProblemError", "parse_yaml", "place_at"]

MAX_BYTES = 256 * 1024

Path = tuple[str | int, ...]
"""The way to a value from the top of a document: keys and list indexes."""


@dataclass(frozen=True)
class Scalar:
    """Where a scalar stands in the text: code point offsets of its source, quotes and block marks included."""

    start: int
    end: int
    style: str


@dataclass(frozen=True)
class YamlDocument:
    """A parsed file: its bytes and its value. Where each part stands is found out when it is first asked for.

    Known from the start is only where the entries of a list begin (``entries``, code points): pages link to them.
    """

    file: str
    data: bytes
    value: Any
    entries: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The file's text, which is seldom asked for and would take up to four times the room that its bytes take."""
        return self.data.decode("utf-8-sig")

    @cached_property
    def _offsets(self) -> _Offsets:
        return _Offsets.of(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.text)

    @property
    def scalars(self) -> Mapping[Path, Scalar]:
        """Where the scalars stand."""
        return self._offsets.scalars

    def place(self, path: Path) -> Place:
        """Give the place of the value at ``path``, or of the nearest parent that exists."""
        return self._entry(path) or self._nearest(path, self._offsets.values)

    def key_place(self, path: Path) -> Place:
        """Give the place of the key at ``path`` (of the value for list items), or of the nearest parent's."""
        return self._entry(path) or self._nearest(path, self._offsets.keys)

    def _entry(self, path: Path) -> Place | None:
        if len(path) != 1 or not isinstance(path[0], int) or path[0] >= len(self.entries):
            return None
        return place_in_lines(self._starts, self.entries[path[0]], self.file)

    def _nearest(self, path: Path, offsets: Mapping[Path, int]) -> Place:
        while path:
            if path in offsets:
                return place_in_lines(self._starts, offsets[path], self.file)
            path = path[:-1]
        return place_in_lines(self._starts, self._offsets.values.get((), 0), self.file)


def parse_yaml(data: bytes, file: str) -> YamlDocument:
    """Parse one YAML file.

    Args:
        data: the file's bytes, UTF-8.
        file: its name for messages, relative to the project.

    Raises:
        YamlProblemError: when the bytes are not acceptable YAML, with the place of the first reason.
    """
    text = _decode(data, file)
    try:
        value, entries = read_value(text, file)
    except yaml.MarkedYAMLError as error:
        raise YamlProblemError(syntax_problem(error, text, file)) from None
    except yaml.reader.ReaderError:
        # the C reader counts no lines: find the character it stumbled over
        match = FORBIDDEN.search(text)
        assert match
        raise YamlProblemError(forbidden(match.group(), place_at(text, match.start(), file))) from None
    return YamlDocument(file, data, value, entries)


def _decode(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise YamlProblemError(
            Problem(
                Place(file),
                "yaml-size",
                f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read",
                SPLIT,
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # without the byte order mark, as is ``error.start``
        raise YamlProblemError(
            Problem(
                place_at(before, len(before), file),
                "yaml-encoding",
                f"the byte 0x{error.object[error.start]:02X} is not UTF-8",
                "Save the file as UTF-8 (in most editors: Save with encoding).",
            )
        ) from None
    if text.startswith("\ufeff"):  # the parser would drop a second mark uncounted, and all offsets be off by one
        raise YamlProblemError(forbidden("\ufeff", Place(file)))
    return text


@dataclass(frozen=True)
class _Offsets:
    """Where the parts of a text that was read without complaint stand: code points, by path.

    Few files are asked, and of most files nothing: kept from the first reading, the many small objects would cost
    more time and memory than all the rest of it.
    """

    keys: dict[Path, int] = field(default_factory=dict)
    values: dict[Path, int] = field(default_factory=dict)
    scalars: dict[Path, Scalar] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> _Offsets:
        """Read a text again."""
        offsets = cls()
        events: Iterator[Event] = yaml.parse(text, Loader=LOADER)
        for event in events:
            if isinstance(event, DocumentStartEvent):
                offsets._note(next(events), (), events)
        return offsets

    def _note(self, event: Event, path: Path, events: Iterator[Event]) -> None:
        self.values[path] = offset_of(event.start_mark)
        if isinstance(event, ScalarEvent):
            self.scalars[path] = Scalar(offset_of(event.start_mark), offset_of(event.end_mark), event.style or "")
        elif isinstance(event, SequenceStartEvent):
            index = 0
            while not isinstance(item := next(events), SequenceEndEvent):
                self._note(item, (*path, index), events)
                self.keys[(*path, index)] = self.values[(*path, index)]
                index += 1
        else:
            while isinstance(key := next(events), ScalarEvent):
                self.keys[(*path, key.value)] = offset_of(key.start_mark)
                self._note(next(events), (*path, key.value), events)
