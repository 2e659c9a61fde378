"""YAML with positions and without surprises.

One pass over the parser's events guards the input, builds plain values and keeps where each of them stands.

Aliases, anchors, merge keys, tags, duplicate keys, deep nesting and large files are refused: the first four allow
exponential bombs or code, the C parser crashes on nesting tens of thousands deep. Only ``true``/``false``, plain
decimal integers and ``null`` are typed, so ``no``, ``1.10``, ``12:30`` and ``010`` stay what was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import yaml

from annotated_reader.formats.yaml.errors import (
    FORBIDDEN,
    SPLIT,
    YamlProblemError,
    cause_problem,
    forbidden,
    place_at,
    place_in_lines,
    syntax_problem,
)
from annotated_reader.formats.yaml.likely_causes import merge_conflict
from annotated_reader.formats.yaml.positions import Offsets, Path, Positions, Scalar
from annotated_reader.formats.yaml.values import read_value
from annotated_reader.support import Place, Problem, line_starts

__all__ = ["MAX_BYTES", "Path", "Scalar", "YamlDocument", "YamlProblemError", "parse_yaml", "place_at"]

MAX_BYTES = 256 * 1024


@dataclass(frozen=True, eq=False)
class YamlDocument:
    """A parsed file: its bytes, its value and the positions of its parts. It equals only itself."""

    file: str
    data: bytes
    value: Any
    positions: Positions = field(default_factory=Positions)

    @property
    def text(self) -> str:
        """The file's text, which is seldom asked for and would take up to four times the room that its bytes take."""
        return self.data.decode("utf-8-sig")

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.text)

    @property
    def scalars(self) -> Mapping[Path, Scalar]:
        """The scalars' positions, by path."""
        return _offsets(self).scalars

    def place(self, path: Path) -> Place:
        """Return the place of the value at ``path``, or of the nearest parent that exists."""
        return self._entry(path) or self._first_value(path) or self._nearest(path, _offsets(self).values)

    def key_place(self, path: Path) -> Place:
        """Return the place of the key at ``path`` (of the value for list items), or of the nearest parent's."""
        return self._entry(path) or self._nearest(path, _offsets(self).keys)

    def place_at(self, offset: int) -> Place:
        """Return the place of an offset in the file's text, in code points."""
        return place_in_lines(self._starts, offset, self.file)

    def offset(self, path: Path) -> int:
        """Return the offset at which the value at ``path`` starts, in code points."""
        return _offsets(self).values[path]

    def key_offset(self, path: Path) -> int:
        """Return the offset at which the key at ``path`` starts, in code points."""
        return _offsets(self).keys[path]

    def _entry(self, path: Path) -> Place | None:
        """Return the place of an item of a list at the top, to which pages link, without a table of its parts."""
        marks, entries = self.positions.marks, self.positions.entries
        if len(path) != 1 or not isinstance(path[0], int) or path[0] >= len(entries):
            return None
        return self.place_at(marks[entries[path[0]]])

    def _first_value(self, path: Path) -> Place | None:
        """Return the place of the first value of such an item, which mostly is its id, in the same way."""
        marks, entries = self.positions.marks, self.positions.entries
        if len(path) != 2 or not isinstance(path[0], int) or path[0] >= len(entries):
            return None
        entry = self.value[path[0]]
        if not isinstance(entry, dict) or next(iter(entry), None) != path[1]:
            return None
        return self.place_at(marks[entries[path[0]] + 2])  # after the item and its key

    def _nearest(self, path: Path, offsets: Mapping[Path, int]) -> Place:
        while path:
            if path in offsets:
                return self.place_at(offsets[path])
            path = path[:-1]
        return self.place_at(_offsets(self).values.get((), 0))


def parse_yaml(data: bytes, file: str) -> YamlDocument:
    """Parse one YAML file.

    Args:
        data: the file's bytes, UTF-8.
        file: its name for messages, relative to the project.

    Raises:
        YamlProblemError: when the bytes are not acceptable YAML, with the place of the first reason.
    """
    text = _decode(data, file)
    if conflict := merge_conflict(text, faulty=False):
        raise YamlProblemError(cause_problem(conflict, text, file))
    try:
        value, positions = read_value(text, file)
    except yaml.MarkedYAMLError as error:
        raise YamlProblemError(syntax_problem(error, text, file)) from None
    except yaml.reader.ReaderError:
        # the C reader counts no lines: find the character it stumbled over
        match = FORBIDDEN.search(text)
        assert match
        raise YamlProblemError(forbidden(match.group(), place_at(text, match.start(), file))) from None
    return YamlDocument(file, data, value, positions)


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


@lru_cache(maxsize=16)  # many places are asked of a few files, which come one after the other
def _offsets(document: YamlDocument) -> Offsets:
    return Offsets.of(document.value, document.positions.marks, document.text)
