"""pydantic's errors in words a non-programmer understands, with an example of what would be right."""

from __future__ import annotations

import re
from typing import Any, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from annotated_reader.formats.meant_keys import FORMER_VALUES, hint_elsewhere, meant_key
from annotated_reader.formats.new_reference import describe_first, source_address
from annotated_reader.formats.schema import GITHUB_NAME_PATTERN, ID_PATTERN, Entity, is_site, is_web_address
from annotated_reader.formats.yaml.document import Path
from annotated_reader.formats.yaml.emit import flow, scalar
from annotated_reader.formats.yaml.likely_causes import invisible_in, name_of, without_invisible
from annotated_reader.support import did_you_mean

PLACEHOLDERS = frozenset({"…", "..."})
"""What stands where a contributor has still to write something."""

_ID_HINT = "An id is made of lower-case letters, digits and single hyphens, as in un-charter-51."
_NAME_HINT = "Write the name of an account on GitHub, made of letters, digits and hyphens, as in octocat."


def in_words(detail: ErrorDetails, path: Path, model: type[Entity]) -> tuple[str, str]:
    """Return what is wrong in words a non-programmer understands, and how to correct it."""
    message, hint = _described(detail, path, model)
    if is_to_be_written(detail):
        name = next(step for step in reversed(path) if isinstance(step, str))
        return f"`{name}` is still to be written", hint
    return message, hint


def is_to_be_written(detail: ErrorDetails) -> bool:
    """Whether a mistake is that of a value which a contributor has still to fill in."""
    value = detail["input"]
    return detail["type"] in _FORMS and isinstance(value, str) and value.strip() in PLACEHOLDERS


def _described(  # noqa: C901 - one case for each of pydantic's types of error
    detail: ErrorDetails, path: Path, model: type[Entity]
) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    depth = max((index for index, step in enumerate(path) if isinstance(step, str)), default=None)
    name = "this entry" if depth is None else str(path[depth])
    example = "" if depth is None else _example(model_at(model, path[:depth]), name)
    if special := _common_slip(detail, name, path):
        return special
    match kind:
        case "missing":
            key = str(detail["loc"][-1])
            return f"the key `{key}` is missing", _example(model_at(model, path), key)
        case "extra_forbidden":
            return _unknown_key(str(path[-1]), model_at(model, path[:-1]), detail["input"])
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
            if context["pattern"] == GITHUB_NAME_PATTERN:
                return f"'{detail['input']}' is not a GitHub user name", _NAME_HINT
            if context["pattern"] == r"\S":
                return f"`{name}` is empty", example
            return f"`{name}` does not have the right form: '{detail['input']}'", example
        case "enum" | "literal_error":
            words = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
            value = str(detail["input"])
            hint = FORMER_VALUES.get((name, value)) or did_you_mean(value, words) or f"One of: {', '.join(words)}."
            return f"'{value}' is not a valid `{name}`", hint
        case "bool_type" | "bool_parsing":
            return (
                f"`{name}` should be true or false, not {_name_of(detail['input'])}",
                "Write true or false, without quotes.",
            )
        case "tuple_type":
            return f"`{name}` should be a list, not {_name_of(detail['input'])}", "Write one item per line after `- `."
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"`{name}` should be made of `key: value` lines, not {_name_of(detail['input'])}", example
        case "value_error":
            said = str(context["error"])
            return (said, _example_named_in(said, model)) if depth is None else (f"`{name}`: {said}", example)
    return f"`{name}`: {detail['msg']}", example


def _unknown_key(key: str, model: type[BaseModel], value: Any) -> tuple[str, str]:
    """Return what is wrong with a key that a model does not have, and which was probably meant."""
    known = keys_of(model)
    if char := invisible_in(key):
        clean = without_invisible(key)
        hint = f"Write `{clean}` without it; between the words of a line type ordinary spaces."
        return f"the key `{clean}` contains an invisible character: {name_of(char)}", hint
    if key.startswith("-") and key[1:] in known:
        return (
            "a space is missing after the dash",
            f"Write `- {key[1:]}: …`, with a space between the dash and the key.",
        )
    meant = meant_key(key, model, known)
    suggestion = f"Did you mean '{meant}'?" if meant else f"Known keys: {', '.join(known)}."
    hint = hint_elsewhere(key, model) or suggestion
    if meant == "references" and (address := _address_in(value)):
        hint += f"\n{describe_first(address)}"
    return f"unknown key `{key}`", hint


def _address_in(value: Any) -> str:
    """Return the first address that is written as a reference, or an empty string."""
    if isinstance(value, list):
        return next((address for item in value if (address := _address_in(item))), "")
    if isinstance(value, dict):
        return next((address for part in (*value, *value.values()) if (address := _address_in(part))), "")
    return source_address(value) if isinstance(value, str) else ""


