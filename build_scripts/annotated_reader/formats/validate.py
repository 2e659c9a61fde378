"""YAML values to models, with every error put in words and tied to its line.

pydantic finds all mistakes of an entity at once; here its error types are turned into Problems.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from annotated_reader.formats.meant_keys import meant_key
from annotated_reader.formats.schema import Entity, Kind, NoteFile
from annotated_reader.formats.validation_messages import in_words, is_to_be_written, keys_of, model_at
from annotated_reader.formats.yaml.document import Path, YamlDocument
from annotated_reader.formats.yaml.likely_causes import invisible_in
from annotated_reader.support import Place, Problem

M = TypeVar("M", bound=Entity, covariant=True)


@dataclass(frozen=True, slots=True)
class Located(Generic[M]):
    """A validated entity, and where it came from."""

    value: M
    document: YamlDocument
    path: Path

    def place(self, *below: str | int) -> Place:
        """Return the place of a key of this entity, or of its nearest parent that is written down."""
        return self.document.key_place((*self.path, *below))

    def value_place(self, *below: str | int) -> Place:
        """Return the place of a value of this entity."""
        return self.document.place((*self.path, *below))

    @property
    def written(self) -> Any:
        """The entity as its file has it, in the keys and forms of YAML."""
        return value_at(self.document.value, self.path)

    @property
    def line(self) -> int:
        """The line at which the entity starts."""
        return self.document.place(self.path).line


_NOTES = TypeAdapter(tuple[NoteFile, ...])

MAX_MISTAKES = 100
"""The most mistakes that are reported of one entry: one with more is no entry at all."""


def read_entity(document: YamlDocument, path: Path, model: type[M]) -> tuple[Located[M] | None, list[Problem]]:
    """Validate one entity of a document.

    Returns:
        The entity, or nothing where it has mistakes, and a Problem for each mistake.
    """
    value = value_at(document.value, path)
    if isinstance(value, list) and not path:
        return None, [Problem(document.place(path), "schema", *_list_for_an_entry(value))]
    if not isinstance(value, dict):
        what = "empty" if value is None else "not a mapping of keys to values"
        return None, [
            Problem(document.place(path), "schema", f"this entry is {what}", "An entry is made of `key: value` lines.")
        ]
    try:
        return Located(model.model_validate(value), document, path), []
    except ValidationError as error:
        return None, list(_problems(error, document, path, model))


def _list_for_an_entry(value: list[Any]) -> tuple[str, str]:
    """Return what is wrong with a list in a file that should hold one entry, and how to correct it."""
    if any(isinstance(item, dict) and "quote" in item for item in value):
        where = "Move them to a file of notes in the folder of their article: annotations/<article>/notes.yml."
        return "these look like notes, but this file is for another kind of entry", where
    return "this file is a list, but it is for a single entry", "Write one entry to a file, without the `- ` before it."


def read_notes(document: YamlDocument) -> list[Located[NoteFile]]:
    """Validate all notes of a list at once, which is faster than one by one; return none where any has a mistake."""
    try:
        notes = _NOTES.validate_python(document.value)
    except ValidationError:
        return []
    return [Located(note, document, (index,)) for index, note in enumerate(notes)]


def salvage_entity(
    document: YamlDocument,
    path: Path,
    model: type[M],
    stand_ins: Mapping[str, Any],
    vital: frozenset[str] = frozenset(),
) -> Located[M] | None:
    """Read what is valid in an entity with mistakes, so that one mistake does not hide the others.

    Misspelt keys are read as what was meant, other faulty ones left out.

    Args:
        document: the file.
        path: where in it the entity stands.
        model: what it should be.
        stand_ins: values for keys that are then missing.
        vital: keys without which checking further would mislead.

    Returns:
        The entity, or nothing where too little of it is valid.
    """
    value = copy.deepcopy(value_at(document.value, path))
    if not isinstance(value, dict):
        return None
    try:
        model.model_validate(value)
    except ValidationError as error:
        if error.error_count() > MAX_MISTAKES:
            return None
        details = [(_document_path(document, path, detail)[len(path) :], detail) for detail in error.errors()]
        faulty = {_entry(where) for where, detail in details if detail["type"] not in {"missing", "extra_forbidden"}}
        if any(vital.intersection(where) for where in faulty):
            return None
        _respell([where for where, detail in details if detail["type"] == "extra_forbidden"], value, model)
        _drop(faulty, value)
    try:
        return Located(model.model_validate({**stand_ins, **value}), document, path)
    except ValidationError:
        return None


def salvage_note(document: YamlDocument, path: tuple[int, ...]) -> Located[NoteFile] | None:
    """Read what is valid in a note with mistakes, for checks only, as a kind that needs nothing else."""
    entry = document.value[path[0]] if path else document.value
    if not isinstance(entry, dict):
        return None
    stand_ins = {
        "id": f"in-line-{document.place(path).line}",
        "kind": "wording",
        "title": "…",
        "note": "…",
        "added": "0001",
    }
    salvaged = salvage_entity(document, path, NoteFile, stand_ins, frozenset({"quote"}))
    if salvaged is None:
        return None
    return Located(salvaged.value.model_copy(update={"kind": Kind.WORDING}), document, path)


def _entry(where: Path) -> Path:
    """Cut a path to the key it lies under, or to the item where that key has a list."""
    return where[:2] if len(where) > 1 and isinstance(where[1], int) else where[:1]


def _drop(faulty: set[Path], value: Any) -> None:
    """Take out keys and list items, the last items first."""
    for where in sorted(faulty, key=lambda where: where[1:], reverse=True):
        if where:
            del value_at(value, where[:-1])[where[-1]]


def _respell(unknown: list[Path], value: Any, model: type[BaseModel]) -> None:
    """Correct the names of misspelt keys, and remove those that resemble no key."""
    for where in unknown:
        parent = value_at(value, where[:-1])
        content = parent.pop(where[-1])
        meant = _meant(where, model)
        if meant:
            parent.setdefault(meant, content)


def _meant(path: Path, model: type[BaseModel]) -> str:
    """Return the key that was meant by an unknown one at a path, or an empty string."""
    inner = model_at(model, path[:-1])
    return meant_key(str(path[-1]), inner, keys_of(inner))


def value_at(value: Any, path: Path) -> Any:
    """Return the part of a value at a path."""
    for step in path:
        value = value[step]
    return value


def _problems(error: ValidationError, document: YamlDocument, base: Path, model: type[Entity]) -> Iterator[Problem]:
    """Turn pydantic's errors into one Problem a place; of a union's complaints the deepest says most."""
    told = error.errors(include_url=False)[:MAX_MISTAKES]
    located = [(_document_path(document, base, detail), detail) for detail in told]
    meant = {(*path[:-1], _meant(path, model)) for path, detail in located if detail["type"] == "extra_forbidden"}
    glued = any(detail["type"] == "extra_forbidden" and str(path[-1]).startswith("-") for path, detail in located)
    for index, (path, detail) in enumerate(located):
        missing = detail["type"] == "missing"
        if missing and glued:  # the other keys may be in the part that is no item yet
            continue
        if (*path, detail["loc"][-1]) in meant if missing else _outdone(path, index, located):
            continue
        message, hint = in_words(detail, path, model)
        place = document.place(path) if _is_in_value(detail) else document.key_place(path)
        yield Problem(place, _rule(detail, path, model), message, hint or "Compare with an entry that works.")
    if error.error_count() > MAX_MISTAKES:
        message = f"this entry has {error.error_count():,} mistakes; the first {MAX_MISTAKES} are reported"
        yield Problem(document.key_place(base), "schema", message, "Compare with an entry that works.")


def _is_in_value(detail: ErrorDetails) -> bool:
    """Whether a mistake is a character of the value, rather than the value as a whole."""
    value = detail["input"]
    if not isinstance(value, str) or detail["type"] in {"missing", "extra_forbidden"}:
        return False
    return invisible_in(value) != "" or value.startswith("-")


def _rule(detail: ErrorDetails, path: Path, model: type[Entity]) -> str:
    """Name the rule that is broken: a title that is too long, or a value still to be written, breaks a house rule."""
    if is_to_be_written(detail):
        return "placeholders-are-filled-in"
    too_long = detail["type"] == "string_too_long" and path[-1:] == ("title",)
    return "titles-are-short" if too_long and model is NoteFile else "schema"


def _outdone(path: Path, index: int, located: list[tuple[Path, ErrorDetails]]) -> bool:
    """Whether another complaint of the same union goes deeper, or came first at the same place."""
    for other_index, (other, detail) in enumerate(located):
        if other_index == index:
            continue
        if other[: len(path)] == path and len(other) > len(path) and located[index][1]["type"] != "extra_forbidden":
            return True
        if other == path and other_index < index and detail["type"] != "missing":
            return True
    return False


def _document_path(document: YamlDocument, base: Path, detail: ErrorDetails) -> Path:
    """Follow pydantic's location as far as the document has it, passing over the names of union members."""
    path = base
    value = value_at(document.value, base)
    for step in detail["loc"]:
        if (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        ):
            value = value[step]  # type: ignore[index]
            path = (*path, step)
    return path
