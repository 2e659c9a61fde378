"""YAML values to models, with every complaint put in words and tied to its line.

pydantic finds all mistakes of an entity at once; here its error types are turned into Problems.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from build_scripts.problems import Place, Problem, did_you_mean, nearest_word
from build_scripts.schema import ID_PATTERN, Entity, NoteFile
from build_scripts.yaml_source import Path, YamlDocument

M = TypeVar("M", bound=Entity, covariant=True)

_ID_HINT = "An id is made of small letters, digits and single hyphens, as in un-charter-51."


@dataclass(frozen=True)
class Located(Generic[M]):
    """A validated entity, and where it came from."""

    value: M
    document: YamlDocument
    path: Path

    def place(self, *below: str | int) -> Place:
        """Give the place of a key of this entity, or of its nearest parent that is written down."""
        return self.document.key_place((*self.path, *below))

    def value_place(self, *below: str | int) -> Place:
        """Give the place of a value of this entity."""
        return self.document.place((*self.path, *below))

    @property
    def line(self) -> int:
        """The line at which the entity starts."""
        return self.document.place(self.path).line


def read_entity(document: YamlDocument, path: Path, model: type[M]) -> tuple[Located[M] | None, list[Problem]]:
    """Validate one entity of a document.

    Returns:
        The entity, or nothing where it has mistakes, and a Problem for each mistake.
    """
    value = _at(document.value, path)
    if not isinstance(value, dict):
        what = "empty" if value is None else "not a mapping of keys to values"
        return None, [
            Problem(document.place(path), "schema", f"this entry is {what}", "An entry is made of `key: value` lines.")
        ]
    try:
        return Located(model.model_validate(value), document, path), []
    except ValidationError as error:
        return None, list(_problems(error, document, path, model))


def mend_entity(
    document: YamlDocument,
    path: Path,
    model: type[M],
    stand_ins: Mapping[str, Any],
    vital: frozenset[str] = frozenset(),
) -> Located[M] | None:
    """Read what is sound of an entity with mistakes, so that one mistake does not hide the others.

    Misspelt keys are read as what was meant, other faulty ones left out.

    Args:
        document: the file.
        path: where in it the entity stands.
        model: what it should be.
        stand_ins: values for keys that are then missing.
        vital: keys without which checking further would mislead.

    Returns:
        The entity, or nothing where too little of it is sound.
    """
    value = copy.deepcopy(_at(document.value, path))
    if not isinstance(value, dict):
        return None
    try:
        model.model_validate(value)
    except ValidationError as error:
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


def _entry(where: Path) -> Path:
    """Cut a path to the key it lies under, or to the item where that key holds a list."""
    return where[:2] if len(where) > 1 and isinstance(where[1], int) else where[:1]


def _drop(faulty: set[Path], value: Any) -> None:
    """Take out keys and list items, the last items first."""
    for where in sorted(faulty, key=lambda where: where[1:], reverse=True):
        if where:
            del _at(value, where[:-1])[where[-1]]


def _respell(unknown: list[Path], value: Any, model: type[BaseModel]) -> None:
    """Give misspelt keys their right names, and take out those that resemble no key."""
    for where in unknown:
        parent = _at(value, where[:-1])
        content = parent.pop(where[-1])
        meant = nearest_word(str(where[-1]), _keys(_model_at(model, where[:-1])))
        if meant:
            parent.setdefault(meant, content)


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _problems(error: ValidationError, document: YamlDocument, base: Path, model: type[Entity]) -> Iterator[Problem]:
    """Turn pydantic's errors into one Problem a place; of a union's complaints the deepest says most."""
    located = [(_document_path(document, base, detail), detail) for detail in error.errors(include_url=False)]
    meant = {
        (*path[:-1], nearest_word(str(path[-1]), _keys(_model_at(model, path[:-1]))))
        for path, detail in located
        if detail["type"] == "extra_forbidden"
    }
    for index, (path, detail) in enumerate(located):
        missing = detail["type"] == "missing"
        if (*path, detail["loc"][-1]) in meant if missing else _outdone(path, index, located):
            continue
        message, hint = _in_words(detail, path, model)
        yield Problem(
            document.key_place(path), _rule(detail, path, model), message, hint or "Compare with an entry that works."
        )


def _rule(detail: ErrorDetails, path: Path, model: type[Entity]) -> str:
    """Name the rule that is broken: a note's title that is too long breaks a house rule, all else the format."""
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
    value = _at(document.value, base)
    for step in detail["loc"]:
        if (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        ):
            value = value[step]  # type: ignore[index]
            path = (*path, step)
    return path


