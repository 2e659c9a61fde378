"""JSON Schemas of the annotation files, made from the models: completion and checking in an editor.

They say what one file alone can be held to; what holds across files only ``check`` sees. Editors and check-jsonschema
read YAML 1.2 with numbers typed, ``check`` reads all but plain integers as text; the schemas accept what either makes
of a date, a year or a number in a reference.

Source: JSON Schema draft-07, the newest that YAML language servers support in full.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from annotated_reader.formats.schema import (
    MAX_NOTE_CHARACTERS,
    ArticleFile,
    ClaimFile,
    CslName,
    Entity,
    EventFile,
    NoteFile,
    PersonFile,
    ReferenceFile,
)

SCHEMAS: Mapping[str, type[Entity]] = {
    "article": ArticleFile,
    "notes": NoteFile,
    "reference": ReferenceFile,
    "claim": ClaimFile,
    "event": EventFile,
    "person": PersonFile,
}


def _where(key: str, value: str, demand: JsonSchemaValue) -> JsonSchemaValue:
    return {"if": {"required": [key], "properties": {key: {"const": value}}}, "then": demand}


def _needs(key: str, **form: Any) -> JsonSchemaValue:
    return {"required": [key], "properties": {key: form}}


_FREE_OF_SOURCE = [
    _needs("kind", const="wording"),
    _needs("status", const="retracted"),
    _needs("unsourced", type="string"),
]
_CONDITIONS: Mapping[str, list[JsonSchemaValue]] = {
    NoteFile.__name__: [
        _where("kind", "fact-check", _needs("claim", type="object")),
        _where("kind", "quotation", _needs("event", type="string")),
        {"if": {"not": {"anyOf": _FREE_OF_SOURCE}}, "then": _needs("references", minItems=1)},
    ],
    ClaimFile.__name__: [_where("verdict", "disputed", _needs("positions", minItems=2))],
    CslName.__name__: [
        {
            "oneOf": [
                {"required": ["literal"], "not": {"anyOf": [{"required": ["family"]}, {"required": ["given"]}]}},
                {"required": ["family"], "not": {"required": ["literal"]}},
            ]
        }
    ],
}


class _Generator(GenerateJsonSchema):
    """Makes schemas say what ``check`` says of text: blank is empty, a block's last line break does not count."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Leave out titles that only repeat the key."""
        del schema
        return False

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Describe a text."""
        result = super().str_schema(schema)
        if schema.get("strip_whitespace") and schema.get("min_length"):
            result.setdefault("pattern", r"\S")
            if schema.get("max_length") == MAX_NOTE_CHARACTERS:
                result["maxLength"] = MAX_NOTE_CHARACTERS + 1
        if self._config.coerce_numbers_to_str and schema.get("min_length"):
            result["type"] = ["string", "number"]
        return result

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Describe an entity, with the conditions that its validators hold it to."""
        result = super().model_schema(schema)
        conditions = _CONDITIONS.get(schema["cls"].__name__)
        if conditions and "properties" in result:
            result["allOf"] = conditions
        result.pop("title", None)
        return result


def json_schema(name: str) -> JsonSchemaValue:
    """Make the schema of one kind of file.

    Args:
        name: a key of ``SCHEMAS``; ``notes`` describes a list of notes, or a single one.
    """
    body = SCHEMAS[name].model_json_schema(schema_generator=_Generator, ref_template="#/definitions/{model}")
    definitions = body.pop("$defs", {})
    if name == "notes":
        description = "Notes on one article: a list, or a single note."
        definitions["Note"] = body
        note = {"$ref": "#/definitions/Note"}
        body = {"description": description, "if": {"type": "array"}, "then": {"items": note}, "else": note}
    return {"$schema": "http://json-schema.org/draft-07/schema#", **body, "definitions": definitions}


def as_json(name: str) -> str:
    """Write a schema as it is published: a final line break, keys in the models' order."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"
