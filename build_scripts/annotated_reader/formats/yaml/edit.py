"""New scalars put into YAML at their places: every other byte of the file stays as it was."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from annotated_reader.formats.yaml.document import Path, Scalar, YamlDocument, YamlProblemError, parse_yaml
from annotated_reader.formats.yaml.emit import item
from annotated_reader.support import replace_file

_WIDTH = 108


@dataclass(frozen=True)
class Edit:
    """A scalar's new value; ``beside`` adds keys to the mapping that contains it, or makes it one.

    Where the scalar is a whole value (``quote: words``) and keys are to stand beside it, it becomes a mapping with the
    scalar as ``exact``.
    """

    path: Path
    value: str | int
    beside: tuple[tuple[str, str], ...] = ()


class SpliceError(Exception):
    """The edited file would not read back as intended; nothing was changed."""


def _scalar(value: str | int, style: str, indent: int) -> str:
    """Write a text as a YAML scalar, in the style it had if that can represent it."""
    if isinstance(value, int):
        return str(value)
    line = " ".join(value.split())
    if style in {">", "|"} and line == value and len(line) > 40:
        pad = " " * indent
        rows = textwrap.wrap(line, max(40, _WIDTH - indent), break_long_words=False, break_on_hyphens=False)
        return ">-\n" + "\n".join(pad + row for row in rows)
    if not style and reads_as_itself(value):
        return value
    if style == "'" and line == value:
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def reads_as_itself(value: str) -> bool:
    """Whether a value can be written as it is, without quotes."""
    try:
        return "\n" not in str(value) and bool(parse_yaml(f"- {value}".encode(), "").value == [value])
    except YamlProblemError:
        return False


def _indent_at(text: str, offset: int) -> int:
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:offset]
    return len(line) - len(line.lstrip(" -"))


def splice(document: YamlDocument, edits: list[Edit]) -> str:
    """Put new scalars into a document.

    Args:
        document: as parsed.
        edits: for different scalars.

    Raises:
        SpliceError: when the result would not read back as the old values with only these changed.
    """
    text = document.text
    for edit in sorted(edits, key=lambda edit: document.scalars[edit.path].start, reverse=True):
        scalar = document.scalars[edit.path]
        text = text[: scalar.start] + _replacement(text, scalar, edit) + text[end_of(text, scalar) :]
    refuse_other_value(text, document.file, _applied(document.value, edits))
    return text


def append_item(document: YamlDocument, key: str, values: Mapping[str, object]) -> str:
    """Add a mapping at the end of a list in block style, which may have been empty or missing.

    Args:
        document: as parsed; its value is a mapping.
        key: the list's, at the top of the document.
        values: of the new item.

    Raises:
        SpliceError: when the list is written in another style, or the result would not read back as intended.
    """
    listed = document.value.get(key) or []
    if listed:
        last = max(scalar for path, scalar in _scalars_under(document, (key, len(listed) - 1)))
        indent = document.place((key, 0)).column - 3  # the item's keys stand after its dash and a space
        position = _line_end(document.text, last)
        written = "\n" + item(values, max(indent, 0))
    else:
        scalar = document.scalars.get((key,))
        position = scalar.start if scalar else len(document.text.rstrip())
        written = "\n" + ("" if scalar else f"{key}:\n") + item(values, 2)
    text = document.text[:position] + written + (document.text[position:] or "\n")
    refuse_other_value(text, document.file, {**document.value, key: [*listed, dict(values)]})
    return text


def _scalars_under(document: YamlDocument, path: Path) -> Iterator[tuple[Path, int]]:
    """List the scalars in a part of a document, each with the end of what is written of it."""
    for other, scalar in document.scalars.items():
        if other[: len(path)] == path:
            yield other, end_of(document.text, scalar)


def _line_end(text: str, position: int) -> int:
    """Return where the line ends in which a position lies."""
    end = text.find("\n", position)
    return len(text.rstrip("\n")) if end < 0 else end


def refuse_other_value(text: str, file: str, wanted: Any) -> None:
    """Raise ``SpliceError`` if a text does not read as a value."""
    try:
        if parse_yaml(text.encode(), file).value != wanted:
            raise SpliceError(file)
    except YamlProblemError:
        raise SpliceError(file) from None


def end_of(text: str, scalar: Scalar) -> int:
    """Return a scalar's end without the line breaks that the parser counts as part of a block scalar."""
    end = scalar.end
    if scalar.style in {"|", ">"}:
        while end > scalar.start and text[end - 1] in " \r\n":
            end -= 1
    return end


def _replacement(text: str, scalar: Scalar, edit: Edit) -> str:
    indent = _indent_at(text, scalar.start)
    written = _scalar(edit.value, scalar.style, indent + 2)
    if not edit.beside:
        return written
    if edit.path[-1] == "exact":
        pad = "\n" + " " * indent
        return written + "".join(f"{pad}{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in edit.beside)
    pairs = (("exact", edit.value), *edit.beside)
    pad = "\n" + " " * (indent + 2)
    return "".join(f"{pad}{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in pairs)


def _applied(value: Any, edits: list[Edit]) -> Any:
    """Return the document's value as it should be once the edits are made."""
    for edit in edits:
        new: Any = edit.value
        if edit.beside and edit.path[-1] != "exact":
            new = {"exact": edit.value, **dict(edit.beside)}
        value = _with(value, edit.path, new)
        if edit.beside and edit.path[-1] == "exact":
            for key, text in edit.beside:
                value = _with(value, (*edit.path[:-1], key), text)
    return value


def _with(value: Any, path: Path, new: Any) -> Any:
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, Mapping):
        return {**value, step: _with(value.get(str(step)), rest, new)}
    return [_with(item, rest, new) if index == step else item for index, item in enumerate(value)]


def save(path: FilePath, text: str) -> None:
    """Put a document's new text in its file's place, in one step; a byte order mark at the file's start stays."""
    mark = b"\xef\xbb\xbf" if path.read_bytes().startswith(b"\xef\xbb\xbf") else b""
    replace_file(path, mark + text.encode())
