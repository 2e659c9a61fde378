"""References as citations: CSL fields, our own CSL style, rendered by citeproc-py.

Source of the field names: Citation Style Language 1.0.2, appendix IV; of the style: ``reader.csl`` beside this file.
"""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import nh3
from markupsafe import Markup

from annotated_reader.exports.pinpoints import format_pages
from annotated_reader.formats import CslName, Located, PartialDate, ReferenceFile

_STYLE = Path(__file__).with_name("reader.csl")
_INNER_QUOTES = str.maketrans("“”", "‘’")
_OWN_FIELDS = {"short", "standing", "consulted", "summary", "history", "archived", "dead", "passages"}
_FACTS = {
    "publisher": "Publisher",
    "publisher-place": "Place",
    "authority": "Authority",
    "collection-title": "Series",
    "volume": "Volume",
    "issue": "Issue",
    "number": "Number",
    "ISBN": "ISBN",
}
"""Fields that some types' citations leave out; a reference's page then lists them by these names."""

_FAMILY_NAME_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_STOP_TOO_MANY = re.compile(r"([?!.…](?:</i>|[”’])*)\.$")


def csl_item(reference: ReferenceFile) -> dict[str, Any]:
    """Return a reference as a CSL-JSON item.

    Source: CSL-JSON schema 1.0.2 (``csl-data.json``): dates as ``date-parts``, names as objects.
    """
    item: dict[str, Any] = {}
    for name, field in ReferenceFile.model_fields.items():
        value = getattr(reference, name)
        if name in _OWN_FIELDS or value is None or value == ():
            continue
        item[field.alias or name] = _csl_value(value)
    return item


def _csl_value(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return {"date-parts": [value.parts]}
    if isinstance(value, tuple):
        return [_csl_value(part) for part in value]
    if isinstance(value, CslName):
        return value.model_dump(exclude_none=True)
    return str(value)


@cache
def _style() -> Any:
    from citeproc import CitationStylesStyle

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of elements it does not support; the style uses none
        return CitationStylesStyle(str(_STYLE), validate=False)


def _escaped(value: Any) -> Any:
    """Escape all text of an item: citeproc-py would take what looks like a tag for one."""
    if isinstance(value, dict):
        return {key: _escaped(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_escaped(part) for part in value]
    return html.escape(value, quote=False) if isinstance(value, str) else value


def _source_item(reference: ReferenceFile) -> dict[str, Any]:
    """Prepare an item for citeproc-py, which lacks some variables and breaks on others.

    A body that publishes its own work is named once; quotation marks inside a title become single ones.
    """
    item: dict[str, Any] = _escaped(csl_item(reference))
    item.pop("language", None)
    item.pop("accessed", None)
    if event := item.pop("event-title", None):
        item["event"] = event
    if reference.publisher in {reference.authority, *(name.literal for name in reference.author)}:
        item.pop("publisher", None)
    if pages := item.get("page"):
        item["page"] = format_pages(pages)
    for role in ("author", "editor", "interviewer", "translator"):
        if role in item:
            item[role] = [_in_own_order(name) for name in item[role]]
    item["title"] = item["title"].translate(_INNER_QUOTES)
    return item


def _in_own_order(name: dict[str, str]) -> dict[str, str]:
    """Write a Chinese, Japanese or Korean name as it is written in these languages: family name first, no space."""
    family, given = name.get("family", ""), name.get("given", "")
    if _FAMILY_NAME_FIRST.search(family + given):
        return {"literal": family + given}
    return name


def format_citations(references: Mapping[str, Located[ReferenceFile]]) -> dict[str, Markup]:
    """Render the citation of every reference, as HTML, by id.

    Args:
        references: the corpus's references; none yields an empty mapping.
    """
    return {reference_id: _formatted(reference.value) for reference_id, reference in references.items()}


@lru_cache(maxsize=2**12)  # a server formats the same references at every change
def _formatted(reference: ReferenceFile) -> Markup:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    source = CiteProcJSON([_source_item(reference)])
    bibliography = CitationStylesBibliography(_style(), source, formatter.html)
    bibliography.register(Citation([CitationItem(reference.id)]))
    (entry,) = bibliography.bibliography()
    text = nh3.clean(str(entry), tags={"i", "b"}, attributes={})
    return Markup(_STOP_TOO_MANY.sub(r"\1", text))  # noqa: S704


def uncited_fields(reference: ReferenceFile, citation: Markup) -> list[tuple[str, str]]:
    """List the bibliographic fields that a reference has and its citation does not show, as names and values."""
    shown = citation.striptags()
    values = {name: str(value) for name, value in csl_item(reference).items() if name in _FACTS}
    fields = [(_FACTS[name], value) for name, value in values.items() if value not in shown]
    return fields + ([("Language", language_name(reference.language))] if reference.language else [])


@cache
def language_name(tag: str) -> str:
    """Return a language's English name by its BCP 47 tag, or the tag where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag
