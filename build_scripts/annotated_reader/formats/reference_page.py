"""The formats in full, as a page for people: every field of every file, made from the models.

The JSON Schemas say the same to editors. Descriptions and examples stand in the models alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from annotated_reader.formats.json_schema import SCHEMAS
from annotated_reader.formats.schema import (
    ADDRESS_PATTERN,
    GITHUB_NAME_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    MAX_NOTES_A_FILE,
    MAX_NOTES_AN_ARTICLE,
)
from annotated_reader.formats.schema.partial_date import DATE_PATTERN
from annotated_reader.formats.yaml.document import MAX_BYTES, YamlProblemError, parse_yaml
from annotated_reader.formats.yaml.emit import flow, scalar
from annotated_reader.formats.yaml.values import MAX_DEPTH, MAX_VALUES

PAGE = "docs/formats.md"

Schema = Mapping[str, Any]


_FILES = {
    "article": ("Articles", "`annotations/<article>/article.yml`"),
    "notes": ("Notes", "`annotations/<article>/<any name>.yml`, a list of notes or a single one"),
    "reference": ("References", "`annotations/references/<id>.yml`"),
    "claim": ("Claims", "`annotations/claims/<id>.yml`"),
    "event": ("Events", "`annotations/events/<id>.yml`"),
    "person": ("People and organisations", "`annotations/people/<id>.yml`"),
}
"""The kinds of files: their headings, and where they lie."""

_FORMS = {
    ID_PATTERN: "an id",
    ADDRESS_PATTERN: "a web address",
    LANGUAGE_PATTERN: "a language tag",
    GITHUB_NAME_PATTERN: "a GitHub name",
    DATE_PATTERN: "a date",
}
_HEAD = f"""\
---
description: Every file and every field of the annotations, with its form, its limits and an example.
---

# Formats

<!-- Written by `annotated-reader schema --write` from the models in formats/schema/; edits here are lost. -->

What may stand in `seeds/` and `annotations/`, in full. To write a first note you need none of this: see
[Contribute](contribute.md). In an editor with a YAML language server the same stands at hand: the files that
`annotated-reader new` and `note` begin name their schema in the first line.

**Everywhere.** Files are UTF-8, at most {MAX_BYTES // 1024} KiB and {MAX_VALUES:,} keys and values, nested at most
{MAX_DEPTH} levels; a file holds at most {MAX_NOTES_A_FILE:,} notes, all files of an article {MAX_NOTES_AN_ARTICLE:,}.
Only `true`, `false`, `null` and whole numbers are more than text: `no`, `1.10` and `12:30` stay as written. Unknown
keys, keys that stand twice, tags, anchors, aliases and merge keys are errors. What must hold beyond the form of a
single field, `annotated-reader explain` lists.

| Form | How it is written |
|---|---|
| an id | Small letters, digits and single hyphens, at most 80 characters; unique among its kind. |
| a date | As precise as is known: `2025`, `2025-06` or `2025-06-11`. |
| a language tag | As in BCP 47: `en`, `ru`, `pt-BR`. |
| a web address | `https://` (or `http://`), a host's name, and the page: `https://www.icj-cij.org/case/70`. |
| a GitHub name | Without the `@`: `octocat`. |
| text | On its key's line, in quotes where it holds a colon and a space, or as a block after a vertical bar. |

**Seeds.** `seeds/<name>.txt` are the texts, byte for byte as received: UTF-8, a paragraph, heading, list item or
verse on each line. Blank lines end lists and stanzas, and mean nothing more.

**Blocked hosts.** `annotations/blocked-hosts.yml` maps hosts that must not be linked to the reason:
`example.org: an unlicensed copy`.
"""


def formats_page() -> str:
    """Write the page, as Markdown that GitHub shows too."""
    schemas = {name: SCHEMAS[name].model_json_schema() for name in _FILES}
    parts = {name: part for schema in schemas.values() for name, part in schema["$defs"].items()}
    sections = [
        f"## {heading}\n\n{place}. {_first_line(schemas[name])}\n\n{_table(schemas[name], parts)}"
        for name, (heading, place) in _FILES.items()
    ]
    inner = [
        f"### {_heading(name)}\n\n{_first_line(part)}\n\n{_table(part, parts)}"
        for name, part in sorted(parts.items())
        if "properties" in part
    ]
    return "\n".join([_HEAD, *sections, "## Parts\n\nWhat stands inside the fields above.\n", *inner])


def _first_line(schema: Schema) -> str:
    return str(schema["description"]).split("\n", 1)[0]


def _heading(part: str) -> str:
    """Name a part as people do: ``ClaimLink`` is a claim link."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", part).capitalize().replace("Csl", "CSL")


def _table(schema: Schema, parts: Mapping[str, Schema]) -> str:
    required = schema.get("required", ())
    fields = sorted(schema["properties"].items(), key=lambda field: field[0] == "history")  # seldom used: last
    rows = (_row(key, field, key in required, parts) for key, field in fields)
    return "| Field | What it is |\n|---|---|\n" + "\n".join(rows) + "\n"


def _row(key: str, field: Schema, required: bool, parts: Mapping[str, Schema]) -> str:
    default = field.get("default")
    form = _form(field, parts) + (f"; if left out, `{flow(default)}`" if default not in (None, []) else "")
    meaning = f"{field['description']} *{form[:1].upper()}{form[1:]}.* Example: `{_example(field['examples'][0])}`"
    assert "|" not in meaning, f"{key}: a bar would end the table's cell"
    return f"| `{key}`{' (required)' if required else ''} | {meaning} |"


def _form(schema: Schema, parts: Mapping[str, Schema]) -> str:
    """Say in words what a schema accepts."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _form(parts[name], parts) if "enum" in parts[name] else _link(name)
    if choice := schema.get("anyOf", schema.get("oneOf")):
        options = [each for each in choice if each.get("type") != "null"]
        if any(each.get("pattern") == DATE_PATTERN for each in options):
            return "a date"
        return ", or ".join(_form(each, parts) for each in options)
    if "enum" in schema:
        return "one of " + ", ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        return f"a list, each item {_form(schema['items'], parts)}"
    return _simple_form(schema)


def _simple_form(schema: Schema) -> str:
    if schema["type"] == "object":
        return "`id: pinpoint`"
    if schema["type"] == "string":
        pattern = schema.get("pattern", r"\S")
        text = f"text of at most {schema['maxLength']:,} characters" if "maxLength" in schema else "text"
        return _FORMS.get(pattern, text if pattern == r"\S" else "text as in the example")
    return {"boolean": "`true` or `false`", "integer": "a whole number"}[schema["type"]]


def _link(part: str) -> str:
    heading = _heading(part)
    return f"[{heading.lower().replace('csl', 'CSL')}](#{heading.lower().replace(' ', '-')})"


def _example(value: object) -> str:
    """Write an example as people would: without quotation marks where YAML needs none."""
    if not isinstance(value, str):
        return flow(value)
    try:
        return value if parse_yaml(value.encode(), PAGE).value == value else scalar(value)
    except YamlProblemError:
        return scalar(value)
