"""YAML with positions and without surprises.

One pass over the parser's events guards the input and builds plain values; a second one, made only for files of which
it is asked, notes where each of them stands.

Aliases, anchors, merge keys, tags, duplicate keys, deep nesting and large files are refused: the first four allow
exponential bombs or code, the C parser crashes on nesting tens of thousands deep. Only ``true``/``false``, plain
decimal integers and ``null`` are typed, so ``no``, ``1.10``, ``12:30`` and ``010`` stay what was written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, NoReturn

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

from build_scripts.problems import Place, Problem, line_starts

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

Path = tuple[str | int, ...]
"""The way to a value from the top of a document: keys and list indexes."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Source: YAML 1.1, section 5.1, the set of characters."""
_CONSTANTS = {"true": True, "false": False, "null": None, "": None, "~": None}


@dataclass(frozen=True)
class Scalar:
    """Where a scalar stands in the text: code point offsets of its source, quotes and block marks included."""

    start: int
    end: int
    style: str


@dataclass(frozen=True)
class YamlDocument:
    """A parsed file: its text and its value. Where each part stands is found out when it is first asked for.

    Known from the start is only where the entries of a list begin (``entries``, code points): pages link to them.
    """

    file: str
    text: str
    value: Any
    entries: tuple[int, ...] = ()

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
        return _place(self._starts, self.entries[path[0]], self.file)

    def _nearest(self, path: Path, offsets: Mapping[Path, int]) -> Place:
        while path:
            if path in offsets:
                return _place(self._starts, offsets[path], self.file)
            path = path[:-1]
        return _place(self._starts, self._offsets.values.get((), 0), self.file)


class YamlProblemError(Exception):
    """A file that can't be used as YAML; carries the one Problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Syntax(NamedTuple):
    """What the parser says (a part of it), in words a non-programmer understands, and what would mend it.

    ``opening`` asks for the place where the faulty thing begins rather than for the one where the parser gave up,
    which may be the end of the file.
    """

    said: str
    message: str
    hint: str
    opening: bool = False


_SYNTAX = (
    _Syntax(
        "found a tab character",
        "a tab is used for indentation",
        "Indent with spaces, never tabs.",
    ),
    _Syntax(
        "mapping values are not allowed",
        "a colon stands where no key can",
        'If this is a key, start it in the column of the keys above; put text that holds ": " in quotes, '
        "or write it as a block after `|`.",
    ),
    _Syntax(
        "did not find expected key",
        "the indentation changes here, or a text in quotes or brackets ended too early",
        "Keys of one entry start in the same column; text that holds quotation marks or begins with [ or { "
        "is best written as a block after `|`.",
    ),
    _Syntax(
        "could not find expected ':'",
        "this line is read as a key, but no colon and space follow it",
        "Write a space after the colon; indent a long text deeper, or write it as a block after `|`.",
        opening=True,
    ),
    _Syntax(
        "did not find expected '-' indicator",
        "the indentation of this list changes here",
        "Start each list item's '-' in the same column, and its keys in one column after it.",
    ),
    _Syntax(
        "block sequence entries are not allowed",
        "a list item starts where none can",
        "Start the list on a new line below its key.",
    ),
    _Syntax(
        "found unexpected end of stream",
        "a quoted text is never closed",
        "Close it with the quotation mark it was opened with.",
        opening=True,
    ),
    _Syntax(
        "found unexpected document indicator",
        "a quoted text is never closed",
        "Close it with the quotation mark it was opened with.",
        opening=True,
    ),
    _Syntax(
        "did not find expected ',' or ']'",
        "what the bracket [ opens is not closed",
        "Close it with ], or write one item a line after `- `.",
        opening=True,
    ),
    _Syntax(
        "did not find expected ',' or '}'",
        "what the brace { opens is not closed",
        "Close it with }, or write one key a line.",
        opening=True,
    ),
    _Syntax(
        "escape c",  # unknown escape character, invalid Unicode character escape code
        "a backslash in double quotes starts an unknown escape",
        "Use single quotes, or double the backslash.",
    ),
    _Syntax(
        "while scanning an a",  # an alias, an anchor
        "a value starts with a reserved character",
        "Put text that begins with * or & in quotes.",
        opening=True,
    ),
    _Syntax(
        "while scanning a block scalar",
        "a text starts on the line of its `|` or `>`",
        "Start it on the next line, indented deeper; put text that begins with | or > in quotes.",
        opening=True,
    ),
    _Syntax(
        "tag",
        "a tag (!) is not allowed here",
        "Put text that begins with ! in quotes.",
        opening=True,
    ),
    _Syntax(
        "did not find expected node content",
        "a value is missing here or starts with a reserved character",
        "Put text that begins with a reserved character in quotes.",
    ),
    _Syntax(
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
        YamlProblemError: when the bytes are not acceptable YAML, with the place of the first reason.
    """
    text = _decode(data, file)
    builder = _Builder(file, text)
    try:
        return builder.build()
    except yaml.MarkedYAMLError as error:
        raise YamlProblemError(_syntax_problem(error, builder)) from None
    except yaml.reader.ReaderError:
        # the C reader counts no lines: find the character it stumbled over
        match = _FORBIDDEN.search(text)
        assert match
        raise YamlProblemError(_forbidden(match.group(), builder.place(match.start()))) from None


