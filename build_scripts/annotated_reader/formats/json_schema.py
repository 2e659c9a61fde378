"""JSON Schemas of the annotation files, generated from the models, for completion and validation in editors.

They describe single files; only ``check`` validates across files. Editors and check-jsonschema parse numbers as YAML
1.2 does, while ``check`` reads everything but plain integers as text; the schemas accept both results for a date, a
year or a number in a reference.

Source: JSON Schema draft-07, the latest version that YAML language servers fully support.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from annotated_reader.formats.schema import (
    MAX_NOTE_CHARACTERS,
    MAX_PASSAGE_CHARACTERS,
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


def _if_equal(key: str, value: str, then: JsonSchemaValue) -> JsonSchemaValue:
    return {"if": {"required": [key], "properties": {key: {"const": value}}}, "then": then}


def _require(key: str, **schema: Any) -> JsonSchemaValue:
    return {"required": [key], "properties": {key: schema}}


_NEEDS_NO_SOURCE = [
    _require("kind", const="wording"),
    _require("status", const="retracted"),
    _require("unsourced", type="string"),
]
_CONDITIONS: Mapping[str, list[JsonSchemaValue]] = {
    NoteFile.__name__: [
        _if_equal("kind", "fact-check", _require("claim", type="object")),
        _if_equal("kind", "quotation", _require("event", type="string")),
        {"if": {"not": {"anyOf": _NEEDS_NO_SOURCE}}, "then": _require("references", minItems=1)},
    ],
    ClaimFile.__name__: [_if_equal("verdict", "disputed", _require("positions", minItems=2))],
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
    """Generates schemas that treat text as ``check`` does: blank is empty, and a block's last line break is ignored."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return False, since titles would only repeat the keys."""
        del schema
        return False

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Return the schema of a string."""
        result = super().str_schema(schema)
        if schema.get("strip_whitespace") and schema.get("min_length"):
            result.setdefault("pattern", r"\S")
            if (most := schema.get("max_length")) in {MAX_NOTE_CHARACTERS, MAX_PASSAGE_CHARACTERS}:
                result["maxLength"] = most + 1
        if self._config.coerce_numbers_to_str and schema.get("min_length"):
            result["type"] = ["string", "number"]
        return result

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model, with the conditions that its validators check."""
        result = super().model_schema(schema)
        conditions = _CONDITIONS.get(schema["cls"].__name__)
        if conditions and "properties" in result:
            result["allOf"] = conditions
        result.pop("title", None)
        return result


def json_schema(name: str) -> JsonSchemaValue:
    """Return the schema of one kind of file.

    Args:
        name: a key of ``SCHEMAS``; the schema of ``notes`` accepts a list of notes or a single note.
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
    """Return a schema as published: keys in the order of the models, and a final line break."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"
