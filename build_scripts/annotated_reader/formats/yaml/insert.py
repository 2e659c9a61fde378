"""New keys and list items put into YAML: every byte of the file that was there stays, comments too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from annotated_reader.formats.yaml.document import Path, YamlDocument
from annotated_reader.formats.yaml.edit import end_of, reads_as_itself, refuse_other_value
from annotated_reader.formats.yaml.emit import flow


@dataclass(frozen=True)
class NewKey:
    """A key that a mapping does not have yet, and its value, to be written after one that it has.

    ``path`` is that of the mapping; the value of the key ``after`` is a scalar.
    """

    path: Path
    after: str
    key: str
    value: object


@dataclass(frozen=True)
class NewItem:
    """A mapping to be added at the end of the list at ``path``."""

    path: Path
    value: Mapping[str, object]


Addition = NewKey | NewItem


class _Insertion(NamedTuple):
    """A text to be written in place of that from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def insert(document: YamlDocument, additions: Iterable[Addition]) -> str:
    """Return a document's text with keys and items added.

    Args:
        document: as parsed.
        additions: each to a mapping or list of its own.

    Raises:
        SpliceError: when the result would not read back as the old values with only these added.
    """
    text, wanted, insertions = document.text, document.value, []
    for addition in additions:
        insertions.append(_new_key(document, addition) if isinstance(addition, NewKey) else _item(document, addition))
        wanted = _added(wanted, addition.path, addition)
    for start, end, written in sorted(insertions, reverse=True):
        text = text[:start] + written + text[end:]
    refuse_other_value(text, document.file, wanted)
    return text


def _new_key(document: YamlDocument, new: NewKey) -> _Insertion:
    """Return the insertion of a key: a line of its own, or, between braces, in the line."""
    text, scalar = document.text, document.scalars[*new.path, new.after]
    end = end_of(text, scalar)
    if text.startswith("{", document.offset(new.path)):
        return _Insertion(end, end, f", {new.key}: {flow(new.value)}")
    end, pad = _line_end(text, end), " " * _column(text, document.key_offset((*new.path, new.after)))
    return _Insertion(end, end, _newline(text) + _newline(text).join(_lines(new, pad)))


def _lines(new: NewKey, pad: str) -> list[str]:
    if isinstance(new.value, list):
        return [f"{pad}{new.key}:", *(f"{pad}  - {flow(each)}" for each in new.value)]
    is_plain = isinstance(new.value, str) and reads_as_itself(new.value)  # as an address is, in spite of its colon
    return [f"{pad}{new.key}: {new.value if is_plain else flow(new.value)}"]


def _item(document: YamlDocument, new: NewItem) -> _Insertion:
    """Return the insertion of a list item: a line of its own, or, between brackets, in the line."""
    text, start = document.text, document.offset(new.path)
    if empty := re.compile(r"\[\s*\]").match(text, start):
        return _Insertion(start, empty.end(), f"[{flow(new.value)}]")
    size = len(new.path)
    last = [path for path in document.scalars if path[:size] == new.path][-1]  # they are in the text's order
    end = end_of(text, document.scalars[last])
    if not text.startswith("[", start):
        end = _line_end(text, _after_closers(text, end, 0))
        return _Insertion(end, end, f"{_newline(text)}{' ' * _column(text, start)}- {flow(new.value)}")
    end = _after_closers(text, end, len(last) - size - 1)
    return _Insertion(end, end, f", {flow(new.value)}")


_CLOSER = re.compile(r"[\s,]*[\]}]")


def _after_closers(text: str, offset: int, count: int) -> int:
    """Return the offset after a number of closing brackets; with none, after all that close an item over lines."""
    closed = 0
    while (closer := _CLOSER.match(text, offset)) and (not count or closed < count):
        offset, closed = closer.end(), closed + 1
    return offset


def _line_end(text: str, offset: int) -> int:
    found = re.compile(r"\r?\n|\r|\Z").search(text, offset)
    return found.start() if found else len(text)


def _column(text: str, offset: int) -> int:
    return offset - (max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1)


def _newline(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"


def _added(value: Any, path: Path, addition: Addition) -> Any:
    """Return a value as it should be with an addition."""
    if not path:
        return [*value, addition.value] if isinstance(addition, NewItem) else {**value, addition.key: addition.value}
    step, rest = path[0], path[1:]
    if isinstance(value, Mapping):
        return {**value, step: _added(value[str(step)], rest, addition)}
    return [_added(item, rest, addition) if index == step else item for index, item in enumerate(value)]
