"""What must hold across the corpus: rules that yield problems."""

from __future__ import annotations

from annotated_reader.checks.archived_copies import WAYBACK, find_copies
from annotated_reader.checks.dead_links import Politeness, dead_links, gone_pages, request_all
from annotated_reader.checks.editorial_rules import MAX_NOTE_WORDS
from annotated_reader.checks.explanations import EXPLANATIONS, as_text
from annotated_reader.checks.link_rules import blocked_by, links_are_whole
from annotated_reader.checks.passage_rules import is_same_place
from annotated_reader.checks.project import check_corpus, check_project, check_reference
from annotated_reader.checks.quotation_marks import quotation_marks_hint
from annotated_reader.checks.quote_rules import LEAST_SIMILARITY
from annotated_reader.checks.rules import has_errors
from annotated_reader.checks.source_index import Comparison, SourceIndex

__all__ = [
    "EXPLANATIONS",
    "LEAST_SIMILARITY",
    "MAX_NOTE_WORDS",
    "WAYBACK",
    "Comparison",
    "Politeness",
    "SourceIndex",
    "as_text",
    "blocked_by",
    "check_corpus",
    "check_project",
    "check_reference",
    "dead_links",
    "find_copies",
    "gone_pages",
    "has_errors",
    "is_same_place",
    "links_are_whole",
    "quotation_marks_hint",
    "request_all",
]
