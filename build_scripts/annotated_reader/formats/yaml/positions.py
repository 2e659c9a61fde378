"""Where the parts of a file are, kept from its one parse in four bytes for each mark."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]
"""The way to a value from the top of a document: keys and list indexes."""

_STYLES = ("'", '"', "|", ">")


@dataclass(frozen=True, slots=True)
class Positions:
    """Offsets in a file's text, in code points.

    ``marks`` follow the text: the start of each key, the start and end of each scalar, the start of each list or
    mapping. ``entries`` are the indexes in ``marks`` at which the items of a list at the top begin.
    """

    marks: array[int] = field(default_factory=lambda: array("I"))
    entries: array[int] = field(default_factory=lambda: array("I"))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar's position in the text: code point offsets of its source, quotes and block marks included."""

    start: int
    end: int
    style: str


@dataclass(frozen=True, slots=True)
class Offsets:
    """The positions of keys, values and scalars, by path; the key of a list item is the item itself."""

    keys: dict[Path, int] = field(default_factory=dict)
    values: dict[Path, int] = field(default_factory=dict)
    scalars: dict[Path, Scalar] = field(default_factory=dict)

    @classmethod
    def of(cls, value: Any, marks: array[int], text: str) -> Offsets:
        """Return the offsets of all parts of a value.

        Args:
            value: what was read.
            marks: of its parts.
            text: what it was read from.
        """
        offsets = cls()
        if marks:
            offsets._add(value, (), iter(marks), text)
        return offsets

    def _add(self, value: Any, path: Path, marks: Iterator[int], text: str) -> None:
        start = self.values[path] = next(marks)
        if isinstance(value, dict):
            for key, below in value.items():
                self.keys[*path, key] = next(marks)
                self._add(below, (*path, key), marks, text)
        elif isinstance(value, list):
            for index, below in enumerate(value):
                self._add(below, (*path, index), marks, text)
                self.keys[*path, index] = self.values[*path, index]
        else:
            end = next(marks)
            style = text[start] if start < end and text[start] in _STYLES else ""
            self.scalars[path] = Scalar(start, end, style)
