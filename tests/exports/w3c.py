"""What the W3C's own tests of the Web Annotation Data Model find missing in a document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT4

_SCHEMAS = Path(__file__).with_name("w3c_schemas")
_ANNOTATION = "annotations/annotationMusts.test"
_PAGE = "collections/pages/pageMusts.test"
_SUITES = {"AnnotationCollection": "collections/collectionMusts.test", "AnnotationPage": _PAGE}


def broken_musts(document: Mapping[str, Any]) -> Iterator[str]:
    """List the demands that a collection, page or annotation breaks, and those that the annotations in it break."""
    yield from _broken(_SUITES.get(document["type"], _ANNOTATION), document)
    page = document.get("first", {}) if document["type"] == "AnnotationCollection" else document
    if isinstance(page, dict):
        if page is not document and page:
            yield from _broken(_PAGE, page)
        for item in page.get("items", ()):
            # an annotation in a page inherits the page's context
            yield from _broken(_ANNOTATION, {"@context": document.get("@context"), **item})


def _broken(suite: str, document: Mapping[str, Any]) -> Iterator[str]:
    for name, expected, validator in _validators(suite):
        if validator.is_valid(document) != expected:
            yield f"{document.get('id')}: {name}"


@cache
def _validators(suite: str) -> list[tuple[str, bool, Draft4Validator]]:
    definitions = ((path.name, _load(path)) for path in sorted((_SCHEMAS / "definitions").glob("*.json")))
    registry: Registry[Any] = Registry().with_resources(
        [(name, DRAFT4.create_resource(schema)) for name, schema in definitions]
    )
    schemas = ((name, _load(_SCHEMAS / name)) for name in _load(_SCHEMAS / suite)["assertions"])
    return [
        (
            name,
            schema.get("expectedResult", "valid") == "valid",
            Draft4Validator(schema, registry=registry, format_checker=FormatChecker()),
        )
        for name, schema in schemas
    ]


def _load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
