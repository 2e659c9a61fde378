"""The corpus for other programs, and the addresses under which it is published."""

from __future__ import annotations

from annotated_reader.exports.bibtex import bibtex
from annotated_reader.exports.citations import format_citations, uncited_fields
from annotated_reader.exports.coins import coins
from annotated_reader.exports.jsonld import OWN_KEY
from annotated_reader.exports.pagefind_index import INDEX_FOLDER, SearchError, write_index
from annotated_reader.exports.pinpoints import format_pinpoint, split_pinpoint
from annotated_reader.exports.search_records import list_search_records, record_parts
from annotated_reader.exports.site_info import LICENCE, SiteInfo
from annotated_reader.exports.urls import (
    annotations_url,
    article_url,
    bibtex_path,
    claim_url,
    event_url,
    from_page,
    note_url,
    passage_url,
    person_url,
    reference_url,
    seed_url,
)

__all__ = [
    "INDEX_FOLDER",
    "LICENCE",
    "OWN_KEY",
    "SearchError",
    "SiteInfo",
    "annotations_url",
    "article_url",
    "bibtex",
    "bibtex_path",
    "claim_url",
    "coins",
    "event_url",
    "format_citations",
    "format_pinpoint",
    "from_page",
    "list_search_records",
    "note_url",
    "passage_url",
    "person_url",
    "record_parts",
    "reference_url",
    "seed_url",
    "split_pinpoint",
    "uncited_fields",
    "write_index",
]