def _in_words(  # noqa: C901 - one case for each of pydantic's types of error
    detail: ErrorDetails, path: Path, model: type[Entity]
) -> tuple[str, str]:
    """Say what is wrong in words a non-programmer understands, and what would mend it."""
    kind, context = detail["type"], detail.get("ctx", {})
    depth = max((index for index, step in enumerate(path) if isinstance(step, str)), default=None)
    name = "this entry" if depth is None else str(path[depth])
    example = "" if depth is None else _example(_model_at(model, path[:depth]), name)
    match kind:
        case "missing":
            key = str(detail["loc"][-1])
            return f"the key `{key}` is missing", _example(_model_at(model, path), key)
        case "extra_forbidden":
            known = _keys(_model_at(model, path[:-1]))
            return f"unknown key `{path[-1]}`", did_you_mean(str(path[-1]), known) or f"Known keys: {', '.join(known)}."
        case "string_type":
            return f"`{name}` should be text, not {_name_of(detail['input'])}", _in_quotes(
                name, detail["input"]
            ) or example
        case "string_too_short":
            return f"`{name}` is empty", example
        case "string_too_long":
            text = str(detail["input"])
            return (
                f"`{name}` has {len(text.strip())} characters; at most {context['max_length']} are allowed",
                "Shorten it.",
            )
        case "string_pattern_mismatch":
            if context["pattern"] == ID_PATTERN:
                return f"'{detail['input']}' is not an id", _ID_HINT
            if context["pattern"] == r"\S":
                return f"`{name}` is empty", example
            return f"`{name}` does not have the right form: '{detail['input']}'", example
        case "enum" | "literal_error":
            words = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
            hint = did_you_mean(str(detail["input"]), words) or f"One of: {', '.join(words)}."
            return f"'{detail['input']}' is no `{name}`", hint
        case "bool_type" | "bool_parsing":
            return (
                f"`{name}` should be true or false, not {_name_of(detail['input'])}",
                "Write true or false, without quotes.",
            )
        case "tuple_type":
            return f"`{name}` should be a list, not {_name_of(detail['input'])}", "Write one item a line after `- `."
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"`{name}` should be made of `key: value` lines, not {_name_of(detail['input'])}", example
        case "value_error":
            said = str(context["error"])
            return (said, _example_named_in(said, model)) if depth is None else (f"`{name}`: {said}", example)
    return f"`{name}`: {detail['msg']}", example


def _in_quotes(name: str, value: Any) -> str:
    """Write a number or a truth value as the text that was meant, as a hint."""
    return f'Put it in quotes: {name}: "{_as_yaml(value)}"' if isinstance(value, bool | int) else ""


def _example_named_in(said: str, model: type[Entity]) -> str:
    """Give an example of the key that a complaint of a whole entry names."""
    named = re.search("`([a-z_]+)`", said)
    return _example(model, named[1]) if named else ""


def _name_of(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true/false"
    if isinstance(value, int):
        return f"the number {value}"
    if isinstance(value, list | tuple):
        return "a list"
    return "`key: value` lines" if isinstance(value, dict) else f"'{value}'"


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _field(model: type[BaseModel], key: str | int) -> FieldInfo | None:
    return next((field for name, field in model.model_fields.items() if key == (field.alias or name)), None)


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """Give the model of the mapping to which a path leads."""
    for step in path:
        field = _field(model, step)
        inner = _models_in(field.annotation) if field else []
        model = inner[0] if inner else model
    return model


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in getattr(annotation, "__args__", ()) for model in _models_in(argument)]


def _example(model: type[BaseModel], key: str) -> str:
    """Give an example of a key's value from the schema, as a hint."""
    field = _field(model, key)
    example = None if field is None else _example_of(field)
    return "" if example is None else f"For example: {key}: {_as_yaml(example)}"


def _example_of(field: FieldInfo) -> Any:
    """Give a field's example, or put one together from those of the model that it holds."""
    if field.examples:
        return field.examples[0]
    for model in _models_in(field.annotation):
        entry = {
            part.alias or name: _example_of(part) for name, part in model.model_fields.items() if part.is_required()
        }
        return [entry] if get_origin(field.annotation) is tuple else entry
    return None


def _as_yaml(example: Any) -> str:
    if isinstance(example, bool):
        return "true" if example else "false"
    if isinstance(example, list):
        return f"[{', '.join(_as_yaml(item) for item in example)}]"
    if isinstance(example, dict):
        return f"{{{', '.join(f'{key}: {_as_yaml(value)}' for key, value in example.items())}}}"
    return str(example)