_WITHOUT_COLON = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\s*[,;]\s*|\s+|\s*(?=#))(?P<place>\S.*)")
"""An id and a place in the work, as in ``icj-nicaragua-1986, para. 194``."""

_GITHUB_PAGE = re.compile(r"(?:https?://)?(?:www\.)?github\.com/([A-Za-z0-9-]+)/?")
_AT = re.compile(r"[@＠]\s*([A-Za-z0-9-]+)")
_FORMS = {"string_pattern_mismatch", "enum", "literal_error", "bool_type", "bool_parsing", "value_error"}


def _common_slip(detail: ErrorDetails, name: str, path: Path) -> tuple[str, str] | None:
    """Return what is wrong with a value, and how to correct it, for mistakes that show in what was written."""
    value, pattern = detail["input"], detail.get("ctx", {}).get("pattern")
    if "references" in path and detail["type"] != "extra_forbidden" and (address := _address_in(value)):
        if is_site(address):
            message = f"'{address}' is the address of a site, not the id of a reference"
            return message, f"Find the page on it that supports the note.\n{describe_first(address)}"
        sort = "an address" if is_web_address(address) else "a DOI"
        return f"'{address}' is {sort}, not the id of a reference", describe_first(address)
    if not isinstance(value, str):
        return None
    if detail["type"] in _FORMS and (char := invisible_in(value)):
        return (
            f"`{name}` contains an invisible character: {name_of(char)}",
            f"Write it without: {without_invisible(value)}",
        )
    if pattern == ID_PATTERN and value.strip() in PLACEHOLDERS:
        return f"`{name}` is still to be written", f"Put an id in place of the {value.strip()}. {_ID_HINT}"
    if pattern == ID_PATTERN and "references" in path and (slip := _without_colon(value)):
        return slip
    if pattern == GITHUB_NAME_PATTERN and (at := _AT.fullmatch(value.strip())):
        return f"a name starts with @ here: '{value}'", f"Write it without the @: {at[1]}"
    if pattern == GITHUB_NAME_PATTERN and (page := _GITHUB_PAGE.fullmatch(value.strip())):
        return f"'{value}' is an address, not a GitHub name", f"Write the name alone: {page[1]}"
    if detail["type"] == "tuple_type":
        return _one_for_a_list(value, name)
    return None


def _without_colon(value: str) -> tuple[str, str] | None:
    """Return what is wrong with a citation that has no colon between the id and the place in the work."""
    parts = _WITHOUT_COLON.fullmatch(value.strip())
    if not parts or not ("-" in parts["id"] or re.search("[0-9]", parts["place"])):
        return None
    place = parts["place"].lstrip("#").strip()
    return f"there is no colon after the id in '{value}'", f"Write `{parts['id']}: {scalar(place)}`."


def _one_for_a_list(value: str, name: str) -> tuple[str, str] | None:
    """Return what is wrong with a text in place of a list, if it was to be one."""
    if re.match(r"-\S", value):
        return f"a space is missing after the dash in `{name}`", f"Write `- {value[1:].split(' ')[0]}`."
    if at := _AT.fullmatch(value.strip()):
        return f"`{name}` should be a list, not '{value}'", f"Write it without the @: {name}: [{at[1]}]"
    return None


def _in_quotes(name: str, value: Any) -> str:
    """Write a number or a truth value as the text that was meant, as a hint."""
    return f'Put it in quotes: {name}: "{flow(value)}"' if isinstance(value, bool | int) else ""


def _example_named_in(said: str, model: type[Entity]) -> str:
    """Return an example of the key that an error of a whole entry names."""
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


def keys_of(model: type[BaseModel]) -> list[str]:
    """List the keys that a model has, as they are written in files."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _field(model: type[BaseModel], key: str | int) -> FieldInfo | None:
    return next((field for name, field in model.model_fields.items() if key == (field.alias or name)), None)


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """Return the model of the mapping at a path."""
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
    """Return an example of a key's value from the schema, as a hint."""
    field = _field(model, key)
    example = None if field is None else _example_of(field)
    return "" if example is None else f"For example: {key}: {_as_yaml(example)}"


def _example_of(field: FieldInfo) -> Any:
    """Return a field's example, or one put together from those of its model."""
    if field.examples:
        return field.examples[0]
    for model in _models_in(field.annotation):
        entry = {
            part.alias or name: _example_of(part) for name, part in model.model_fields.items() if part.is_required()
        }
        return [entry] if get_origin(field.annotation) is tuple else entry
    return None


def _as_yaml(example: Any) -> str:
    """Write an example as people would: text alone as it is."""
    return example if isinstance(example, str) else flow(example)