def place_at(text: str, offset: int, file: str) -> Place:
    """Turn an offset in a text into a place (line and column from 1)."""
    return _place(line_starts(text), offset, file)


def _place(starts: list[int], offset: int, file: str) -> Place:
    line = bisect_right(starts, offset)
    return Place(file, line, offset - starts[line - 1] + 1)


def _forbidden(char: str, place: Place) -> Problem:
    return Problem(
        place,
        "yaml-syntax",
        f"the file holds a character that YAML does not allow (U+{ord(char):04X})",
        "Delete the character; it is invisible in most editors.",
    )


def _decode(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise YamlProblemError(
            Problem(
                Place(file),
                "yaml-size",
                f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read",
                "Split the notes over several files in the same folder.",
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
        raise YamlProblemError(_forbidden("\ufeff", Place(file)))
    return text


def _syntax_problem(error: yaml.MarkedYAMLError, builder: _Builder) -> Problem:
    said = f"{error.problem or ''} {error.context or ''}".strip()
    known = next((syntax for syntax in _SYNTAX if syntax.said in said), None)
    marks = (error.context_mark, error.problem_mark) if known and known.opening else (error.problem_mark,)
    mark = next((mark for mark in marks if mark), None)
    place = builder.place(_offset(mark) if mark else 0)
    special = _by_character(said, builder.text[_offset(mark) :][:1] if mark else "")
    if special:
        return Problem(place, "yaml-syntax", *special)
    if known is None:
        return Problem(place, "yaml-syntax", f"this is not valid YAML: {said}", "Compare with an entry that works.")
    return Problem(place, "yaml-syntax", known.message, known.hint)


def _by_character(said: str, char: str) -> tuple[str, str] | None:
    """Give the message and hint for the mistakes that the character where the parser stopped tells apart."""
    if "cannot start any token" in said and char != "\t":
        return f"a text may not begin with {char}", "Put the whole text in quotes."
    if "cannot start any token" in said:
        return "a tab stands where only spaces can", "Indent with spaces, never tabs."
    if "did not find expected key" in said and char == ":":
        hint = "Write the key before it; in a list of references the id, as in `- icj-nicaragua-1986: para. 194`."
        return "nothing stands before this colon", hint
    return None


def _offset(mark: Any) -> int:
    """Give a mark's offset: code points of the text."""
    return int(mark.index)


class _Builder:
    """Turns one document's events into values."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)
        self.entries: list[int] = []

    def build(self) -> YamlDocument:
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
        return YamlDocument(self.file, self.text, value, tuple(self.entries))

    def place(self, offset: int) -> Place:
        """Turn an offset into a place; the parser's own lines end at U+2028 too, those of editors don't."""
        return place_at(self.text, offset, self.file)

    def _refuse(self, event: Event, rule: str, message: str, hint: str) -> NoReturn:
        raise YamlProblemError(Problem(self.place(_offset(event.start_mark)), rule, message, hint))

    def _guard(self, event: Event, depth: int) -> None:
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
        if isinstance(event, ScalarEvent) and event.style == '"' and (match := _FORBIDDEN.search(event.value)):
            raise YamlProblemError(
                _forbidden(match.group(), self.place(_offset(event.start_mark)))
            )  # written as an escape
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
                self.entries.append(_offset(event.start_mark))
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
                    f"It stands first in line {self.place(offsets[key]).line}; keep one of them.",
                )  # fmt: skip
            offsets[key] = _offset(event.start_mark)
            result[key] = self._value(next(self.events), depth + 1)
        return result

    def _key(self, event: Event, depth: int) -> str:
        self._guard(event, depth)
        if not isinstance(event, ScalarEvent):
            self._refuse(event, "yaml-key", "a key must be a word", "Put text that begins with [ or { in quotes.")
        if event.value == "<<" and not event.style:
            self._refuse(event, "yaml-merge-key", "merge keys (<<) are not allowed", "Write the keys out again.")
        return str(event.value)


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
        events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)
        for event in events:
            if isinstance(event, DocumentStartEvent):
                offsets._note(next(events), (), events)
        return offsets

    def _note(self, event: Event, path: Path, events: Iterator[Event]) -> None:
        self.values[path] = _offset(event.start_mark)
        if isinstance(event, ScalarEvent):
            self.scalars[path] = Scalar(_offset(event.start_mark), _offset(event.end_mark), event.style or "")
        elif isinstance(event, SequenceStartEvent):
            index = 0
            while not isinstance(item := next(events), SequenceEndEvent):
                self._note(item, (*path, index), events)
                self.keys[(*path, index)] = self.values[(*path, index)]
                index += 1
        else:
            while isinstance(key := next(events), ScalarEvent):
                self.keys[(*path, key.value)] = _offset(key.start_mark)
                self._note(next(events), (*path, key.value), events)


def _typed(event: ScalarEvent) -> str | int | bool | None:
    value = str(event.value)
    if event.style:  # quoted or block: always text
        return value
    if value in _CONSTANTS:
        return _CONSTANTS[value]
    return int(value) if _INTEGER.fullmatch(value) else value
